"""From outgoing calls to rows of the outbox, and from Telegram's answers to what is remembered of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.delivery.outgoing import Outgoing
from bot.storage.queries import delivery as queries
from bot.storage.queries.delivery import OutboxRow, PollRow

FILE_FIELDS = {"sendPhoto": "photo", "sendDocument": "document"}
"""The field of each uploading method that carries the file."""


def enqueue(conn: sa.Connection, bot_id: int, outgoing: Sequence[Outgoing], now: datetime) -> tuple[OutboxRow, ...]:
    """Append calls to the outbox. Raises ValueError for a file that its method cannot carry."""
    return queries.add_outbox(conn, [_values(bot_id, call, now) for call in outgoing])


def _values(bot_id: int, call: Outgoing, now: datetime) -> dict[str, Any]:
    if call.file is not None and FILE_FIELDS.get(call.method) != call.file.field:
        raise ValueError(f"{call.method} carries no file as {call.file.field}")
    return {
        "bot_id": bot_id,
        "chat_id": call.chat_id,
        "method": call.method,
        "params": dict(call.params),
        "file_name": None if call.file is None else call.file.name,
        "file_bytes": None if call.file is None else call.file.content,
        "message_key": call.key,
        "poll_purpose": None if call.poll is None else call.poll.purpose,
        "poll_ref": None if call.poll is None else call.poll.ref,
        "push": call.push,
        "status": "pending",
        "tries": 0,
        "created_at": now,
    }


def makes_message(row: OutboxRow) -> bool:
    """Whether the call makes a new message (and does not change one that is there)."""
    return row.method.startswith("send")


def needs_key(row: OutboxRow) -> bool:
    """Whether the call addresses a message by its logical key."""
    return row.message_key is not None and not makes_message(row) and "message_id" not in row.params


def supersedes(later: OutboxRow, earlier: OutboxRow) -> bool:
    """Whether a later call makes an earlier edit of the same message pointless."""
    if not earlier.method.startswith("editMessage") or _address(later) != _address(earlier):
        return False
    if later.method == earlier.method or later.method == "deleteMessage":
        return True
    # A new text comes with its own keyboard.
    return later.method == "editMessageText" and earlier.method == "editMessageReplyMarkup"


def _address(row: OutboxRow) -> tuple[str | None, Any] | None:
    return None if makes_message(row) else (row.message_key, row.params.get("message_id"))


def mark_sent(conn: sa.Connection, row: OutboxRow, result: Any, now: datetime) -> None:
    """Remember that a call was made, and which message and poll came of it."""
    body: dict[str, Any] = result if isinstance(result, dict) else {}
    message_id: int | None = body.get("message_id")
    if not queries.finish_outbox(conn, (row.id,), "sent", now=now, message_id=message_id):
        return
    if row.message_key is not None and message_id is not None and makes_message(row):
        queries.save_message(conn, row.chat_id, row.message_key, message_id, now)
    if row.message_key is not None and row.method == "deleteMessage":
        queries.forget_message(conn, row.chat_id, row.message_key)
    if row.poll_purpose is not None and row.poll_ref is not None and message_id is not None and "poll" in body:
        poll = PollRow(body["poll"]["id"], row.chat_id, message_id, row.poll_purpose, row.poll_ref)
        queries.save_poll(conn, poll, now)
