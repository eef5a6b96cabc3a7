"""Replies to objections that people keep for themselves or add for their team, and what nobody has an answer to yet."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.meta import metadata
from bot.storage.types import BigId, Json, UtcDateTime

# A person's own reply, or one they saved. origin: own | saved. The vectors of `said` stand in `meaning` (float16).
own_replies = sa.Table(
    "own_replies",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    # The customer's words, and what to say to them.
    sa.Column("said", sa.String(300), nullable=False),
    sa.Column("reply", sa.Text, nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    # The built-in objection it belongs to, if any.
    sa.Column("objection_id", sa.String(64)),
    sa.Column("origin", sa.String(8), nullable=False),
    sa.Column("meaning", sa.LargeBinary, nullable=False),
    # SHA-256 over words and reply: nobody keeps the same twice.
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("origin IN ('own', 'saved')", name="origin_known"),
    sa.UniqueConstraint("user_id", "digest"),
)

# A file of replies that somebody sent for their team. status: preview | added | undone | dropped.
team_uploads = sa.Table(
    "team_uploads",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("team_id", sa.ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="SET NULL")),
    sa.Column("name", sa.String(128), nullable=False),
    # What it holds: replies | items (questions for drills and facts about the team's products).
    sa.Column("kind", sa.String(8), nullable=False, server_default=sa.text("'replies'")),
    # What was read from it, until it is added or dropped; then an empty list.
    sa.Column("entries", Json, nullable=False),
    sa.Column("status", sa.String(8), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("status IN ('preview', 'added', 'undone', 'dropped')", name="status_known"),
    sa.Index(None, "team_id"),
    sa.Index(None, "user_id"),
)

# A team's own objection: how customers say it and what the team answers. Seen and found by that team alone.
team_replies = sa.Table(
    "team_replies",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("team_id", sa.ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
    sa.Column("category", sa.String(16), nullable=False),
    # Lists of strings: the first phrasing is the title, the first reply the one shown first.
    sa.Column("phrasings", Json, nullable=False),
    sa.Column("replies", Json, nullable=False),
    # Vectors of the phrasings, one after the other (float16).
    sa.Column("meaning", sa.LargeBinary, nullable=False),
    # SHA-256 over the title without case, blanks and punctuation: one entry for each title.
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("created_by", sa.ForeignKey("users.id", ondelete="SET NULL")),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("upload_id", sa.ForeignKey("team_uploads.id", ondelete="SET NULL")),
    sa.UniqueConstraint("team_id", "digest"),
    sa.Index(None, "upload_id"),
    sa.Index(None, "created_by"),
)

# What a rep was asked and nothing was found for. status: asked (the rep has not said whether to pass it on) | open |
# answered | dismissed. One row for each of the rep's teams.
unanswered = sa.Table(
    "unanswered",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("team_id", sa.ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
    sa.Column("said", sa.String(300), nullable=False),
    sa.Column("status", sa.String(9), nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("status IN ('asked', 'open', 'answered', 'dismissed')", name="status_known"),
    sa.Index(None, "team_id", "status"),
    sa.Index(None, "user_id"),
)
