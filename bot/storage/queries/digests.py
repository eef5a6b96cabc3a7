"""What the digest of a team counts. Everything is asked by team; who of it may be seen is for the caller to say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.tables import (
    assignment_people,
    assignments,
    memberships,
    pushes,
    review_logs,
    scorecards,
    skill_days,
    training_days,
)
from bot.training.schedule import Rating
from bot.training.trends import Cell, Count, Hard


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did in a period: questions, those right, role-plays, the best mark, days with any of it."""

    questions: int = 0
    right: int = 0
    roleplays: int = 0
    best_mark: int | None = None
    days: int = 1


@dataclass(frozen=True, slots=True)
class Work:
    """Assignments that stand: `done` of `of`."""

    done: int
    of: int


def _members(team_id: int) -> sa.ScalarSelect[Any]:
    return sa.select(memberships.c.user_id).where(memberships.c.team_id == team_id).scalar_subquery()


def done_since(conn: sa.Connection, team_id: int, since: datetime) -> dict[int, Done]:
    """What each person of a team did from a moment on; people who did nothing are left out."""
    logs, cards = review_logs.c, scorecards.c
    answered = (
        sa.select(logs.user_id, sa.func.count(), sa.func.sum(sa.case((logs.rating > Rating.AGAIN, 1), else_=0)))
        .where(logs.user_id.in_(_members(team_id)), logs.reviewed_at >= since)
        .group_by(logs.user_id)
    )
    played = (
        sa.select(cards.user_id, sa.func.count(), sa.func.max(cards.total))
        .where(cards.user_id.in_(_members(team_id)), cards.created_at >= since)
        .group_by(cards.user_id)
    )
    questions = {user_id: (int(count), int(right)) for user_id, count, right in conn.execute(answered)}
    plays = {user_id: (int(count), int(best)) for user_id, count, best in conn.execute(played)}
    return {
        user_id: Done(*questions.get(user_id, (0, 0)), *plays.get(user_id, (0, None)))
        for user_id in {**questions, **plays}
    }


def done_between(conn: sa.Connection, team_id: int, first: date, last: date) -> dict[int, Done]:
    """What each person of a team did from one local date to another, from the tallies."""
    days = training_days.c
    query = (
        sa.select(
            days.user_id,
            sa.func.sum(days.questions),
            sa.func.sum(days.right),
            sa.func.sum(days.roleplays),
            sa.func.max(days.best_mark),
            sa.func.count(),
        )
        .where(days.user_id.in_(_members(team_id)), days.local_date.between(first, last))
        .where((days.questions > 0) | (days.roleplays > 0))
        .group_by(days.user_id)
    )
    return {
        user_id: Done(int(questions), int(right), int(plays), best, int(count))
        for user_id, questions, right, plays, best, count in conn.execute(query)
    }


def days_between(conn: sa.Connection, team_id: int, first: date, last: date) -> dict[int, int]:
    """On how many local dates of a span each person of a team did anything."""
    return {user_id: done.days for user_id, done in done_between(conn, team_id, first, last).items()}


def drilled(conn: sa.Connection, team_id: int, since: date) -> dict[int, list[date]]:
    """The local dates from `since` on, in order, on which each person of a team finished a drill."""
    days = training_days.c
    query = (
        sa.select(days.user_id, days.local_date)
        .where(days.user_id.in_(_members(team_id)), days.local_date >= since, days.drills > 0)
        .order_by(days.user_id, days.local_date)
    )
    found: dict[int, list[date]] = {}
    for user_id, day in conn.execute(query).all():
        found.setdefault(user_id, []).append(day)
    return found


def cells(conn: sa.Connection, team_id: int, start: date, cut: date, last: date) -> dict[int, dict[str, Cell]]:
    """Each person's skills: the window from `cut` to `last`, and the one before it from `start` on."""
    return _cells(conn, skill_days.c.user_id.in_(_members(team_id)), start, cut, last)


def cells_of(conn: sa.Connection, user_id: int, start: date, cut: date, last: date) -> dict[str, Cell]:
    """The same of one person."""
    return _cells(conn, skill_days.c.user_id == user_id, start, cut, last).get(user_id, {})


def _cells(
    conn: sa.Connection, who: sa.ColumnElement[bool], start: date, cut: date, last: date
) -> dict[int, dict[str, Cell]]:
    days = skill_days.c

    def now(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
        return sa.func.sum(sa.case((days.local_date >= cut, column), else_=0))

    def before(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
        return sa.func.sum(sa.case((days.local_date < cut, column), else_=0))

    query = (
        sa.select(
            days.user_id,
            days.skill,
            now(days.right),
            now(days.questions),
            now(days.met),
            now(days.checks),
            before(days.right + days.met),
            before(days.questions + days.checks),
        )
        .where(who, days.local_date.between(start, last))
        .group_by(days.user_id, days.skill)
    )
    found: dict[int, dict[str, Cell]] = {}
    for user_id, skill, *numbers in conn.execute(query).all():
        right, questions, met, checks, good, of = map(int, numbers)
        cell = Cell(skill, Count(right, questions), Count(met, checks), Count(good, of))
        found.setdefault(user_id, {})[skill] = cell
    return found


def asked_since(conn: sa.Connection, team_id: int, since: datetime) -> tuple[tuple[int, Hard], ...]:
    """By person and item, how often it was asked from a moment on and how often the answer was wrong."""
    logs = review_logs.c
    query = (
        sa.select(
            logs.user_id,
            logs.item_id,
            sa.func.sum(sa.case((logs.rating == Rating.AGAIN, 1), else_=0)),
            sa.func.count(),
        )
        .where(logs.user_id.in_(_members(team_id)), logs.reviewed_at >= since)
        .group_by(logs.user_id, logs.item_id)
    )
    return tuple(
        (user_id, Hard(item_id, int(wrong), int(asked))) for user_id, item_id, wrong, asked in conn.execute(query).all()
    )


def wrong_since(conn: sa.Connection, team_id: int, since: datetime) -> frozenset[str]:
    """The items that somebody of a team got wrong from a moment on."""
    logs = review_logs.c
    missed = (logs.user_id.in_(_members(team_id)), logs.reviewed_at >= since, logs.rating == Rating.AGAIN)
    return frozenset(conn.execute(sa.select(logs.item_id).where(*missed).distinct()).scalars())


def cards_since(conn: sa.Connection, user_ids: Collection[int], since: datetime) -> dict[int, list[Any]]:
    """The bodies of these people's scorecards from a moment on."""
    cards = scorecards.c
    query = sa.select(cards.user_id, cards.body).where(cards.user_id.in_(user_ids), cards.created_at >= since)
    found: dict[int, list[Any]] = {}
    for user_id, body in conn.execute(query):
        found.setdefault(user_id, []).append(body)
    return found


def work(conn: sa.Connection, team_id: int, today: date) -> dict[int, Work]:
    """By person, what of a team's assignments that stand and are not past their day they have done."""
    people, given = assignment_people.c, assignments.c
    stands = (given.team_id == team_id, given.cancelled_at.is_(None), given.due_on >= today)
    query = (
        sa.select(people.user_id, sa.func.sum(sa.case((people.status == "done", 1), else_=0)), sa.func.count())
        .join(assignments, given.id == people.assignment_id)
        .where(*stands, people.status != "declined")
        .group_by(people.user_id)
    )
    return {user_id: Work(int(done), int(of)) for user_id, done, of in conn.execute(query)}


def hidden(conn: sa.Connection, team_id: int, now: datetime) -> int:
    """How many reps of a team there are whose results are still their own."""
    own = memberships.c
    query = sa.select(sa.func.count()).select_from(memberships).where(own.team_id == team_id, own.view_from > now)
    return int(conn.execute(query.where(own.role == "rep")).scalar_one())


def praised(conn: sa.Connection, team_id: int, since: date) -> dict[int, set[str]]:
    """By person, the skills that they have been praised for in a team since a local date."""
    own = pushes.c
    query = sa.select(own.user_id, own.scope).where(
        own.user_id.in_(_members(team_id)), own.kind == "praise", own.local_date >= since
    )
    found: dict[int, set[str]] = {}
    for user_id, scope in conn.execute(query):
        team, _, skill = scope.partition(":")
        if team == str(team_id):
            found.setdefault(user_id, set()).add(skill)
    return found


def due_weekly(conn: sa.Connection, now: datetime, limit: int) -> tuple[tuple[int, int], ...]:
    """Team and person of the weekly digests that are due at `now`, longest due first, at most `limit`."""
    own = memberships.c
    query = (
        sa.select(own.team_id, own.user_id)
        .where(own.next_weekly_at <= now)
        .order_by(own.next_weekly_at, own.user_id)
        .limit(limit)
    )
    return tuple((team_id, user_id) for team_id, user_id in conn.execute(query))
