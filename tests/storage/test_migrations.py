"""Migrations: up, down and up again with rows in the tables; and nothing in the models that they do not make."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.base.paths import migrations_dir
from bot.delivery.unit import Tx
from bot.services import digest_rounds
from bot.storage import migrate
from bot.storage.database import Database
from bot.storage.queries import digests, teams
from bot.storage.tables import metadata
from tests.storage.rows import MOMENT, fill, read

pytestmark = pytest.mark.anyio


def revisions() -> list[str]:
    """Every revision, oldest first."""
    return [one.revision for one in ScriptDirectory(str(migrations_dir())).walk_revisions()][::-1]


def tables(conn: sa.Connection) -> set[str]:
    return set(sa.inspect(conn).get_table_names()) - {"alembic_version"}


async def test_up_with_rows_down_step_by_step_and_up_again(database: Database) -> None:
    await database.run(migrate.upgrade)
    assert await database.read(migrate.current) == migrate.head()
    await database.run(fill)
    filled = await database.read(read)
    assert all(len(rows) == 1 for rows in filled.values())
    assert all(value is not None for rows in filled.values() for value in rows[0].values())

    for revision in ["base", *revisions()[:-1]][::-1]:
        await database.run(lambda conn, to=revision: migrate.downgrade(conn, to))  # type: ignore[misc]
        assert await database.read(migrate.current) == (None if revision == "base" else revision)
    assert await database.read(tables) == set()

    for revision in revisions():
        await database.run(lambda conn, to=revision: migrate.upgrade(conn, to))  # type: ignore[misc]
    assert await database.read(tables) == set(metadata.tables)
    await database.run(fill)
    assert await database.read(read) == filled


async def test_upgrading_again_does_nothing(database: Database) -> None:
    await database.run(migrate.upgrade)
    await database.run(fill)
    before = await database.read(read)
    await database.run(migrate.upgrade)
    assert await database.read(read) == before


async def test_the_models_are_what_the_migrations_make(database: Database) -> None:
    await database.run(migrate.upgrade)

    def differences(conn: sa.Connection) -> list[object]:
        context = MigrationContext.configure(conn, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))

    assert await database.run(differences) == []


async def test_every_name_follows_the_convention(database: Database) -> None:
    """What has no name of its own cannot be changed by a later migration."""
    await database.run(migrate.upgrade)

    def names(conn: sa.Connection) -> list[tuple[str, str | None]]:
        look, found = sa.inspect(conn), list[tuple[str, str | None]]()
        for table in metadata.tables:
            found += [(table, key["name"]) for key in look.get_foreign_keys(table)]
            found += [(table, one["name"]) for one in look.get_unique_constraints(table)]
            found += [(table, one["name"]) for one in look.get_check_constraints(table)]
            found.append((table, look.get_pk_constraint(table)["name"]))
        return found

    for table, name in await database.read(names):
        assert name is not None, table
        assert name.startswith((f"fk_{table}_", f"uq_{table}_", f"ck_{table}_", f"pk_{table}")), name


async def test_deleting_a_person_takes_along_what_is_theirs(database: Database) -> None:
    await database.run(migrate.upgrade)
    await database.run(fill)
    await database.run(lambda conn: conn.execute(metadata.tables["users"].delete()) and None)
    left = {name for name, rows in (await database.read(read)).items() if rows}
    assert left == {
        "assignments",
        "compiled_scenarios",
        "group_answers",
        "group_chats",
        "group_players",
        "group_questions",
        "inbox",
        "invites",
        "messages",
        "organisation_teams",
        "organisations",
        "outbox",
        "polls",
        "team_items",
        "team_replies",
        "team_uploads",
        "teams",
    }


async def test_who_led_a_team_before_there_was_a_weekly_digest_has_it_on_fridays(database: Database) -> None:
    """And who turned it off since then has none, whatever is upgraded later."""
    await database.run(lambda conn: migrate.upgrade(conn, "0003"))
    await database.run(_led_of_old)
    await database.run(migrate.upgrade)
    wednesday = datetime(2026, 1, 7, 3, 0, tzinfo=UTC)
    assert await database.read(lambda conn: digests.due_weekly(conn, wednesday, 9)) == ((1, 1), (1, 2))

    def tick(conn: sa.Connection) -> None:
        for user_id in (1, 2, 3):
            assert digest_rounds.take_week(Tx(conn, wednesday), 1, user_id) is None, "nothing out of turn"

    await database.run(tick)
    planned = await database.read(lambda conn: [teams.membership(conn, 1, number) for number in (1, 2, 3)])
    assert [one and (one.weekly_on, one.next_weekly_at) for one in planned] == [
        (4, datetime(2026, 1, 9, 10, 0, tzinfo=UTC)),
        (4, datetime(2026, 1, 9, 7, 30, tzinfo=UTC)),
        (None, None),
    ], "at the time of each one's daily digest"


def _led_of_old(conn: sa.Connection) -> None:
    """An owner, a manager with a time of their own, and a rep, as the third revision knew them."""
    old = sa.MetaData()
    old.reflect(conn, only=("users", "teams", "memberships"))
    values = {
        **{column.name: None for column in old.tables["users"].columns if column.nullable},
        "train_at": 510,
        "train_days": 31,
        "drill_size": 5,
        "quiet_from": 1290,
        "quiet_until": 420,
        "rank": 0,
        "ignored_pushes": 0,
        "reminders": True,
        "preferences": {},
        "language": "zh",
        "time_zone": "Asia/Shanghai",
        "first_name": "陈",
        "created_at": MOMENT,
        "seen_at": MOMENT,
    }
    conn.execute(old.tables["users"].insert(), [{**values, "id": number} for number in (1, 2, 3)])
    conn.execute(old.tables["teams"].insert().values(id=1, name="华东", created_by=1, created_at=MOMENT))
    for user_id, role, at in ((1, "owner", 1080), (2, "manager", 930), (3, "rep", None)):
        place = {"team_id": 1, "user_id": user_id, "role": role, "joined_at": MOMENT, "digest_at": at}
        conn.execute(old.tables["memberships"].insert().values(place))
