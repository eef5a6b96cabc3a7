"""Every question a person may be asked: the content's, and those of the teams they are in."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from bot.base.language import Lang
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.storage.queries import team_items as rows
from bot.storage.queries.people import Person
from bot.storage.queries.team_items import QUIZ, TeamItem
from bot.training.items import Item
from bot.training.schedule import Deck
from bot.training.team_items import Question, from_json, item_of, number_of

# A daily drill of fewer questions than LONG holds at most one of a team's own, a longer one two.
LONG = 6


def find(conn: sa.Connection, catalog: Catalog, user_id: int, item_id: str) -> Item | None:
    """A question by its id; None when it is gone, or belongs to a team that the person is not in."""
    return found(conn, catalog, user_id, [item_id]).get(item_id)


def found(conn: sa.Connection, catalog: Catalog, user_id: int, ids: Iterable[str]) -> dict[str, Item]:
    """Those of the ids that there are for this person, by id, in the given order."""
    wanted = tuple(ids)
    numbers = [number for one in wanted if (number := number_of(one)) is not None]
    ours = {} if not numbers else {f"team.{key}": one for key, one in rows.find(conn, user_id, numbers).items()}
    made: dict[str, Item] = {}
    for one in wanted:
        item = catalog.items.get(one) or (_item(ours[one]) if one in ours else None)
        if item is not None:
            made[one] = item
    return made


def own(tx: Tx, person: Person, deck: Deck, suspended: Collection[str], seed: int) -> tuple[Item, ...]:
    """What a daily drill asks of the person's teams: what is due, longest first, then what was never asked."""
    asked = [_read(one) for one in rows.questions_for(tx.conn, person.id)]
    items = [
        item_of(number, one)
        for number, one in asked
        if one.language in {None, Lang(person.language)} and f"team.{number}" not in suspended
    ]
    due = sorted((item for item in items if _is_due(item, deck, tx)), key=lambda item: (deck[item.id].due_at, item.id))
    new = [item for item in items if item.id not in deck]
    random.Random(seed).shuffle(new)  # noqa: S311 - a shuffle, not a secret
    return (*due, *new)[: 1 if person.drill_size < LONG else 2]


def _is_due(item: Item, deck: Deck, tx: Tx) -> bool:
    return item.id in deck and deck[item.id].due_at <= tx.now


def _item(row: TeamItem) -> Item | None:
    if row.kind != QUIZ:
        return None
    return item_of(*_read(row))


def _read(row: TeamItem) -> tuple[int, Question]:
    entry = from_json(row.body)
    if not isinstance(entry, Question):
        raise TypeError("a question is stored as something else")
    return row.id, entry
