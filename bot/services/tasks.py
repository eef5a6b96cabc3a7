"""Assignments as the rep has them: looking, beginning, declining, the reminder; and what counts towards them.

An assignment goes with the place in the team: whoever is no longer in it has none of its assignments.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import assignment_draft as drafts
from bot.services import assignments, breaks, people, tallies, teams
from bot.services.people import local_date
from bot.services.pushes import DISTANCE
from bot.storage.queries import assignments as rows
from bot.storage.queries.assignments import Task
from bot.storage.queries.people import Person
from bot.training.assignment import READY, SKILL_POINTS, Kind, Status, Why, after_meeting, is_done, reason_of
from bot.training.grading.types import Scorecard

# What `users.awaiting` begins with while a reason may be typed; the assignment's id follows.
AWAITING_REASON = "as_reason:"
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Declined:
    """A task that was declined, and who is to hear of it: whoever gave it, if they lead the team still."""

    task: Task
    reason: str
    leader: Person | None


def mine(tx: Tx, person: Person) -> tuple[Task, ...]:
    """What the person has to do, the first due first."""
    return rows.tasks(tx.conn, person.id)


def one(tx: Tx, person: Person, assignment_id: int) -> Task:
    """One of the person's own assignments. Refused when it is none of theirs (any more)."""
    found = rows.task(tx.conn, assignment_id, person.id)
    if found is None:
        raise Refused("assignment.not_open")
    return found


def take_up(tx: Tx, catalog: Catalog, person: Person, assignment_id: int) -> Task:
    """The person begins; what they had declined is open again. Refused when what was assigned is no longer there."""
    task = one(tx, person, assignment_id)
    if not drafts.exists(catalog, task.kind, task.target):
        raise Refused("assignment.content_gone")
    if task.status is Status.DECLINED:
        remind_at = assignments.reminder_at(person, task.due_on, tx.now)
        rows.change(tx.conn, task, status=Status.OPEN.value, reason=None, settled_at=None, next_reminder_at=remind_at)
    return task


def ask_reason(tx: Tx, person: Person, assignment_id: int) -> Task:
    """The person wants to decline; the next text says why."""
    task = _open(tx, person, assignment_id)
    people.await_text(tx, person, f"{AWAITING_REASON}{task.id}")
    return task


def decline(tx: Tx, person: Person, assignment_id: int, why: Why | str) -> Declined:
    """Decline an open assignment. Refused for an empty or overlong reason."""
    task = _open(tx, person, assignment_id)
    reason = f"{READY}{why.value}" if isinstance(why, Why) else reason_of(why)
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused("assignment.reason_refused", longest=LONGEST_REASON)
    _settle(tx, task, Status.DECLINED, reason=reason)
    people.await_text(tx, person, None)
    giver = task.created_by
    leader = people.find(tx, giver) if giver is not None and teams.leads(tx, giver, task.team_id) else None
    return Declined(task, reason, leader if leader is not None and leader.blocked_at is None else None)


# --- what counts


def answered(tx: Tx, person_id: int, skill: str) -> None:
    """A question of that skill was answered."""
    for task in rows.tasks(tx.conn, person_id):
        if task.kind is Kind.SKILL and task.target == skill:
            _go_on(tx, task, min(task.progress + 1, SKILL_POINTS))


def finished_unit(tx: Tx, person_id: int, unit: str) -> None:
    """A drill that stays in that unit was finished."""
    for task in rows.tasks(tx.conn, person_id):
        if task.kind is Kind.UNIT and task.target == unit:
            _go_on(tx, task, 1)


def marked(tx: Tx, person_id: int, scenario_id: str, card: Scorecard) -> None:
    """A role-play was marked. One that is passed counts even for an assignment that was only met before."""
    practised: Collection[str] = tallies.skills_of(card)[0]
    for status in (Status.OPEN, Status.DONE):
        for task in rows.tasks(tx.conn, person_id, status):
            if status is Status.DONE and task.kind is not Kind.SCENARIO:
                continue
            wanted = task.target == scenario_id
            progress = after_meeting(
                task.kind, task.progress, wanted=wanted, practised=practised, target=task.target, passed=card.passed
            )
            _go_on(tx, task, progress)


def settled_since(tx: Tx, person: Person, since: datetime) -> tuple[Task, ...]:
    """What the person has got done since a moment."""
    done = rows.tasks(tx.conn, person.id, Status.DONE)
    return tuple(task for task in done if task.settled_at is not None and task.settled_at >= since)


# --- the reminder


def take_reminders(tx: Tx, catalog: Catalog, person_id: int) -> tuple[Person, tuple[Task, ...]] | None:
    """Claim the reminders of a person that are due, each once; None when nothing is to be said.

    One in quiet hours or in the middle of an exercise comes a little later; one past its date, or that meets a pause,
    does not come.
    """
    person = people.find(tx, person_id)
    if person is None:
        return None
    due = tuple(
        task
        for task in rows.tasks(tx.conn, person_id)
        if task.next_reminder_at is not None and task.next_reminder_at <= tx.now
    )
    rows.forget_reminders(tx.conn, person_id, tx.now)
    later = _later(person, tx.now)
    told = []
    for task in due:
        if not _welcome(tx, catalog, person, task):
            continue
        planned = assignments.reminder_at(person, task.due_on, tx.now)
        if planned is not None or later > tx.now:
            # The person has moved, sleeps, or is busy.
            _postpone(tx, person, task, later if planned is None else planned)
        else:
            told.append(task)
    return (person, tuple(told)) if told else None


def _later(person: Person, now: datetime) -> datetime:
    """The next moment at which the person may be spoken to."""
    busy = person.active_at is not None and person.active_at <= now < person.active_at + DISTANCE
    free_at = person.active_at + DISTANCE if busy and person.active_at is not None else now
    return people.quiet_of(person).after(free_at)


def _postpone(tx: Tx, person: Person, task: Task, moment: datetime) -> None:
    if local_date(person, moment) <= task.due_on:
        rows.change(tx.conn, task, next_reminder_at=moment)


def _welcome(tx: Tx, catalog: Catalog, person: Person, task: Task) -> bool:
    quiet = person.blocked_at is not None or person.onboarding is not None or breaks.paused(person, tx.now)
    return not quiet and local_date(person, tx.now) <= task.due_on and drafts.exists(catalog, task.kind, task.target)


def _open(tx: Tx, person: Person, assignment_id: int) -> Task:
    task = one(tx, person, assignment_id)
    if task.status is not Status.OPEN:
        raise Refused("assignment.not_open")
    return task


def _go_on(tx: Tx, task: Task, progress: int) -> None:
    if progress == task.progress:
        return
    rows.change(tx.conn, task, progress=progress)
    if task.status is Status.OPEN and is_done(task.kind, progress):
        _settle(tx, task, Status.DONE)


def _settle(tx: Tx, task: Task, status: Status, reason: str | None = None) -> None:
    rows.change(tx.conn, task, status=status.value, reason=reason, settled_at=tx.now, next_reminder_at=None)
