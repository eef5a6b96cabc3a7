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


def add_invite(conn: sa.Connection, **columns: Any) -> Invite:
    """Keep an invitation."""
    return Invite(**conn.execute(invites.insert().values(**columns).returning(invites)).mappings().one())


def open_invites(conn: sa.Connection, team_id: int, now: datetime) -> int:
    """How many invitations into a team could still be used."""
    valid = (invites.c.uses_left > 0, invites.c.revoked_at.is_(None), invites.c.expires_at > now)
    query = sa.select(sa.func.count()).select_from(invites).where(invites.c.team_id == team_id, *valid)
    return conn.execute(query).scalar_one()


def invite_by_token(conn: sa.Connection, token: str) -> Invite | None:
    """The invitation with that token, in whatever state, or None."""
    row = conn.execute(sa.select(invites).where(invites.c.token == token)).mappings().one_or_none()
    return None if row is None else Invite(**row)


def use_invite(conn: sa.Connection, invite_id: int) -> bool:
    """Take one use of an invitation; False when none is left."""
    query = (
        invites.update()
        .where(invites.c.id == invite_id, invites.c.uses_left > 0)
        .values(uses_left=invites.c.uses_left - 1)
        .returning(invites.c.id)
    )
    return conn.execute(query).first() is not None
