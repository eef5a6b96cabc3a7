"""Spaced repetition and drills."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.meta import metadata
from bot.storage.types import BigId, Json, UtcDateTime

# One FSRS card for each person and item. state: 1 learning, 2 review, 3 relearning.
review_cards = sa.Table(
    "review_cards",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("item_id", sa.String(64), primary_key=True),
    sa.Column("state", sa.Integer, nullable=False),
    sa.Column("step", sa.Integer),
    sa.Column("stability", sa.Float),
    sa.Column("difficulty", sa.Float),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("reviewed_at", UtcDateTime),
    sa.Index(None, "user_id", "due_at"),
)

# Every answer ever given; rating 1 again, 2 hard, 3 good, 4 easy.
review_logs = sa.Table(
    "review_logs",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("item_id", sa.String(64), nullable=False),
    sa.Column("skill", sa.String(32), nullable=False),
    sa.Column("rating", sa.Integer, nullable=False),
    sa.Column("reviewed_at", UtcDateTime, nullable=False),
    # From question sent to answer, in milliseconds; null when unknown.
    sa.Column("took_ms", sa.Integer),
    sa.CheckConstraint("rating BETWEEN 1 AND 4", name="rating_range"),
    sa.Index(None, "user_id", "reviewed_at"),
)

# origin: push | command. status: open | done | dropped. At most one open drill for each person.
drills = sa.Table(
    "drills",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("origin", sa.String(8), nullable=False),
    sa.Column("status", sa.String(8), nullable=False),
    # The person's local date when the drill was made.
    sa.Column("local_date", sa.Date, nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("finished_at", UtcDateTime),
    sa.CheckConstraint("origin IN ('push', 'command')", name="origin_known"),
    sa.CheckConstraint("status IN ('open', 'done', 'dropped')", name="status_known"),
    sa.Index(None, "user_id", "local_date"),
    sa.Index(
        "uq_drills_open",
        "user_id",
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    ),
)

drill_items = sa.Table(
    "drill_items",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("drill_id", sa.ForeignKey("drills.id", ondelete="CASCADE"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("item_id", sa.String(64), nullable=False),
    # Order of the options as shown: option_order[i] is the content's index of the i-th option on the screen.
    sa.Column("option_order", Json, nullable=False),
    sa.Column("sent_at", UtcDateTime),
    sa.Column("answered_at", UtcDateTime),
    # Content's indices of the options chosen.
    sa.Column("answer", Json),
    sa.Column("correct", sa.Boolean),
    sa.UniqueConstraint("drill_id", "position"),
)
