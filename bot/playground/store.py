"""The playground's SQLite file: short synchronous transactions, durable before the caller hears of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.playground.schema import SCHEMA

Json = dict[str, Any]


def dumps(value: object) -> str:
    """Compact JSON that keeps Chinese readable in the file."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Store:
    """One connection, used from one thread. Changes are made inside `transaction`; nesting joins the outer one."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        # NORMAL under WAL survives the death of the process, which is promised; FULL would guard against power loss.
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;" + SCHEMA)
        self._depth = 0
        self._listeners: list[Callable[[], None]] = []

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._db.close()

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Have `listener` called after each commit."""
        self._listeners.append(listener)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Nothing may be awaited inside."""
        if self._depth:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
        except BaseException:
            self._depth = 0
            self._db.execute("ROLLBACK")
            raise
        self._depth = 0
        self._db.execute("COMMIT")
        for listener in self._listeners:
            listener()

    def run(self, sql: str, *args: object) -> int:
        """Execute a statement; the number of rows it changed."""
        return self._db.execute(sql, args).rowcount

    def all(self, sql: str, *args: object) -> list[sqlite3.Row]:
        """Every row of a query."""
        return self._db.execute(sql, args).fetchall()

    def one(self, sql: str, *args: object) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        row: sqlite3.Row | None = self._db.execute(sql, args).fetchone()
        return row

    def value(self, sql: str, *args: object) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, *args)
        return None if row is None else row[0]

    def take_number(self, name: str, first: int = 1) -> int:
        """The next number of a counter that starts at `first` and never gives one out twice."""
        sql = (
            "INSERT INTO counters (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
        )
        return int(self.value(sql, name, first))

    def get(self, key: str, default: Any = None) -> Any:
        """A kept JSON document."""
        text = self.value("SELECT value FROM docs WHERE key = ?", key)
        return default if text is None else json.loads(text)

    def put(self, key: str, value: object) -> None:
        """Keep a JSON document; None removes it."""
        if value is None:
            self.run("DELETE FROM docs WHERE key = ?", key)
        else:
            self.run(
                "INSERT INTO docs (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                key,
                dumps(value),
            )
