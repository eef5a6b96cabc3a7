"""Queries of the sending side: the outbox, where messages and polls ended up, which pushes happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.queries.upsert import insert_new, upsert
from bot.storage.tables import group_chats, messages, outbox, polls, pushes, users


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A call that is owed to Telegram. The bytes of its file stay in the database until it is made."""

    id: int
    chat_id: int
    method: str
    params: Mapping[str, Any]
    file_name: str | None
    message_key: str | None
    poll_purpose: str | None
    poll_ref: int | None
    push: bool


@dataclass(frozen=True, slots=True)
class PollRow:
    """What a poll's answers belong to."""

    poll_id: str
    chat_id: int
    message_id: int
    purpose: str
    ref: int


_ROW = (
    outbox.c.id,
    outbox.c.chat_id,
    outbox.c.method,
    outbox.c.params,
    outbox.c.file_name,
    outbox.c.message_key,
    outbox.c.poll_purpose,
    outbox.c.poll_ref,
    outbox.c.push,
)


def add_outbox(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> tuple[OutboxRow, ...]:
    """Append calls in their order; each mapping holds all columns that a new row needs."""
    if not rows:
        return ()
    statement = sa.insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)
    ids = conn.execute(statement, list(rows)).scalars().all()
    fields = [column.name for column in _ROW[1:]]
    return tuple(OutboxRow(id_, *(row[name] for name in fields)) for id_, row in zip(ids, rows, strict=True))


def pending_outbox(conn: sa.Connection, bot_id: int) -> tuple[OutboxRow, ...]:
    """Everything this bot still owes, oldest first. For the start only: afterwards rows are handed over in memory."""
    query = sa.select(*_ROW).where(outbox.c.status == "pending", outbox.c.bot_id == bot_id).order_by(outbox.c.id)
    return tuple(OutboxRow(*row) for row in conn.execute(query))


def count_sent_since(conn: sa.Connection, since: datetime) -> int:
    """How many calls were marked sent after `since`."""
    query = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.sent_at > since)
    return conn.execute(query).scalar_one()


def file_bytes(conn: sa.Connection, outbox_id: int) -> bytes | None:
    """The file that a call uploads."""
    return conn.execute(sa.select(outbox.c.file_bytes).where(outbox.c.id == outbox_id)).scalar_one_or_none()


def finish_outbox(
    conn: sa.Connection,
    ids: Iterable[int],
    status: str,
    *,
    now: datetime,
    error: str | None = None,
    message_id: int | None = None,
) -> int:
    """Close calls as sent, failed or dropped; their files' bytes are no longer needed and go. Returns how many."""
    values = {"status": status, "sent_at": now, "error": error, "message_id": message_id, "file_bytes": None}
    owed = sa.update(outbox).where(outbox.c.id.in_(tuple(ids)), outbox.c.status == "pending")
    return conn.execute(owed.values(values)).rowcount


def note_failure(conn: sa.Connection, outbox_id: int, error: str) -> None:
    """Count a failed attempt of a call that stays owed."""
    conn.execute(sa.update(outbox).where(outbox.c.id == outbox_id).values(tries=outbox.c.tries + 1, error=error))


def drop_pushes(conn: sa.Connection, chat_id: int, *, now: datetime, error: str) -> tuple[int, ...]:
    """Drop every pending push of a chat; returns the ids of those dropped."""
    statement = (
        sa.update(outbox)
        .where(outbox.c.status == "pending", outbox.c.chat_id == chat_id, outbox.c.push.is_(True))
        .values(status="dropped", error=error, sent_at=now, file_bytes=None)
        .returning(outbox.c.id)
    )
    return tuple(conn.execute(statement).scalars())


def block_user(conn: sa.Connection, user_id: int, now: datetime) -> None:
    """Remember that this person or group cannot be reached, and plan no more pushes for them."""
    statement = sa.update(users).where(users.c.id == user_id, users.c.blocked_at.is_(None))
    conn.execute(statement.values(blocked_at=now, next_push_at=None))
    # Where the bot was put out of a group, no question is asked any more.
    group = sa.update(group_chats).where(group_chats.c.chat_id == user_id)
    conn.execute(group.values(next_at=None, next_board_at=None))


def move_chat(conn: sa.Connection, old_id: int, new_id: int) -> None:
    """A group became a supergroup: what is owed to it, and the messages it holds, are found under the new id."""
    owed = sa.update(outbox).where(outbox.c.status == "pending", outbox.c.chat_id == old_id)
    conn.execute(owed.values(chat_id=new_id))
    conn.execute(sa.delete(messages).where(messages.c.chat_id == old_id))
    # Told twice, by Telegram's refusal and by the group itself, or set up anew in between.
    known = sa.select(group_chats.c.chat_id).where(group_chats.c.chat_id == new_id)
    if conn.execute(known).first() is None:
        conn.execute(sa.update(group_chats).where(group_chats.c.chat_id == old_id).values(chat_id=new_id))
    else:
        conn.execute(sa.delete(group_chats).where(group_chats.c.chat_id == old_id))


def save_message(conn: sa.Connection, chat_id: int, key: str, message_id: int, now: datetime) -> None:
    """Remember where a logical message ended up; a later message under the same key replaces it."""
    upsert(
        conn,
        messages,
        {"chat_id": chat_id, "message_key": key},
        {"message_id": message_id, "sent_at": now},
    )


def message_id_of(conn: sa.Connection, chat_id: int, key: str) -> int | None:
    """The Telegram id of a logical message, or None when it was never sent or is long gone."""
    query = sa.select(messages.c.message_id).where(messages.c.chat_id == chat_id, messages.c.message_key == key)
    return conn.execute(query).scalar_one_or_none()


def forget_message(conn: sa.Connection, chat_id: int, key: str) -> None:
    """A logical message was deleted."""
    conn.execute(sa.delete(messages).where(messages.c.chat_id == chat_id, messages.c.message_key == key))


def save_poll(conn: sa.Connection, poll: PollRow, now: datetime) -> None:
    """Bind a poll's future answers."""
    values = {"chat_id": poll.chat_id, "message_id": poll.message_id, "purpose": poll.purpose, "ref": poll.ref}
    upsert(conn, polls, {"poll_id": poll.poll_id}, {**values, "sent_at": now})


def find_poll(conn: sa.Connection, poll_id: str) -> PollRow | None:
    """What the answers of this poll belong to; None for a poll this database knows nothing about."""
    columns = (polls.c.poll_id, polls.c.chat_id, polls.c.message_id, polls.c.purpose, polls.c.ref)
    row = conn.execute(sa.select(*columns).where(polls.c.poll_id == poll_id)).one_or_none()
    return None if row is None else PollRow(*row)


def claim_push(
    conn: sa.Connection, user_id: int, kind: str, local_date: date, *, now: datetime, scope: str = ""
) -> bool:
    """Claim a push in the transaction that queues it; False when it already happened."""
    key = {"user_id": user_id, "kind": kind, "scope": scope, "local_date": local_date}
    return insert_new(conn, pushes, [{**key, "claimed_at": now}], returning=pushes.c.user_id) != ()
