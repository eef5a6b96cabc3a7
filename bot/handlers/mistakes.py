"""/mistakes: what the caller keeps getting wrong, page by page."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.drill import ask
from bot.handlers.house import House
from bot.handlers.press import Action, Press, table
from bot.services import mistakes as service
from bot.services import people
from bot.storage.queries.people import Person
from bot.views.screen import Screen


async def mistakes(update: Update, context: DojoContext) -> None:
    """/mistakes: the first page."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        person = people.finish_onboarding(tx, person)
        return (_screen(house, tx, person, 0).send(person.id),)

    await context.act(work)


def _screen(house: House, tx: Tx, person: Person, number: int) -> Screen:
    page = service.page(tx, house.catalog, person, number)
    return house.mistakes_view.page(person, page, tx.now)


def _list(press: Press) -> list[Outgoing]:
    return [_screen(press.house, press.tx, press.person, 0).send(press.person.id)]


def _page(press: Press) -> list[Outgoing]:
    return [press.show(_screen(press.house, press.tx, press.person, press.number))]


def _drill(press: Press) -> list[Outgoing]:
    person = people.finish_onboarding(press.tx, press.person)
    begun = service.drill(press.tx, press.house.catalog, person, press.number)
    return ask(press.house, press.tx, person, begun)


def _lesson(press: Press) -> list[Outgoing]:
    """The lesson comes as a message of its own: the list stays to be gone on with."""
    card = press.house.lesson_view.card(press.person, press.value, 0)
    return [(Screen(press.text("lesson.gone")) if card is None else card).send(press.person.id)]


ACTIONS: dict[str, Action] = {"list": _list, "page": _page, "drill": _drill, "lesson": _lesson}

press = table(ACTIONS, _list)
