"""From a team to one person, to a skill, to single role-plays: figures and marks, never anybody's words.

Whether the leader may see the person is asked on every call.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import drills, teams, visibility
from bot.services.digests import Desk
from bot.services.people import local_date
from bot.storage.queries import digests as digest_rows
from bot.storage.queries import drilldown as rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import sharing
from bot.storage.queries.digests import Done
from bot.storage.queries.drilldown import Play
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.training import coaching, trends
from bot.training.grading.types import Scorecard, scorecard_from_json
from bot.training.trends import WINDOW, Cell, Cells, Count

PEOPLE_PAGE, PLAYS_PAGE = 8, 6
# How many weeks a skill is followed.
WEEKS = 8
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """A person in the team's list: what they did in the window, and their overall share (0–1), if it can be told."""

    person: Person
    done: Done | None
    overall: float | None


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of a team's people, whoever needs attention first. Pages count from 0."""

    team: Team
    lines: tuple[Line, ...]
    number: int
    pages: int
    of: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """One person's last four weeks. `weeks`: training days in each, oldest first; `cells`: lowest share first."""

    team: Team
    person: Person
    weeks: tuple[int, ...]
    done: Done
    streak: int
    last: date | None
    today: date
    cells: tuple[Cell, ...]
    plays: int


@dataclass(frozen=True, slots=True)
class SkillView:
    """A person's skill. `weeks`: the first date of each with questions and checks; `checks`: how often each was met."""

    team: Team
    person: Person
    cell: Cell
    weeks: tuple[tuple[date, Count, Count], ...]
    checks: tuple[tuple[str, Count], ...]


@dataclass(frozen=True, slots=True)
class Log:
    """A page of a person's marked role-plays, newest first. Pages count from 0."""

    team: Team
    person: Person
    plays: tuple[Play, ...]
    number: int
    pages: int
    of: int


@dataclass(frozen=True, slots=True)
class PlayView:
    """The marks of one role-play; `shown`: whether the rep shows its words to those who lead the team."""

    team: Team
    person: Person
    play: Play
    card: Scorecard
    shown: bool


def roster(tx: Tx, leader: Person, team_id: int, number: int) -> Roster:
    """A page of the people of a team that the person leads; the nearest one where that does not exist."""
    desk = Desk(tx, leader, team_id)
    done = digest_rows.done_between(tx.conn, team_id, desk.today - WINDOW + _DAY, desk.today + _DAY)
    order = trends.by_need({user_id: desk.cells.get(user_id, {}) for user_id in desk.people})
    number, pages = _page(number, len(order), PEOPLE_PAGE)
    shown = order[number * PEOPLE_PAGE :][:PEOPLE_PAGE]
    lines = (Line(desk.people[one], done.get(one), trends.overall(desk.cells.get(one, {}))) for one in shown)
    return Roster(desk.team, tuple(lines), number, pages, len(order))


def portrait(tx: Tx, leader: Person, team_id: int, user_id: int) -> Portrait:
    """One person of a team that the leader leads. Refused when their results are not the leader's to see."""
    team, person = _seen(tx, leader, team_id, user_id)
    today = local_date(person, tx.now)
    days = rows.days(tx.conn, user_id, today - WINDOW + _DAY)
    weeks = [0] * (WINDOW // _WEEK)
    for day in days:
        weeks[min((day - (today - WINDOW + _DAY)) // _WEEK, len(weeks) - 1)] += 1
    cells = _cells(tx, person)
    return Portrait(
        team=team,
        person=person,
        weeks=tuple(weeks),
        done=_sum(tuple(days.values())),
        streak=drills.streak(tx, person),
        last=rows.last_day(tx.conn, user_id),
        today=today,
        cells=tuple(sorted(cells.values(), key=lambda cell: (not cell.now.enough, cell.now.share, cell.skill))),
        plays=rows.count_plays(tx.conn, user_id),
    )


def skill(tx: Tx, catalog: Catalog, leader: Person, team_id: int, user_id: int, name: str) -> SkillView:
    """One person's skill. Refused when their results are not the leader's to see, or it is no skill."""
    team, person = _seen(tx, leader, team_id, user_id)
    if name not in catalog.curriculum.skills:
        raise Refused("drilldown.gone")
    today = local_date(person, tx.now)
    first = today - WEEKS * _WEEK + _DAY
    counted = rows.weeks(tx.conn, user_id, name, first, WEEKS)
    bodies = digest_rows.cards_since(tx.conn, (user_id,), tx.now - WINDOW).get(user_id, [])
    met = coaching.met(scorecard_from_json(body).checks for body in bodies)
    checks = ((rule.id, met[rule.id]) for rule in catalog.rubric.checks if rule.skill == name and rule.id in met)
    return SkillView(
        team=team,
        person=person,
        cell=_cells(tx, person).get(name, Cell(name, Count(), Count())),
        weeks=tuple((first + number * _WEEK, *counts) for number, counts in enumerate(counted)),
        checks=tuple(checks),
    )


def log(tx: Tx, leader: Person, team_id: int, user_id: int, number: int) -> Log:
    """A page of one person's role-plays; the nearest one where that does not exist. Refused like `portrait`."""
    team, person = _seen(tx, leader, team_id, user_id)
    of = rows.count_plays(tx.conn, user_id)
    number, pages = _page(number, of, PLAYS_PAGE)
    return Log(team, person, rows.plays(tx.conn, user_id, number * PLAYS_PAGE, PLAYS_PAGE), number, pages, of)


def play(tx: Tx, leader: Person, team_id: int, user_id: int, roleplay_id: int) -> PlayView:
    """The marks of one of a person's role-plays. Refused like `portrait`, and when it is none of theirs."""
    team, person = _seen(tx, leader, team_id, user_id)
    found = rows.play(tx.conn, user_id, roleplay_id)
    if found is None:
        raise Refused("drilldown.gone")
    shown = sharing.find(tx.conn, roleplay_id, team_id) is not None
    return PlayView(team, person, found[0], scorecard_from_json(found[1]), shown)


def _seen(tx: Tx, leader: Person, team_id: int, user_id: int) -> tuple[Team, Person]:
    team, seen = teams.lead(tx, leader, team_id), visibility.visible(tx, leader, team_id)
    person = people_rows.find(tx.conn, user_id) if user_id in seen else None
    if person is None:
        raise Refused("drilldown.not_visible")
    return team, person


def _cells(tx: Tx, person: Person) -> Cells:
    today = local_date(person, tx.now)
    cut = today - WINDOW + _DAY
    return digest_rows.cells_of(tx.conn, person.id, cut - WINDOW, cut, today)


def _sum(days: tuple[Done, ...]) -> Done:
    marks = [one.best_mark for one in days if one.best_mark is not None]
    return Done(
        questions=sum(one.questions for one in days),
        right=sum(one.right for one in days),
        roleplays=sum(one.roleplays for one in days),
        best_mark=max(marks, default=None),
        days=len(days),
    )


def _page(number: int, of: int, size: int) -> tuple[int, int]:
    pages = max(-(-of // size), 1)
    return min(max(number, 0), pages - 1), pages
