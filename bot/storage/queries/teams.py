"""Teams, who is in them, and invitations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.storage.tables import (
    memberships,
    organisation_owners,
    organisation_teams,
    teams,
    users,
)

OWNER, MANAGER, REP = "owner", "manager", "rep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A row of `teams`."""

    id: int
    name: str
    created_by: int | None
    created_at: datetime
    archived_at: datetime | None
    view_after_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A person's place in a team. role: owner | manager | rep."""

    team_id: int
    user_id: int
    role: str
    joined_at: datetime
    view_from: datetime | None
    digest_at: int | None
    next_digest_at: datetime | None
    weekly_on: int | None
    next_weekly_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody may do in a team that is not archived.

    `role` counts whoever owns the team's organisation as an owner; `membership` is None when they are not in it.
    """

    team: Team
    role: str
    membership: Membership | None
    organisation_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in a team, as others in it see them."""

    user_id: int
    first_name: str
    last_name: str | None
    role: str
    time_zone: str


_TEAM = tuple(teams.c[name].label(f"team_{name}") for name in Team.__slots__)
_MEMBERS = sa.select(
    memberships.c.user_id, users.c.first_name, users.c.last_name, memberships.c.role, users.c.time_zone
).join(users, users.c.id == memberships.c.user_id)
_MEMBERSHIP = tuple(memberships.c[name].label(f"place_{name}") for name in Membership.__slots__)


def add(conn: sa.Connection, name: str, created_by: int, now: datetime) -> Team:
    """Make a team."""
    row = {"name": name, "created_by": created_by, "created_at": now}
    return Team(**conn.execute(teams.insert().values(row).returning(teams)).mappings().one())


def find(conn: sa.Connection, team_id: int) -> Team | None:
    """The team with that id that is not archived, or None."""
    query = sa.select(teams).where(teams.c.id == team_id, teams.c.archived_at.is_(None))
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else Team(**row)


def join(conn: sa.Connection, membership: Membership) -> bool:
    """Put a person into a team; False when they are in it already."""
    known = sa.select(memberships).where(
        memberships.c.team_id == membership.team_id, memberships.c.user_id == membership.user_id
    )
    if conn.execute(known).first() is not None:
        return False
    conn.execute(memberships.insert().values({name: getattr(membership, name) for name in Membership.__slots__}))
    return True


def leave(conn: sa.Connection, team_id: int, user_id: int) -> None:
    """Take a person out of a team."""
    conn.execute(memberships.delete().where(memberships.c.team_id == team_id, memberships.c.user_id == user_id))


def change(conn: sa.Connection, team_id: int, user_id: int, **columns: Any) -> None:
    """Change columns of a membership."""
    where = (memberships.c.team_id == team_id, memberships.c.user_id == user_id)
    conn.execute(memberships.update().where(*where).values(**columns))


def place(conn: sa.Connection, user_id: int, team_id: int) -> Place | None:
    """What the person may do in a team; None when it is archived, unknown, or none of theirs."""
    row = conn.execute(_placed(user_id).where(teams.c.id == team_id)).mappings().one_or_none()
    return None if row is None else _place_of(row)


def places(conn: sa.Connection, user_id: int) -> tuple[Place, ...]:
    """The teams that the person is in or whose organisation they own, oldest first."""
    query = _placed(user_id).order_by(teams.c.id)
    return tuple(_place_of(row) for row in conn.execute(query).mappings())


def reached_by(user_id: int) -> sa.ColumnElement[bool]:
    """The condition on `teams` that the person is in the team or owns its organisation, and it is not archived."""
    own, owners = organisation_teams.c, organisation_owners.c
    member = sa.select(memberships.c.team_id).where(memberships.c.user_id == user_id)
    owned = (
        sa.select(own.team_id)
        .join(organisation_owners, owners.organisation_id == own.organisation_id)
        .where(owners.user_id == user_id)
    )
    return sa.and_(teams.c.archived_at.is_(None), sa.or_(teams.c.id.in_(member), teams.c.id.in_(owned)))


def _placed(user_id: int) -> sa.Select[Any]:
    own, owners, place = organisation_teams.c, organisation_owners.c, memberships.c
    return (
        sa.select(*_TEAM, *_MEMBERSHIP, own.organisation_id, owners.user_id.is_not(None).label("owns"))
        .select_from(teams)
        .outerjoin(memberships, sa.and_(place.team_id == teams.c.id, place.user_id == user_id))
        .outerjoin(organisation_teams, own.team_id == teams.c.id)
        .outerjoin(
            organisation_owners, sa.and_(owners.organisation_id == own.organisation_id, owners.user_id == user_id)
        )
        .where(reached_by(user_id))
    )


def _place_of(row: Mapping[Any, Any]) -> Place:
    team = Team(**{name: row[f"team_{name}"] for name in Team.__slots__})
    held = {name: row[f"place_{name}"] for name in Membership.__slots__}
    membership = None if held["user_id"] is None else Membership(**held)
    role = OWNER if row["owns"] or membership is None else membership.role
    return Place(team, role, membership, row["organisation_id"])


def of_person(conn: sa.Connection, user_id: int) -> tuple[tuple[Team, Membership], ...]:
    """The person's teams that are not archived, oldest first, each with their place in it."""
    query = (
        sa.select(*_TEAM, *_MEMBERSHIP)
        .join(memberships, teams.c.id == memberships.c.team_id)
        .where(memberships.c.user_id == user_id, teams.c.archived_at.is_(None))
        .order_by(teams.c.id)
    )
    found = conn.execute(query).mappings()
    return tuple(
        (
            Team(**{name: row[f"team_{name}"] for name in Team.__slots__}),
            Membership(**{name: row[f"place_{name}"] for name in Membership.__slots__}),
        )
        for row in found
    )


def visible_reps(conn: sa.Connection, team_id: int, now: datetime) -> frozenset[int]:
    """The reps of a team whose results whoever leads it may see by now."""
    own = memberships.c
    seen = sa.or_(own.view_from.is_(None), own.view_from <= now)
    query = sa.select(own.user_id).where(own.team_id == team_id, own.role == REP, seen)
    return frozenset(conn.execute(query).scalars())


def members(conn: sa.Connection, team_id: int, offset: int = 0, limit: int | None = None) -> tuple[Member, ...]:
    """The people of a team in the order they joined: all of them, or a stretch."""
    query = _MEMBERS.where(memberships.c.team_id == team_id).order_by(memberships.c.joined_at, memberships.c.user_id)
    return tuple(Member(**row) for row in conn.execute(query.offset(offset).limit(limit)).mappings())


def member(conn: sa.Connection, team_id: int, user_id: int) -> Member | None:
    """Somebody in a team, or None."""
    own = memberships.c
    row = conn.execute(_MEMBERS.where(own.team_id == team_id, own.user_id == user_id)).mappings().one_or_none()
    return None if row is None else Member(**row)


def membership(conn: sa.Connection, team_id: int, user_id: int) -> Membership | None:
    """Somebody's place in a team, or None."""
    own = memberships.c
    query = sa.select(memberships).where(own.team_id == team_id, own.user_id == user_id)
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else Membership(**row)


def leaders(conn: sa.Connection, team_id: int) -> tuple[Member, ...]:
    """Owners and managers of a team in the order they joined."""
    own = memberships.c
    query = _MEMBERS.where(own.team_id == team_id, own.role.in_((OWNER, MANAGER)))
    return tuple(Member(**row) for row in conn.execute(query.order_by(own.joined_at, own.user_id)).mappings())


def reps(conn: sa.Connection, team_id: int, limit: int) -> tuple[Member, ...]:
    """The first reps of a team in the order they joined, at most `limit`."""
    own = memberships.c
    query = _MEMBERS.where(own.team_id == team_id, own.role == REP).order_by(own.joined_at, own.user_id)
    return tuple(Member(**row) for row in conn.execute(query.limit(limit)).mappings())


def size(conn: sa.Connection, team_id: int) -> int:
    """How many people are in a team."""
    query = sa.select(sa.func.count()).select_from(memberships).where(memberships.c.team_id == team_id)
    return conn.execute(query).scalar_one()


def rename(conn: sa.Connection, team_id: int, name: str) -> None:
    """Give a team another name."""
    conn.execute(teams.update().where(teams.c.id == team_id).values(name=name))


def hold_back(conn: sa.Connection, team_id: int, days: int, since: datetime) -> None:
    """The results of whoever joins from now on are their own for so many days.

    So are those of the reps who joined at `since` or later; nobody's promise is made shorter.
    """
    conn.execute(teams.update().where(teams.c.id == team_id).values(view_after_days=days))
    own = memberships.c
    recent = (own.team_id == team_id, own.joined_at > since, own.view_from.is_(None))
    for user_id, joined_at in conn.execute(sa.select(own.user_id, own.joined_at).where(*recent)).all():
        change(conn, team_id, user_id, view_from=joined_at + timedelta(days=days))


def due_digests(conn: sa.Connection, now: datetime, limit: int) -> tuple[Membership, ...]:
    """Places whose digest is due at `now`, longest due first, at most `limit`."""
    query = (
        sa.select(memberships)
        .where(memberships.c.next_digest_at <= now)
        .order_by(memberships.c.next_digest_at, memberships.c.user_id)
        .limit(limit)
    )
    return tuple(Membership(**row) for row in conn.execute(query).mappings())
