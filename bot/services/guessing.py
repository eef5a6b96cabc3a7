"""Guess the style: the round stands with the person, so that no restart loses a line; results feed mastery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.scenarios.types import StyleId
from bot.services import people
from bot.services.people import local_date
from bot.storage.queries.people import Person
from bot.training import guessing
from bot.training.guessing import CUSTOMERS, Round
from bot.training.mastery import Played

SKILL = "styles"
# Among the preferences: the round under way or last, and the results of the last rounds, one for each date.
_ROUND, _RESULTS = "guessing", "guessed"
_KEPT = 5


@dataclass(frozen=True, slots=True)
class Guessed:
    """A round after a press; `ended`: this very press ended it; `before`: the points of the round before, if any."""

    round: Round
    ended: bool = False
    before: int | None = None


def find(catalog: Catalog, person: Person) -> Round | None:
    """The round under way, or the last one; None when there is none, or its lines are gone."""
    return guessing.from_json(person.preferences.get(_ROUND), catalog.tells)


def begin(tx: Tx, catalog: Catalog, person: Person) -> Round:
    """A new round in the person's language, instead of one under way."""
    seed = person.id * 1_000_003 + int(tx.now.timestamp())
    begun = guessing.begin(catalog.tells[person.language], person.language, seed)
    _keep(tx, person, begun)
    return begun


def more(tx: Tx, catalog: Catalog, person: Person, seed: int, number: int, shown: int) -> Guessed | None:
    """One more line; None when that round is not the person's, unchanged when the button is an old one."""
    return _pressed(tx, catalog, person, (seed, number, shown), Round.more)


def guess(
    tx: Tx, catalog: Catalog, person: Person, seed: int, number: int, shown: int, style: StyleId
) -> Guessed | None:
    """A name for the customer; None when that round is not the person's, unchanged when the button is an old one."""
    return _pressed(tx, catalog, person, (seed, number, shown), lambda found: found.guess(style))


def following(tx: Tx, catalog: Catalog, person: Person, seed: int, number: int) -> Round | None:
    """The next customer; None when the button is an old one."""
    found = find(catalog, person)
    if found is None or (found.seed, found.number) != (seed, number):
        return None
    after = found.following()
    if after == found:
        return None
    _keep(tx, person, after)
    return after


def _pressed(
    tx: Tx, catalog: Catalog, person: Person, at: tuple[int, int, int], act: Callable[[Round], Round]
) -> Guessed | None:
    found = find(catalog, person)
    if found is None or found.seed != at[0]:
        return None
    if (found.number, found.now.shown) != at[1:]:
        return Guessed(found)
    after = act(found)
    if after == found:
        return Guessed(found)
    before = last(person)
    person = _keep(tx, person, after)
    if after.over:
        _note(tx, person, after)
    return Guessed(after, after.over, before if after.over else None)


# --- results


def last(person: Person) -> int | None:
    """The points of the round finished last, or None."""
    kept = _results(person)
    return None if not kept else int(kept[-1]["points"])


def played(person: Person) -> tuple[Played, ...]:
    """What the last rounds showed of reading styles: customers named of customers heard, for mastery."""
    return tuple(
        Played(SKILL, int(one["right"]), CUSTOMERS, CUSTOMERS, datetime.fromisoformat(one["at"]))
        for one in _results(person)
    )


def _note(tx: Tx, person: Person, over: Round) -> None:
    """Keep a result. The last round of a date counts: playing all evening says no more than playing once."""
    day = local_date(person, tx.now).isoformat()
    result = {"day": day, "at": tx.now.isoformat(), "right": over.right, "points": over.points}
    kept = [one for one in _results(person) if one["day"] != day]
    people.preference(tx, person, **{_RESULTS: [*kept, result][-_KEPT:]})


def _results(person: Person) -> list[dict[str, Any]]:
    kept = person.preferences.get(_RESULTS)
    return list(kept) if isinstance(kept, list) else []


def _keep(tx: Tx, person: Person, now: Round) -> Person:
    person = people.preference(tx, person, **{_ROUND: guessing.to_json(now)})
    people.note_activity(tx, person)
    return person
