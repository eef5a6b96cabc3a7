"""Queries of the receiving side: updates as Telegram sent them, each handled once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.queries.upsert import insert_new
from bot.storage.tables import inbox, messages, outbox, polls


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An update that waits to be handled. Updates of one route are handled in the order of their ids."""

    update_id: int
    route_id: int
    body: dict[str, Any]
    tries: int


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """An update that failed for good, as the operator sees it: no word of the user's."""

    bot_id: int
    update_id: int
    route_id: int
    tries: int
    error: str | None
    received_at: datetime


def _is(bot_id: int, update_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(inbox.c.bot_id == bot_id, inbox.c.update_id == update_id)


def add_inbox(conn: sa.Connection, bot_id: int, rows: Sequence[InboxRow], now: datetime) -> frozenset[int]:
    """Keep updates; returns the ids of those that are new. One that came before changes nothing."""
    values = [
        {
            "bot_id": bot_id,
            "update_id": row.update_id,
            "route_id": row.route_id,
            "body": row.body,
            "status": "new",
            "tries": row.tries,
            "received_at": now,
        }
        for row in rows
    ]
    return frozenset(insert_new(conn, inbox, values, returning=inbox.c.update_id))


def unfinished_inbox(conn: sa.Connection, bot_id: int) -> tuple[InboxRow, ...]:
    """Everything received and not handled, oldest first. For the start only."""
    columns = (inbox.c.update_id, inbox.c.route_id, inbox.c.body, inbox.c.tries)
    query = sa.select(*columns).where(inbox.c.status == "new", inbox.c.bot_id == bot_id).order_by(inbox.c.update_id)
    return tuple(InboxRow(*row) for row in conn.execute(query))


def claim_update(conn: sa.Connection, bot_id: int, update_id: int) -> int | None:
    """Count one more try before it is made; returns the count, or None when the update is no longer open."""
    statement = sa.update(inbox).where(_is(bot_id, update_id), inbox.c.status == "new")
    return conn.execute(statement.values(tries=inbox.c.tries + 1).returning(inbox.c.tries)).scalar_one_or_none()


def finish_update(conn: sa.Connection, bot_id: int, update_id: int, now: datetime) -> bool:
    """Mark an open update done; False when it was not open (somebody else did it, or it is gone)."""
    statement = sa.update(inbox).where(_is(bot_id, update_id), inbox.c.status == "new")
    return conn.execute(statement.values(status="done", done_at=now, error=None)).rowcount == 1


def note_error(conn: sa.Connection, bot_id: int, update_id: int, error: str) -> None:
    """Remember why a try failed: the class of the error, never a text."""
    conn.execute(sa.update(inbox).where(_is(bot_id, update_id)).values(error=error))


def park_update(conn: sa.Connection, bot_id: int, update_id: int, error: str | None) -> bool:
    """Set an open update aside for good, keeping the last error where there is no new one; False when not open."""
    statement = sa.update(inbox).where(_is(bot_id, update_id), inbox.c.status == "new")
    values: dict[str, Any] = {"status": "parked"} if error is None else {"status": "parked", "error": error}
    return conn.execute(statement.values(values)).rowcount == 1


def parked_updates(conn: sa.Connection, limit: int = 100) -> tuple[ParkedRow, ...]:
    """What was set aside, newest first."""
    columns = (inbox.c.bot_id, inbox.c.update_id, inbox.c.route_id, inbox.c.tries, inbox.c.error, inbox.c.received_at)
    query = sa.select(*columns).where(inbox.c.status == "parked").order_by(inbox.c.update_id.desc()).limit(limit)
    return tuple(ParkedRow(*row) for row in conn.execute(query))


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much delivery has before it, and how much it gave up."""

    waiting: int
    parked: int
    owed: int
    failed: int


def count_backlog(conn: sa.Connection) -> Backlog:
    """Count updates not handled and set aside, calls owed and refused for good."""

    def count(table: sa.Table, status: str) -> int:
        return conn.execute(sa.select(sa.func.count()).where(table.c.status == status)).scalar_one()

    return Backlog(count(inbox, "new"), count(inbox, "parked"), count(outbox, "pending"), count(outbox, "failed"))


def reopen_parked(conn: sa.Connection, bot_id: int, update_id: int) -> bool:
    """Give a parked update its three tries again, at the next start; False when there is none."""
    statement = sa.update(inbox).where(_is(bot_id, update_id), inbox.c.status == "parked")
    return conn.execute(statement.values(status="new", tries=0, error=None)).rowcount == 1


def purge_delivery(conn: sa.Connection, before: datetime) -> int:
    """Delete handled updates and closed calls older than `before`: they hold users' words. Returns how many."""
    handled = conn.execute(sa.delete(inbox).where(inbox.c.status == "done", inbox.c.done_at < before))
    closed = conn.execute(sa.delete(outbox).where(outbox.c.status != "pending", outbox.c.sent_at < before))
    return handled.rowcount + closed.rowcount


def forget_delivery(conn: sa.Connection, user_id: int) -> None:
    """Delete what delivery keeps of a person's private chat, except updates that still wait to be handled."""
    conn.execute(sa.delete(inbox).where(inbox.c.route_id == user_id, inbox.c.status.in_(("done", "parked"))))
    for table in (outbox, messages, polls):
        conn.execute(sa.delete(table).where(table.c.chat_id == user_id))
