"""Changed seats: the conversation stands with the person, so that no restart loses a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.base.language import Lang
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.language.moves import Analysis
from bot.language.objections import Hit
from bot.scenarios import seller
from bot.scenarios.hearing import hear, parts
from bot.scenarios.seat import Seat, seat_from_json, seat_to_json
from bot.scenarios.types import Scenario
from bot.services import people, roleplay_menu
from bot.services.understanding import Understanding
from bot.storage.queries import progress
from bot.storage.queries.people import Person

AWAITING = "seat"
PAGE = 6
# Whoever writes after so long probably means something else.
LONG = timedelta(hours=20)
# Among the preferences: the conversation, and when it last went on.
_SEAT, _AT = "seat", "seat_at"


@dataclass(frozen=True, slots=True)
class Taken:
    """A conversation and the customer whose seat was taken."""

    seat: Seat
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Understood:
    """What the customer's words mean: moves, the objections nearest to them, and the nearest to each of their parts."""

    analysis: Analysis
    hits: tuple[Hit, ...]
    of_parts: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the customers; pages count from 0."""

    scenarios: tuple[Scenario, ...]
    number: int
    pages: int


def find(catalog: Catalog, person: Person | None) -> Taken | None:
    """The person's last conversation, over or not; None when there is none or its customer is gone."""
    body: Any = None if person is None else person.preferences.get(_SEAT)
    seat = None if body is None else seat_from_json(body)
    scenario = None if seat is None else catalog.scenarios.get(seat.scenario)
    return None if seat is None or scenario is None else Taken(seat, scenario)


def running(catalog: Catalog, person: Person | None) -> Taken | None:
    """The conversation under way, or None."""
    found = find(catalog, person)
    return found if found is not None and found.seat.ending is None else None


def stale(person: Person, now: datetime) -> bool:
    """Whether the conversation has been left lying for long."""
    at = person.preferences.get(_AT)
    return isinstance(at, str) and now - datetime.fromisoformat(at) >= LONG


def proposed(tx: Tx, catalog: Catalog, person: Person) -> Scenario | None:
    """Whose seat to take: the customer met last in a role-play, or else the one to meet next."""
    met = [play.scenario_id for play in progress.plays(tx.conn, person.id) if play.scenario_id in catalog.scenarios]
    if met:
        return catalog.scenarios[met[-1]]
    best = roleplay_menu.menu(tx, catalog, person).recommended
    return None if best is None else best.scenario


def page(catalog: Catalog, number: int) -> Page:
    """A page of all customers; the last one when there are fewer pages."""
    scenarios = tuple(catalog.scenarios.values())
    pages = max(1, -(-len(scenarios) // PAGE))
    shown = min(max(number, 0), pages - 1)
    return Page(scenarios[shown * PAGE : (shown + 1) * PAGE], shown, pages)


async def understand(understanding: Understanding, words: str, lang: Lang) -> Understood:
    """What the customer's words mean; awaited before the unit."""
    analysis = await understanding.analyse(words, lang)
    whole, *others = [await understanding.find(text, lang) for text in (words, *parts(words, lang))]
    return Understood(analysis, whole.hits, tuple(found.hits[0] for found in others if found.hits))


def begin(tx: Tx, person: Person, scenario: Scenario) -> Taken:
    """Take a customer's seat; the seller speaks first. Another seat under way is left."""
    seat = Seat(int(tx.now.timestamp()), scenario.id, person.language)
    return _keep(tx, person, Taken(seller.begin(seat), scenario))


def resume(tx: Tx, person: Person, taken: Taken) -> Taken:
    """What the person writes next is the customer's again."""
    return _keep(tx, person, taken)


def say(tx: Tx, catalog: Catalog, person: Person, read: Seat, understood: Understood) -> Taken | None:
    """The customer's next words, as understood before the unit; `read` is the conversation as it was then.

    None when it has gone on or ended meanwhile.
    """
    taken = running(catalog, person)
    if taken is None or taken.seat != read:
        return None
    analysis, hits, of_parts = understood.analysis, understood.hits, understood.of_parts
    words = hear(taken.scenario, analysis, hits, of_parts, asked=seller.asked(taken.seat))
    return _keep(tx, person, Taken(seller.answer(taken.scenario, taken.seat, words), taken.scenario))


def stop(tx: Tx, catalog: Catalog, person: Person, seat_id: int | None = None) -> Taken | None:
    """Leave the conversation under way (only that one, if `seat_id` is given); None when it is not under way."""
    taken = running(catalog, person)
    if taken is None or seat_id not in {None, taken.seat.id}:
        return None
    return _keep(tx, person, Taken(seller.stopped(taken.seat), taken.scenario))


def _keep(tx: Tx, person: Person, taken: Taken) -> Taken:
    kept = {_SEAT: seat_to_json(taken.seat), _AT: tx.now.isoformat()}
    person = people.preference(tx, person, **kept)
    if taken.seat.ending is None:
        people.await_text(tx, person, AWAITING)
    elif person.awaiting == AWAITING:
        people.await_text(tx, person, None)
    people.note_activity(tx, person)
    return taken
