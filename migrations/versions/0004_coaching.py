"""Teams under an organisation; tallies, assignments, shared role-plays, a team's own questions; a weekly digest.

Revision: 0004
Revises: 0003
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
# New indexes of old tables.
INDEXES = (("memberships", "next_weekly_at"), ("users", "next_blank_at"), ("teams", "archived_at"))


def _added() -> dict[str, tuple[sa.Column[Any], ...]]:
    """The new columns of old tables, made anew at every call."""
    return {
        "users": (
            sa.Column("keep_words_days", sa.Integer(), nullable=True),
            sa.Column("next_blank_at", MOMENT, nullable=True),
        ),
        "teams": (sa.Column("view_after_days", sa.Integer(), nullable=False, server_default=sa.text("0")),),
        "memberships": (
            sa.Column("view_from", MOMENT, nullable=True),
            sa.Column("weekly_on", sa.Integer(), nullable=True),
            sa.Column("next_weekly_at", MOMENT, nullable=True),
        ),
        "invites": (sa.Column("uses", sa.Integer(), nullable=False, server_default=sa.text("1")),),
        "item_reports": (
            sa.Column("team_told", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("verdict", sa.String(length=9), nullable=True),
            sa.Column("verdict_by", sa.BigInteger(), nullable=True),
        ),
        "team_uploads": (sa.Column("kind", sa.String(length=8), nullable=False, server_default=sa.text("'replies'")),),
    }


def upgrade() -> None:
    for table, columns in _added().items():
        for column in columns:
            op.add_column(table, column)
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    _organisations()
    _tallies()
    _assignments()
    _shown()
    _one_organisation_for_each_team()
    _weeks_for_those_who_lead()
    _counted_so_far()


def _organisations() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_table(
        "organisation_owners",
        sa.Column("organisation_id", BIG_ID, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_owners_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_organisation_owners_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "user_id", name=op.f("pk_organisation_owners")),
    )
    op.create_index(op.f("ix_organisation_owners_user_id"), "organisation_owners", ["user_id"], unique=False)
    op.create_table(
        "organisation_teams",
        sa.Column("team_id", BIG_ID, nullable=False),
        sa.Column("organisation_id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_teams_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_organisation_teams_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_organisation_teams")),
    )
    op.create_index(
        op.f("ix_organisation_teams_organisation_id"), "organisation_teams", ["organisation_id"], unique=False
    )


def _tallies() -> None:
    op.create_table(
        "skill_days",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("skill", sa.String(length=32), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("met", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_skill_days_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "local_date", "skill", name=op.f("pk_skill_days")),
    )
    op.create_table(
        "training_days",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("drills", sa.Integer(), nullable=False),
        sa.Column("roleplays", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("best_mark", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_training_days_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "local_date", name=op.f("pk_training_days")),
    )


def _assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("team_id", BIG_ID, nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind IN ('scenario', 'unit', 'skill')", name=op.f("ck_assignments_kind_known")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_assignments_created_by_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_assignments_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_created_by"), "assignments", ["created_by"], unique=False)
    op.create_index(op.f("ix_assignments_team_id_created_at"), "assignments", ["team_id", "created_at"], unique=False)
    op.create_table(
        "assignment_people",
        sa.Column("assignment_id", BIG_ID, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("progress", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_reminder_at", MOMENT, nullable=True),
        sa.CheckConstraint("status IN ('open', 'done', 'declined')", name=op.f("ck_assignment_people_status_known")),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_assignment_people_assignment_id_assignments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_assignment_people_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assignment_id", "user_id", name=op.f("pk_assignment_people")),
    )
    op.create_index(
        op.f("ix_assignment_people_next_reminder_at"), "assignment_people", ["next_reminder_at"], unique=False
    )
    op.create_index(
        op.f("ix_assignment_people_user_id_status"), "assignment_people", ["user_id", "status"], unique=False
    )


def _shown() -> None:
    op.create_table(
        "shared_roleplays",
        sa.Column("roleplay_id", BIG_ID, nullable=False),
        sa.Column("team_id", BIG_ID, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("shared_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["roleplay_id"],
            ["roleplays.id"],
            name=op.f("fk_shared_roleplays_roleplay_id_roleplays"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_shared_roleplays_team_id_teams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_shared_roleplays_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("roleplay_id", "team_id", name=op.f("pk_shared_roleplays")),
    )
    op.create_index(op.f("ix_shared_roleplays_team_id"), "shared_roleplays", ["team_id"], unique=False)
    op.create_index(op.f("ix_shared_roleplays_user_id"), "shared_roleplays", ["user_id"], unique=False)
    op.create_table(
        "team_items",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("team_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("meaning", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("upload_id", BIG_ID, nullable=True),
        sa.CheckConstraint("kind IN ('quiz', 'fact')", name=op.f("ck_team_items_kind_known")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_team_items_created_by_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_team_items_team_id_teams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["team_uploads.id"], name=op.f("fk_team_items_upload_id_team_uploads"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_items")),
        sa.UniqueConstraint("team_id", "digest", name=op.f("uq_team_items_team_id_digest")),
    )
    op.create_index(op.f("ix_team_items_created_by"), "team_items", ["created_by"], unique=False)
    op.create_index(op.f("ix_team_items_upload_id"), "team_items", ["upload_id"], unique=False)


def _one_organisation_for_each_team() -> None:
    """Every team so far stands for itself; its owners own its organisation."""
    teams = sa.table("teams", sa.column("id"), sa.column("name"), sa.column("created_at", MOMENT))
    members = sa.table("memberships", sa.column("team_id"), sa.column("user_id"), sa.column("role"))
    organisations = sa.table(
        "organisations", sa.column("id", BIG_ID), sa.column("name"), sa.column("created_at", MOMENT)
    )
    owners = sa.table(
        "organisation_owners", sa.column("organisation_id"), sa.column("user_id"), sa.column("since", MOMENT)
    )
    belongs = sa.table("organisation_teams", sa.column("team_id"), sa.column("organisation_id"))
    conn = op.get_bind()
    for team in conn.execute(sa.select(teams)).all():
        row = {"name": team.name, "created_at": team.created_at}
        made = conn.execute(organisations.insert().values(row).returning(organisations.c.id)).scalar_one()
        conn.execute(belongs.insert().values(team_id=team.id, organisation_id=made))
        own = sa.select(members.c.user_id).where(members.c.team_id == team.id, members.c.role == "owner")
        for user_id in conn.execute(own).scalars().all():
            conn.execute(owners.insert().values(organisation_id=made, user_id=user_id, since=team.created_at))


def _weeks_for_those_who_lead() -> None:
    """Whoever leads a team by now has the week's digest as everybody who comes to lead one from now on: on Fridays.

    Only here does null mean that nobody was asked; from now on it means that they want none. The moment is long past,
    so that the first tick sends nothing and plans the next one by each person's own clock.
    """
    places = sa.table(
        "memberships", sa.column("role"), sa.column("weekly_on", sa.Integer), sa.column("next_weekly_at", MOMENT)
    )
    leading = places.update().where(places.c.role.in_(("owner", "manager")))
    op.get_bind().execute(leading.values(weekly_on=4, next_weekly_at=datetime(1970, 1, 1, tzinfo=UTC)))


def _counted_so_far() -> None:
    """The tallies of everything done so far, counted as `bot.services.tallies` does."""
    days: dict[tuple[int, date], Counter[str]] = defaultdict(Counter)
    skills: dict[tuple[int, date, str], Counter[str]] = defaultdict(Counter)
    best: dict[tuple[int, date], int] = {}
    _count_answers(days, skills)
    _count_scorecards(days, skills, best)
    conn = op.get_bind()
    for table, counted, key, names in (
        ("training_days", days, ("user_id", "local_date"), ("questions", "right", "drills", "roleplays", "passed")),
        ("skill_days", skills, ("user_id", "local_date", "skill"), ("questions", "right", "checks", "met")),
    ):
        kinds = {"user_id": sa.BigInteger, "local_date": sa.Date, "skill": sa.String}
        columns = [sa.column(name, kinds[name]) for name in key] + [sa.column(name, sa.Integer) for name in names]
        marks = [sa.column("best_mark", sa.Integer)] if table == "training_days" else []
        rows = [
            dict(zip(key, of, strict=True))
            | {name: counts[name] for name in names}
            | ({"best_mark": best.get(of)} if marks else {})  # type: ignore[call-overload]
            for of, counts in counted.items()
        ]
        for start in range(0, len(rows), 5000):
            conn.execute(sa.insert(sa.table(table, *columns, *marks)), rows[start : start + 5000])


def _count_answers(days: dict[Any, Counter[str]], skills: dict[Any, Counter[str]]) -> None:
    drills = sa.table(
        "drills", sa.column("id"), sa.column("user_id"), sa.column("local_date", sa.Date), sa.column("status")
    )
    items = sa.table(
        "drill_items", sa.column("drill_id"), sa.column("item_id"), sa.column("answered_at"),
        sa.column("correct", sa.Boolean),
    )  # fmt: skip
    logs = sa.table(
        "review_logs", sa.column("user_id"), sa.column("item_id"), sa.column("reviewed_at"), sa.column("skill")
    )
    same = (logs.c.user_id == drills.c.user_id) & (logs.c.reviewed_at == items.c.answered_at)
    answers = (
        sa.select(drills.c.user_id, drills.c.local_date, logs.c.skill, items.c.correct)
        .select_from(
            items.join(drills, drills.c.id == items.c.drill_id).outerjoin(
                logs, same & (logs.c.item_id == items.c.item_id)
            )
        )
        .where(items.c.correct.is_not(None))
    )
    conn = op.get_bind()
    for user_id, day, skill, right in conn.execute(answers):
        found = Counter(questions=1, right=int(right))
        days[user_id, day] += found
        if skill is not None:
            skills[user_id, day, skill] += found
    done = sa.select(drills.c.user_id, drills.c.local_date).where(drills.c.status == "done")
    for user_id, day in conn.execute(done):
        days[user_id, day]["drills"] += 1


def _count_scorecards(days: dict[Any, Counter[str]], skills: dict[Any, Counter[str]], best: dict[Any, int]) -> None:
    cards = sa.table(
        "scorecards", sa.column("user_id"), sa.column("local_date", sa.Date), sa.column("total"),
        sa.column("passed", sa.Boolean), sa.column("body", JSON),
    )  # fmt: skip
    for card in op.get_bind().execute(sa.select(cards)):
        day = card.user_id, card.local_date
        days[day] += Counter(roleplays=1, passed=int(card.passed))
        best[day] = max(card.total, best.get(day, 0))
        for check in card.body.get("checks", ()):
            if check["verdict"] != "not_rated":
                skills[*day, check["skill"]] += Counter(checks=1, met=int(check["verdict"] == "passed"))


def downgrade() -> None:
    for table in (
        "team_items", "shared_roleplays", "assignment_people", "assignments", "skill_days", "training_days",
        "organisation_teams", "organisation_owners", "organisations",
    ):  # fmt: skip
        op.drop_table(table)
    for table, column in INDEXES:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    for table, columns in reversed(_added().items()):
        for column in reversed(columns):
            op.drop_column(table, column.name)
