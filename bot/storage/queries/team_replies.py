"""Replies that managers add for their team. Whoever looks one up by its id is named: only members find it.

Entries are never changed in place: a change deletes one and adds another, so that whoever searches sees it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.queries.teams import reached_by
from bot.storage.queries.upsert import insert_new
from bot.storage.tables import team_replies, teams

# Rows in one statement: well below what either database allows.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class TeamReply:
    """A team's entry: how customers say it and what the team answers; the first of each is the one shown first."""

    id: int
    team_id: int
    team_name: str
    category: str
    phrasings: tuple[str, ...]
    replies: tuple[str, ...]
    created_by: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTeamReply:
    """An entry to be added. `meaning`: the vectors of the phrasings, one after the other. `title`: see `digest`."""

    category: str
    phrasings: tuple[str, ...]
    replies: tuple[str, ...]
    meaning: bytes
    title: str


_TEAM_NAME = teams.c.name.label("team_name")
_SHOWN = (
    *(column for column in team_replies.columns if column.name in TeamReply.__slots__),
    _TEAM_NAME,
)


def find(conn: sa.Connection, user_id: int, ids: Sequence[int]) -> dict[int, TeamReply]:
    """Those of the ids that belong to a team of this person, or of an organisation of theirs, by id."""
    query = (
        sa.select(*_SHOWN)
        .join(teams, teams.c.id == team_replies.c.team_id)
        .where(team_replies.c.id.in_(ids), reached_by(user_id))
    )
    return {row["id"]: _reply(row) for row in conn.execute(query).mappings()}


def page(conn: sa.Connection, team_id: int, offset: int, limit: int) -> tuple[TeamReply, ...]:
    """A stretch of a team's entries, newest first."""
    own = team_replies.c
    # The ids stand in the index; the rows, which are large, are read only for those that are shown.
    shown = sa.select(own.id).where(own.team_id == team_id).order_by(own.id.desc()).offset(offset).limit(limit)
    query = (
        sa.select(*_SHOWN)
        .join(teams, teams.c.id == own.team_id)
        .where(own.id.in_(shown.scalar_subquery()))
        .order_by(own.id.desc())
    )
    return tuple(_reply(row) for row in conn.execute(query).mappings())


def count(conn: sa.Connection, team_id: int) -> int:
    """How many entries a team has."""
    query = sa.select(sa.func.count()).select_from(team_replies).where(team_replies.c.team_id == team_id)
    return int(conn.execute(query).scalar_one())


def titled(conn: sa.Connection, team_id: int, title: str) -> int | None:
    """The team's entry with that title (see `digest`), or None."""
    own = team_replies.c
    return conn.execute(sa.select(own.id).where(own.team_id == team_id, own.digest == title)).scalar_one_or_none()


def titles(conn: sa.Connection, team_id: int) -> frozenset[str]:
    """The titles of all entries of a team, as `digest` gives them."""
    query = sa.select(team_replies.c.digest).where(team_replies.c.team_id == team_id)
    return frozenset(conn.execute(query).scalars())


def add(
    conn: sa.Connection,
    team_id: int,
    entries: Iterable[NewTeamReply],
    *,
    created_by: int | None,
    now: datetime,
    upload_id: int | None = None,
) -> tuple[int, ...]:
    """Add entries; returns the ids of those whose titles the team had not yet."""
    values = [
        {
            "team_id": team_id,
            "category": one.category,
            "phrasings": list(one.phrasings),
            "replies": list(one.replies),
            "meaning": one.meaning,
            "digest": one.title,
            "created_by": created_by,
            "created_at": now,
            "upload_id": upload_id,
        }
        for one in entries
    ]
    added: list[int] = []
    for start in range(0, len(values), _AT_ONCE):
        added += insert_new(conn, team_replies, values[start : start + _AT_ONCE], returning=team_replies.c.id)
    return tuple(added)


def remove(conn: sa.Connection, team_id: int, entry_id: int) -> bytes | None:
    """Delete an entry of a team; returns the meaning it had, None when the team has no such entry."""
    own = team_replies.c
    statement = team_replies.delete().where(own.team_id == team_id, own.id == entry_id).returning(own.meaning)
    return conn.execute(statement).scalar_one_or_none()


def remove_upload(conn: sa.Connection, team_id: int, upload_id: int) -> int:
    """Delete what an upload added and nobody has changed since; returns how many entries that was."""
    own = team_replies.c
    statement = team_replies.delete().where(own.team_id == team_id, own.upload_id == upload_id)
    return conn.execute(statement).rowcount


def digest(key: str) -> str:
    """What tells titles apart; `key` is the title without case, blanks and punctuation."""
    return hashlib.sha256(key.encode()).hexdigest()


def _reply(row: Any) -> TeamReply:
    return TeamReply(**{**row, "phrasings": tuple(row["phrasings"]), "replies": tuple(row["replies"])})
