"""Assignments as whoever leads a team gives them, looks at them and takes them back. See docs/assignments.md.

Every right is checked here, on every call. How an assignment stands with a rep is a result: see `visibility`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import assignment_draft as drafts
from bot.services import people, teams
from bot.services.assignment_draft import EVERYBODY, Draft
from bot.services.visibility import visible
from bot.storage.queries import assignments as rows
from bot.storage.queries import tallies
from bot.storage.queries.assignments import Assignee, Assignment, Task
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Member, Team
from bot.training import calendar, roleplay_choice
from bot.training.assignment import Status

PAGE = 5
# Given within a day in one team; nobody can follow more.
MOST_A_DAY = 20
# A team's weakest skill is told from so many days, and so many answers and checks at least.
_LOOK_BACK, _LEAST = 30, 8


@dataclass(frozen=True, slots=True)
class Standing:
    """An assignment and how it stands with those whose results may be seen; `hidden`: how many others it is for."""

    assignment: Assignment
    people: tuple[Assignee, ...]
    hidden: int

    def having(self, status: Status) -> tuple[Assignee, ...]:
        """Those with whom it stands so."""
        return tuple(one for one in self.people if one.status is status)


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a team's assignments, newest first; pages count from 0."""

    team: Team
    entries: tuple[Standing, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Given:
    """An assignment just given: to whom, and how many others of those meant had it already."""

    team: Team
    tasks: tuple[tuple[Person, Task], ...]
    already: int


@dataclass(frozen=True, slots=True)
class Meant:
    """A draft with the people it names: the team, the one rep (None: everybody), how many it is for."""

    draft: Draft
    team: Team
    member: Member | None
    count: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What a team could do next: its weakest skill (None: not enough to say), a customer and a unit for it."""

    skill: str | None
    scenario: str | None
    unit: str | None


def page(tx: Tx, person: Person, team_id: int, number: int) -> Page:
    """A page of a team's assignments; the nearest one where that does not exist."""
    seen, team = visible(tx, person, team_id), teams.lead(tx, person, team_id)
    total = rows.count(tx.conn, team_id)
    pages = max(-(-total // PAGE), 1)
    number = min(max(number, 0), pages - 1)
    found = rows.page(tx.conn, team_id, number * PAGE, PAGE)
    return Page(team, _standings(tx, found, seen), number, pages, total)


def one(tx: Tx, person: Person, assignment_id: int) -> tuple[Team, Standing]:
    """One assignment of a team that the person leads. Refused when it was taken back."""
    found, team = _led(tx, person, assignment_id)
    if found.cancelled_at is not None:
        raise Refused("assignment.gone")
    (standing,) = _standings(tx, (found,), visible(tx, person, team.id))
    return team, standing


def meant(tx: Tx, person: Person) -> Meant:
    """The draft under way, with names."""
    draft = drafts.current(tx, person)
    reps = drafts.reps(tx, draft.team_id)
    member = next((one for one in reps if one.user_id == draft.user_id), None)
    return Meant(draft, teams.lead(tx, person, draft.team_id), member, len(reps) if member is None else 1)


def give(tx: Tx, catalog: Catalog, person: Person, mark: str) -> Given:
    """Give what the draft says, once. Refused when the draft is another one by now, or nobody is there to have it."""
    draft = drafts.current(tx, person)
    team, due = teams.lead(tx, person, draft.team_id), _ready(tx, catalog, draft, mark)
    wanted = [one.user_id for one in drafts.reps(tx, team.id) if draft.user_id in {EVERYBODY, one.user_id}]
    busy = rows.holders(tx.conn, team.id, draft.kind, draft.target)
    fresh = [one for user_id in wanted if user_id not in busy and (one := people.find(tx, user_id)) is not None]
    if not fresh:
        raise Refused("assignment.nobody" if not wanted else "assignment.already")
    made = rows.add(
        tx.conn,
        [(one.id, reminder_at(one, due, tx.now)) for one in fresh],
        team_id=team.id,
        created_by=person.id,
        kind=draft.kind,
        target=draft.target,
        due_on=due,
        created_at=tx.now,
    )
    drafts.leave(tx, person)
    tasks = [(one, task) for one in fresh if (task := rows.task(tx.conn, made.id, one.id)) is not None]
    return Given(team, tuple(tasks), len(wanted) - len(fresh))


def _led(tx: Tx, person: Person, assignment_id: int) -> tuple[Assignment, Team]:
    """An assignment of a team that the person leads. Refused in the same words for an unknown and a foreign one."""
    found = rows.find(tx.conn, assignment_id)
    if found is None or not teams.leads(tx, person.id, found.team_id):
        raise Refused("assignment.gone")
    return found, teams.lead(tx, person, found.team_id)


def cancel(tx: Tx, person: Person, assignment_id: int) -> tuple[Team, tuple[Person, ...]]:
    """Take an assignment back, once; returns those who had it open still."""
    found, team = _led(tx, person, assignment_id)
    waiting = [one.user_id for one in rows.people(tx.conn, [found.id]) if one.status is Status.OPEN]
    if not rows.cancel(tx.conn, found.id, tx.now):
        raise Refused("assignment.gone")
    return team, tuple(one for user_id in waiting if (one := people.find(tx, user_id)) is not None)


def advise(tx: Tx, catalog: Catalog, person: Person, team_id: int) -> Advice:
    """What would do a team most good, by what its reps did lately."""
    seen = visible(tx, person, team_id)
    since = people.local_date(person, tx.now) - timedelta(days=_LOOK_BACK)
    known = catalog.curriculum.skills
    sums = [one for one in tallies.skill_sums(tx.conn, seen, since) if one.given >= _LEAST and one.skill in known]
    weakest = min(sums, key=lambda one: one.good / one.given, default=None)
    if weakest is None:
        return Advice(None, None, None)
    skills = {unit.id: unit.skill for unit in catalog.curriculum.units.values()}
    scenarios = tuple(catalog.scenarios.values())
    best = roleplay_choice.recommended(scenarios, {}, weakest.skill, skills, tx.now, team_id)
    unit = next((name for name, skill in skills.items() if skill == weakest.skill), None)
    fits = best is not None and roleplay_choice.trains(best, weakest.skill, skills)
    return Advice(weakest.skill, best.id if best is not None and fits else None, unit)


def reminder_at(person: Person, due_on: date, now: datetime) -> datetime | None:
    """The day before, at the person's time for training, out of their quiet hours; None when that is past."""
    quiet = people.quiet_of(person)
    day = due_on - timedelta(days=1)
    moment = calendar.at_local(day, quiet.beside(person.train_at), person.time_zone)
    return moment if moment is not None and moment > now else None


def _ready(tx: Tx, catalog: Catalog, draft: Draft, mark: str) -> date:
    """The due date of a draft that may be given as it was confirmed."""
    due = draft.due
    if draft.mark != mark or due is None or draft.user_id is None:
        raise Refused("assignment.draft_gone")
    if not drafts.exists(catalog, draft.kind, draft.target):
        raise Refused("assignment.content_gone")
    if rows.count_since(tx.conn, draft.team_id, tx.now - timedelta(days=1)) >= MOST_A_DAY:
        raise Refused("assignment.too_many", most=MOST_A_DAY)
    return due


def _standings(tx: Tx, found: tuple[Assignment, ...], seen: frozenset[int]) -> tuple[Standing, ...]:
    everybody = rows.people(tx.conn, [one.id for one in found])
    made = []
    for assignment in found:
        own = [one for one in everybody if one.assignment_id == assignment.id]
        shown = tuple(one for one in own if one.user_id in seen)
        made.append(Standing(assignment, shown, len(own) - len(shown)))
    return tuple(made)
