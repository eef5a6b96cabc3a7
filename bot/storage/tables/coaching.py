"""What leading a team needs: organisations, tallies, what a rep shows, assignments, a team's own questions."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.meta import metadata
from bot.storage.types import BigId, Json, UtcDateTime

# A company: its owners see every team in it. Each team belongs to one.
organisations = sa.Table(
    "organisations",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

organisation_owners = sa.Table(
    "organisation_owners",
    metadata,
    sa.Column("organisation_id", sa.ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Index(None, "user_id"),
)

organisation_teams = sa.Table(
    "organisation_teams",
    metadata,
    sa.Column("team_id", sa.ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("organisation_id", sa.ForeignKey("organisations.id", ondelete="CASCADE"), nullable=False),
    sa.Index(None, "organisation_id"),
)

# What a person did on a local date, kept up to date in the transaction of each answer and each scorecard.
training_days = sa.Table(
    "training_days",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("local_date", sa.Date, primary_key=True),
    # Questions answered, and answered right; drills finished; role-plays marked and passed; the best mark among them.
    sa.Column("questions", sa.Integer, nullable=False),
    sa.Column("right", sa.Integer, nullable=False),
    sa.Column("drills", sa.Integer, nullable=False),
    sa.Column("roleplays", sa.Integer, nullable=False),
    sa.Column("passed", sa.Integer, nullable=False),
    sa.Column("best_mark", sa.Integer),
)

# The same by skill: questions of the skill, and in role-plays its checks that applied and those that were met.
skill_days = sa.Table(
    "skill_days",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("local_date", sa.Date, primary_key=True),
    sa.Column("skill", sa.String(32), primary_key=True),
    sa.Column("questions", sa.Integer, nullable=False),
    sa.Column("right", sa.Integer, nullable=False),
    sa.Column("checks", sa.Integer, nullable=False),
    sa.Column("met", sa.Integer, nullable=False),
)

# A role-play whose words its rep shows to those who lead a team; taken back by deleting the row.
shared_roleplays = sa.Table(
    "shared_roleplays",
    metadata,
    sa.Column("roleplay_id", sa.ForeignKey("roleplays.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("team_id", sa.ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("shared_at", UtcDateTime, nullable=False),
    sa.Index(None, "user_id"),
    sa.Index(None, "team_id"),
)

# Work for people of a team. kind: scenario | unit | skill; `target` is its id.
assignments = sa.Table(
    "assignments",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("team_id", sa.ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
    sa.Column("created_by", sa.ForeignKey("users.id", ondelete="SET NULL")),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("target", sa.String(64), nullable=False),
    # The local date, in each person's own zone, by whose end it is to be done.
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    # When it was taken back; null while it stands.
    sa.Column("cancelled_at", UtcDateTime),
    sa.CheckConstraint("kind IN ('scenario', 'unit', 'skill')", name="kind_known"),
    sa.Index(None, "team_id", "created_at"),
    sa.Index(None, "created_by"),
)

# status: open | done | declined.
assignment_people = sa.Table(
    "assignment_people",
    metadata,
    sa.Column("assignment_id", sa.ForeignKey("assignments.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("status", sa.String(8), nullable=False),
    # Why it was declined, in the person's words.
    sa.Column("reason", sa.String(300)),
    # Since when, done or declined.
    sa.Column("settled_at", UtcDateTime),
    # How much of it is done, where it takes more than one piece.
    sa.Column("progress", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("next_reminder_at", UtcDateTime),
    sa.CheckConstraint("status IN ('open', 'done', 'declined')", name="status_known"),
    sa.Index(None, "user_id", "status"),
    sa.Index(None, "next_reminder_at"),
)

# A team's own questions for drills (kind quiz) and facts about its products (kind fact), seen by that team alone.
team_items = sa.Table(
    "team_items",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("team_id", sa.ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
    sa.Column("kind", sa.String(4), nullable=False),
    # quiz: question, options, correct, explanation; fact: title, body, keywords. As the upload read them.
    sa.Column("body", Json, nullable=False),
    # The vector of a fact's title and keywords (float16); null for a question.
    sa.Column("meaning", sa.LargeBinary),
    # SHA-256 over the question or title without case, blanks and punctuation.
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("created_by", sa.ForeignKey("users.id", ondelete="SET NULL")),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("upload_id", sa.ForeignKey("team_uploads.id", ondelete="SET NULL")),
    sa.CheckConstraint("kind IN ('quiz', 'fact')", name="kind_known"),
    sa.UniqueConstraint("team_id", "digest"),
    sa.Index(None, "upload_id"),
    sa.Index(None, "created_by"),
)
