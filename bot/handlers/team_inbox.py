"""What a team's reps do not agree with (`in:`): agree and back it, answer with a note, dismiss."""

from __future__ import annotations

from collections.abc import Iterable

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of, table
from bot.services import people, questions, team_inbox
from bot.services.team_inbox import AWAITING_NOTE
from bot.storage.queries.people import Person
from bot.storage.queries.team_inbox import ANSWERED, BACKED, DISMISSED
from bot.views.screen import Screen


def note_typed(house: House, tx: Tx, person: Person, words: str) -> Iterable[Outgoing] | None:
    """What follows when the text is a note for a rep; None when none was asked for."""
    purpose = person.awaiting or ""
    if not purpose.startswith(AWAITING_NOTE):
        return None
    decided, said = team_inbox.note(tx, house.catalog, person, number_of(purpose.removeprefix(AWAITING_NOTE)), words)
    view = house.team_inbox_view
    return (view.sent(person, decided).send(person.id), *view.told(person, decided, ANSWERED, said))


def _list(press: Press) -> list[Outgoing]:
    """`in:list:<team>:<page>`."""
    team_id, number = _numbers(press.value)
    return _page(press, team_id, number)


def _page(press: Press, team_id: int, number: int) -> list[Outgoing]:
    page = team_inbox.page(press.tx, press.house.catalog, press.person, team_id, number)
    return [press.show(press.house.team_inbox_view.page(press.person, page))]


def _open(press: Press) -> list[Outgoing]:
    """`in:open:<report>:<page>`."""
    people.await_text(press.tx, press.person, None)
    number, page = _numbers(press.value)
    team, found = team_inbox.one(press.tx, press.person, number)
    item = questions.find(press.tx.conn, press.house.catalog, press.person.id, found.item_id)
    return [press.show(press.house.team_inbox_view.one(press.person, team, found, item, max(page, 0)))]


def _back(press: Press) -> list[Outgoing]:
    """`in:back:<report>:<page>`: the leader agrees; the authors see that first."""
    return _decided(press, BACKED)


def _dismiss(press: Press) -> list[Outgoing]:
    """`in:dismiss:<report>:<page>`."""
    return _decided(press, DISMISSED)


def _decided(press: Press, verdict: str) -> list[Outgoing]:
    number, page = _numbers(press.value)
    decided = team_inbox.decide(press.tx, press.house.catalog, press.person, number, verdict)
    told = press.house.team_inbox_view.told(press.person, decided, verdict)
    return [*_page(press, decided.team.id, page), *told]


def _answer(press: Press) -> list[Outgoing]:
    """`in:answer:<report>`: the next text goes to the rep."""
    _, found = team_inbox.ask_note(press.tx, press.person, press.number)
    return [press.show(press.house.team_inbox_view.ask_note(press.person, found))]


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("inbox.gone")))]


def _numbers(value: str) -> tuple[int, int]:
    first, _, second = value.partition(":")
    return number_of(first), number_of(second)


ACTIONS: dict[str, Action] = {
    "list": _list,
    "open": _open,
    "back": _back,
    "dismiss": _dismiss,
    "answer": _answer,
}
press = table(ACTIONS, _gone)
