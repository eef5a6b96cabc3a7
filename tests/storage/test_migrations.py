"""Migrations: up, down and up again with rows in the tables; and nothing in the models that they do not make."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.base.paths import migrations_dir
from bot.storage import migrate
from bot.storage.database import Database
from bot.storage.tables import metadata
from tests.storage.rows import fill, read

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
