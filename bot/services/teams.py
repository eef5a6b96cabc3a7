"""Teams: who may do what in them, making and leaving them, and the daily digest for whoever leads one.

Every right is checked here, on every call: a button's data proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.services import organisations, succession
from bot.services.names import cleaned
from bot.services.people import ALL_DAYS, local_date
from bot.storage.queries import organisations as organisation_rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import team_replies, unanswered
from bot.storage.queries import teams as rows
from bot.storage.queries.delivery import claim_push
from bot.storage.queries.organisations import Organisation
from bot.storage.queries.people import Person
from bot.storage.queries.teams import MANAGER, OWNER, REP, Member, Membership, Place, Team, Trained
from bot.training import calendar
from bot.training.calendar import Plan

LEADS = frozenset({OWNER, MANAGER})
DIGEST_AT = 18 * 60
# Telegram shows one screen; a longer list is counted.
MOST_NAMES = 30
# More teams than anybody leads; keeps one person from filling the database.
MOST_TEAMS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """A team as one of its people sees it.

    `members` are the first MOST_NAMES of `size`. `replies`: how many entries of its own the team has; `unanswered`: how
    many objections wait for whoever leads it; `own_until`: until when a rep's results are seen by the rep alone.
    """

    place: Place
    members: tuple[Member, ...]
    size: int
    replies: int
    unanswered: int
    own_until: datetime | None

    @property
    def team(self) -> Team:
        """The team itself."""
        return self.place.team

    @property
    def leads(self) -> bool:
        """Whether the person leads it."""
        return self.place.role in LEADS

    @property
    def owns(self) -> bool:
        """Whether the person owns it, or its organisation."""
        return self.place.role == OWNER

    @property
    def digest_at(self) -> int | None:
        """Minutes after the person's midnight; None without a daily digest."""
        return None if self.place.membership is None else self.place.membership.digest_at


@dataclass(frozen=True, slots=True)
class Left:
    """A team that somebody left, and who owns it in their place, where that has changed."""

    team: Team
    heir: Person | None


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


def mine(tx: Tx, person: Person) -> tuple[Place, ...]:
    """The person's places: in teams that they are in, and in those of organisations that they own."""
    return rows.places(tx.conn, person.id)


def view(tx: Tx, person: Person, team_id: int) -> TeamView:
    """One of the person's teams. Refused for any other."""
    place = of(tx, person, team_id)
    return TeamView(
        place=place,
        members=rows.members(tx.conn, team_id, limit=MOST_NAMES),
        size=rows.size(tx.conn, team_id),
        replies=team_replies.count(tx.conn, team_id),
        unanswered=unanswered.count(tx.conn, team_id) if place.role in LEADS else 0,
        own_until=_own_until(place, tx.now),
    )


def _own_until(place: Place, now: datetime) -> datetime | None:
    seen_from = None if place.membership is None else place.membership.view_from
    return seen_from if place.role == REP and seen_from is not None and seen_from > now else None


def manages(tx: Tx, person: Person) -> bool:
    """Whether the person leads any team."""
    return bool(led(tx, person))


def create(tx: Tx, person: Person, name: str, organisation_id: int | None = None) -> tuple[Team, Organisation]:
    """Make a team of that name with the person as owner, in an organisation of theirs.

    Without one, or when none is named, one of that name begins with it. Refused for an empty or overlong name, or too
    many teams.
    """
    wanted = cleaned(name)
    if len(rows.of_person(tx.conn, person.id)) >= MOST_TEAMS:
        raise Refused("team.too_many", most=MOST_TEAMS)
    organisation = organisations.home(tx, person, wanted, organisation_id)
    team = rows.add(tx.conn, wanted, person.id, tx.now)
    organisation_rows.add_team(tx.conn, organisation.id, team.id)
    join(tx, person, team, OWNER)
    return team, organisation


def of(tx: Tx, person: Person, team_id: int) -> Place:
    """What the person may do in a team. Refused in the same words for an unknown, an archived and a foreign one."""
    found = rows.place(tx.conn, person.id, team_id)
    if found is None:
        raise Refused("team.not_yours")
    return found


def own(tx: Tx, person: Person, team_id: int) -> Team:
    """A team that the person is in, or whose organisation they own. Refused otherwise."""
    return of(tx, person, team_id).team


def lead(tx: Tx, person: Person, team_id: int) -> Team:
    """A team that the person leads, as owner, manager or owner of its organisation. Refused in the same words."""
    return _ranked(tx, person, team_id, LEADS)


def head(tx: Tx, person: Person, team_id: int) -> Team:
    """A team that the person owns, or whose organisation they own. Refused in the same words."""
    return _ranked(tx, person, team_id, frozenset({OWNER}))


def _ranked(tx: Tx, person: Person, team_id: int, roles: frozenset[str]) -> Team:
    found = of(tx, person, team_id)
    if found.role not in roles:
        raise Refused("team.not_yours")
    return found.team


def leads(tx: Tx, user_id: int, team_id: int) -> bool:
    """Whether somebody leads that team."""
    found = rows.place(tx.conn, user_id, team_id)
    return found is not None and found.role in LEADS


def member(tx: Tx, person: Person, team_id: int) -> Place:
    """The person's place in a team that they are in themselves. Refused otherwise."""
    place = of(tx, person, team_id)
    if place.membership is None:
        raise Refused("team.not_yours")
    return place


def leave(tx: Tx, person: Person, team_id: int) -> Left:
    """Leave a team: see `succession` for what becomes of it then."""
    team = member(tx, person, team_id).team
    heir = succession.take_out(tx, person.id, team_id)
    return Left(team, None if heir is None else people_rows.find(tx.conn, heir))


def digest(tx: Tx, person: Person, team_id: int) -> Digest:
    """Who trained on the person's own date today, for a team that they lead."""
    return _digest(tx, lead(tx, person, team_id), local_date(person, tx.now))


def led(tx: Tx, person: Person) -> tuple[Team, ...]:
    """The teams that the person leads."""
    return tuple(place.team for place in rows.places(tx.conn, person.id) if place.role in LEADS)


def set_digest_time(tx: Tx, person: Person, team_id: int, minutes: int | None) -> None:
    """When the digest of a team that the person leads comes, in minutes after midnight; None: only when asked for."""
    lead(tx, person, team_id)
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


def _digest(tx: Tx, team: Team, day: date) -> Digest:
    done = rows.trained_on(tx.conn, team.id, day)
    reps = [member for member in rows.members(tx.conn, team.id) if member.role == REP]
    trained = sorted(
        ((member, done[member.user_id]) for member in reps if member.user_id in done),
        key=lambda entry: (-entry[1].roleplays, -entry[1].questions, entry[0].user_id),
    )
    absent = tuple(member for member in reps if member.user_id not in done)
    return Digest(team, day, tuple(trained), absent, unanswered.count(tx.conn, team.id))


def join(tx: Tx, person: Person, team: Team, role: str) -> bool:
    """Put a person into a team, with what was promised there; False when they are in it."""
    place = Membership(
        team_id=team.id,
        user_id=person.id,
        role=role,
        joined_at=tx.now,
        view_from=tx.now + timedelta(days=team.view_after_days) if team.view_after_days else None,
        **reports(person, role, tx.now),
    )
    return rows.join(tx.conn, place)


def reports(person: Person, role: str, now: datetime) -> dict[str, Any]:
    """The columns of a membership that say when its digests come, for somebody who comes into that role."""
    digest_at = DIGEST_AT if role in LEADS else None
    return {
        "digest_at": digest_at,
        "next_digest_at": None if digest_at is None else _next_digest(person, digest_at, now),
        "weekly_on": None,
        "next_weekly_at": None,
    }


def _next_digest(person: Person, digest_at: int, now: datetime) -> datetime | None:
    return calendar.next_push(Plan(digest_at, ALL_DAYS, person.time_zone), now)
