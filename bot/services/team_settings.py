"""What the owner of a team decides about it: its name, when results are seen, closing it and having it back.

Every right is checked here, on every call.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.services import digest_rounds, organisations, teams
from bot.services.names import cleaned
from bot.storage.queries import archive as archive_rows
from bot.storage.queries import organisations as organisation_rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import teams as rows
from bot.storage.queries.organisations import Organisation
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Place, Team

# Results are seen at once, or after so many days.
VIEW_AFTER = (0, 30)
# For how many days a closed team can be had back; after that it is deleted.
ARCHIVE_DAYS = 30
_PURGED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Overview:
    """All that a person has of teams: where they are or lead, what they own, and the teams they can have back."""

    places: tuple[Place, ...]
    owned: tuple[Organisation, ...]
    archived: tuple[Team, ...]


@dataclass(frozen=True, slots=True)
class Reopened:
    """A team that is back, and who leads it, to be told."""

    team: Team
    leaders: tuple[Person, ...]


def overview(tx: Tx, person: Person) -> Overview:
    """All of the person's teams. Organisations with one team are not told from it."""
    owned = (one for one in organisations.mine(tx, person) if len(organisation_rows.teams_in(tx.conn, one.id)) > 1)
    return Overview(rows.places(tx.conn, person.id), tuple(owned), archived(tx, person))


def rename(tx: Tx, person: Person, team_id: int, name: str) -> Team:
    """Another name for a team that the person owns. Refused for an empty or overlong one."""
    teams.head(tx, person, team_id)
    rows.rename(tx.conn, team_id, cleaned(name))
    return teams.own(tx, person, team_id)


def set_view_after(tx: Tx, person: Person, team_id: int, days: int) -> Team:
    """When the results of new reps are seen: one of VIEW_AFTER, anything else changes nothing.

    More patience holds for whoever joined within those days as well; less only for whoever joins from now on.
    """
    teams.head(tx, person, team_id)
    if days in VIEW_AFTER:
        rows.hold_back(tx.conn, team_id, days, tx.now - timedelta(days=days))
    return teams.own(tx, person, team_id)


def archive(tx: Tx, person: Person, team_id: int) -> tuple[Team, tuple[Person, ...]]:
    """Close a team that the person owns; returns who else led it, to be told."""
    team = teams.head(tx, person, team_id)
    others = tuple(one for one in _leaders(tx, team_id) if one.id != person.id)
    archive_rows.close(tx.conn, team_id, tx.now)
    return team, others


def archived(tx: Tx, person: Person) -> tuple[Team, ...]:
    """The closed teams that the person can have back."""
    return archive_rows.owned_by(tx.conn, person.id, tx.now - timedelta(days=ARCHIVE_DAYS))


def restore(tx: Tx, person: Person, team_id: int) -> Reopened:
    """Have a closed team back. Refused for any that is not `archived`, and for a person with too many teams."""
    team = next((one for one in archived(tx, person) if one.id == team_id), None)
    if team is None:
        raise Refused("team.not_yours")
    if len(rows.of_person(tx.conn, person.id)) >= teams.MOST_TEAMS:
        raise Refused("team.too_many", most=teams.MOST_TEAMS)
    archive_rows.reopen(tx.conn, team_id)
    if organisation_rows.of_team(tx.conn, team_id) is None:
        made = organisations.home(tx, person, team.name, organisations.ANOTHER)
        organisation_rows.add_team(tx.conn, made.id, team_id)
    leaders = _leaders(tx, team_id)
    for one in leaders:
        digest_rounds.plan_anew(tx, one)
    return Reopened(teams.own(tx, person, team_id), tuple(one for one in leaders if one.id != person.id))


def purge(tx: Tx) -> int:
    """Delete some of the teams that nobody can have back any more; returns how many."""
    return archive_rows.purge(tx.conn, tx.now - timedelta(days=ARCHIVE_DAYS), _PURGED_AT_ONCE)


def _leaders(tx: Tx, team_id: int) -> tuple[Person, ...]:
    found = (people_rows.find(tx.conn, one.user_id) for one in rows.leaders(tx.conn, team_id))
    return tuple(one for one in found if one is not None)
