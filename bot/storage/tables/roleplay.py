"""Role-play sessions: an event log of turns, a snapshot as cache, a scorecard at the end."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.meta import metadata
from bot.storage.types import BigId, Json, UtcDateTime

# Scenarios as they were when a session began, by content hash: an edit breaks no running session.
compiled_scenarios = sa.Table(
    "compiled_scenarios",
    metadata,
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("scenario_id", sa.String(64), nullable=False),
    sa.Column("body", Json, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

# status: briefing | active | ended | dropped. At most one session that is not over for each person.
roleplays = sa.Table(
    "roleplays",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("scenario_id", sa.String(64), nullable=False),
    sa.Column("scenario_hash", sa.ForeignKey("compiled_scenarios.hash"), nullable=False),
    sa.Column("engine_version", sa.Integer, nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("status", sa.String(8), nullable=False),
    # The engine's state after the last turn: a cache, the turns are the truth.
    sa.Column("state", Json, nullable=False),
    sa.Column("local_date", sa.Date, nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("turned_at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime),
    sa.CheckConstraint("status IN ('briefing', 'active', 'ended', 'dropped')", name="status_known"),
    sa.CheckConstraint("level BETWEEN 1 AND 3", name="level_range"),
    sa.Index(None, "user_id", "started_at"),
    sa.Index(
        "uq_roleplays_running",
        "user_id",
        unique=True,
        sqlite_where=sa.text("status IN ('briefing', 'active')"),
        postgresql_where=sa.text("status IN ('briefing', 'active')"),
    ),
)

roleplay_turns = sa.Table(
    "roleplay_turns",
    metadata,
    sa.Column("roleplay_id", sa.ForeignKey("roleplays.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("turn", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("rep_text", sa.Text, nullable=False),
    # Moves as recognised then; replay never analyses again.
    sa.Column("moves", Json, nullable=False),
    sa.Column("customer_text", sa.Text, nullable=False),
    sa.Column("events", Json, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

scorecards = sa.Table(
    "scorecards",
    metadata,
    sa.Column("roleplay_id", sa.ForeignKey("roleplays.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("scenario_id", sa.String(64), nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("passed", sa.Boolean, nullable=False),
    sa.Column("ending", sa.String(16), nullable=False),
    # The whole card: checks with evidence, priorities, the weakest skill.
    sa.Column("body", Json, nullable=False),
    sa.Column("local_date", sa.Date, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("total BETWEEN 0 AND 100", name="total_range"),
    sa.Index(None, "user_id", "created_at"),
)
