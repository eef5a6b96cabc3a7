"""Invitations into a team: by a link for one person or several, for a while, to be revoked at any time.

Every right is checked here, on every call: whoever leads a team invites reps, its owners invite managers too.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.services import teams
from bot.services.teams import LEADS
from bot.storage.queries import invites as rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import teams as team_rows
from bot.storage.queries.invites import Invite
from bot.storage.queries.people import Person
from bot.storage.queries.teams import MANAGER, OWNER, REP, Team

# What is offered: how many people a link lets in, and for how many days.
USES, DAYS = (1, 5, 20), (1, 7, 30)
# Open invitations of one team.
MOST = 50
PAGE = 8


@dataclass(frozen=True, slots=True)
class Terms:
    """What an invitation allows: `uses` people come in as `role` within so many days."""

    uses: int = 1
    days: int = 7
    role: str = REP


@dataclass(frozen=True, slots=True)
class Draft:
    """An invitation before it is made; `managers`: whether the person may invite managers."""

    team: Team
    terms: Terms
    managers: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a team's open invitations; pages count from 0."""

    team: Team
    invites: tuple[Invite, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Opened:
    """An open invitation and its team; `host` is None when whoever made it is gone."""

    invite: Invite
    team: Team
    host: Person | None


def draft(tx: Tx, person: Person, team_id: int, terms: Terms) -> Draft:
    """What an invitation into a team that the person leads would allow; whatever is not offered becomes usual."""
    team, usual = teams.lead(tx, person, team_id), Terms()
    managers = teams.of(tx, person, team_id).role == OWNER
    offered = Terms(
        uses=terms.uses if terms.uses in USES else usual.uses,
        days=terms.days if terms.days in DAYS else usual.days,
        role=MANAGER if managers and terms.role == MANAGER else REP,
    )
    return Draft(team, offered, managers)


def make(tx: Tx, person: Person, team_id: int, terms: Terms) -> Opened:
    """Make an invitation into a team that the person leads. Refused when too many are open."""
    wanted = draft(tx, person, team_id, terms)
    if rows.count_open(tx.conn, team_id, tx.now) >= MOST:
        raise Refused("invite.too_many", most=MOST)
    made = rows.add(
        tx.conn,
        token=secrets.token_urlsafe(16),
        team_id=team_id,
        role=wanted.terms.role,
        created_by=person.id,
        created_at=tx.now,
        expires_at=tx.now + timedelta(days=wanted.terms.days),
        uses=wanted.terms.uses,
        uses_left=wanted.terms.uses,
    )
    return Opened(made, wanted.team, person)


def page(tx: Tx, person: Person, team_id: int, number: int) -> Page:
    """A page of the open invitations into a team that the person leads, newest first."""
    team, total = teams.lead(tx, person, team_id), rows.count_open(tx.conn, team_id, tx.now)
    pages = max(1, -(-total // PAGE))
    shown = min(max(number, 0), pages - 1)
    return Page(team, rows.page(tx.conn, team_id, tx.now, shown * PAGE, PAGE), shown, pages, total)


def one(tx: Tx, person: Person, invite_id: int) -> Opened:
    """An open invitation into a team that the person leads. Refused otherwise, in the same words."""
    found = rows.find(tx.conn, invite_id, tx.now)
    place = None if found is None else team_rows.place(tx.conn, person.id, found.team_id)
    if found is None or place is None or place.role not in LEADS:
        raise Refused("invite.gone")
    return Opened(found, place.team, _host(tx, found))


def revoke(tx: Tx, person: Person, invite_id: int) -> Opened:
    """It lets nobody in any more."""
    opened = one(tx, person, invite_id)
    rows.revoke(tx.conn, opened.invite.id, tx.now)
    return replace(opened, invite=replace(opened.invite, revoked_at=tx.now))


def invited(tx: Tx, token: str) -> Opened:
    """A valid invitation by the token of its link. Refused when it is unknown, used up, expired or revoked."""
    found = rows.by_token(tx.conn, token)
    if found is None or found.revoked_at is not None or found.uses_left < 1 or found.expires_at <= tx.now:
        raise Refused("team.invite_invalid")
    team = team_rows.find(tx.conn, found.team_id)
    if team is None:
        raise Refused("team.invite_invalid")
    return Opened(found, team, _host(tx, found))


def accept(tx: Tx, person: Person, token: str) -> Opened:
    """Join the team of an invitation. Refused like `invited`, or when in the team already."""
    opened = invited(tx, token)
    if not teams.join(tx, person, opened.team, opened.invite.role):
        raise Refused("team.already_in", team=opened.team.name)
    if not rows.use(tx.conn, opened.invite.id):
        raise Refused("team.invite_invalid")
    return opened


def _host(tx: Tx, found: Invite) -> Person | None:
    return None if found.created_by is None else people_rows.find(tx.conn, found.created_by)
