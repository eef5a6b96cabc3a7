"""Teams: making them, inviting into them, leaving them, and the daily digest for whoever leads one.

Every right is checked here, on every call: a button's data proves nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.services.people import ALL_DAYS, local_date
from bot.storage.queries import assignments, team_inbox, team_items, team_replies, unanswered
from bot.storage.queries import invites as invite_rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import teams as rows
from bot.storage.queries.delivery import claim_push
from bot.storage.queries.invites import Invite
from bot.storage.queries.people import Person
from bot.storage.queries.teams import MANAGER, OWNER, REP, Member, Membership, Place, Team, Trained
from bot.training import calendar
from bot.training.calendar import Plan

LEADS = frozenset({OWNER, MANAGER})
INVITE_DAYS = 7
DIGEST_AT = 18 * 60
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


@dataclass(frozen=True, slots=True)
class Digest:
    """Who of a team trained on a day. `trained` is in the order of most done; people who lead are left out of both.

    `unanswered`: how many objections wait for an answer.
    """

    team: Team
    day: date
    trained: tuple[tuple[Member, Trained], ...]
    absent: tuple[Member, ...]
    unanswered: int


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


def digest(tx: Tx, person: Person, team_id: int) -> Digest:
    """Who trained on the person's own date today, for a team that they lead."""
    return _digest(tx, _led(tx, person, team_id), local_date(person, tx.now))


def led(tx: Tx, person: Person) -> tuple[Team, ...]:
    """The teams that the person leads."""
    return tuple(place.team for place in rows.places(tx.conn, person.id) if place.role in LEADS)


def set_digest_time(tx: Tx, person: Person, team_id: int, minutes: int | None) -> None:
    """When the digest of a team that the person leads comes, in minutes after midnight; None: only when asked for."""
    _led(tx, person, team_id)
    planned = None if minutes is None else _next_digest(person, minutes, tx.now)
    rows.change(tx.conn, team_id, person.id, digest_at=minutes, next_digest_at=planned)


def plan_digests(tx: Tx, person: Person) -> None:
    """Plan the digests of a person anew, after their zone changed."""
    for team, place in rows.of_person(tx.conn, person.id):
        if place.digest_at is not None:
            rows.change(tx.conn, team.id, person.id, next_digest_at=_next_digest(person, place.digest_at, tx.now))


def take_due_digests(tx: Tx, limit: int) -> list[tuple[Person, Digest]]:
    """Claim the digests that are due now, each once for its person, team and local date, and plan the next ones.

    One that was due on an earlier date of the person is left out.
    """
    claimed = []
    for place in rows.due_digests(tx.conn, tx.now, limit):
        person, team = people_rows.find(tx.conn, place.user_id), rows.find(tx.conn, place.team_id)
        following = None
        if person is not None and team is not None and place.role in LEADS and place.digest_at is not None:
            following = _next_digest(person, place.digest_at, tx.now)
            day = local_date(person, tx.now)
            # Yesterday's comes too late to be of use, and must not take today's place.
            timely = place.next_digest_at is not None and local_date(person, place.next_digest_at) == day
            if (
                timely
                and person.blocked_at is None
                and claim_push(tx.conn, person.id, "digest", day, now=tx.now, scope=str(team.id))
            ):
                claimed.append((person, _digest(tx, team, day)))
        rows.change(tx.conn, place.team_id, place.user_id, next_digest_at=following)
    return claimed


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


def _digest(tx: Tx, team: Team, day: date) -> Digest:
    done = rows.trained_on(tx.conn, team.id, day)
    reps = [member for member in rows.members(tx.conn, team.id) if member.role == REP]
    trained = sorted(
        ((member, done[member.user_id]) for member in reps if member.user_id in done),
        key=lambda entry: (-entry[1].roleplays, -entry[1].questions, entry[0].user_id),
    )
    absent = tuple(member for member in reps if member.user_id not in done)
    return Digest(team, day, tuple(trained), absent, unanswered.count(tx.conn, team.id))


def _join(tx: Tx, person: Person, team: Team, role: str) -> bool:
    digest_at = DIGEST_AT if role in LEADS else None
    place = Membership(
        team_id=team.id,
        user_id=person.id,
        role=role,
        joined_at=tx.now,
        view_from=tx.now + timedelta(days=team.view_after_days) if team.view_after_days else None,
        digest_at=digest_at,
        next_digest_at=None if digest_at is None else _next_digest(person, digest_at, tx.now),
        weekly_on=None,
        next_weekly_at=None,
    )
    return rows.join(tx.conn, place)


def _next_digest(person: Person, digest_at: int, now: datetime) -> datetime | None:
    return calendar.next_push(Plan(digest_at, ALL_DAYS, person.time_zone), now)


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
