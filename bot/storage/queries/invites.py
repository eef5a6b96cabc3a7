"""Invitations into teams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.tables import invites


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A row of `invites`."""

    id: int
    token: str
    team_id: int
    role: str
    created_by: int | None
    created_at: datetime
    expires_at: datetime
    uses: int
    uses_left: int
    revoked_at: datetime | None


def add(conn: sa.Connection, **columns: Any) -> Invite:
    """Keep an invitation."""
    return Invite(**conn.execute(invites.insert().values(**columns).returning(invites)).mappings().one())


def count_open(conn: sa.Connection, team_id: int, now: datetime) -> int:
    """How many invitations into a team could still be used."""
    query = sa.select(sa.func.count()).select_from(invites).where(invites.c.team_id == team_id, *_open(now))
    return conn.execute(query).scalar_one()


def page(conn: sa.Connection, team_id: int, now: datetime, offset: int, limit: int) -> tuple[Invite, ...]:
    """A stretch of the invitations into a team that could still be used, newest first."""
    query = sa.select(invites).where(invites.c.team_id == team_id, *_open(now)).order_by(invites.c.id.desc())
    return tuple(Invite(**row) for row in conn.execute(query.offset(offset).limit(limit)).mappings())


def find(conn: sa.Connection, invite_id: int, now: datetime) -> Invite | None:
    """The invitation with that id, if it could still be used."""
    row = conn.execute(sa.select(invites).where(invites.c.id == invite_id, *_open(now))).mappings().one_or_none()
    return None if row is None else Invite(**row)


def revoke(conn: sa.Connection, invite_id: int, now: datetime) -> None:
    """From now on it lets nobody in."""
    conn.execute(invites.update().where(invites.c.id == invite_id).values(revoked_at=now))


def revoke_of(conn: sa.Connection, team_id: int, user_id: int, now: datetime) -> None:
    """The invitations that somebody made into a team let nobody in from now on."""
    mine = (invites.c.team_id == team_id, invites.c.created_by == user_id, invites.c.revoked_at.is_(None))
    conn.execute(invites.update().where(*mine).values(revoked_at=now))


def _open(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return invites.c.uses_left > 0, invites.c.revoked_at.is_(None), invites.c.expires_at > now


def by_token(conn: sa.Connection, token: str) -> Invite | None:
    """The invitation with that token, in whatever state, or None."""
    row = conn.execute(sa.select(invites).where(invites.c.token == token)).mappings().one_or_none()
    return None if row is None else Invite(**row)


def use(conn: sa.Connection, invite_id: int) -> bool:
    """Take one use of an invitation; False when none is left."""
    query = (
        invites.update()
        .where(invites.c.id == invite_id, invites.c.uses_left > 0)
        .values(uses_left=invites.c.uses_left - 1)
        .returning(invites.c.id)
    )
    return conn.execute(query).first() is not None
