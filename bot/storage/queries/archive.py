"""Teams that were closed: nobody sees them any more; for a while their owners can have them back."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.storage.queries.teams import OWNER, Team
from bot.storage.tables import invites, memberships, organisation_owners, organisation_teams, organisations, teams


def close(conn: sa.Connection, team_id: int, now: datetime) -> None:
    """Close a team: its invitations and digests end."""
    conn.execute(teams.update().where(teams.c.id == team_id).values(archived_at=now))
    none = {"next_digest_at": None, "next_weekly_at": None}
    conn.execute(memberships.update().where(memberships.c.team_id == team_id).values(none))
    conn.execute(invites.delete().where(invites.c.team_id == team_id))


def reopen(conn: sa.Connection, team_id: int) -> None:
    """Take a team out of the archive."""
    conn.execute(teams.update().where(teams.c.id == team_id).values(archived_at=None))


def owned_by(conn: sa.Connection, user_id: int, since: datetime) -> tuple[Team, ...]:
    """The teams closed at `since` or later that the person owns, or whose organisation they own; oldest first."""
    own, owners, place = organisation_teams.c, organisation_owners.c, memberships.c
    mine = sa.select(place.team_id).where(place.user_id == user_id, place.role == OWNER)
    ours = (
        sa.select(own.team_id)
        .join(organisation_owners, owners.organisation_id == own.organisation_id)
        .where(owners.user_id == user_id)
    )
    query = (
        sa.select(teams)
        .where(teams.c.archived_at >= since, sa.or_(teams.c.id.in_(mine), teams.c.id.in_(ours)))
        .order_by(teams.c.id)
    )
    return tuple(Team(**row) for row in conn.execute(query).mappings())


def purge(conn: sa.Connection, before: datetime, limit: int) -> int:
    """Delete teams closed before a moment with all they hold, oldest first, at most `limit`; returns how many.

    Organisations that have no team left go with them.
    """
    query = sa.select(teams.c.id).where(teams.c.archived_at < before).order_by(teams.c.archived_at).limit(limit)
    ids = conn.execute(query).scalars().all()
    for team_id in ids:
        belongs = sa.select(organisation_teams.c.organisation_id).where(organisation_teams.c.team_id == team_id)
        organisation_id = conn.execute(belongs).scalar_one_or_none()
        conn.execute(teams.delete().where(teams.c.id == team_id))
        others = sa.select(organisation_teams.c.team_id).where(organisation_teams.c.organisation_id == organisation_id)
        if organisation_id is not None and conn.execute(others).first() is None:
            conn.execute(organisations.delete().where(organisations.c.id == organisation_id))
    return len(ids)
