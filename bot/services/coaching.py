"""Whom to coach, on what: the suggestions of `bot.training.coaching` for a team, and praise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.scenarios.types import Scenario
from bot.services import breaks, teams, visibility
from bot.services.digests import Desk
from bot.services.people import local_date
from bot.storage.queries import digests as rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import progress
from bot.storage.queries.delivery import claim_push
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.training import coaching, roleplay_choice
from bot.training.coaching import EARLIER, RECENT, Days, Form, Kind, Suggestion
from bot.training.curriculum import Unit
from bot.training.grading.types import scorecard_from_json
from bot.training.trends import WINDOW, Change, Count

PRAISE_KIND = "praise"
# The scorecards of so many people are read: those whose checks were met least.
_CLOSE_LOOKS = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Advice:
    """A suggestion with its person, and what they could be given.

    `scenario`: a customer with whom it can be practised (None: it is not about talking); `unit`: one whose drill is an
    easy way back for somebody who trains less, of the skill that went worst (None: about something else).
    """

    person: Person
    suggestion: Suggestion
    scenario: Scenario | None = None
    unit: Unit | None = None


class Praised(StrEnum):
    """What came of praise; the values name texts."""

    SENT = "sent"
    TODAY = "sent_today"  # for this, already
    AWAY = "away"  # they cannot be written to
    GONE = "gone"  # the rise does not show any more


def suggestions(desk: Desk, catalog: Catalog) -> tuple[Advice, ...]:
    """At most three suggestions for a team."""
    found = coaching.suggest(_forms(desk), catalog.rubric.checks)
    return tuple(
        Advice(desk.people[one.user_id], one, _scenario(desk.tx, catalog, one), _unit(desk, catalog, one))
        for one in found
    )


def praise(tx: Tx, leader: Person, team_id: int, user_id: int, skill: str) -> tuple[Praised, Team, Person]:
    """Tell somebody that they have got better in a skill, once a day.

    Refused for a team that the person does not lead, and for somebody whose results are not theirs to see.
    """
    team, seen = teams.lead(tx, leader, team_id), visibility.visible(tx, leader, team_id)
    person = people_rows.find(tx.conn, user_id) if user_id in seen else None
    if person is None:
        raise Refused("drilldown.not_visible")
    if not _risen(tx, leader, person, skill):
        return Praised.GONE, team, person
    if person.blocked_at is not None:
        return Praised.AWAY, team, person
    scope, day = f"{team_id}:{skill}", local_date(person, tx.now)
    sent = claim_push(tx.conn, user_id, PRAISE_KIND, day, now=tx.now, scope=scope)
    return Praised.SENT if sent else Praised.TODAY, team, person


def _risen(tx: Tx, leader: Person, person: Person, skill: str) -> bool:
    cut = local_date(leader, tx.now) - WINDOW + _DAY
    cells = rows.cells_of(tx.conn, person.id, cut - WINDOW, cut, local_date(leader, tx.now) + _DAY)
    return skill in cells and cells[skill].change is Change.UP


def _forms(desk: Desk) -> dict[int, Form]:
    conn, team_id, today = desk.tx.conn, desk.team.id, desk.today
    recent = rows.days_between(conn, team_id, today - RECENT + _DAY, today + _DAY)
    earlier = rows.days_between(conn, team_id, today - RECENT - EARLIER + _DAY, today - RECENT)
    checks, given = _checks(desk), rows.work(conn, team_id, today)
    praised = rows.praised(conn, team_id, today - WINDOW)
    return {
        user_id: Form(
            cells=desk.cells.get(user_id, {}),
            # Whoever is on a break is not fading.
            days=Days()
            if breaks.paused(person, desk.tx.now)
            else Days(recent.get(user_id, 0), earlier.get(user_id, 0)),
            checks=checks.get(user_id, {}),
            busy=user_id in given and given[user_id].done < given[user_id].of,
            praised=praised.get(user_id, ()),
        )
        for user_id, person in desk.people.items()
    }


def _checks(desk: Desk) -> dict[int, dict[str, Count]]:
    """By person, how often each check was met: read for those alone who met the smallest share of all."""

    def share(user_id: int) -> float:
        lacking = [cell.checks for cell in desk.cells[user_id].values() if cell.checks.of >= coaching.OCCASIONS]
        return min((count.share for count in lacking), default=1.0)

    shares = {user_id: share(user_id) for user_id in desk.cells}
    worst = sorted((user_id for user_id in shares if shares[user_id] < 1), key=lambda one: (shares[one], one))
    cards = rows.cards_since(desk.tx.conn, worst[:_CLOSE_LOOKS], desk.tx.now - WINDOW) if worst else {}
    return {
        user_id: coaching.met(scorecard_from_json(body).checks for body in bodies) for user_id, bodies in cards.items()
    }


def _scenario(tx: Tx, catalog: Catalog, one: Suggestion) -> Scenario | None:
    """With whom to practise what a check found lacking."""
    if one.kind is not Kind.CHECK:
        return None
    met = roleplay_choice.records(progress.plays(tx.conn, one.user_id))
    skills = {unit.id: unit.skill for unit in catalog.curriculum.units.values()}
    return roleplay_choice.recommended(tuple(catalog.scenarios.values()), met, one.skill, skills, tx.now, one.user_id)


def _unit(desk: Desk, catalog: Catalog, one: Suggestion) -> Unit | None:
    """What to come back with; where too little is known of a person, the first unit of all."""
    if one.kind is not Kind.FADING:
        return None
    units = tuple(catalog.curriculum.units.values())
    skill = coaching.weakest(desk.cells.get(one.user_id, {}))
    return next((unit for unit in units if unit.skill == skill), units[0])
