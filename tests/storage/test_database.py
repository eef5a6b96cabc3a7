"""What the unit of work promises, on both databases."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.base.errors import ConfigError
from bot.storage.database import Database, DatabaseClosedError, open_database
from bot.storage.sqlite import BATCH, SqliteDatabase

pytestmark = pytest.mark.anyio

things = sa.Table(
    "things",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("parent", sa.ForeignKey("things.id", deferrable=True, initially="DEFERRED")),
)


class Whoops(Exception):
    """A unit's own failure."""


@pytest.fixture(autouse=True)
async def table(database: Database) -> None:
    await database.run(things.metadata.create_all)


def add(conn: sa.Connection, number: int, parent: int | None = None) -> int:
    conn.execute(sa.insert(things).values(id=number, count=0, parent=parent))
    return number


def ids(conn: sa.Connection) -> list[int]:
    return list(conn.execute(sa.select(things.c.id).order_by(things.c.id)).scalars())


async def test_a_unit_returns_its_result_once_it_is_committed(database: Database) -> None:
    assert await database.run(lambda conn: add(conn, 7)) == 7
    assert await database.read(ids) == [7]


async def test_a_failing_unit_undoes_itself_and_nobody_else(database: Database) -> None:
    def unit(conn: sa.Connection, number: int) -> int:
        add(conn, number)
        if number % 5 == 0:
            raise Whoops(number)
        return number

    units = [database.run(lambda conn, n=n: unit(conn, n)) for n in range(2 * BATCH)]  # type: ignore[misc]
    results = await asyncio.gather(*units, return_exceptions=True)
    good = [n for n in range(2 * BATCH) if n % 5]
    assert [r for r in results if not isinstance(r, BaseException)] == good
    assert all(isinstance(r, Whoops) for n, r in enumerate(results) if n % 5 == 0)
    assert await database.read(ids) == good


async def test_what_fails_only_at_the_commit_fails_alone(database: Database) -> None:
    units = [database.run(lambda conn, n=n: add(conn, n, 999 if n == 3 else None)) for n in range(8)]  # type: ignore[misc]
    results = await asyncio.gather(*units, return_exceptions=True)
    assert isinstance(results[3], sa.exc.IntegrityError)
    assert await database.read(ids) == [0, 1, 2, 4, 5, 6, 7]


async def test_reading_then_writing_never_loses_an_update(database: Database) -> None:
    await database.run(lambda conn: add(conn, 1))

    def bump(conn: sa.Connection) -> None:
        count = conn.execute(sa.select(things.c.count)).scalar_one()
        conn.execute(sa.update(things).values(count=count + 1))

    await asyncio.gather(*(database.run(bump) for _ in range(40)))
    assert await database.read(lambda conn: conn.execute(sa.select(things.c.count)).scalar_one()) == 40


async def test_two_units_cannot_both_find_nothing_and_both_write(database: Database) -> None:
    def first_only(conn: sa.Connection, number: int) -> bool:
        if conn.execute(sa.select(sa.func.count()).select_from(things)).scalar_one():
            return False
        add(conn, number)
        return True

    results = await asyncio.gather(*(database.run(lambda conn, n=n: first_only(conn, n)) for n in range(12)))  # type: ignore[misc]
    assert sum(results) == 1


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError):
        await database.read(lambda conn: add(conn, 1))
    assert await database.read(ids) == []


async def test_a_cancelled_caller_harms_nobody(database: Database) -> None:
    tasks = [asyncio.ensure_future(database.run(lambda conn, n=n: add(conn, n))) for n in range(10)]  # type: ignore[misc]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [r for r in results if not isinstance(r, BaseException)] == [1, 3, 5, 7, 9]
    await database.run(lambda conn: add(conn, 100))
    assert {1, 3, 5, 7, 9, 100} <= set(await database.read(ids))


async def test_a_closed_database_says_so(database: Database) -> None:
    await database.close()
    await database.close()
    with pytest.raises(DatabaseClosedError):
        await database.run(ids)
    with pytest.raises(DatabaseClosedError):
        await database.read(ids)


async def test_an_unknown_address_is_refused() -> None:
    for url in ("sqlite://", "mysql://x/y"):
        with pytest.raises(ConfigError, match="DATABASE_URL"):
            open_database(url)


class TestSqlite:
    """What is true of the embedded database only."""

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'folder' / 'test.sqlite3'}"

    async def test_closing_finishes_what_was_handed_in(self, database: Database, url: str) -> None:
        tasks = [asyncio.ensure_future(database.run(lambda conn, n=n: add(conn, n))) for n in range(200)]  # type: ignore[misc]
        await asyncio.sleep(0)
        await database.close()
        assert await asyncio.gather(*tasks) == list(range(200))

    async def test_units_that_wait_share_one_commit(self, database: Database) -> None:
        assert isinstance(database, SqliteDatabase)
        commits = 0

        def count(conn: sa.Connection) -> None:
            nonlocal commits
            commits += 1

        sa.event.listen(database._engine, "commit", count)
        gate = threading.Event()
        units = [database.run(lambda conn: gate.wait())]
        units += [database.run(lambda conn, n=n: add(conn, n) >= 0) for n in range(BATCH)]  # type: ignore[misc]
        waiting = asyncio.gather(*units)
        await asyncio.sleep(0.05)
        gate.set()
        await waiting
        assert commits == 2

    async def test_every_connection_is_durable_and_strict(self, database: Database) -> None:
        def pragmas(conn: sa.Connection) -> list[object]:
            names = ("journal_mode", "synchronous", "foreign_keys")
            return [conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]

        assert await database.run(pragmas) == ["wal", 2, 1]
        assert await database.read(pragmas) == ["wal", 2, 1]

    async def test_a_unit_that_raises_stop_iteration_does_not_hang(self, database: Database) -> None:
        with pytest.raises(RuntimeError):
            await database.run(lambda conn: next(iter(())))
