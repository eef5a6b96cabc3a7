"""/learn: lessons card by card."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import drill
from bot.handlers.context import DojoContext
from bot.handlers.press import Action, Press, table
from bot.services import drills, people
from bot.storage.queries.people import Person
from bot.views.screen import Screen


async def learn(update: Update, context: DojoContext) -> None:
    """/learn: what there is to learn."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        people.finish_onboarding(tx, person)
        return (house.lesson_view.contents(person).send(person.id),)

    await context.act(work)


def _list(press: Press) -> list[Outgoing]:
    return [press.show(press.house.lesson_view.contents(press.person))]


def _track(press: Press) -> list[Outgoing]:
    return [press.show(press.house.lesson_view.track(press.person, press.value))]


def _card(press: Press) -> list[Outgoing]:
    unit, _, number = press.value.partition(":")
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else 0
    card = press.house.lesson_view.card(press.person, unit, wanted)
    return [press.show(Screen(press.text("lesson.gone")) if card is None else card)]


def _quiz(press: Press) -> list[Outgoing]:
    """`learn:quiz:<unit>`: a drill that stays in this unit."""
    begun = drills.begin_unit(press.tx, press.house.catalog, press.person, press.value)
    return drill.ask(press.house, press.tx, press.person, begun)


ACTIONS: dict[str, Action] = {"list": _list, "track": _track, "card": _card, "quiz": _quiz}

press = table(ACTIONS, _list)
