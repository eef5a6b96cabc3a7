"""The button "something is wrong with this question" and everything behind it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext, Work
from bot.handlers.drill import follow
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of, table
from bot.services import trouble
from bot.services.trouble import AWAITING
from bot.storage.queries.people import Person
from bot.training.items import Item
from bot.views.screen import Screen

__all__ = ["AWAITING", "press", "take"]


async def take(context: DojoContext, person: Person, words: str) -> Work:
    """What is wrong with the question reported last."""
    return partial(_said, context.house, words)


def _said(house: House, words: str, tx: Tx, person: Person) -> Iterable[Outgoing]:
    if person.awaiting != AWAITING:
        return ()
    kept = trouble.say(tx, house.catalog, person, words)
    return (house.trouble_view.message(person, "thanks" if kept else "gone").send(person.id),)


def _item(press: Press) -> Item | None:
    return trouble.item_of(press.tx, press.house.catalog, press.person, press.number)


def _menu(press: Press) -> list[Outgoing]:
    """`tb:menu:<row>`: a message of its own, so that the question stays as it is."""
    item = _item(press)
    if item is None:
        return [_gone(press).send(press.person.id)]
    suspended = trouble.suspended(press.tx, press.person, item.id)
    aside = trouble.page(press.tx, press.house.catalog, press.person, 0).total
    screen = press.house.trouble_view.menu(press.person, item, press.number, aside, suspended=suspended)
    return [screen.send(press.person.id)]


def _never(press: Press) -> list[Outgoing]:
    """`tb:never:<row>`: do not ask it again; the drill goes on without it."""
    item = _item(press)
    if item is None:
        return [press.show(_gone(press))]
    passed = trouble.suspend(press.tx, press.house.catalog, press.person, item)
    calls = [press.show(press.house.trouble_view.suspended(press.person, item))]
    return calls if passed is None else [*calls, *follow(press.house, press.tx, press.person, passed)]


def _undo(press: Press) -> list[Outgoing]:
    """`tb:undo:<item>[:<page>]`: ask it again some time."""
    item_id, _, page = press.value.partition(":")
    trouble.resume(press.tx, press.person, item_id)
    if not page:
        return [press.show(press.house.trouble_view.resumed(press.person))]
    return _page(press, number_of(page))


def _list(press: Press) -> list[Outgoing]:
    return _page(press, press.number)


def _page(press: Press, number: int) -> list[Outgoing]:
    shown = trouble.page(press.tx, press.house.catalog, press.person, number)
    return [press.show(press.house.trouble_view.page(press.person, shown))]


def _report(press: Press) -> list[Outgoing]:
    item = _item(press)
    if item is None:
        return [press.show(_gone(press))]
    readers = trouble.report(press.tx, press.person, item)
    return [press.show(press.house.trouble_view.reported(press.person, item, readers))]


def _enough(press: Press) -> list[Outgoing]:
    """Reported without a word."""
    trouble.leave(press.tx, press.house.catalog, press.person)
    return [press.show(press.house.trouble_view.message(press.person, "thanks"))]


def _back(press: Press) -> list[Outgoing]:
    return [] if press.message_id is None else [outgoing.delete(press.person.id, message_id=press.message_id)]


def _gone(press: Press) -> Screen:
    return press.house.trouble_view.message(press.person, "gone")


ACTIONS: dict[str, Action] = {
    "menu": _menu,
    "never": _never,
    "undo": _undo,
    "list": _list,
    "report": _report,
    "enough": _enough,
    "back": _back,
}

press = table(ACTIONS, _back)
