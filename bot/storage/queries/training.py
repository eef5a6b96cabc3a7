"""Spaced repetition and drills: cards, answers, the drill under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.storage.queries.upsert import upsert
from bot.storage.tables import drill_items, drills, review_cards, review_logs
from bot.training.schedule import Card, Log, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A row of `drills`."""

    id: int
    user_id: int
    origin: str
    status: str
    local_date: date
    started_at: datetime
    finished_at: datetime | None
    purpose: str
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillItem:
    """A row of `drill_items`. `option_order[i]` is the content's index of the i-th option on the screen."""

    id: int
    drill_id: int
    position: int
    item_id: str
    option_order: Sequence[int]
    sent_at: datetime | None
    answered_at: datetime | None
    answer: Sequence[int] | None
    correct: bool | None
    hints: int
    said: str | None
    mark: int | None
    grade: Mapping[str, Any] | None


def cards(conn: sa.Connection, user_id: int) -> dict[str, Card]:
    """Every card of a person by item."""
    query = sa.select(review_cards).where(review_cards.c.user_id == user_id)
    return {row["item_id"]: _card(row) for row in conn.execute(query).mappings()}


def card(conn: sa.Connection, user_id: int, item_id: str) -> Card | None:
    """The person's card of an item; None when the item was never answered."""
    query = sa.select(review_cards).where(review_cards.c.user_id == user_id, review_cards.c.item_id == item_id)
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else _card(row)


def save_card(conn: sa.Connection, user_id: int, item_id: str, card: Card) -> None:
    """Keep the state of a card after an answer."""
    values = {**{name: getattr(card, name) for name in Card.__slots__}, "state": int(card.state)}
    upsert(conn, review_cards, {"user_id": user_id, "item_id": item_id}, values)


def add_log(conn: sa.Connection, user_id: int, item_id: str, skill: str, log: Log) -> None:
    """Keep an answer."""
    row = {
        "user_id": user_id,
        "item_id": item_id,
        "skill": skill,
        "rating": int(log.rating),
        "reviewed_at": log.reviewed_at,
        "took_ms": None if log.took is None else log.took // timedelta(milliseconds=1),
    }
    conn.execute(review_logs.insert().values(row))


def open_drill(conn: sa.Connection, user_id: int) -> Drill | None:
    """The drill that the person has not finished, or None."""
    query = sa.select(drills).where(drills.c.user_id == user_id, drills.c.status == "open")
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else Drill(**row)


def drill(conn: sa.Connection, drill_id: int) -> Drill:
    """A drill by id. It must exist."""
    return Drill(**conn.execute(sa.select(drills).where(drills.c.id == drill_id)).mappings().one())


def add_drill(conn: sa.Connection, items: Sequence[tuple[str, Sequence[int]]], **columns: Any) -> Drill:
    """Begin a drill with items (id and option order) in that order."""
    made = Drill(**conn.execute(drills.insert().values(**columns).returning(drills)).mappings().one())
    values = [
        {"drill_id": made.id, "position": position, "item_id": item_id, "option_order": list(order)}
        for position, (item_id, order) in enumerate(items)
    ]
    conn.execute(drill_items.insert(), values)
    return made


def end_drill(conn: sa.Connection, drill_id: int, status: str, now: datetime) -> None:
    """Finish ("done") or put away ("dropped") a drill."""
    conn.execute(drills.update().where(drills.c.id == drill_id).values(status=status, finished_at=now))


def items_of(conn: sa.Connection, drill_id: int) -> tuple[DrillItem, ...]:
    """The items of a drill in their order."""
    query = sa.select(drill_items).where(drill_items.c.drill_id == drill_id).order_by(drill_items.c.position)
    return tuple(DrillItem(**row) for row in conn.execute(query).mappings())


def drill_item(conn: sa.Connection, drill_item_id: int) -> DrillItem | None:
    """One asked question by id."""
    row = conn.execute(sa.select(drill_items).where(drill_items.c.id == drill_item_id)).mappings().one_or_none()
    return None if row is None else DrillItem(**row)


def change_item(conn: sa.Connection, drill_item_id: int, **columns: Any) -> None:
    """Change columns of an asked question."""
    conn.execute(drill_items.update().where(drill_items.c.id == drill_item_id).values(**columns))


def drilled_on(conn: sa.Connection, user_id: int, day: date) -> bool:
    """Whether the person finished a drill on their own local date `day`."""
    query = sa.select(drills.c.id).where(
        drills.c.user_id == user_id, drills.c.local_date == day, drills.c.status == "done"
    )
    return conn.execute(query.limit(1)).first() is not None


def training_days(conn: sa.Connection, user_id: int, since: date) -> tuple[date, ...]:
    """The local dates from `since` on which the person finished a drill, oldest first."""
    query = (
        sa.select(drills.c.local_date)
        .where(drills.c.user_id == user_id, drills.c.status == "done", drills.c.local_date >= since)
        .distinct()
        .order_by(drills.c.local_date)
    )
    return tuple(conn.execute(query).scalars())


def has_finished(conn: sa.Connection, user_id: int) -> bool:
    """Whether the person has ever finished a drill."""
    query = sa.select(drills.c.id).where(drills.c.user_id == user_id, drills.c.status == "done")
    return conn.execute(query.limit(1)).first() is not None


def written_on(conn: sa.Connection, user_id: int, day: date) -> int:
    """How many written answers the person gave in drills of their own local date `day`."""
    query = (
        sa.select(sa.func.count())
        .select_from(drill_items.join(drills, drills.c.id == drill_items.c.drill_id))
        .where(drills.c.user_id == user_id, drills.c.local_date == day, drill_items.c.mark.is_not(None))
    )
    return int(conn.execute(query).scalar_one())


def _card(row: Mapping[Any, Any]) -> Card:
    return Card(**{**{name: row[name] for name in Card.__slots__}, "state": State(row["state"])})
