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


def increment(
    conn: sa.Connection,
    table: sa.Table,
    key: Mapping[str, Any],
    amounts: Mapping[str, int],
    highest: Mapping[str, int | None] | None = None,
) -> None:
    """Add `amounts` to the counters of the row under its primary key; one that is not there begins at nothing.

    `highest`: columns that keep the greatest value ever given; None changes nothing.
    """
    tops = {} if highest is None else highest
    statement = _insert(conn, table).values({**key, **amounts, **tops})
    new = statement.excluded
    grown: dict[str, Any] = {name: table.c[name] + new[name] for name in amounts}
    for name in tops:
        keeps = new[name].is_(None) | (table.c[name] >= new[name])
        grown[name] = sa.case((keeps, table.c[name]), else_=new[name])
    conn.execute(statement.on_conflict_do_update(index_elements=list(key), set_=grown))


def insert_new(
    conn: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]], *, returning: sa.Column[Any]
) -> tuple[Any, ...]:
    """Insert those rows that are not there yet and return the chosen column of each that was new."""
    statement = _insert(conn, table).on_conflict_do_nothing().returning(returning)
    return tuple(conn.execute(statement, list(rows)).scalars())


def _insert(conn: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)
