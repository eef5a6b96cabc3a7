"""Own replies, team replies and their uploads, unanswered objections.

Revision: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "own_replies",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("objection_id", sa.String(length=64), nullable=True),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("meaning", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("origin IN ('own', 'saved')", name=op.f("ck_own_replies_origin_known")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_own_replies_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_replies")),
        sa.UniqueConstraint("user_id", "digest", name=op.f("uq_own_replies_user_id_digest")),
    )
    op.create_table(
        "team_uploads",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("team_id", BIG_ID, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("entries", JSON, nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('preview', 'added', 'undone', 'dropped')", name=op.f("ck_team_uploads_status_known")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_team_uploads_team_id_teams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_team_uploads_user_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_uploads")),
    )
    op.create_index(op.f("ix_team_uploads_team_id"), "team_uploads", ["team_id"], unique=False)
    op.create_index(op.f("ix_team_uploads_user_id"), "team_uploads", ["user_id"], unique=False)
    op.create_table(
        "unanswered",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", BIG_ID, nullable=False),
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('asked', 'open', 'answered', 'dismissed')", name=op.f("ck_unanswered_status_known")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_unanswered_team_id_teams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_unanswered_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered")),
    )
    op.create_index(op.f("ix_unanswered_team_id_status"), "unanswered", ["team_id", "status"], unique=False)
    op.create_index(op.f("ix_unanswered_user_id"), "unanswered", ["user_id"], unique=False)
    op.create_table(
        "team_replies",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("team_id", BIG_ID, nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("phrasings", JSON, nullable=False),
        sa.Column("replies", JSON, nullable=False),
        sa.Column("meaning", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("upload_id", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_team_replies_created_by_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_team_replies_team_id_teams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["team_uploads.id"], name=op.f("fk_team_replies_upload_id_team_uploads"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_replies")),
        sa.UniqueConstraint("team_id", "digest", name=op.f("uq_team_replies_team_id_digest")),
    )
    op.create_index(op.f("ix_team_replies_created_by"), "team_replies", ["created_by"], unique=False)
    op.create_index(op.f("ix_team_replies_upload_id"), "team_replies", ["upload_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_team_replies_upload_id"), table_name="team_replies")
    op.drop_index(op.f("ix_team_replies_created_by"), table_name="team_replies")
    op.drop_table("team_replies")
    op.drop_index(op.f("ix_unanswered_user_id"), table_name="unanswered")
    op.drop_index(op.f("ix_unanswered_team_id_status"), table_name="unanswered")
    op.drop_table("unanswered")
    op.drop_index(op.f("ix_team_uploads_user_id"), table_name="team_uploads")
    op.drop_index(op.f("ix_team_uploads_team_id"), table_name="team_uploads")
    op.drop_table("team_uploads")
    op.drop_table("own_replies")
