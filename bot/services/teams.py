"""Teams: making them, inviting into them, leaving them.

Every right is checked here, on every call: a button's data proves nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.services import digest_plan
from bot.storage.queries import assignments, team_inbox, team_items, team_replies, unanswered
from bot.storage.queries import invites as invite_rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import teams as rows
from bot.storage.queries.invites import Invite
from bot.storage.queries.people import Person
from bot.storage.queries.teams import MANAGER, OWNER, REP, Member, Membership, Place, Team

LEADS = frozenset({OWNER, MANAGER})
INVITE_DAYS = 7
NAME_LENGTH = 64
# More teams than anybody leads; keeps one person from filling the database.
MOST_TEAMS = 20
MOST_INVITES = 50


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team as one of its people sees it. `digest_at`: minutes after their midnight; None without a digest.

    `replies`: how many entries of its own the team has; `unanswered`: how many objections wait for whoever leads it;
    `assignments`: how many it has, for a rep only those that the rep has to do; `objections`: how many reports of its
    reps wait for a leader's word; `items`: how many questions and facts of its own.
    """

    team: Team
    role: str
    members: tuple[Member, ...]
    digest_at: int | None
    replies: int
    unanswered: int
    assignments: int
    objections: int
    items: int


def mine(tx: Tx, person: Person) -> tuple[TeamView, ...]:
    """The person's teams."""
    return tuple(_view(tx, place) for place in rows.places(tx.conn, person.id))


def manages(tx: Tx, person: Person) -> bool:
    """Whether the person leads any team."""
    return bool(led(tx, person))


def create(tx: Tx, person: Person, name: str) -> Team:
    """Make a team of that name with the person as owner. Refused for an empty or overlong name, or too many teams."""
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > NAME_LENGTH:
        raise Refused("team.name_refused", longest=NAME_LENGTH)
    if len(rows.of_person(tx.conn, person.id)) >= MOST_TEAMS:
        raise Refused("team.too_many", most=MOST_TEAMS)
    team = rows.add(tx.conn, wanted, person.id, tx.now)
    _join(tx, person, team, OWNER)
    return team


def invite(tx: Tx, person: Person, team_id: int) -> Invite:
    """A one-time invitation into a team that the person leads, good for INVITE_DAYS days."""
    _led(tx, person, team_id)
    if invite_rows.open_invites(tx.conn, team_id, tx.now) >= MOST_INVITES:
        raise Refused("team.too_many_invites", most=MOST_INVITES)
    return invite_rows.add_invite(
        tx.conn,
        token=secrets.token_urlsafe(16),
        team_id=team_id,
        role=REP,
        created_by=person.id,
        created_at=tx.now,
        expires_at=tx.now + timedelta(days=INVITE_DAYS),
        uses=1,
        uses_left=1,
    )


def invited(tx: Tx, token: str) -> tuple[Invite, Team, Person | None]:
    """A valid invitation, its team and who invited. Refused when it is unknown, used, expired or revoked."""
    found = invite_rows.invite_by_token(tx.conn, token)
    if found is None or found.revoked_at is not None or found.uses_left < 1 or found.expires_at <= tx.now:
        raise Refused("team.invite_invalid")
    team = rows.find(tx.conn, found.team_id)
    if team is None:
        raise Refused("team.invite_invalid")
    host = None if found.created_by is None else people_rows.find(tx.conn, found.created_by)
    return found, team, host


def accept(tx: Tx, person: Person, token: str) -> tuple[Team, Person | None]:
    """Join the team of an invitation; returns the team and who invited. Refused like `invited`, or when in it."""
    found, team, host = invited(tx, token)
    if not _join(tx, person, team, found.role):
        raise Refused("team.already_in", team=team.name)
    if not invite_rows.use_invite(tx.conn, found.id):
        raise Refused("team.invite_invalid")
    return team, host


def own(tx: Tx, person: Person, team_id: int) -> Team:
    """A team that the person is in, or whose organisation they own. Refused otherwise."""
    return _place(tx, person, team_id).team


def lead(tx: Tx, person: Person, team_id: int) -> Team:
    """A team that the person leads, as owner, manager or owner of its organisation. Refused in the same words."""
    return _led(tx, person, team_id)


def leads(tx: Tx, user_id: int, team_id: int) -> bool:
    """Whether somebody leads that team."""
    found = rows.place(tx.conn, user_id, team_id)
    return found is not None and found.role in LEADS


def leave(tx: Tx, person: Person, team_id: int) -> Team:
    """Leave a team; the longest-serving manager takes over from a last owner, and without one the team is closed."""
    place = _place(tx, person, team_id)
    if place.membership is None:
        raise Refused("team.not_yours")
    rows.leave(tx.conn, team_id, person.id)
    _settle_ownership(tx, team_id)
    return place.team


def leave_all(tx: Tx, person: Person) -> None:
    """Leave every team."""
    for team, _ in rows.of_person(tx.conn, person.id):
        leave(tx, person, team.id)


def led(tx: Tx, person: Person) -> tuple[Team, ...]:
    """The teams that the person leads."""
    return tuple(place.team for place in rows.places(tx.conn, person.id) if place.role in LEADS)


def _view(tx: Tx, place: Place) -> TeamView:
    team, own = place.team, place.membership
    return TeamView(
        team,
        place.role,
        rows.members(tx.conn, team.id),
        None if own is None else own.digest_at,
        team_replies.count(tx.conn, team.id),
        unanswered.count(tx.conn, team.id) if place.role in LEADS else 0,
        _assignments(tx, place),
        _objections(tx, place),
        team_items.count(tx.conn, team.id),
    )


def _objections(tx: Tx, place: Place) -> int:
    if place.role not in LEADS:
        return 0
    return team_inbox.count(tx.conn, place.team.id, rows.visible_reps(tx.conn, place.team.id, tx.now))


def _assignments(tx: Tx, place: Place) -> int:
    if place.role in LEADS or place.membership is None:
        return assignments.count(tx.conn, place.team.id)
    return sum(task.team_id == place.team.id for task in assignments.tasks(tx.conn, place.membership.user_id))


def _join(tx: Tx, person: Person, team: Team, role: str) -> bool:
    leads = role in LEADS
    place = Membership(
        team_id=team.id,
        user_id=person.id,
        role=role,
        joined_at=tx.now,
        view_from=tx.now + timedelta(days=team.view_after_days) if team.view_after_days else None,
        **digest_plan.first(person, leads=leads, now=tx.now),
    )
    return rows.join(tx.conn, place)


def _settle_ownership(tx: Tx, team_id: int) -> None:
    left = rows.members(tx.conn, team_id)
    if any(member.role == OWNER for member in left):
        return
    heir = next((member for member in left if member.role == MANAGER), None)
    if heir is None:
        # A rep does not come to read others' results by staying behind: without a manager the team ends.
        rows.archive(tx.conn, team_id, tx.now)
        return
    rows.change(tx.conn, team_id, heir.user_id, role=OWNER)


def _place(tx: Tx, person: Person, team_id: int) -> Place:
    """What the person may do in a team. Refused, with the same words for an unknown and for another's team."""
    found = rows.place(tx.conn, person.id, team_id)
    if found is None:
        raise Refused("team.not_yours")
    return found


def _led(tx: Tx, person: Person, team_id: int) -> Team:
    found = _place(tx, person, team_id)
    if found.role not in LEADS:
        raise Refused("team.not_yours")
    return found.team
