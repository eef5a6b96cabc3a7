"""What a person has done so far: answers, finished drills, role-plays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.tables import drill_items, drills, scorecards
from bot.training.points import Answer, Play


@dataclass(frozen=True, slots=True)
class Body:
    """A scorecard as it was stored, and when."""

    body: Any
    at: datetime


def answers(conn: sa.Connection, user_id: int, since: date | None = None) -> tuple[Answer, ...]:
    """Every answer of a person, oldest first, those in drills begun before the local date `since` left out."""
    query = (
        sa.select(
            drill_items.c.item_id,
            drill_items.c.answered_at,
            drill_items.c.correct,
            drill_items.c.hints,
            drill_items.c.mark,
        )
        .join(drills, drills.c.id == drill_items.c.drill_id)
        .where(drills.c.user_id == user_id, drill_items.c.answered_at.is_not(None), drill_items.c.correct.is_not(None))
        .order_by(drill_items.c.answered_at, drill_items.c.id)
    )
    if since is not None:
        query = query.where(drills.c.local_date >= since)
    return tuple(_answer(row) for row in conn.execute(query).mappings())


def finished(conn: sa.Connection, user_id: int) -> tuple[date, ...]:
    """The local date of every drill the person finished, oldest first."""
    query = (
        sa.select(drills.c.local_date)
        .where(drills.c.user_id == user_id, drills.c.status == "done")
        .order_by(drills.c.local_date)
    )
    return tuple(conn.execute(query).scalars())


def plays(conn: sa.Connection, user_id: int) -> tuple[Play, ...]:
    """Every role-play of the person that was marked, oldest first."""
    query = (
        sa.select(scorecards.c.scenario_id, scorecards.c.created_at, scorecards.c.total, scorecards.c.passed)
        .where(scorecards.c.user_id == user_id)
        .order_by(scorecards.c.created_at)
    )
    return tuple(Play(*row) for row in conn.execute(query))


def scorecards_since(conn: sa.Connection, user_id: int, since: datetime) -> tuple[Body, ...]:
    """The person's whole scorecards since a moment, oldest first."""
    query = (
        sa.select(scorecards.c.body, scorecards.c.created_at)
        .where(scorecards.c.user_id == user_id, scorecards.c.created_at >= since)
        .order_by(scorecards.c.created_at)
    )
    return tuple(Body(*row) for row in conn.execute(query))


def _answer(row: Mapping[Any, Any]) -> Answer:
    return Answer(row["item_id"], row["answered_at"], bool(row["correct"]), row["hints"] > 0, row["mark"])
