"""Something is wrong with a question: not to be asked it again, or telling the authors."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import answering, drills, people, questions, reports
from bot.services.drills import Answered
from bot.storage.queries import trouble as rows
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.training.items import Item

# What the next text answers: what is wrong with the question reported last.
AWAITING = "drill_report"
PAGE = 6
_REPORT = "report"


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of what a person has put aside, the last one first; pages count from 0."""

    items: tuple[Item, ...]
    number: int
    pages: int
    total: int


def item_of(tx: Tx, catalog: Catalog, person: Person, row_id: int) -> Item | None:
    """The item of one of the person's own questions; None for anybody else's."""
    found = drills.own_row(tx, person, row_id)
    return None if found is None else questions.find(tx.conn, catalog, person.id, found[0].item_id)


def suspend(tx: Tx, catalog: Catalog, person: Person, item: Item) -> Answered | None:
    """Never ask the person that item again. Where it is being asked just now, that is passed over; else None."""
    rows.suspend(tx.conn, person.id, item.id, tx.now)
    waiting = rows.waiting_row(tx.conn, person.id, item.id)
    return None if waiting is None else answering.pass_over(tx, catalog, person, waiting)


def resume(tx: Tx, person: Person, item_id: str) -> None:
    """Ask that item again when it is its turn."""
    rows.resume(tx.conn, person.id, item_id)


def suspended(tx: Tx, person: Person, item_id: str) -> bool:
    """Whether the person has put that item aside."""
    return item_id in rows.suspended_ids(tx.conn, person.id)


def page(tx: Tx, catalog: Catalog, person: Person, number: int) -> Page:
    """A page of what the person has put aside; the last one when there are fewer pages."""
    total = rows.count_suspended(tx.conn, person.id)
    pages = max(1, -(-total // PAGE))
    shown = min(max(number, 0), pages - 1)
    ids = rows.suspended_page(tx.conn, person.id, shown * PAGE, PAGE)
    return Page(tuple(questions.found(tx.conn, catalog, person.id, ids).values()), shown, pages, total)


def report(tx: Tx, person: Person, item: Item) -> tuple[Team, ...]:
    """Tell the authors; the person's next text says what is wrong. The same item is reported once.

    Returns the teams whose leaders read it too.
    """
    return reports.tell(tx, person, item.id, person.language, key=_REPORT, awaiting=AWAITING)


def say(tx: Tx, catalog: Catalog, person: Person, words: str) -> bool:
    """What is wrong with it. Refused when it is too long, and may be said again; False when nothing was reported."""
    kept = reports.explain(tx, person, words, key=_REPORT)
    leave(tx, catalog, person)
    return kept


def leave(tx: Tx, catalog: Catalog, person: Person) -> None:
    """Nothing more to say: the next text answers the written question again, if one waits."""
    person = people.find(tx, person.id) or person
    if person.awaiting == AWAITING:
        people.await_text(tx, person, None)
    drills.wait_again(tx, catalog, person)
