"""Files of replies that were sent for a team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.tables import team_uploads

PREVIEW, ADDED, UNDONE, DROPPED = "preview", "added", "undone", "dropped"


@dataclass(frozen=True, slots=True)
class Upload:
    """A row of `team_uploads`."""

    id: int
    team_id: int
    user_id: int | None
    name: str
    kind: str
    entries: tuple[Mapping[str, Any], ...]
    status: str
    created_at: datetime


def add(
    conn: sa.Connection,
    *,
    team_id: int,
    user_id: int,
    name: str,
    entries: Sequence[Mapping[str, Any]],
    now: datetime,
    kind: str = "replies",
) -> int:
    """Keep what was read from a file until its sender decides; returns its id. kind: replies | items."""
    values = {
        "kind": kind,
        "team_id": team_id,
        "user_id": user_id,
        "name": name,
        "entries": list(entries),
        "status": PREVIEW,
        "created_at": now,
    }
    return int(conn.execute(team_uploads.insert().values(values).returning(team_uploads.c.id)).scalar_one())


def find(conn: sa.Connection, user_id: int, upload_id: int) -> Upload | None:
    """An upload by its id, if this person sent it; None otherwise."""
    own = team_uploads.c
    row = conn.execute(sa.select(team_uploads).where(own.id == upload_id, own.user_id == user_id)).mappings().first()
    return None if row is None else Upload(**{**row, "entries": tuple(row["entries"])})


def move(conn: sa.Connection, upload_id: int, before: str, after: str) -> bool:
    """Take an upload from one status to the next and let go of what was read; False when it is in another status."""
    own = team_uploads.c
    statement = team_uploads.update().where(own.id == upload_id, own.status == before)
    return conn.execute(statement.values(status=after, entries=[]).returning(own.id)).first() is not None


def drop_previews(conn: sa.Connection, team_id: int, user_id: int) -> None:
    """A newer file takes the place of those that this person has not decided about."""
    own = team_uploads.c
    where = (own.team_id == team_id, own.user_id == user_id, own.status == PREVIEW)
    conn.execute(team_uploads.update().where(*where).values(status=DROPPED, entries=[]))
