"""Drills as people want them: size, quiet hours, holidays, reminders; written answers, checks, reports; groups.

Revision: 0003
Revises: 0002
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _added() -> dict[str, tuple[sa.Column[Any], ...]]:
    """The new columns of old tables, made anew at every call.

    They are added one by one: a rebuilt table would drop its rows' children with it on SQLite.
    """
    return {
        "users": (
            sa.Column("drill_size", sa.Integer(), nullable=False, server_default=sa.text("5")),
            sa.Column("quiet_from", sa.Integer(), nullable=False, server_default=sa.text("1290")),
            sa.Column("quiet_until", sa.Integer(), nullable=False, server_default=sa.text("420")),
            sa.Column("holidays", sa.String(length=8), nullable=True),
            sa.Column("reminders", sa.Boolean(), nullable=False, server_default=sa.true()),
            sa.Column("next_nudge_at", MOMENT, nullable=True),
            sa.Column("ignored_pushes", sa.Integer(), nullable=False, server_default=sa.text("0")),
            sa.Column("missed_push_on", sa.Date(), nullable=True),
            sa.Column("next_recap_at", MOMENT, nullable=True),
            sa.Column("rank", sa.Integer(), nullable=False, server_default=sa.text("0")),
        ),
        "drills": (
            sa.Column("purpose", sa.String(length=8), nullable=False, server_default=sa.text("'daily'")),
            sa.Column("unit", sa.String(length=64), nullable=True),
        ),
        "drill_items": (
            sa.Column("hints", sa.Integer(), nullable=False, server_default=sa.text("0")),
            sa.Column("said", sa.Text(), nullable=True),
            sa.Column("mark", sa.Integer(), nullable=True),
            sa.Column("grade", JSON, nullable=True),
        ),
    }


def upgrade() -> None:
    for table, columns in _added().items():
        for column in columns:
            op.add_column(table, column)
    op.create_index(op.f("ix_users_next_nudge_at"), "users", ["next_nudge_at"], unique=False)
    op.create_index(op.f("ix_users_next_recap_at"), "users", ["next_recap_at"], unique=False)
    _items()
    _checks()
    _groups()


def _items() -> None:
    op.create_table(
        "suspended_items",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_suspended_items_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "item_id", name=op.f("pk_suspended_items")),
    )
    op.create_table(
        "item_reports",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("status", sa.String(length=4), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("status IN ('open', 'done')", name=op.f("ck_item_reports_status_known")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_item_reports_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_reports")),
    )
    op.create_index(op.f("ix_item_reports_status_created_at"), "item_reports", ["status", "created_at"], unique=False)
    op.create_index(op.f("ix_item_reports_user_id"), "item_reports", ["user_id"], unique=False)


def _checks() -> None:
    op.create_table(
        "checks",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("drill_id", BIG_ID, nullable=False),
        sa.Column("roleplay_id", BIG_ID, nullable=True),
        sa.Column("questions", sa.Integer(), nullable=True),
        sa.Column("right", sa.Integer(), nullable=True),
        sa.Column("by_skill", JSON, nullable=True),
        sa.Column("roleplay_total", sa.Integer(), nullable=True),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind IN ('baseline', 'monthly')", name=op.f("ck_checks_kind_known")),
        sa.ForeignKeyConstraint(
            ["drill_id"], ["drills.id"], name=op.f("fk_checks_drill_id_drills"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["roleplay_id"], ["roleplays.id"], name=op.f("fk_checks_roleplay_id_roleplays"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_checks_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checks")),
        sa.UniqueConstraint("drill_id", name=op.f("uq_checks_drill_id")),
    )
    op.create_index(op.f("ix_checks_user_id_created_at"), "checks", ["user_id", "created_at"], unique=False)
    op.create_index(op.f("ix_checks_roleplay_id"), "checks", ["roleplay_id"], unique=False)


def _groups() -> None:
    op.create_table(
        "group_chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("team_id", BIG_ID, nullable=False),
        sa.Column("title", sa.String(length=128), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("ask_at", sa.Integer(), nullable=False),
        sa.Column("ask_days", sa.Integer(), nullable=False),
        sa.Column("holidays", sa.String(length=8), nullable=True),
        sa.Column("board", sa.Boolean(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("next_board_at", MOMENT, nullable=True),
        sa.Column("added_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("ask_at >= 0 AND ask_at < 1440", name=op.f("ck_group_chats_ask_at_range")),
        sa.CheckConstraint("ask_days >= 0 AND ask_days < 128", name=op.f("ck_group_chats_ask_days_range")),
        sa.ForeignKeyConstraint(
            ["added_by"], ["users.id"], name=op.f("fk_group_chats_added_by_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_group_chats_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_group_chats")),
    )
    for column in ("team_id", "next_at", "next_board_at", "added_by"):
        op.create_index(op.f(f"ix_group_chats_{column}"), "group_chats", [column], unique=False)
    op.create_table(
        "group_questions",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("option_order", JSON, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["group_chats.chat_id"],
            name=op.f("fk_group_questions_chat_id_group_chats"),
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_questions")),
        sa.UniqueConstraint("chat_id", "local_date", name=op.f("uq_group_questions_chat_id_local_date")),
    )
    op.create_table(
        "group_answers",
        sa.Column("question_id", BIG_ID, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("correct", sa.Boolean(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["group_questions.id"],
            name=op.f("fk_group_answers_question_id_group_questions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", "user_id", name=op.f("pk_group_answers")),
    )
    op.create_index(op.f("ix_group_answers_user_id"), "group_answers", ["user_id"], unique=False)
    op.create_table(
        "group_players",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["group_chats.chat_id"],
            name=op.f("fk_group_players_chat_id_group_chats"),
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name=op.f("pk_group_players")),
    )
    op.create_index(op.f("ix_group_players_user_id"), "group_players", ["user_id"], unique=False)


def downgrade() -> None:
    for table in (
        "group_players", "group_answers", "group_questions", "group_chats", "checks", "item_reports", "suspended_items"
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_index(op.f("ix_users_next_recap_at"), table_name="users")
    op.drop_index(op.f("ix_users_next_nudge_at"), table_name="users")
    for table, columns in reversed(_added().items()):
        for column in reversed(columns):
            op.drop_column(table, column.name)
