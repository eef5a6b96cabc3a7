"""What people keep for themselves and managers add for their teams: read as shelves of the objection search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.language.shelf import KeptEntry
from bot.storage.tables import memberships, own_replies, team_replies, teams

# The ids by which the search knows them; built-in ids have no full stop.
OWN, TEAM = "own.", "team."


@dataclass(frozen=True, slots=True)
class ShelfKey:
    """Whose entries (`kind` is OWN or TEAM, `owner` a person's or a team's id), and in which state.

    Equal keys mean equal entries: nothing is changed in place, and something new has a later moment.
    """

    kind: str
    owner: int
    number: int
    newest: int
    at: datetime | None


def shelf_keys(conn: sa.Connection, user_id: int) -> tuple[ShelfKey, ...]:
    """What a person searches beside the built-in objections: their own replies, then those of their teams."""
    own = own_replies.c
    state = (sa.func.count(), sa.func.coalesce(sa.func.max(own.id), 0), sa.func.max(own.created_at))
    mine = conn.execute(sa.select(*state).where(own.user_id == user_id)).one()
    entry, place = team_replies.c, memberships.c
    # Counted over the index alone; of the rows, which are large, only the newest is read.
    counted = (
        sa.select(entry.team_id, sa.func.count().label("number"), sa.func.max(entry.id).label("newest"))
        .where(entry.team_id.in_(sa.select(place.team_id).where(place.user_id == user_id)))
        .group_by(entry.team_id)
        .subquery()
    )
    theirs = conn.execute(
        sa.select(counted.c.team_id, counted.c.number, counted.c.newest, entry.created_at)
        .join(team_replies, entry.id == counted.c.newest)
        .join(teams, teams.c.id == counted.c.team_id)
        .where(teams.c.archived_at.is_(None))
        .order_by(counted.c.team_id)
    )
    keys = [ShelfKey(OWN, user_id, *mine)] if mine[0] else []
    return tuple(keys + [ShelfKey(TEAM, *row) for row in theirs])


def entries(conn: sa.Connection, key: ShelfKey) -> list[KeptEntry]:
    """All entries of a shelf, newest first."""
    if key.kind == OWN:
        own = own_replies.c
        query = sa.select(own.id, own.said, own.meaning).where(own.user_id == key.owner).order_by(own.id.desc())
        return [KeptEntry(f"{OWN}{row.id}", None, (row.said,), row.meaning) for row in conn.execute(query)]
    team = team_replies.c
    query = (
        sa.select(team.id, team.category, team.phrasings, team.meaning)
        .where(team.team_id == key.owner)
        .order_by(team.id.desc())
    )
    return [
        KeptEntry(f"{TEAM}{row.id}", row.category, tuple(row.phrasings), row.meaning) for row in conn.execute(query)
    ]
