"""A rep shows the words of a role-play to those who lead a team: one session at a time, taken back at any time.

Every right is checked here, on every call and for every page. What is not shown, not any more, or never was, is
refused in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.services import roleplays, teams
from bot.services.roleplays import Marked
from bot.storage.queries import organisations as organisation_rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import roleplay as roleplay_rows
from bot.storage.queries import sharing as rows
from bot.storage.queries import teams as team_rows
from bot.storage.queries.people import Person
from bot.storage.queries.roleplay import Turn
from bot.storage.queries.sharing import Choice, Shared
from bot.storage.queries.teams import Team

PAGE = 6
# So many of those who lead a team are told that something was shown to them.
_MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """A session of the person's own, and the teams whose leaders may read it or could."""

    marked: Marked
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What is shown from now on; `readers` are to be told, nobody when it was shown already."""

    offer: Offer
    team: Team
    readers: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of what the person shows, newest first; pages count from 0."""

    shown: tuple[Shared, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A conversation that a rep shows, for somebody who leads the team."""

    shared: Shared
    rep: Person
    marked: Marked
    turns: tuple[Turn, ...]


def offer(tx: Tx, person: Person, roleplay_id: int) -> Offer:
    """Who may read a marked session of the person's own. Refused for any other, and when its words are gone."""
    marked = roleplays.marked(tx, person, roleplay_id)
    if marked is None or marked.words_gone:
        raise Refused("sharing.gone")
    return Offer(marked, rows.choices(tx.conn, roleplay_id, person.id))


def give(tx: Tx, person: Person, roleplay_id: int, team_id: int) -> Given:
    """Show a session to those who lead one of the person's teams. Refused for anything that `offer` does not name."""
    offered = offer(tx, person, roleplay_id)
    if team_id not in {choice.team_id for choice in offered.choices}:
        raise Refused("sharing.gone")
    fresh = rows.give(tx.conn, roleplay_id, team_id, person.id, tx.now)
    readers = _readers(tx, person, team_id) if fresh else ()
    return Given(offer(tx, person, roleplay_id), teams.own(tx, person, team_id), readers)


def take_back(tx: Tx, person: Person, roleplay_id: int, team_id: int) -> None:
    """Nobody in that team may read it any more; nothing happens when nobody could."""
    rows.take_back(tx.conn, roleplay_id, team_id, person.id)


def mine(tx: Tx, person: Person, number: int) -> Page:
    """A page of all that the person shows; the last one when there are fewer."""
    shown = rows.of_person(tx.conn, person.id)
    pages = max(1, -(-len(shown) // PAGE))
    page = min(max(number, 0), pages - 1)
    return Page(shown[page * PAGE : (page + 1) * PAGE], page, pages, len(shown))


def read(tx: Tx, leader: Person, roleplay_id: int, team_id: int) -> Reading:
    """What a rep shows to those who lead a team, for one of them. Refused for everybody else, and once taken back."""
    shared = rows.find(tx.conn, roleplay_id, team_id) if teams.leads(tx, leader.id, team_id) else None
    rep = None if shared is None else people_rows.find(tx.conn, shared.user_id)
    marked = None if rep is None else roleplays.marked(tx, rep, roleplay_id)
    if shared is None or rep is None or marked is None or marked.words_gone:
        raise Refused("sharing.not_shown")
    return Reading(shared, rep, marked, roleplay_rows.turns(tx.conn, roleplay_id))


def _readers(tx: Tx, person: Person, team_id: int) -> tuple[Person, ...]:
    """Those who lead the team; where nobody in it does, whoever owns its organisation."""
    leaders = team_rows.leaders(tx.conn, team_id)
    if not leaders:
        organisation = organisation_rows.of_team(tx.conn, team_id)
        leaders = () if organisation is None else organisation_rows.owners(tx.conn, organisation.id)
    return tuple(_reachable(tx, (one.user_id for one in leaders if one.user_id != person.id)))[:_MOST_TOLD]


def _reachable(tx: Tx, ids: Iterable[int]) -> Iterable[Person]:
    found = (people_rows.find(tx.conn, user_id) for user_id in ids)
    return (one for one in found if one is not None and one.blocked_at is None)
