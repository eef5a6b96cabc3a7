"""How many durable units of work and whole updates a second this machine does: `python bench/units.py [seconds]`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.storage.database import Database, open_database
from bot.storage.queries import inbox as queries
from bot.storage.queries.inbox import InboxRow
from bot.storage.tables import metadata

CALLERS = 64


async def measure(name: str, seconds: float, work: Callable[[int], Awaitable[Any]]) -> None:
    """Keep so many callers busy for a while and print what they got done."""
    done = 0
    until = time.perf_counter() + seconds

    async def caller(number: int) -> None:
        nonlocal done
        while time.perf_counter() < until:
            await work(number)
            done += 1

    started = time.perf_counter()
    await asyncio.gather(*(caller(number) for number in range(CALLERS)))
    print(f"{name:<44}{done / (time.perf_counter() - started):>10.0f} /s")  # noqa: T201


class Updates:
    """Updates taken in, claimed and marked done, as delivery does it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last = 0
        self._now = datetime.now(UTC)

    async def one(self, caller: int) -> None:
        """Take one update through its three units."""
        self._last += 1
        number = self._last
        row = InboxRow(number, caller, {"update_id": number, "message": {"text": "x" * 200}}, 0)
        await self._database.run(lambda conn: queries.add_inbox(conn, 1, (row,), self._now))
        await self._database.run(lambda conn: queries.claim_update(conn, 1, number))
        await self._database.run(lambda conn: queries.finish_update(conn, 1, number, self._now))


async def main(seconds: float) -> None:
    """Measure over an embedded database in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        await database.run(metadata.create_all)
        statement = sa.text("UPDATE inbox SET tries = tries WHERE bot_id = 0")
        await measure("smallest units", seconds, lambda _: database.run(lambda conn: conn.execute(statement)))
        await measure("updates (kept, claimed, done: 3 units each)", seconds, Updates(database).one)
        await measure("reads", seconds, lambda _: database.read(lambda conn: queries.parked_updates(conn)))
        await database.close()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0))
