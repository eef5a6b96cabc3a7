"""What a person keeps getting wrong, to look at and to drill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import drills, questions
from bot.services.drills import UNIT, Begun
from bot.storage.queries import progress as rows
from bot.storage.queries import training
from bot.storage.queries.people import Person
from bot.storage.queries.trouble import suspended_ids
from bot.training.items import Item, ItemKind
from bot.training.mistakes import REACH, mistakes

PAGE = 5


@dataclass(frozen=True, slots=True)
class Mistake:
    """An item in trouble: how often it was wrong lately, and when it comes back (None: never answered)."""

    item: Item
    wrong: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the mistakes. `first`: the place of the first one (from 0), `of`: how many there are in all."""

    mistakes: tuple[Mistake, ...]
    number: int
    pages: int
    first: int
    of: int
    answered: bool


def page(tx: Tx, catalog: Catalog, person: Person, number: int) -> Page:
    """A page of the person's mistakes (from 0), worst first; the nearest one where that does not exist."""
    found, answered = _all(tx, catalog, person)
    pages = max(-(-len(found) // PAGE), 1)
    number = min(max(number, 0), pages - 1)
    first = number * PAGE
    return Page(found[first : first + PAGE], number, pages, first, len(found), answered)


def drill(tx: Tx, catalog: Catalog, person: Person, number: int) -> Begun:
    """Begin a drill on the mistakes of a page and, where there is room, on those behind it.

    Refused when there are none any more.
    """
    found, _ = _all(tx, catalog, person)
    first = min(max(number, 0) * PAGE, max(len(found) - 1, 0))
    chosen = [one.item for one in found[first:]][: person.drill_size]
    if not chosen:
        raise Refused("mistakes.none_left")
    return drills.begin_with(tx, catalog, person, chosen, purpose=UNIT)


def _all(tx: Tx, catalog: Catalog, person: Person) -> tuple[tuple[Mistake, ...], bool]:
    """Every mistake whose item is still asked, worst first; and whether the person has answered anything lately.

    A team's own questions are among them for as long as they exist and the person is in the team.
    """
    answers = rows.answers(tx.conn, person.id, (tx.now - REACH).date())
    deck = training.cards(tx.conn, person.id)
    unwanted = suspended_ids(tx.conn, person.id)
    troubles = mistakes(answers, deck, tx.now)
    known = questions.found(tx.conn, catalog, person.id, (one.item_id for one in troubles))
    found = []
    for trouble in troubles:
        item = known.get(trouble.item_id)
        if item is None or not item.live or item.id in unwanted or item.kind is ItemKind.PLAY:
            continue
        card = deck.get(item.id)
        found.append(Mistake(item, trouble.wrong, None if card is None else card.due_at))
    return tuple(found), bool(answers)
