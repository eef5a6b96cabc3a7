"""Role-plays whose words their rep shows to those who lead a team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.storage.queries.teams import OWNER
from bot.storage.queries.upsert import insert_new
from bot.storage.tables import memberships, roleplays, shared_roleplays, teams


@dataclass(frozen=True, slots=True)
class Choice:
    """A team of the rep's, and since when its leaders may read a role-play; None: they may not."""

    team_id: int
    team: str
    shared_at: datetime | None


@dataclass(frozen=True, slots=True)
class Shared:
    """A role-play that a team's leaders may read."""

    roleplay_id: int
    team_id: int
    team: str
    user_id: int
    scenario_id: str
    shared_at: datetime


def choices(conn: sa.Connection, roleplay_id: int, user_id: int) -> tuple[Choice, ...]:
    """The person's teams that somebody else owns, oldest first, each with whether it may read that role-play."""
    shown, place = shared_roleplays.c, memberships.c
    query = (
        sa.select(teams.c.id, teams.c.name, shown.shared_at)
        .join(memberships, place.team_id == teams.c.id)
        .outerjoin(shared_roleplays, sa.and_(shown.team_id == teams.c.id, shown.roleplay_id == roleplay_id))
        .where(place.user_id == user_id, place.role != OWNER, teams.c.archived_at.is_(None))
        .order_by(teams.c.id)
    )
    return tuple(Choice(*row) for row in conn.execute(query))


def give(conn: sa.Connection, roleplay_id: int, team_id: int, user_id: int, now: datetime) -> bool:
    """Let those who lead the team read it; False when they may already."""
    row = {"roleplay_id": roleplay_id, "team_id": team_id, "user_id": user_id, "shared_at": now}
    return bool(insert_new(conn, shared_roleplays, [row], returning=shared_roleplays.c.roleplay_id))


def take_back(conn: sa.Connection, roleplay_id: int, team_id: int, user_id: int) -> bool:
    """Nobody in that team may read it any more; False when nobody could."""
    own = shared_roleplays.c
    where = (own.roleplay_id == roleplay_id, own.team_id == team_id, own.user_id == user_id)
    return conn.execute(shared_roleplays.delete().where(*where)).rowcount > 0


def take_back_all(conn: sa.Connection, team_id: int, user_id: int) -> None:
    """Nobody in that team may read anything of the person's any more."""
    own = shared_roleplays.c
    conn.execute(shared_roleplays.delete().where(own.team_id == team_id, own.user_id == user_id))


def find(conn: sa.Connection, roleplay_id: int, team_id: int) -> Shared | None:
    """What a team's leaders may read, or None; whether its rep is still in the team is asked with it."""
    own = shared_roleplays.c
    row = conn.execute(_SHARED.where(own.roleplay_id == roleplay_id, own.team_id == team_id)).one_or_none()
    return None if row is None else Shared(*row)


def of_person(conn: sa.Connection, user_id: int) -> tuple[Shared, ...]:
    """Everything that a person shows, newest first."""
    own = shared_roleplays.c
    query = _SHARED.where(own.user_id == user_id).order_by(own.shared_at.desc(), own.roleplay_id.desc(), own.team_id)
    return tuple(Shared(*row) for row in conn.execute(query))


_SHARED = (
    sa.select(
        shared_roleplays.c.roleplay_id,
        shared_roleplays.c.team_id,
        teams.c.name,
        shared_roleplays.c.user_id,
        roleplays.c.scenario_id,
        shared_roleplays.c.shared_at,
    )
    .join(roleplays, roleplays.c.id == shared_roleplays.c.roleplay_id)
    .join(teams, teams.c.id == shared_roleplays.c.team_id)
    .join(
        memberships,
        sa.and_(
            memberships.c.team_id == shared_roleplays.c.team_id, memberships.c.user_id == shared_roleplays.c.user_id
        ),
    )
    .where(teams.c.archived_at.is_(None))
)
