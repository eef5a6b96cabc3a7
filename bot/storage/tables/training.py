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

# origin: push | command. purpose: daily | unit | check | skill.
# status: open | done | dropped. At most one open drill for each person.
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
    sa.Column("purpose", sa.String(8), nullable=False, server_default=sa.text("'daily'")),
    # The unit or skill it stays in, for the purposes unit and skill.
    sa.Column("unit", sa.String(64)),
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
    # How many hints were taken.
    sa.Column("hints", sa.Integer, nullable=False, server_default=sa.text("0")),
    # A written answer, its mark (0–100) and what was seen in it, as grading stores it.
    sa.Column("said", sa.Text),
    sa.Column("mark", sa.Integer),
    sa.Column("grade", Json),
    sa.UniqueConstraint("drill_id", "position"),
)

# Items a person does not want to be asked any more.
suspended_items = sa.Table(
    "suspended_items",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("item_id", sa.String(64), primary_key=True),
    sa.Column("since", UtcDateTime, nullable=False),
)

# "Something is wrong with this question": for the authors of the content. status: open | done.
item_reports = sa.Table(
    "item_reports",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("item_id", sa.String(64), nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    # What is wrong, in the person's words; null when they did not say.
    sa.Column("words", sa.String(500)),
    sa.Column("status", sa.String(4), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("closed_at", UtcDateTime),
    # Whether the person was told that whoever leads their teams reads it; without that nobody there does.
    sa.Column("team_told", sa.Boolean, nullable=False, server_default=sa.false()),
    # What one of those leaders said to it, and who: backed | answered | dismissed; null: nothing yet.
    sa.Column("verdict", sa.String(9)),
    sa.Column("verdict_by", sa.BigInteger),
    sa.CheckConstraint("status IN ('open', 'done')", name="status_known"),
    sa.Index(None, "status", "created_at"),
    sa.Index(None, "user_id"),
)

# Proof of improvement: items never drilled, then one role-play. kind: baseline | monthly.
checks = sa.Table(
    "checks",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("drill_id", sa.ForeignKey("drills.id", ondelete="CASCADE"), nullable=False, unique=True),
    sa.Column("roleplay_id", sa.ForeignKey("roleplays.id", ondelete="SET NULL")),
    # The results: questions asked and answered right, by skill too; null until the questions are done.
    sa.Column("questions", sa.Integer),
    sa.Column("right", sa.Integer),
    sa.Column("by_skill", Json),
    # The mark of the role-play; null until it is over.
    sa.Column("roleplay_total", sa.Integer),
    sa.Column("local_date", sa.Date, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("finished_at", UtcDateTime),
    sa.CheckConstraint("kind IN ('baseline', 'monthly')", name="kind_known"),
    sa.Index(None, "user_id", "created_at"),
    sa.Index(None, "roleplay_id"),
)
