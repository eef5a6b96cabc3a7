"""Teams: who may do what in them, making and leaving them.

Every right is checked here, on every call: a button's data proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.services import digest_plan, organisations, succession
from bot.services.names import cleaned
from bot.storage.queries import assignments, team_inbox, team_items, team_replies, unanswered
from bot.storage.queries import organisations as organisation_rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import teams as rows
from bot.storage.queries.organisations import Organisation
from bot.storage.queries.people import Person
from bot.storage.queries.teams import MANAGER, OWNER, REP, Member, Membership, Place, Team

LEADS = frozenset({OWNER, MANAGER})
# Names on a rep's card, which shows one screen of a phone; a longer list is counted.
MOST_NAMES = 12
# More teams than anybody leads; keeps one person from filling the database.
MOST_TEAMS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """A team as one of its people sees it.

    `leaders` are its owners and managers, `reps` the first MOST_NAMES of the others among `size` people: none for those
    who lead it, who have a list of their own. `replies`: how many entries of its own the team has; `unanswered`: how
    many objections wait for whoever leads it; `own_until`: until when a rep's results are seen by the rep alone.
    `assignments`: how many it has, for a rep only those that the rep has to do; `objections`: how many reports of its
    reps wait for a leader's word; `items`: how many questions and facts of its own.
    """

    place: Place
    leaders: tuple[Member, ...]
    reps: tuple[Member, ...]
    size: int
    replies: int
    unanswered: int
    assignments: int
    objections: int
    items: int
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


def mine(tx: Tx, person: Person) -> tuple[Place, ...]:
    """The person's places: in teams that they are in, and in those of organisations that they own."""
    return rows.places(tx.conn, person.id)


def view(tx: Tx, person: Person, team_id: int) -> TeamView:
    """One of the person's teams. Refused for any other."""
    place = of(tx, person, team_id)
    return TeamView(
        place=place,
        leaders=rows.leaders(tx.conn, team_id),
        reps=() if place.role in LEADS else rows.reps(tx.conn, team_id, MOST_NAMES),
        size=rows.size(tx.conn, team_id),
        replies=team_replies.count(tx.conn, team_id),
        unanswered=unanswered.count(tx.conn, team_id) if place.role in LEADS else 0,
        assignments=_assignments(tx, place),
        objections=_objections(tx, place),
        items=team_items.count(tx.conn, team_id),
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


def led(tx: Tx, person: Person) -> tuple[Team, ...]:
    """The teams that the person leads."""
    return tuple(place.team for place in rows.places(tx.conn, person.id) if place.role in LEADS)


def _objections(tx: Tx, place: Place) -> int:
    if place.role not in LEADS:
        return 0
    return team_inbox.count(tx.conn, place.team.id, rows.visible_reps(tx.conn, place.team.id, tx.now))


def _assignments(tx: Tx, place: Place) -> int:
    if place.role in LEADS or place.membership is None:
        return assignments.count(tx.conn, place.team.id)
    return sum(task.team_id == place.team.id for task in assignments.tasks(tx.conn, place.membership.user_id))


def join(tx: Tx, person: Person, team: Team, role: str) -> bool:
    """Put a person into a team, with what was promised there; False when they are in it."""
    place = Membership(
        team_id=team.id,
        user_id=person.id,
        role=role,
        joined_at=tx.now,
        view_from=tx.now + timedelta(days=team.view_after_days) if team.view_after_days else None,
        **digest_plan.first(person, leads=role in LEADS, now=tx.now),
    )
    return rows.join(tx.conn, place)
