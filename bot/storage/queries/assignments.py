"""Assignments and the people they are for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.queries.teams import REP
from bot.storage.tables import assignment_people, assignments, memberships, teams, users
from bot.training.assignment import Kind, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A row of `assignments`."""

    id: int
    team_id: int
    created_by: int | None
    kind: str
    target: str
    due_on: date
    created_at: datetime
    cancelled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignee:
    """Somebody an assignment is for, who is in the team."""

    assignment_id: int
    user_id: int
    first_name: str
    last_name: str | None
    status: Status
    reason: str | None
    settled_at: datetime | None
    progress: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An assignment as it stands with one person."""

    id: int
    user_id: int
    team_id: int
    team_name: str
    created_by: int | None
    kind: Kind
    target: str
    due_on: date
    created_at: datetime
    status: Status
    progress: int
    settled_at: datetime | None
    next_reminder_at: datetime | None


_TASK = (
    assignments.c.id,
    assignment_people.c.user_id,
    assignments.c.team_id,
    teams.c.name.label("team_name"),
    assignments.c.created_by,
    assignments.c.kind,
    assignments.c.target,
    assignments.c.due_on,
    assignments.c.created_at,
    assignment_people.c.status,
    assignment_people.c.progress,
    assignment_people.c.settled_at,
    assignment_people.c.next_reminder_at,
)


def add(conn: sa.Connection, people: Iterable[tuple[int, datetime | None]], **columns: Any) -> Assignment:
    """Keep an assignment and whom it is for, each with the moment of their reminder."""
    made = conn.execute(assignments.insert().values(**columns).returning(assignments)).mappings().one()
    rows = [
        {"assignment_id": made["id"], "user_id": user_id, "status": Status.OPEN.value, "next_reminder_at": reminder_at}
        for user_id, reminder_at in people
    ]
    conn.execute(assignment_people.insert(), rows)
    return Assignment(**made)


def find(conn: sa.Connection, assignment_id: int) -> Assignment | None:
    """The assignment with that id, or None."""
    row = conn.execute(sa.select(assignments).where(assignments.c.id == assignment_id)).mappings().one_or_none()
    return None if row is None else Assignment(**row)


def cancel(conn: sa.Connection, assignment_id: int, now: datetime) -> bool:
    """Take an assignment back; False when it was already."""
    query = (
        assignments.update()
        .where(assignments.c.id == assignment_id, assignments.c.cancelled_at.is_(None))
        .values(cancelled_at=now)
        .returning(assignments.c.id)
    )
    return conn.execute(query).first() is not None


def count(conn: sa.Connection, team_id: int) -> int:
    """How many assignments of a team were not taken back."""
    query = sa.select(sa.func.count()).select_from(assignments).where(*_standing(team_id))
    return conn.execute(query).scalar_one()


def count_since(conn: sa.Connection, team_id: int, since: datetime) -> int:
    """How many assignments a team was given since a moment, taken back or not."""
    query = sa.select(sa.func.count()).select_from(assignments)
    where = (assignments.c.team_id == team_id, assignments.c.created_at >= since)
    return conn.execute(query.where(*where)).scalar_one()


def page(conn: sa.Connection, team_id: int, skip: int, limit: int) -> tuple[Assignment, ...]:
    """A team's assignments that were not taken back, newest first."""
    query = (
        sa.select(assignments)
        .where(*_standing(team_id))
        .order_by(assignments.c.created_at.desc(), assignments.c.id.desc())
        .offset(skip)
        .limit(limit)
    )
    return tuple(Assignment(**row) for row in conn.execute(query).mappings())


def people(conn: sa.Connection, assignment_ids: Collection[int]) -> tuple[Assignee, ...]:
    """Whom assignments are for and who are reps of the team still, in the order they joined it."""
    query = (
        sa.select(
            assignment_people.c.assignment_id,
            assignment_people.c.user_id,
            users.c.first_name,
            users.c.last_name,
            assignment_people.c.status,
            assignment_people.c.reason,
            assignment_people.c.settled_at,
            assignment_people.c.progress,
        )
        .select_from(_there())
        .join(users, users.c.id == assignment_people.c.user_id)
        .where(assignment_people.c.assignment_id.in_(assignment_ids), memberships.c.role == REP)
        .order_by(memberships.c.joined_at, memberships.c.user_id)
    )
    return tuple(Assignee(**{**row, "status": Status(row["status"])}) for row in conn.execute(query).mappings())


def holders(conn: sa.Connection, team_id: int, kind: str, target: str) -> frozenset[int]:
    """Who of a team has just that to do already."""
    query = (
        sa.select(assignment_people.c.user_id)
        .select_from(_there())
        .where(
            *_standing(team_id),
            assignments.c.kind == kind,
            assignments.c.target == target,
            assignment_people.c.status == Status.OPEN.value,
        )
    )
    return frozenset(conn.execute(query).scalars())


def task(conn: sa.Connection, assignment_id: int, user_id: int) -> Task | None:
    """One of the person's assignments; None when it is not theirs, was taken back, or they are not in the team."""
    row = conn.execute(_tasks(user_id).where(assignments.c.id == assignment_id)).mappings().one_or_none()
    return None if row is None else _task_of(row)


def tasks(conn: sa.Connection, user_id: int, status: Status = Status.OPEN) -> tuple[Task, ...]:
    """The person's assignments of that status, the first due first."""
    query = _tasks(user_id).where(assignment_people.c.status == status.value)
    rows = conn.execute(query.order_by(assignments.c.due_on, assignments.c.id)).mappings()
    return tuple(_task_of(row) for row in rows)


def change(conn: sa.Connection, task: Task, **columns: Any) -> None:
    """Change how an assignment stands with a person."""
    where = (assignment_people.c.assignment_id == task.id, assignment_people.c.user_id == task.user_id)
    conn.execute(assignment_people.update().where(*where).values(**columns))


def due_for_reminder(conn: sa.Connection, now: datetime, limit: int) -> tuple[int, ...]:
    """Ids of people who are to be reminded at `now`, longest due first; at most `limit` reminders are looked at."""
    own = assignment_people.c
    query = sa.select(own.user_id).where(own.next_reminder_at <= now).order_by(own.next_reminder_at).limit(limit)
    return tuple(dict.fromkeys(conn.execute(query).scalars()))


def forget_reminders(conn: sa.Connection, user_id: int, now: datetime) -> None:
    """Drop what is due as a reminder for a person, whatever became of the assignment."""
    own = assignment_people.c
    where = (own.user_id == user_id, own.next_reminder_at <= now)
    conn.execute(assignment_people.update().where(*where).values(next_reminder_at=None))


def _standing(team_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return assignments.c.team_id == team_id, assignments.c.cancelled_at.is_(None)


def _there() -> sa.Join:
    """Assignments with the people they are for who are in the team still."""
    own = assignment_people.c
    mine = assignments.join(assignment_people, own.assignment_id == assignments.c.id)
    there = sa.and_(memberships.c.team_id == assignments.c.team_id, memberships.c.user_id == own.user_id)
    return mine.join(memberships, there)


def _tasks(user_id: int) -> sa.Select[Any]:
    joined = _there().join(teams, teams.c.id == assignments.c.team_id)
    standing = (assignments.c.cancelled_at.is_(None), teams.c.archived_at.is_(None))
    return sa.select(*_TASK).select_from(joined).where(assignment_people.c.user_id == user_id, *standing)


def _task_of(row: Any) -> Task:
    return Task(**{**row, "kind": Kind(row["kind"]), "status": Status(row["status"])})
