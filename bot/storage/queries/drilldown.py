"""What a leader looks at of one person. Whether they may is for the caller to check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.storage.queries.digests import Done
from bot.storage.tables import roleplays, scorecards, skill_days, training_days
from bot.training.trends import Count


@dataclass(frozen=True, slots=True)
class Play:
    """A marked role-play."""

    roleplay_id: int
    scenario_id: str
    total: int
    passed: bool
    ending: str
    level: int
    created_at: datetime


def days(conn: sa.Connection, user_id: int, since: date) -> dict[date, Done]:
    """What a person did on each local date from `since` on."""
    own = training_days.c
    query = sa.select(own.local_date, own.questions, own.right, own.roleplays, own.best_mark).where(
        own.user_id == user_id, own.local_date >= since, (own.questions > 0) | (own.roleplays > 0)
    )
    return {row[0]: Done(*row[1:]) for row in conn.execute(query)}


def last_day(conn: sa.Connection, user_id: int) -> date | None:
    """The last local date on which a person did anything."""
    own = training_days.c
    did = (own.questions > 0) | (own.roleplays > 0)
    found: date | None = conn.execute(
        sa.select(own.local_date).where(own.user_id == user_id, did).order_by(own.local_date.desc()).limit(1)
    ).scalar_one_or_none()
    return found


def weeks(conn: sa.Connection, user_id: int, skill: str, first: date, number: int) -> tuple[tuple[Count, Count], ...]:
    """Questions and checks of a person's skill in each of so many weeks from `first` on."""
    own = skill_days.c
    query = sa.select(own.local_date, own.right, own.questions, own.met, own.checks).where(
        own.user_id == user_id, own.skill == skill, own.local_date >= first
    )
    found = [(Count(), Count())] * number
    for day, right, questions, met, checks in conn.execute(query):
        week = min((day - first) // timedelta(days=7), number - 1)
        asked, rated = found[week]
        found[week] = (asked + Count(right, questions), rated + Count(met, checks))
    return tuple(found)


def count_plays(conn: sa.Connection, user_id: int) -> int:
    """How many marked role-plays a person has."""
    query = sa.select(sa.func.count()).select_from(scorecards).where(scorecards.c.user_id == user_id)
    return int(conn.execute(query).scalar_one())


def plays(conn: sa.Connection, user_id: int, offset: int, limit: int) -> tuple[Play, ...]:
    """A stretch of a person's marked role-plays, newest first."""
    query = _PLAYS.where(scorecards.c.user_id == user_id).order_by(scorecards.c.created_at.desc())
    return tuple(Play(*row) for row in conn.execute(query.offset(offset).limit(limit)))


def play(conn: sa.Connection, user_id: int, roleplay_id: int) -> tuple[Play, Any] | None:
    """One of a person's marked role-plays and its scorecard as stored; None when it is not theirs."""
    found = conn.execute(
        _PLAYS.add_columns(scorecards.c.body).where(
            scorecards.c.roleplay_id == roleplay_id, scorecards.c.user_id == user_id
        )
    ).one_or_none()
    return None if found is None else (Play(*found[:-1]), found[-1])


_CARDS = scorecards.c
_PLAYS = sa.select(
    _CARDS.roleplay_id,
    _CARDS.scenario_id,
    _CARDS.total,
    _CARDS.passed,
    _CARDS.ending,
    roleplays.c.level,
    _CARDS.created_at,
).join(roleplays, roleplays.c.id == _CARDS.roleplay_id)
