"""The database as the house sees it: synchronous units of work, run one after another, durable when awaited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

import sqlalchemy as sa

from bot.base.errors import ConfigError

T = TypeVar("T")
Work = Callable[[sa.Connection], T]


class Database(Protocol):
    """Runs synchronous functions over a connection, each in a transaction of its own or as if it had one.

    A function may be replayed after a failed commit, so it has no effect outside its connection.
    """

    @property
    def dialect(self) -> str:
        """The kind of database: "sqlite" or "postgresql"."""
        ...

    async def run(self, unit: Work[T]) -> T:
        """Run `unit` and commit; what it returns is returned once it is durable, what it raises undoes it alone.

        Cancelling the caller may come too late to stop the unit, and never touches another's.
        """
        ...

    async def read(self, fn: Work[T]) -> T:
        """Run `fn` over a snapshot, on a connection that cannot write."""
        ...

    async def close(self) -> None:
        """Finish what was handed in, then let go of every connection and thread. Idempotent."""
        ...


class DatabaseClosedError(RuntimeError):
    """Work was handed to a database that is closed."""


def open_database(url: str) -> Database:
    """Open `sqlite:///path` or `postgresql://…`. Raises ConfigError for any other address."""
    # Each kind is imported where it is chosen: asyncpg is not loaded for an embedded database.
    kind = sa.make_url(url)
    if kind.get_backend_name() == "sqlite" and kind.database not in (None, "", ":memory:"):
        from bot.storage.sqlite import SqliteDatabase

        return SqliteDatabase(str(kind.database))
    if kind.get_backend_name() == "postgresql":
        from bot.storage.postgres import PostgresDatabase

        return PostgresDatabase(kind)
    raise ConfigError("DATABASE_URL must look like sqlite:///var/dojo.db or postgresql://user:password@host/name.")


@contextmanager
def operable() -> Iterator[None]:
    """Turn a database that cannot be opened or used into a ConfigError, with a sentence for the operator."""
    try:
        yield
    except Exception as error:
        cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        # asyncpg's own errors pass SQLAlchemy unwrapped while a connection is made.
        if not isinstance(error, sa.exc.DBAPIError | OSError) and not type(error).__module__.startswith("asyncpg"):
            raise
        what = " ".join(str(cause).split()) or type(cause).__name__
        raise ConfigError(f"DATABASE_URL: the database cannot be used: {what}") from error
