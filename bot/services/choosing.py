"""Which items a drill of a person is made of."""

from __future__ import annotations

from datetime import datetime

from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import mastery, questions
from bot.services.people import local_date
from bot.storage.queries import training as rows
from bot.storage.queries import trouble as trouble_rows
from bot.storage.queries.people import Person
from bot.training import drill as composing
from bot.training.drill import Wish
from bot.training.items import Item

# Written questions in a day.
WRITTEN_A_DAY = 1


def daily(tx: Tx, catalog: Catalog, person: Person) -> tuple[Item, ...]:
    """The items of the next daily drill; empty when there is nothing to ask."""
    wish = Wish(
        size=person.drill_size,
        weakest=mastery.weakest(tx, catalog, person),
        fill=True,
        written=_written(tx, person),
        suspended=trouble_rows.suspended_ids(tx.conn, person.id),
    )
    chosen = _composed(tx, catalog, person, wish)
    asked = questions.own(tx, person, rows.cards(tx.conn, person.id), wish.suspended, seed(person, tx.now))
    # In the place of what would have come last but for the written question, behind the first.
    return chosen if not asked else _with(chosen, asked, wish.size)


def of_unit(tx: Tx, catalog: Catalog, person: Person, unit: str) -> tuple[Item, ...]:
    """The items of a drill that stays in one unit; empty when it has none, or is no unit."""
    suspended = trouble_rows.suspended_ids(tx.conn, person.id)
    wish = Wish(size=person.drill_size, written=_written(tx, person), suspended=suspended, unit=unit)
    return _composed(tx, catalog, person, wish)


def _with(chosen: tuple[Item, ...], asked: tuple[Item, ...], size: int) -> tuple[Item, ...]:
    closed, written = [one for one in chosen if one.closed], [one for one in chosen if not one.closed]
    kept = closed[: max(size - len(written) - len(asked), 0)]
    return (*kept[:1], *asked, *kept[1:], *written)


def of_skill(tx: Tx, catalog: Catalog, person: Person, skill: str) -> tuple[Item, ...]:
    """The items of a drill that stays in one skill, once more what was answered lately where nothing else is left."""
    items = tuple(item for item in catalog.drill_items if item.skill == skill)
    suspended = trouble_rows.suspended_ids(tx.conn, person.id)
    wish = Wish(size=person.drill_size, fill=True, written=_written(tx, person), suspended=suspended)
    deck, number = rows.cards(tx.conn, person.id), seed(person, tx.now)
    chosen = composing.compose(items, deck, tx.now, number, wish)
    if chosen:
        return chosen
    asked = {name: card for name, card in deck.items() if name in {item.id for item in items}}
    again = [item for item in items if item.id in asked and item.closed and item.live and item.id not in suspended]
    return tuple(sorted(again, key=lambda item: (asked[item.id].due_at, item.id))[: person.drill_size])


def seed(person: Person, now: datetime) -> int:
    """Another one for every person and moment, the same when a unit is replayed."""
    return person.id * 1_000_003 + int(now.timestamp())


def _composed(tx: Tx, catalog: Catalog, person: Person, wish: Wish) -> tuple[Item, ...]:
    deck = rows.cards(tx.conn, person.id)
    return composing.compose(catalog.drill_items, deck, tx.now, seed(person, tx.now), wish)


def _written(tx: Tx, person: Person) -> int:
    """How many written questions there may be now: one a day, and none in somebody's very first drill."""
    if not rows.has_finished(tx.conn, person.id):
        return 0
    return WRITTEN_A_DAY - min(rows.written_on(tx.conn, person.id, local_date(person, tx.now)), WRITTEN_A_DAY)
