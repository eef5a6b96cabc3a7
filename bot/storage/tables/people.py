"""People and their teams."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.meta import metadata
from bot.storage.types import BigId, Json, UtcDateTime

# A person. `id` is Telegram's user id, which is also the id of the private chat with them.
users = sa.Table(
    "users",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("first_name", sa.String(128), nullable=False),
    sa.Column("last_name", sa.String(128)),
    sa.Column("username", sa.String(64)),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    # Minutes after local midnight at which the daily drill comes; 0–1439.
    sa.Column("train_at", sa.Integer, nullable=False),
    # Training days as bits, Monday = 1 … Sunday = 64.
    sa.Column("train_days", sa.Integer, nullable=False),
    # The onboarding question now open, or null when onboarding is over.
    sa.Column("onboarding", sa.String(16)),
    # What the next free text answers (for example the search for a city), or null.
    sa.Column("awaiting", sa.String(32)),
    # The local date up to and including which no push comes; null when not paused.
    sa.Column("paused_until", sa.Date),
    # When the person blocked the bot; null while reachable.
    sa.Column("blocked_at", UtcDateTime),
    # When the next daily drill is due; null when none is (paused without end, blocked, no training day).
    sa.Column("next_push_at", UtcDateTime),
    # The last answer inside a drill or role-play: pushes keep their distance to it.
    sa.Column("active_at", UtcDateTime),
    # How many questions a drill has; 3–10.
    sa.Column("drill_size", sa.Integer, nullable=False, server_default=sa.text("5")),
    # Quiet hours, minutes after local midnight: no reminder and no late push between them; equal means none.
    sa.Column("quiet_from", sa.Integer, nullable=False, server_default=sa.text("1290")),
    sa.Column("quiet_until", sa.Integer, nullable=False, server_default=sa.text("420")),
    # The country (ISO 3166) whose public holidays are days off and whose make-up days are not; null: none.
    sa.Column("holidays", sa.String(8)),
    # Whether an unanswered push is followed by one reminder.
    sa.Column("reminders", sa.Boolean, nullable=False, server_default=sa.true()),
    # When today's drill is brought up once more (reminder or snooze); null when it is not.
    sa.Column("next_nudge_at", UtcDateTime),
    # Pushes in a row that led to no answer.
    sa.Column("ignored_pushes", sa.Integer, nullable=False, server_default=sa.text("0")),
    # The local date of a push that could not go out in time; the next one mentions it.
    sa.Column("missed_push_on", sa.Date),
    # When the weekly recap is due.
    sa.Column("next_recap_at", UtcDateTime),
    # The highest of the four ranks reached, 0–3.
    sa.Column("rank", sa.Integer, nullable=False, server_default=sa.text("0")),
    # After how many days the words of answers and role-plays are deleted, marks kept; null: when the person says so.
    sa.Column("keep_words_days", sa.Integer),
    # When words that have become too old are deleted next; null when none are.
    sa.Column("next_blank_at", UtcDateTime),
    # Small choices that need no column of their own (for example the customer style last asked for).
    sa.Column("preferences", Json, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("train_at >= 0 AND train_at < 1440", name="train_at_range"),
    sa.CheckConstraint("train_days >= 0 AND train_days < 128", name="train_days_range"),
    sa.Index(None, "next_push_at"),
    sa.Index(None, "next_nudge_at"),
    sa.Index(None, "next_recap_at"),
    sa.Index(None, "next_blank_at"),
)

teams = sa.Table(
    "teams",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("created_by", sa.ForeignKey("users.id", ondelete="SET NULL")),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("archived_at", UtcDateTime),
    # For how many days after joining a rep's results are seen by the rep alone, for whoever joins from now on.
    sa.Column("view_after_days", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Index(None, "archived_at"),
)

# role: owner | manager | rep. The digest goes to each owner and manager at their own local time.
memberships = sa.Table(
    "memberships",
    metadata,
    sa.Column("team_id", sa.ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("role", sa.String(8), nullable=False),
    sa.Column("joined_at", UtcDateTime, nullable=False),
    # From when on whoever leads the team sees the results, as was said at joining; null: from the beginning.
    sa.Column("view_from", UtcDateTime),
    # Minutes after local midnight of the person's zone; null: no digest.
    sa.Column("digest_at", sa.Integer),
    sa.Column("next_digest_at", UtcDateTime),
    # The weekday of the weekly digest, Monday = 0; null: none. It comes at `digest_at` too, or at its default.
    sa.Column("weekly_on", sa.Integer),
    sa.Column("next_weekly_at", UtcDateTime),
    sa.CheckConstraint("role IN ('owner', 'manager', 'rep')", name="role_known"),
    sa.Index(None, "user_id"),
    sa.Index(None, "next_digest_at"),
    sa.Index(None, "next_weekly_at"),
)

# An invitation by deep link. `token` is 22 URL-safe characters (128 random bits).
invites = sa.Table(
    "invites",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("token", sa.String(32), nullable=False, unique=True),
    sa.Column("team_id", sa.ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
    sa.Column("role", sa.String(8), nullable=False),
    sa.Column("created_by", sa.ForeignKey("users.id", ondelete="SET NULL")),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    # How many people it lets in, and how many it still does.
    sa.Column("uses", sa.Integer, nullable=False, server_default=sa.text("1")),
    sa.Column("uses_left", sa.Integer, nullable=False),
    sa.Column("revoked_at", UtcDateTime),
    sa.CheckConstraint("uses_left >= 0", name="uses_left_range"),
    sa.Index(None, "team_id"),
)
