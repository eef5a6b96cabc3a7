"""Organisations, who owns them, and the teams in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.storage.queries.teams import MANAGER, OWNER, Member
from bot.storage.tables import memberships, organisation_owners, organisation_teams, organisations, teams, users


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A row of `organisations`."""

    id: int
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Sized:
    """A team of an organisation that is not archived, and how many people are in it."""

    id: int
    name: str
    size: int


_PERSON = (users.c.id.label("user_id"), users.c.first_name, users.c.last_name, users.c.time_zone)


def add(conn: sa.Connection, name: str, now: datetime) -> Organisation:
    """Make an organisation; nobody owns it yet."""
    row = conn.execute(organisations.insert().values(name=name, created_at=now).returning(organisations))
    return Organisation(**row.mappings().one())


def find(conn: sa.Connection, organisation_id: int) -> Organisation | None:
    """The organisation with that id, or None."""
    query = sa.select(organisations).where(organisations.c.id == organisation_id)
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else Organisation(**row)


def rename(conn: sa.Connection, organisation_id: int, name: str) -> None:
    """Give it another name."""
    conn.execute(organisations.update().where(organisations.c.id == organisation_id).values(name=name))


def remove(conn: sa.Connection, organisation_id: int) -> None:
    """End an organisation; its teams, archived by now, stand alone."""
    conn.execute(organisations.delete().where(organisations.c.id == organisation_id))


def owned_by(conn: sa.Connection, user_id: int) -> tuple[Organisation, ...]:
    """The organisations that a person owns, alone or with others, oldest first."""
    query = (
        sa.select(organisations)
        .join(organisation_owners, organisation_owners.c.organisation_id == organisations.c.id)
        .where(organisation_owners.c.user_id == user_id)
        .order_by(organisations.c.id)
    )
    return tuple(Organisation(**row) for row in conn.execute(query).mappings())


def of_team(conn: sa.Connection, team_id: int) -> Organisation | None:
    """The organisation a team belongs to, or None."""
    query = (
        sa.select(organisations)
        .join(organisation_teams, organisation_teams.c.organisation_id == organisations.c.id)
        .where(organisation_teams.c.team_id == team_id)
    )
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else Organisation(**row)


def owners(conn: sa.Connection, organisation_id: int) -> tuple[Member, ...]:
    """Who owns it, longest first."""
    own = organisation_owners.c
    query = (
        sa.select(*_PERSON)
        .join(organisation_owners, own.user_id == users.c.id)
        .where(own.organisation_id == organisation_id)
        .order_by(own.since, own.user_id)
    )
    return tuple(Member(**row, role=OWNER) for row in conn.execute(query).mappings())


def leaders(conn: sa.Connection, organisation_id: int) -> tuple[Member, ...]:
    """Whoever leads one of its teams as owner or manager and does not own it, longest-serving first."""
    place, belongs = memberships.c, organisation_teams.c
    own = sa.select(organisation_owners.c.user_id).where(organisation_owners.c.organisation_id == organisation_id)
    query = (
        sa.select(*_PERSON)
        .join(memberships, place.user_id == users.c.id)
        .join(organisation_teams, belongs.team_id == place.team_id)
        .join(teams, teams.c.id == place.team_id)
        .where(belongs.organisation_id == organisation_id, teams.c.archived_at.is_(None))
        .where(place.role.in_((OWNER, MANAGER)), users.c.id.not_in(own))
        .group_by(users.c.id, users.c.first_name, users.c.last_name, users.c.time_zone)
        .order_by(sa.func.min(place.joined_at), users.c.id)
    )
    return tuple(Member(**row, role=OWNER) for row in conn.execute(query).mappings())


def longest_serving(conn: sa.Connection, organisation_id: int) -> int | None:
    """The id of whoever has owned one of its teams' places longest, or None."""
    place, belongs = memberships.c, organisation_teams.c
    query = (
        sa.select(place.user_id)
        .join(organisation_teams, belongs.team_id == place.team_id)
        .join(teams, teams.c.id == place.team_id)
        .where(belongs.organisation_id == organisation_id, teams.c.archived_at.is_(None), place.role == OWNER)
        .order_by(place.joined_at, place.user_id)
        .limit(1)
    )
    return conn.execute(query).scalar_one_or_none()


def teams_in(conn: sa.Connection, organisation_id: int) -> tuple[Sized, ...]:
    """Its teams that are not archived, oldest first."""
    place, belongs = memberships.c, organisation_teams.c
    size = sa.select(sa.func.count()).where(place.team_id == teams.c.id).scalar_subquery()
    query = (
        sa.select(teams.c.id, teams.c.name, size)
        .join(organisation_teams, belongs.team_id == teams.c.id)
        .where(belongs.organisation_id == organisation_id, teams.c.archived_at.is_(None))
        .order_by(teams.c.id)
    )
    return tuple(Sized(*row) for row in conn.execute(query))


def add_team(conn: sa.Connection, organisation_id: int, team_id: int) -> None:
    """Put a team into it."""
    conn.execute(organisation_teams.insert().values(organisation_id=organisation_id, team_id=team_id))


def add_owner(conn: sa.Connection, organisation_id: int, user_id: int, now: datetime) -> bool:
    """Make somebody an owner; False when they are one."""
    if user_id in {owner.user_id for owner in owners(conn, organisation_id)}:
        return False
    row = {"organisation_id": organisation_id, "user_id": user_id, "since": now}
    conn.execute(organisation_owners.insert().values(row))
    return True


def remove_owner(conn: sa.Connection, organisation_id: int, user_id: int) -> None:
    """Somebody owns it no longer."""
    own = organisation_owners.c
    where = (own.organisation_id == organisation_id, own.user_id == user_id)
    conn.execute(organisation_owners.delete().where(*where))
