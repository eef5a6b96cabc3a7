"""What a report on a team is made of: sums and rows of its people between two local dates, both included."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.tables import (
    assignment_people,
    assignments,
    drill_items,
    drills,
    memberships,
    roleplays,
    scorecards,
    skill_days,
    training_days,
    users,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rep:
    """Somebody the report tells of."""

    user_id: int
    first_name: str
    last_name: str | None
    joined_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What one person did in the period."""

    user_id: int
    last_on: date
    days: int
    questions: int
    right: int
    drills: int
    roleplays: int
    passed: int
    best_mark: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillTotals:
    """What one person did in a skill: questions, and checks of role-plays that had an occasion."""

    user_id: int
    skill: str
    questions: int
    right: int
    checks: int
    met: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What one person did on a date."""

    user_id: int
    local_date: date
    questions: int
    right: int
    drills: int
    roleplays: int
    passed: int
    best_mark: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTotals:
    """How often an item was answered by all together."""

    item_id: str
    asked: int
    right: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A role-play that was marked."""

    user_id: int
    local_date: date
    scenario_id: str
    level: int
    total: int
    passed: bool
    ending: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """How many assignments of the period a person has in each state."""

    user_id: int
    status: str
    count: int


def reps(conn: sa.Connection, team_id: int, among: Collection[int]) -> tuple[Rep, ...]:
    """These people of a team, in the order they joined."""
    query = (
        sa.select(memberships.c.user_id, users.c.first_name, users.c.last_name, memberships.c.joined_at)
        .join(users, users.c.id == memberships.c.user_id)
        .where(memberships.c.team_id == team_id, memberships.c.user_id.in_(among))
        .order_by(memberships.c.joined_at, memberships.c.user_id)
    )
    return tuple(Rep(**row) for row in conn.execute(query).mappings())


def totals(conn: sa.Connection, among: Collection[int], first: date, last: date) -> tuple[Totals, ...]:
    """What each did, all days together; people who did nothing are left out."""
    own = training_days.c
    query = (
        sa.select(
            own.user_id,
            sa.func.max(own.local_date).label("last_on"),
            sa.func.count().label("days"),
            *_sums(own, "questions", "right", "drills", "roleplays", "passed"),
            sa.func.max(own.best_mark).label("best_mark"),
        )
        .where(own.user_id.in_(among), own.local_date.between(first, last))
        .group_by(own.user_id)
    )
    return tuple(Totals(**row) for row in conn.execute(query).mappings())


def skills(conn: sa.Connection, among: Collection[int], first: date, last: date) -> tuple[SkillTotals, ...]:
    """What each did in each skill."""
    own = skill_days.c
    query = (
        sa.select(own.user_id, own.skill, *_sums(own, "questions", "right", "checks", "met"))
        .where(own.user_id.in_(among), own.local_date.between(first, last))
        .group_by(own.user_id, own.skill)
    )
    return tuple(SkillTotals(**row) for row in conn.execute(query).mappings())


def days(conn: sa.Connection, among: Collection[int], first: date, last: date, limit: int) -> tuple[Day, ...]:
    """What each did on each day, newest first, at most `limit` rows."""
    own = training_days.c
    query = (
        sa.select(*(own[name] for name in Day.__slots__))
        .where(own.user_id.in_(among), own.local_date.between(first, last))
        .order_by(own.local_date.desc(), own.user_id)
        .limit(limit)
    )
    return tuple(Day(**row) for row in conn.execute(query).mappings())


def items(conn: sa.Connection, among: Collection[int], first: date, last: date) -> tuple[ItemTotals, ...]:
    """How often each item was answered."""
    right = sa.func.sum(sa.case((drill_items.c.correct.is_(True), 1), else_=0))
    query = (
        sa.select(
            drill_items.c.item_id,
            sa.func.count().label("asked"),
            right.label("right"),
            sa.func.count(drills.c.user_id.distinct()).label("people"),
        )
        .join(drills, drills.c.id == drill_items.c.drill_id)
        .where(
            drills.c.user_id.in_(among),
            drills.c.local_date.between(first, last),
            drill_items.c.correct.is_not(None),
        )
        .group_by(drill_items.c.item_id)
    )
    return tuple(ItemTotals(**row) for row in conn.execute(query).mappings())


def meetings(conn: sa.Connection, among: Collection[int], first: date, last: date, limit: int) -> tuple[Meeting, ...]:
    """Every marked role-play, newest first, at most `limit`."""
    own = scorecards.c
    query = (
        sa.select(own.user_id, own.local_date, own.scenario_id, roleplays.c.level, own.total, own.passed, own.ending)
        .join(roleplays, roleplays.c.id == own.roleplay_id)
        .where(own.user_id.in_(among), own.local_date.between(first, last))
        .order_by(own.created_at.desc(), own.roleplay_id)
        .limit(limit)
    )
    return tuple(Meeting(**row) for row in conn.execute(query).mappings())


def tasks(
    conn: sa.Connection, team_id: int, among: Collection[int], since: datetime, until: datetime
) -> tuple[Tasks, ...]:
    """How the team's assignments given in a span of time stand with each; those taken back are left out."""
    own = assignment_people.c
    query = (
        sa.select(own.user_id, own.status, sa.func.count().label("count"))
        .join(assignments, assignments.c.id == own.assignment_id)
        .where(
            assignments.c.team_id == team_id,
            assignments.c.created_at >= since,
            assignments.c.created_at < until,
            assignments.c.cancelled_at.is_(None),
            own.user_id.in_(among),
        )
        .group_by(own.user_id, own.status)
    )
    return tuple(Tasks(**row) for row in conn.execute(query).mappings())


def _sums(columns: Any, *names: str) -> list[sa.ColumnElement[int]]:
    return [sa.cast(sa.func.sum(columns[name]), sa.Integer).label(name) for name in names]
