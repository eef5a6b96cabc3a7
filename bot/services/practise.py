"""A practice under way: it stands with the person, so that no restart loses a round."""

from __future__ import annotations

from bot.delivery.unit import Tx
from bot.services import people
from bot.storage.queries.people import Person
from bot.training import practise
from bot.training.own_reply import Judgement
from bot.training.practise import Practice

AWAITING = "practice"
_STATE = "practice"


def find(person: Person) -> Practice | None:
    """The practice under way, or the last one."""
    return practise.from_json(person.preferences.get(_STATE))


def begin(tx: Tx, person: Person, objection: str) -> Practice:
    """Begin a practice; the same objection once more goes on with other words of the customer."""
    before = find(person)
    go = before.go + 1 if before is not None and before.objection == objection else 0
    begun = Practice(objection, go)
    _keep(tx, person, begun)
    return begun


def answer(tx: Tx, person: Person, judgement: Judgement) -> Practice | None:
    """One more reply of the rep; None when no practice is under way."""
    before = find(person)
    if before is None or person.awaiting != AWAITING:
        return None
    after = before.answered(judgement)
    _keep(tx, person, after)
    return after


def stop(tx: Tx, person: Person) -> Practice | None:
    """Leave the practice under way; gives it as it was, None when none is under way."""
    under_way = find(person) if person.awaiting == AWAITING else None
    if under_way is not None:
        people.await_text(tx, person, None)
    return under_way


def _keep(tx: Tx, person: Person, now: Practice) -> None:
    person = people.preference(tx, person, **{_STATE: practise.to_json(now)})
    people.await_text(tx, person, None if now.over else AWAITING)
    people.note_activity(tx, person)
