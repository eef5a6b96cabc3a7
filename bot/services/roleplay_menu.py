"""Choosing a customer: the recommended one, and lists by industry, style, skill and how far one has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.scenarios.types import Scenario, StyleId
from bot.services import mastery
from bot.storage.queries import progress
from bot.storage.queries.people import Person
from bot.training import roleplay_choice as choice
from bot.training.roleplay_choice import UNKNOWN, Record, Standing, Way

PAGE = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A customer and how it went with them so far."""

    scenario: Scenario
    record: Record


@dataclass(frozen=True, slots=True)
class Menu:
    """The recommended customer, if there is any, and the skill for whose sake (None: for its own)."""

    recommended: Entry | None
    skill: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """What customers have in common, and how many there are."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a group's customers; pages count from 0, entries from `first` + 1."""

    way: Way
    key: str
    entries: tuple[Entry, ...]
    number: int
    pages: int

    @property
    def first(self) -> int:
        """How many entries stand on the pages before."""
        return self.number * PAGE


def menu(tx: Tx, catalog: Catalog, person: Person) -> Menu:
    """Whom to meet next."""
    weakest = mastery.weakest(tx, catalog, person)
    found, skills = _records(tx, person), _skill_of(catalog)
    best = choice.recommended(tuple(catalog.scenarios.values()), found, weakest, skills, tx.now, person.id)
    if best is None:
        return Menu(None, None)
    skill = weakest if choice.trains(best, weakest, skills) else None
    return Menu(Entry(best, found.get(best.id, UNKNOWN)), skill)


def entry(tx: Tx, catalog: Catalog, person: Person, scenario_id: str) -> Entry | None:
    """One customer; None when the scenario does not exist."""
    scenario = catalog.scenarios.get(scenario_id)
    return None if scenario is None else Entry(scenario, _records(tx, person).get(scenario_id, UNKNOWN))


def groups(tx: Tx, catalog: Catalog, person: Person, way: Way) -> tuple[Group, ...]:
    """The groups that have a customer, in a fixed order."""
    found, skills = _records(tx, person), _skill_of(catalog)
    counts = Counter(key for one in catalog.scenarios.values() for key in choice.keys(one, way, found, skills))
    return tuple(Group(key, counts[key]) for key in _order(catalog, way) if counts[key])


def page(tx: Tx, catalog: Catalog, person: Person, way: Way, key: str, number: int) -> Page:
    """A page of a group; the last one when there are fewer pages. An unknown group is empty."""
    found, skills = _records(tx, person), _skill_of(catalog)
    entries = [
        Entry(one, found.get(one.id, UNKNOWN))
        for one in catalog.scenarios.values()
        if key in choice.keys(one, way, found, skills)
    ]
    pages = max(1, -(-len(entries) // PAGE))
    shown = min(max(number, 0), pages - 1)
    return Page(way, key, tuple(entries[shown * PAGE : (shown + 1) * PAGE]), shown, pages)


def _records(tx: Tx, person: Person) -> dict[str, Record]:
    return choice.records(progress.plays(tx.conn, person.id))


def _skill_of(catalog: Catalog) -> Mapping[str, str]:
    return {unit.id: unit.skill for unit in catalog.curriculum.units.values()}


def _order(catalog: Catalog, way: Way) -> tuple[str, ...]:
    match way:
        case Way.INDUSTRY:
            return tuple(dict.fromkeys(one.industry for one in catalog.scenarios.values()))
        case Way.STYLE:
            return tuple(StyleId)
        case Way.SKILL:
            return tuple(catalog.curriculum.skills)
        case Way.STANDING:
            return tuple(Standing)
