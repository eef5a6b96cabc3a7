"""PostgreSQL: the same synchronous units over asyncpg, serializable, tried again when the database says so."""

from __future__ import annotations

import asyncio
import random
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import DatabaseClosedError, Work

T = TypeVar("T")

ATTEMPTS = 12
CONNECTIONS = 8
# serialization_failure and deadlock_detected: nothing is wrong with the unit, it only met another one.
_TRY_AGAIN = frozenset({"40001", "40P01"})


class PostgresDatabase:
    """A database shared by many processes.

    Units are serializable: what holds on SQLite, where they run one after another, holds here as well.
    """

    dialect = "postgresql"

    def __init__(self, url: sa.URL) -> None:
        self._engine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            isolation_level="SERIALIZABLE",
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=60,
            pool_pre_ping=True,
            hide_parameters=True,  # they are users' words, and errors reach the log
        )
        self._closed = False

    async def run(self, unit: Work[T]) -> T:
        """Run and commit a unit; see `Database.run`."""
        for attempt in range(1, ATTEMPTS):
            try:
                return await self._run_once(unit)
            except sa.exc.DBAPIError as error:
                if not _may_try_again(error):
                    raise
            # Those who met each other must not meet again at once.
            await asyncio.sleep(random.uniform(0, 0.002 * 2 ** min(attempt, 7)))  # noqa: S311
        return await self._run_once(unit)

    async def read(self, fn: Work[T]) -> T:
        """Run `fn` over a snapshot; see `Database.read`."""
        self._check_open()
        async with self._engine.connect() as conn:
            await conn.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True, postgresql_deferrable=False
            )
            return await conn.run_sync(fn)

    async def close(self) -> None:
        """Let go of every connection; see `Database.close`."""
        self._closed = True
        await self._engine.dispose()

    async def _run_once(self, unit: Work[T]) -> T:
        self._check_open()
        async with self._engine.begin() as conn:
            return await conn.run_sync(unit)

    def _check_open(self) -> None:
        if self._closed:
            raise DatabaseClosedError("the database is closed")


def _may_try_again(error: sa.exc.DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in _TRY_AGAIN
