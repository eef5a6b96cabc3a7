"""SQLite: one writer thread that commits whole batches of units, and a few readers beside it."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.storage.database import DatabaseClosedError, Work

T = TypeVar("T")

BATCH = 64
"""At most so many units share one commit, and with it one fsync."""
READERS = 4
BUSY_TIMEOUT_MS = 10_000


class _Job:
    """A unit on its way through the writer, and the event loop that waits for its outcome."""

    __slots__ = ("error", "future", "loop", "result", "unit")

    def __init__(self, unit: Work[Any], loop: asyncio.AbstractEventLoop) -> None:
        self.unit = unit
        self.loop = loop
        self.future: asyncio.Future[Any] = loop.create_future()
        self.result: Any = None
        self.error: BaseException | None = None

    def attempt(self, conn: sa.Connection) -> None:
        """Run the unit between savepoints, so that its failure undoes nobody else's work."""
        self.result, self.error = None, None
        conn.exec_driver_sql("SAVEPOINT unit")
        try:
            self.result = self.unit(conn)
        except BaseException as error:  # whatever a unit raises belongs to whoever awaits it
            self.error = error
            conn.exec_driver_sql("ROLLBACK TO unit")
        conn.exec_driver_sql("RELEASE unit")

    def settle(self) -> None:
        """Tell the waiter (in its own loop) how it went; one that gave up hears nothing."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.result)
        elif isinstance(self.error, StopIteration):  # a future refuses this one, and its waiter would wait for ever
            self.future.set_exception(RuntimeError("a unit raised StopIteration"))
        else:
            self.future.set_exception(self.error)


class SqliteDatabase:
    """The embedded database: write-ahead log, every commit on the disk before anybody is told."""

    dialect = "sqlite"

    def __init__(self, path: str) -> None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._engine = _engine(path, begin="BEGIN IMMEDIATE")
        self._read_engine = _engine(path, begin="BEGIN", pragmas=("PRAGMA query_only = ON",))
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._readers = ThreadPoolExecutor(READERS, "sqlite-read")
        self._closed = False
        # Opened here, so that a wrong path fails where the database is opened.
        self._conn = self._engine.connect()
        self._writer = threading.Thread(target=self._write, name="sqlite-write", daemon=True)
        self._writer.start()

    async def run(self, unit: Work[T]) -> T:
        """Run and commit a unit; see `Database.run`."""
        if self._closed:
            raise DatabaseClosedError("the database is closed")
        job = _Job(unit, asyncio.get_running_loop())
        self._jobs.put(job)
        result: T = await job.future
        return result

    async def read(self, fn: Work[T]) -> T:
        """Run `fn` over a snapshot; see `Database.read`."""
        if self._closed:
            raise DatabaseClosedError("the database is closed")
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, fn)

    async def close(self) -> None:
        """Finish what was handed in and close; see `Database.close`."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        await asyncio.to_thread(self._writer.join)
        await asyncio.to_thread(self._readers.shutdown)
        self._read_engine.dispose()
        self._engine.dispose()

    def _read(self, fn: Work[T]) -> T:
        with self._read_engine.connect() as conn:
            return fn(conn)

    def _write(self) -> None:
        with self._conn as conn:
            while batch := self._next_batch():
                _run_batch(conn, batch)
                _settle(batch)

    def _next_batch(self) -> list[_Job]:
        """Wait for a job, then take all that have queued behind it; empty when the database closes."""
        batch: list[_Job] = []
        job = self._jobs.get()
        while job is not None:
            batch.append(job)
            if len(batch) == BATCH:
                return batch
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return batch
        if batch:  # the mark of the end came behind real work: finish that first, then see the mark again
            self._jobs.put(None)
        return batch


def _run_batch(conn: sa.Connection, batch: Sequence[_Job]) -> None:
    """Commit the whole batch at once; if that fails, commit its units one by one so that only the culprit fails."""
    try:
        with conn.begin():
            for job in batch:
                job.attempt(conn)
    except BaseException as error:
        _clear(conn)
        if len(batch) == 1:
            batch[0].error = error
            return
        for job in batch:
            _run_batch(conn, (job,))


def _clear(conn: sa.Connection) -> None:
    """A commit that fails leaves SQLite's transaction open, and SQLAlchemy believes it over: end it."""
    driver: Any = conn.connection.dbapi_connection
    if driver.in_transaction:
        driver.rollback()


def _settle(batch: Sequence[_Job]) -> None:
    """Hand outcomes back with one wake-up for each event loop; a loop that has ended needs none."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = {}
    for job in batch:
        by_loop.setdefault(job.loop, []).append(job)
    for loop, jobs in by_loop.items():
        try:
            loop.call_soon_threadsafe(_settle_in_loop, jobs)
        except RuntimeError:
            continue


def _settle_in_loop(jobs: Sequence[_Job]) -> None:
    for job in jobs:
        job.settle()


def _engine(path: str, *, begin: str, pragmas: Sequence[str] = ()) -> sa.Engine:
    """An engine whose transactions open with `begin`: the driver's own deferred ones fail when they turn to writing."""
    engine = sa.create_engine(
        sa.URL.create("sqlite+pysqlite", database=path),
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
        pool_size=READERS,
        hide_parameters=True,  # they are users' words, and errors reach the log
    )
    sa.event.listen(engine, "connect", _prepare(pragmas))
    sa.event.listen(engine, "begin", lambda conn: conn.exec_driver_sql(begin))
    return engine


def _prepare(extra: Sequence[str]) -> Callable[[Any, Any], None]:
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA foreign_keys = ON",
            *extra,
        ):
            connection.execute(pragma).close()

    return prepare
