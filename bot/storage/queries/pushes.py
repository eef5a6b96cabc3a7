"""What came unasked and when it did: who is due for a nudge or a recap, and which pushes there were."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from bot.storage.tables import outbox, pushes, users


def due_for_push(conn: sa.Connection, now: datetime, limit: int) -> tuple[int, ...]:
    """Ids of people whose daily drill is due at `now`, longest due first, at most `limit`."""
    return _due(conn, users.c.next_push_at, now, limit)


def due_for_nudge(conn: sa.Connection, now: datetime, limit: int) -> tuple[int, ...]:
    """Ids of people to whom today's drill is to be brought up once more."""
    return _due(conn, users.c.next_nudge_at, now, limit)


def due_for_recap(conn: sa.Connection, now: datetime, limit: int) -> tuple[int, ...]:
    """Ids of people whose weekly recap is due."""
    return _due(conn, users.c.next_recap_at, now, limit)


def planned(conn: sa.Connection, after: int, limit: int) -> tuple[int, ...]:
    """Ids of people with something planned, in their order, from the first behind the id `after`."""
    ahead = sa.or_(
        users.c.next_push_at.is_not(None), users.c.next_nudge_at.is_not(None), users.c.next_recap_at.is_not(None)
    )
    query = sa.select(users.c.id).where(users.c.id > after, ahead).order_by(users.c.id).limit(limit)
    return tuple(conn.execute(query).scalars())


def happened(conn: sa.Connection, user_id: int, kind: str, day: date, scope: str = "") -> bool:
    """Whether a push of that kind was claimed for the person's local date."""
    query = sa.select(pushes.c.user_id).where(
        pushes.c.user_id == user_id, pushes.c.kind == kind, pushes.c.scope == scope, pushes.c.local_date == day
    )
    return conn.execute(query).first() is not None


def happened_since(conn: sa.Connection, user_id: int, kind: str, day: date) -> bool:
    """Whether a push of that kind was claimed on the local date or later."""
    query = sa.select(pushes.c.user_id).where(
        pushes.c.user_id == user_id, pushes.c.kind == kind, pushes.c.scope == "", pushes.c.local_date >= day
    )
    return conn.execute(query.limit(1)).first() is not None


def last_sent(conn: sa.Connection) -> datetime | None:
    """When the last call was made, as far as is remembered."""
    last: datetime | None = conn.execute(sa.select(sa.func.max(outbox.c.sent_at))).scalar_one()
    return last


def _due(conn: sa.Connection, column: sa.Column[datetime], now: datetime, limit: int) -> tuple[int, ...]:
    query = sa.select(users.c.id).where(column <= now).order_by(column, users.c.id).limit(limit)
    return tuple(conn.execute(query).scalars())
