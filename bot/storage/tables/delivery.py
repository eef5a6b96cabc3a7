"""What came in, what goes out, and what must happen once only."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.meta import metadata
from bot.storage.types import BigId, Json, UtcDateTime

# Updates as received, committed before Telegram is told. status: new | done | parked.
inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("bot_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    # The chat, or the user where there is no chat: updates of one route are handled in order.
    sa.Column("route_id", sa.BigInteger, nullable=False),
    sa.Column("body", Json, nullable=False),
    sa.Column("status", sa.String(8), nullable=False),
    # Raised when the update is claimed, so that one that kills the process is counted too.
    sa.Column("tries", sa.Integer, nullable=False),
    # Class of the last failure, never a text.
    sa.Column("error", sa.String(128)),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("done_at", UtcDateTime),
    sa.CheckConstraint("status IN ('new', 'done', 'parked')", name="status_known"),
    sa.Index("ix_inbox_status_route", "status", "route_id", "update_id"),
    sa.Index(None, "done_at"),
)

# Calls to the Bot API that are owed. status: pending | sent | failed | dropped. FIFO for each chat by id.
outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("bot_id", sa.BigInteger, nullable=False),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("method", sa.String(32), nullable=False),
    sa.Column("params", Json, nullable=False),
    sa.Column("file_name", sa.String(128)),
    sa.Column("file_bytes", sa.LargeBinary),
    # The logical message in this chat that a send makes and an edit addresses.
    sa.Column("message_key", sa.String(64)),
    # What a poll's answers belong to (see polls.purpose and polls.ref).
    sa.Column("poll_purpose", sa.String(16)),
    sa.Column("poll_ref", sa.BigInteger),
    # A push goes behind everything interactive.
    sa.Column("push", sa.Boolean, nullable=False),
    sa.Column("status", sa.String(8), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("error", sa.String(128)),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("sent_at", UtcDateTime),
    sa.Column("message_id", sa.BigInteger),
    sa.CheckConstraint("status IN ('pending', 'sent', 'failed', 'dropped')", name="status_known"),
    sa.Index(None, "status", "chat_id", "id"),
    sa.Index(None, "sent_at"),
)

# Where a logical message ended up.
messages = sa.Table(
    "messages",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message_key", sa.String(64), primary_key=True),
    sa.Column("message_id", sa.BigInteger, nullable=False),
    sa.Column("sent_at", UtcDateTime, nullable=False),
)

# A poll's answers carry no chat: this table says what they belong to.
polls = sa.Table(
    "polls",
    metadata,
    sa.Column("poll_id", sa.String(64), primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("message_id", sa.BigInteger, nullable=False),
    sa.Column("purpose", sa.String(16), nullable=False),
    sa.Column("ref", sa.BigInteger, nullable=False),
    sa.Column("sent_at", UtcDateTime, nullable=False),
    sa.Index(None, "purpose", "ref"),
    sa.Index(None, "chat_id"),
)

# A push happened for that person, kind, scope and local date: the key that lets it happen once.
pushes = sa.Table(
    "pushes",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("kind", sa.String(16), primary_key=True),
    # What it is about within the kind: "" or, for a digest, the team's id.
    sa.Column("scope", sa.String(32), primary_key=True),
    sa.Column("local_date", sa.Date, primary_key=True),
    sa.Column("claimed_at", UtcDateTime, nullable=False),
)
