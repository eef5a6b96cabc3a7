"""People: who they are, what they chose, when the next drill is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.base.language import Lang
from bot.storage.tables import memberships, users


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A row of `users`; the columns' comments there say what each field means."""

    id: int
    first_name: str
    last_name: str | None
    username: str | None
    language: Lang
    time_zone: str
    train_at: int
    train_days: int
    onboarding: str | None
    awaiting: str | None
    paused_until: date | None
    blocked_at: datetime | None
    next_push_at: datetime | None
    active_at: datetime | None
    drill_size: int
    quiet_from: int
    quiet_until: int
    holidays: str | None
    reminders: bool
    next_nudge_at: datetime | None
    ignored_pushes: int
    missed_push_on: date | None
    next_recap_at: datetime | None
    rank: int
    keep_words_days: int | None
    next_blank_at: datetime | None
    preferences: Mapping[str, Any]
    created_at: datetime
    seen_at: datetime

    @property
    def name(self) -> str:
        """The name to call them by."""
        return self.first_name


def find(conn: sa.Connection, user_id: int) -> Person | None:
    """The person with that Telegram id, or None."""
    row = conn.execute(sa.select(users).where(users.c.id == user_id)).mappings().one_or_none()
    return None if row is None else _person(row)


def in_team(conn: sa.Connection, team_id: int) -> dict[int, Person]:
    """Everybody in a team by id, in the order they joined."""
    own = memberships.c
    query = (
        sa.select(users)
        .join(memberships, own.user_id == users.c.id)
        .where(own.team_id == team_id)
        .order_by(own.joined_at, own.user_id)
    )
    return {row["id"]: _person(row) for row in conn.execute(query).mappings()}


def add(conn: sa.Connection, person: Person) -> None:
    """Add a person."""
    conn.execute(users.insert().values({name: getattr(person, name) for name in Person.__slots__}))


def change(conn: sa.Connection, user_id: int, **columns: Any) -> Person:
    """Change columns of a person and return them as they are now. The person must exist."""
    row = conn.execute(users.update().where(users.c.id == user_id).values(**columns).returning(users)).mappings().one()
    return _person(row)


def remove(conn: sa.Connection, user_id: int) -> None:
    """Delete a person; everything that belongs to them goes with the row."""
    conn.execute(users.delete().where(users.c.id == user_id))


def _person(row: Mapping[Any, Any]) -> Person:
    return Person(**{**row, "language": Lang(row["language"])})
