"""Teams, who is in them, and invitations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.tables import drill_items, drills, invites, memberships, scorecards, teams, users


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
    digest_at: int | None
    next_digest_at: datetime | None
    weekly_on: int | None
    next_weekly_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in a team, as others in it see them."""

    user_id: int
    first_name: str
    last_name: str | None
    role: str
    time_zone: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What one person did between two moments."""

    user_id: int
    questions: int
    right: int
    roleplays: int
    best_mark: int | None


def add(conn: sa.Connection, name: str, created_by: int, now: datetime) -> Team:
    """Make a team."""
    row = {"name": name, "created_by": created_by, "created_at": now}
    return Team(**conn.execute(teams.insert().values(row).returning(teams)).mappings().one())


def find(conn: sa.Connection, team_id: int) -> Team | None:
    """The team with that id that is not archived, or None."""
    query = sa.select(teams).where(teams.c.id == team_id, teams.c.archived_at.is_(None))
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else Team(**row)


def archive(conn: sa.Connection, team_id: int, now: datetime) -> None:
    """Close a team: nobody sees it any more, its invitations and digests end."""
    conn.execute(teams.update().where(teams.c.id == team_id).values(archived_at=now))
    conn.execute(memberships.update().where(memberships.c.team_id == team_id).values(next_digest_at=None))
    conn.execute(invites.delete().where(invites.c.team_id == team_id))


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


def of_person(conn: sa.Connection, user_id: int) -> tuple[tuple[Team, Membership], ...]:
    """The person's teams that are not archived, oldest first, each with their place in it."""
    query = (
        sa.select(
            memberships,
            teams.c.name,
            teams.c.created_by,
            teams.c.created_at,
            teams.c.archived_at,
            teams.c.view_after_days,
        )
        .join(teams, teams.c.id == memberships.c.team_id)
        .where(memberships.c.user_id == user_id, teams.c.archived_at.is_(None))
        .order_by(teams.c.id)
    )
    return tuple((_team_of(row), _membership_of(row)) for row in conn.execute(query).mappings())


def members(conn: sa.Connection, team_id: int) -> tuple[Member, ...]:
    """Everybody in a team, in the order they joined."""
    query = (
        sa.select(memberships.c.user_id, users.c.first_name, users.c.last_name, memberships.c.role, users.c.time_zone)
        .join(users, users.c.id == memberships.c.user_id)
        .where(memberships.c.team_id == team_id)
        .order_by(memberships.c.joined_at, memberships.c.user_id)
    )
    return tuple(Member(**row) for row in conn.execute(query).mappings())


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


def due_digests(conn: sa.Connection, now: datetime, limit: int) -> tuple[Membership, ...]:
    """Places whose digest is due at `now`, longest due first, at most `limit`."""
    query = (
        sa.select(memberships)
        .where(memberships.c.next_digest_at <= now)
        .order_by(memberships.c.next_digest_at, memberships.c.user_id)
        .limit(limit)
    )
    return tuple(Membership(**row) for row in conn.execute(query).mappings())


def trained_on(conn: sa.Connection, team_id: int, day: date) -> dict[int, Trained]:
    """What each person of a team did on their own local date `day`; people who did nothing are left out."""
    people = sa.select(memberships.c.user_id).where(memberships.c.team_id == team_id).scalar_subquery()
    answered = (
        sa.select(
            drills.c.user_id,
            sa.func.count().label("questions"),
            sa.func.sum(sa.case((drill_items.c.correct.is_(True), 1), else_=0)).label("right"),
        )
        .join(drills, drills.c.id == drill_items.c.drill_id)
        .where(drills.c.user_id.in_(people), drills.c.local_date == day, drill_items.c.correct.is_not(None))
        .group_by(drills.c.user_id)
    )
    played = (
        sa.select(
            scorecards.c.user_id,
            sa.func.count().label("roleplays"),
            sa.func.max(scorecards.c.total).label("best_mark"),
        )
        .where(scorecards.c.user_id.in_(people), scorecards.c.local_date == day)
        .group_by(scorecards.c.user_id)
    )
    drilled = {row["user_id"]: row for row in conn.execute(answered).mappings()}
    marked = {row["user_id"]: row for row in conn.execute(played).mappings()}
    return {user_id: _trained(user_id, drilled.get(user_id), marked.get(user_id)) for user_id in {**drilled, **marked}}


def _trained(user_id: int, drilled: Mapping[Any, Any] | None, marked: Mapping[Any, Any] | None) -> Trained:
    return Trained(
        user_id=user_id,
        questions=0 if drilled is None else int(drilled["questions"]),
        right=0 if drilled is None else int(drilled["right"]),
        roleplays=0 if marked is None else int(marked["roleplays"]),
        best_mark=None if marked is None else int(marked["best_mark"]),
    )


def _team_of(row: Mapping[Any, Any]) -> Team:
    return Team(
        id=row["team_id"],
        name=row["name"],
        created_by=row["created_by"],
        created_at=row["created_at"],
        archived_at=row["archived_at"],
        view_after_days=row["view_after_days"],
    )


def _membership_of(row: Mapping[Any, Any]) -> Membership:
    return Membership(**{name: row[name] for name in Membership.__slots__})
