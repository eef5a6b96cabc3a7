"""Inserts that meet a row already there: both databases can, each in its own dialect of SQLAlchemy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def upsert(conn: sa.Connection, table: sa.Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Insert a row under its primary or unique `key`, or give the row that is there the new `values`."""
    statement = _insert(conn, table).values({**key, **values})
    conn.execute(statement.on_conflict_do_update(index_elements=list(key), set_=dict(values)))


def insert_new(
    conn: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]], *, returning: sa.Column[Any]
) -> tuple[Any, ...]:
    """Insert those rows that are not there yet and return the chosen column of each that was new."""
    statement = _insert(conn, table).on_conflict_do_nothing().returning(returning)
    return tuple(conn.execute(statement, list(rows)).scalars())


def _insert(conn: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)
