"""One row for every table, so that migrations are tried with data in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.tables import metadata

MOMENT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
# Where a column takes only some values, or refers to another row: one that fits.
_FITTING: dict[str, Any] = {
    "assignments.kind": "scenario",
    "assignment_people.status": "open",
    "checks.kind": "baseline",
    "drills.status": "done",
    "drills.origin": "push",
    "inbox.status": "done",
    "invites.role": "rep",
    "item_reports.status": "open",
    "memberships.role": "owner",
    "outbox.status": "sent",
    "own_replies.origin": "own",
    "review_logs.rating": 3,
    "roleplays.level": 1,
    "roleplays.status": "ended",
    "scorecards.total": 77,
    "team_items.kind": "quiz",
    "team_uploads.kind": "replies",
    "team_uploads.status": "added",
    "unanswered.status": "open",
}


def value_for(column: sa.Column[Any]) -> Any:
    """A value that the column takes; rows made of them refer to each other."""
    fitting = _FITTING.get(f"{column.table.name}.{column.name}")
    if fitting is not None:
        return fitting
    for key in column.foreign_keys:
        return value_for(key.column)
    match column.type:
        case sa.Boolean():
            return True
        case sa.Integer():
            return 1
        case sa.Float():
            return 1.5
        case sa.LargeBinary():
            return b"bytes"
        case sa.Date():
            return date(2026, 1, 5)
        case sa.String():
            return "zh"
        case sa.JSON():
            return {"太贵了": [1, None, "<b>&"]}
    return MOMENT


def fill(conn: sa.Connection) -> None:
    """Put one row with a value in every column into every table."""
    for table in metadata.sorted_tables:
        conn.execute(table.insert().values({column.name: value_for(column) for column in table.columns}))


def read(conn: sa.Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {
        table.name: [dict(row) for row in conn.execute(sa.select(table)).mappings()] for table in metadata.sorted_tables
    }
