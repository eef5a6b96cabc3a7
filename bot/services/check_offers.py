"""When a check is offered, unasked: after a drill, the first one once, a monthly one at most once a week."""

from __future__ import annotations

from datetime import date, timedelta

from bot.delivery.unit import Tx
from bot.services import people
from bot.services.checks import BASELINE, OFFER_FROM, due, under_way
from bot.services.people import local_date
from bot.storage.queries import checks as rows
from bot.storage.queries import progress as progress_rows
from bot.storage.queries.people import Person
from bot.training.check import EVERY

# The first check is offered when so many drills are finished.
OFFER_AFTER = 2
# An offer is not repeated sooner.
OFFER_REST = timedelta(days=7)


def offer(tx: Tx, person: Person) -> str | None:
    """Which check to offer after a drill, BASELINE or MONTHLY; None when none is due. It counts as offered."""
    found = people.find(tx, person.id) or person
    made, today = rows.of_person(tx.conn, person.id), local_date(person, tx.now)
    kind = due(made, tx.now)
    again = found.preferences.get(OFFER_FROM)
    if kind is None or (again is not None and today < date.fromisoformat(again)) or under_way(made, tx.now) is not None:
        return None
    if kind == BASELINE and len(progress_rows.finished(tx.conn, person.id)) < OFFER_AFTER:
        return None
    # The first one is offered once, unless the person says later.
    _offer_from(tx, found, date.max if kind == BASELINE else today + OFFER_REST)
    return kind


def postpone(tx: Tx, person: Person) -> None:
    """The person wants to be asked again."""
    _offer_from(tx, person, local_date(person, tx.now) + OFFER_REST)


def decline(tx: Tx, person: Person) -> None:
    """The person does not want it: the first check is not offered again, a monthly one not before the next is due."""
    kind = due(rows.of_person(tx.conn, person.id), tx.now)
    _offer_from(tx, person, date.max if kind == BASELINE else local_date(person, tx.now) + EVERY)


def _offer_from(tx: Tx, person: Person, day: date) -> None:
    people.preference(tx, person, **{OFFER_FROM: day.isoformat()})
