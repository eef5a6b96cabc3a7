"""Digests that come unasked: what is due, claimed once for each leader, team and date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import coaching, digest_plan, digests, teams
from bot.services.coaching import Advice
from bot.services.digests import Desk, Digest, Heat
from bot.services.people import local_date
from bot.storage.queries import people as people_rows
from bot.storage.queries import teams as rows
from bot.storage.queries.delivery import claim_push
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Membership, Team

_DAILY, _WEEKLY = "digest", "weekly"


@dataclass(frozen=True, slots=True)
class Week:
    """A team's week for one who leads it: text, picture, whom to coach."""

    leader: Person
    digest: Digest
    heat: Heat
    advice: tuple[Advice, ...]


def set_time(tx: Tx, person: Person, team_id: int, minutes: int | None) -> None:
    """When the digests of a team that the person leads come, in minutes after midnight; None: no daily one."""
    place = _own(tx, person, team_id)
    rows.change(tx.conn, team_id, person.id, **digest_plan.planned(person, minutes, place.weekly_on, tx.now))


def set_weekday(tx: Tx, person: Person, team_id: int, weekday: int | None) -> None:
    """On which weekday (Monday = 0) the week's digest comes; None: on none."""
    place = _own(tx, person, team_id)
    rows.change(tx.conn, team_id, person.id, **digest_plan.planned(person, place.digest_at, weekday, tx.now))


def settings(tx: Tx, person: Person, team_id: int) -> tuple[Team, Membership]:
    """When the digests of a team come to the person who leads it."""
    return teams.lead(tx, person, team_id), _own(tx, person, team_id)


def plan_anew(tx: Tx, person: Person) -> None:
    """Plan the digests of a person anew, after their zone changed."""
    for team, place in rows.of_person(tx.conn, person.id):
        planned = digest_plan.planned(person, place.digest_at, place.weekly_on, tx.now)
        rows.change(tx.conn, team.id, person.id, **planned)


def take_day(tx: Tx, catalog: Catalog, team_id: int, user_id: int) -> tuple[Person, Digest] | None:
    """Claim a daily digest that is due, once for its person, team and local date, and plan the next one.

    None when it is not to be sent: it was due on an earlier date of the person, or there is nothing to say.
    """
    place = _due(tx, team_id, user_id, _DAILY)
    person = None if place is None else _claim(tx, place, _DAILY)
    if person is None:
        return None
    found = digests.daily(tx, catalog, person, team_id)
    return (person, found) if found.news else None


def week(tx: Tx, catalog: Catalog, person: Person, team_id: int) -> Week:
    """The week of a team that the person leads, to be drawn. It only reads."""
    desk = Desk(tx, person, team_id)
    found, heat = digests.weekly(desk, catalog), digests.heat(desk, catalog)
    return Week(person, found, heat, coaching.suggestions(desk, catalog))


def week_wanted(tx: Tx, team_id: int, user_id: int) -> bool:
    """Whether a week's digest that is due would be sent, so that it is worth drawing."""
    place = _due(tx, team_id, user_id, _WEEKLY)
    person = None if place is None else people_rows.find(tx.conn, user_id)
    return place is not None and person is not None and _in_time(tx, person, place.next_weekly_at)


def take_week(tx: Tx, team_id: int, user_id: int) -> Person | None:
    """Claim a week's digest that is due and plan the next one; None when it is not to be sent.

    It stands for the day's digest too.
    """
    place = _due(tx, team_id, user_id, _WEEKLY)
    person = None if place is None else _claim(tx, place, _WEEKLY)
    if person is not None:
        claim_push(tx.conn, user_id, _DAILY, local_date(person, tx.now), now=tx.now, scope=str(team_id))
    return person


def _due(tx: Tx, team_id: int, user_id: int, kind: str) -> Membership | None:
    """The place whose digest is due, archived teams' too; None when it is not due (any more)."""
    place = rows.membership(tx.conn, team_id, user_id)
    moment = None if place is None else place.next_digest_at if kind == _DAILY else place.next_weekly_at
    return place if moment is not None and moment <= tx.now else None


def _claim(tx: Tx, place: Membership, kind: str) -> Person | None:
    """Whoever is to get it; None when nobody is. The next one is planned either way."""
    person, due, column = people_rows.find(tx.conn, place.user_id), place.next_weekly_at, "next_weekly_at"
    if kind == _DAILY:
        due, column = place.next_digest_at, "next_digest_at"
    if person is None or place.role not in teams.LEADS or rows.find(tx.conn, place.team_id) is None:
        rows.change(tx.conn, place.team_id, place.user_id, next_digest_at=None, next_weekly_at=None)
        return None
    following = digest_plan.planned(person, place.digest_at, place.weekly_on, tx.now)
    rows.change(tx.conn, place.team_id, person.id, **{column: dict(following)[column]})
    if not _in_time(tx, person, due):
        return None
    day = local_date(person, tx.now)
    return person if claim_push(tx.conn, person.id, kind, day, now=tx.now, scope=str(place.team_id)) else None


def _in_time(tx: Tx, person: Person, due: datetime | None) -> bool:
    """What was due on an earlier date comes too late to be of use, and must not take today's place."""
    if due is None or person.blocked_at is not None:
        return False
    return local_date(person, due) == local_date(person, tx.now)


def _own(tx: Tx, person: Person, team_id: int) -> Membership:
    """The person's own place in a team that they lead. Refused for others, and for who leads it from outside."""
    teams.lead(tx, person, team_id)
    place = rows.membership(tx.conn, team_id, person.id)
    if place is None:
        raise Refused("digest.from_outside")
    return place
