"""The tables of the foundation.

Revision: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "compiled_scenarios",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("scenario_id", sa.String(length=64), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_compiled_scenarios")),
    )
    op.create_table(
        "inbox",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("route_id", sa.BigInteger(), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=128), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('new', 'done', 'parked')", name=op.f("ck_inbox_status_known")),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_done_at"), "inbox", ["done_at"], unique=False)
    op.create_index("ix_inbox_status_route", "inbox", ["status", "route_id", "update_id"], unique=False)

    op.create_table(
        "messages",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_key", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_key", name=op.f("pk_messages")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("params", JSON, nullable=False),
        sa.Column("file_name", sa.String(length=128), nullable=True),
        sa.Column("file_bytes", sa.LargeBinary(), nullable=True),
        sa.Column("message_key", sa.String(length=64), nullable=True),
        sa.Column("poll_purpose", sa.String(length=16), nullable=True),
        sa.Column("poll_ref", sa.BigInteger(), nullable=True),
        sa.Column("push", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=128), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("status IN ('pending', 'sent', 'failed', 'dropped')", name=op.f("ck_outbox_status_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_sent_at"), "outbox", ["sent_at"], unique=False)
    op.create_index(op.f("ix_outbox_status_chat_id_id"), "outbox", ["status", "chat_id", "id"], unique=False)

    op.create_table(
        "polls",
        sa.Column("poll_id", sa.String(length=64), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("ref", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_polls")),
    )
    op.create_index(op.f("ix_polls_chat_id"), "polls", ["chat_id"], unique=False)
    op.create_index(op.f("ix_polls_purpose_ref"), "polls", ["purpose", "ref"], unique=False)

    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_name", sa.String(length=128), nullable=False),
        sa.Column("last_name", sa.String(length=128), nullable=True),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("train_at", sa.Integer(), nullable=False),
        sa.Column("train_days", sa.Integer(), nullable=False),
        sa.Column("onboarding", sa.String(length=16), nullable=True),
        sa.Column("awaiting", sa.String(length=32), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_push_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("active_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("preferences", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("train_at >= 0 AND train_at < 1440", name=op.f("ck_users_train_at_range")),
        sa.CheckConstraint("train_days >= 0 AND train_days < 128", name=op.f("ck_users_train_days_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_index(op.f("ix_users_next_push_at"), "users", ["next_push_at"], unique=False)

    op.create_table(
        "drills",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("origin IN ('push', 'command')", name=op.f("ck_drills_origin_known")),
        sa.CheckConstraint("status IN ('open', 'done', 'dropped')", name=op.f("ck_drills_status_known")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_drills_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drills")),
    )
    op.create_index(op.f("ix_drills_user_id_local_date"), "drills", ["user_id", "local_date"], unique=False)
    op.create_index(
        "uq_drills_open",
        "drills",
        ["user_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )

    op.create_table(
        "pushes",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_pushes_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "kind", "scope", "local_date", name=op.f("pk_pushes")),
    )
    op.create_table(
        "review_cards",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("stability", sa.Float(), nullable=True),
        sa.Column("difficulty", sa.Float(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_review_cards_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "item_id", name=op.f("pk_review_cards")),
    )
    op.create_index(op.f("ix_review_cards_user_id_due_at"), "review_cards", ["user_id", "due_at"], unique=False)

    op.create_table(
        "review_logs",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("skill", sa.String(length=32), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=True),
        sa.CheckConstraint("rating BETWEEN 1 AND 4", name=op.f("ck_review_logs_rating_range")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_review_logs_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_logs")),
    )
    op.create_index(op.f("ix_review_logs_user_id_reviewed_at"), "review_logs", ["user_id", "reviewed_at"], unique=False)

    op.create_table(
        "roleplays",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("scenario_id", sa.String(length=64), nullable=False),
        sa.Column("scenario_hash", sa.String(length=64), nullable=False),
        sa.Column("engine_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("state", JSON, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('briefing', 'active', 'ended', 'dropped')", name=op.f("ck_roleplays_status_known")
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 3", name=op.f("ck_roleplays_level_range")),
        sa.ForeignKeyConstraint(
            ["scenario_hash"], ["compiled_scenarios.hash"], name=op.f("fk_roleplays_scenario_hash_compiled_scenarios")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_roleplays_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roleplays")),
    )
    op.create_index(op.f("ix_roleplays_user_id_started_at"), "roleplays", ["user_id", "started_at"], unique=False)
    op.create_index(
        "uq_roleplays_running",
        "roleplays",
        ["user_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('briefing', 'active')"),
        postgresql_where=sa.text("status IN ('briefing', 'active')"),
    )

    op.create_table(
        "teams",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_teams_created_by_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
    )
    op.create_table(
        "drill_items",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("drill_id", BIG_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("option_order", JSON, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", JSON, nullable=True),
        sa.Column("correct", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["drill_id"], ["drills.id"], name=op.f("fk_drill_items_drill_id_drills"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_items")),
        sa.UniqueConstraint("drill_id", "position", name=op.f("uq_drill_items_drill_id_position")),
    )
    op.create_table(
        "invites",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("team_id", BIG_ID, nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("uses_left >= 0", name=op.f("ck_invites_uses_left_range")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_invites_created_by_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_invites_team_id_teams"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("token", name=op.f("uq_invites_token")),
    )
    op.create_index(op.f("ix_invites_team_id"), "invites", ["team_id"], unique=False)

    op.create_table(
        "memberships",
        sa.Column("team_id", BIG_ID, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest_at", sa.Integer(), nullable=True),
        sa.Column("next_digest_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('owner', 'manager', 'rep')", name=op.f("ck_memberships_role_known")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_memberships_team_id_teams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_memberships_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_next_digest_at"), "memberships", ["next_digest_at"], unique=False)
    op.create_index(op.f("ix_memberships_user_id"), "memberships", ["user_id"], unique=False)

    op.create_table(
        "roleplay_turns",
        sa.Column("roleplay_id", BIG_ID, nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rep_text", sa.Text(), nullable=False),
        sa.Column("moves", JSON, nullable=False),
        sa.Column("customer_text", sa.Text(), nullable=False),
        sa.Column("events", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["roleplay_id"], ["roleplays.id"], name=op.f("fk_roleplay_turns_roleplay_id_roleplays"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("roleplay_id", "turn", name=op.f("pk_roleplay_turns")),
    )
    op.create_table(
        "scorecards",
        sa.Column("roleplay_id", BIG_ID, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("scenario_id", sa.String(length=64), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("ending", sa.String(length=16), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("total BETWEEN 0 AND 100", name=op.f("ck_scorecards_total_range")),
        sa.ForeignKeyConstraint(
            ["roleplay_id"], ["roleplays.id"], name=op.f("fk_scorecards_roleplay_id_roleplays"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_scorecards_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("roleplay_id", name=op.f("pk_scorecards")),
    )
    op.create_index(op.f("ix_scorecards_user_id_created_at"), "scorecards", ["user_id", "created_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_scorecards_user_id_created_at"))

    op.drop_table("scorecards")
    op.drop_table("roleplay_turns")
    op.drop_index(op.f("ix_memberships_user_id"))
    op.drop_index(op.f("ix_memberships_next_digest_at"))

    op.drop_table("memberships")
    op.drop_index(op.f("ix_invites_team_id"))

    op.drop_table("invites")
    op.drop_table("drill_items")
    op.drop_table("teams")
    op.drop_index(
        "uq_roleplays_running",
        sqlite_where=sa.text("status IN ('briefing', 'active')"),
        postgresql_where=sa.text("status IN ('briefing', 'active')"),
    )
    op.drop_index(op.f("ix_roleplays_user_id_started_at"))

    op.drop_table("roleplays")
    op.drop_index(op.f("ix_review_logs_user_id_reviewed_at"))

    op.drop_table("review_logs")
    op.drop_index(op.f("ix_review_cards_user_id_due_at"))

    op.drop_table("review_cards")
    op.drop_table("pushes")
    op.drop_index(
        "uq_drills_open", sqlite_where=sa.text("status = 'open'"), postgresql_where=sa.text("status = 'open'")
    )
    op.drop_index(op.f("ix_drills_user_id_local_date"))

    op.drop_table("drills")
    op.drop_index(op.f("ix_users_next_push_at"))

    op.drop_table("users")
    op.drop_index(op.f("ix_polls_purpose_ref"))
    op.drop_index(op.f("ix_polls_chat_id"))

    op.drop_table("polls")
    op.drop_index(op.f("ix_outbox_status_chat_id_id"))
    op.drop_index(op.f("ix_outbox_sent_at"))

    op.drop_table("outbox")
    op.drop_table("messages")
    op.drop_index("ix_inbox_status_route")
    op.drop_index(op.f("ix_inbox_done_at"))

    op.drop_table("inbox")
    op.drop_table("compiled_scenarios")
