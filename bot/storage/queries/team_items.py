"""A team's own questions and facts. Whoever looks one up is named: only people of the team find it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.queries.teams import reached_by
from bot.storage.queries.upsert import insert_new
from bot.storage.tables import memberships, team_items, teams

QUIZ, FACT = "quiz", "fact"


@dataclass(frozen=True, slots=True)
class TeamItem:
    """A row of `team_items` with its team's name; without the vector, which only the search reads."""

    id: int
    team_id: int
    team_name: str
    kind: str
    body: Mapping[str, Any]
    created_by: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewTeamItem:
    """One to be added. `digest`: see `services.team_items.digest`."""

    kind: str
    body: Mapping[str, Any]
    meaning: bytes | None
    digest: str


_SHOWN = (
    team_items.c.id,
    team_items.c.team_id,
    teams.c.name.label("team_name"),
    team_items.c.kind,
    team_items.c.body,
    team_items.c.created_by,
    team_items.c.created_at,
)


def find(conn: sa.Connection, user_id: int, ids: Collection[int]) -> dict[int, TeamItem]:
    """Those of the ids that belong to a team of this person, or of an organisation of theirs, by id."""
    query = _joined().where(team_items.c.id.in_(ids), reached_by(user_id))
    return {row["id"]: TeamItem(**row) for row in conn.execute(query).mappings()}


def questions_for(conn: sa.Connection, user_id: int) -> tuple[TeamItem, ...]:
    """The questions of every team that the person is in, oldest first."""
    query = _joined().where(team_items.c.kind == QUIZ, *_mine(user_id)).order_by(team_items.c.id)
    return tuple(TeamItem(**row) for row in conn.execute(query).mappings())


def facts_for(conn: sa.Connection, user_id: int) -> tuple[tuple[int, Mapping[str, Any], bytes], ...]:
    """The facts of every team that the person is in: number, body, vector."""
    query = (
        sa.select(team_items.c.id, team_items.c.body, team_items.c.meaning)
        .join(teams, teams.c.id == team_items.c.team_id)
        .where(team_items.c.kind == FACT, *_mine(user_id))
        .order_by(team_items.c.id)
    )
    return tuple((row.id, row.body, row.meaning or b"") for row in conn.execute(query))


def count(conn: sa.Connection, team_id: int) -> int:
    """How many questions and facts a team has."""
    query = sa.select(sa.func.count()).select_from(team_items).where(team_items.c.team_id == team_id)
    return conn.execute(query).scalar_one()


def page(conn: sa.Connection, team_id: int, skip: int, limit: int) -> tuple[TeamItem, ...]:
    """Some of them, newest first."""
    query = _joined().where(team_items.c.team_id == team_id).order_by(team_items.c.id.desc())
    return tuple(TeamItem(**row) for row in conn.execute(query.offset(skip).limit(limit)).mappings())


def digests(conn: sa.Connection, team_id: int) -> frozenset[str]:
    """By what the team's questions and facts are told apart."""
    query = sa.select(team_items.c.digest).where(team_items.c.team_id == team_id)
    return frozenset(conn.execute(query).scalars())


def add(
    conn: sa.Connection, team_id: int, new: Sequence[NewTeamItem], *, created_by: int, now: datetime, upload_id: int
) -> int:
    """Add what the team does not have yet; returns how many that was."""
    common = {"team_id": team_id, "created_by": created_by, "created_at": now, "upload_id": upload_id}
    rows = [{**common, "kind": one.kind, "body": one.body, "meaning": one.meaning, "digest": one.digest} for one in new]
    return len(insert_new(conn, team_items, rows, returning=team_items.c.id)) if rows else 0


def change(conn: sa.Connection, item_id: int, new: NewTeamItem) -> None:
    """Put another wording in its place. It no longer goes with the file it came from."""
    values = {"body": new.body, "meaning": new.meaning, "digest": new.digest, "upload_id": None}
    conn.execute(team_items.update().where(team_items.c.id == item_id).values(**values))


def remove(conn: sa.Connection, item_id: int) -> None:
    """Delete one."""
    conn.execute(team_items.delete().where(team_items.c.id == item_id))


def remove_upload(conn: sa.Connection, team_id: int, upload_id: int) -> int:
    """Delete what a file added and nobody has changed since; returns how many that was."""
    where = (team_items.c.team_id == team_id, team_items.c.upload_id == upload_id)
    return conn.execute(team_items.delete().where(*where)).rowcount


def _joined() -> sa.Select[Any]:
    return sa.select(*_SHOWN).join(teams, teams.c.id == team_items.c.team_id)


def _mine(user_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    place = sa.select(memberships.c.team_id).where(memberships.c.user_id == user_id)
    return team_items.c.team_id.in_(place), teams.c.archived_at.is_(None)
