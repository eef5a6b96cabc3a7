"""/swap: the person is the customer, the bot sells by the book."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext, Work
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of, table
from bot.handlers.roleplay_menu import menu
from bot.scenarios.seat import Seat
from bot.services import people, roleplays, seats
from bot.services.seats import AWAITING, Taken, Understood
from bot.storage.queries.people import Person
from bot.views.screen import Screen

__all__ = ["AWAITING", "press", "swap", "take"]


async def swap(update: Update, context: DojoContext) -> None:
    """/swap: the conversation under way, or whose seat to take."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return (_open(house, tx, people.finish_onboarding(tx, person)).send(person.id),)

    await context.act(work)


def _open(house: House, tx: Tx, person: Person) -> Screen:
    """A role-play under way comes before a new seat: one conversation at a time."""
    taken = seats.running(house.catalog, person)
    if taken is not None:
        return house.seats_view.resume(person, seats.resume(tx, person, taken))
    if roleplays.running(tx, person) is not None:
        return menu(house, tx, person)
    return house.seats_view.choice(person, seats.proposed(tx, house.catalog, person))


async def take(context: DojoContext, person: Person, words: str) -> Work:
    """One line of the customer."""
    house, taken = context.house, seats.running(context.house.catalog, person)
    if taken is None:
        return partial(_gone, house)
    if seats.stale(person, house.clock.now()):
        return partial(_ask, house, taken)
    understood = await seats.understand(house.understanding, words, taken.seat.lang)
    await context.typing()
    return partial(_said, house, taken.seat, understood)


def _said(house: House, read: Seat, understood: Understood, tx: Tx, person: Person) -> Iterable[Outgoing]:
    taken = seats.say(tx, house.catalog, person, read, understood)
    if taken is None:
        return _gone(house, tx, person)
    calls = house.seats_view.said(person, taken)
    if taken.seat.ending is not None:
        calls.append(house.seats_view.recap(person, taken).send(person.id))
    return calls


def _ask(house: House, taken: Taken, tx: Tx, person: Person) -> Iterable[Outgoing]:
    """After a long pause the words may be meant for somebody else."""
    people.await_text(tx, person, None)
    return (house.seats_view.paused(person, taken).send(person.id),)


def _gone(house: House, tx: Tx, person: Person) -> Iterable[Outgoing]:
    """What was read is not what stands now: where the conversation is, or that there is none."""
    taken = seats.running(house.catalog, person)
    if taken is not None:
        return (house.seats_view.resume(person, taken).send(person.id),)
    if person.awaiting == AWAITING:
        people.await_text(tx, person, None)
    return (Screen(house.texts.render(person.language, "seats.over")).send(person.id),)


def _menu(press: Press) -> list[Outgoing]:
    """`seat:menu`."""
    person = people.finish_onboarding(press.tx, press.person)
    return [_open(press.house, press.tx, person).send(person.id)]


def _list(press: Press) -> list[Outgoing]:
    """`seat:list:<page>`."""
    shown = seats.page(press.house.catalog, press.number)
    return [press.show(press.house.seats_view.page(press.person, shown))]


def _card(press: Press) -> list[Outgoing]:
    """`seat:card:<scenario>`: below, for it may stand under a scorecard that is to be read."""
    scenario = press.house.catalog.scenarios.get(press.value)
    if scenario is None:
        return [Screen(press.text("seats.gone")).send(press.person.id)]
    return [press.house.seats_view.card(press.person, scenario, new=True).send(press.person.id)]


def _start(press: Press) -> list[Outgoing]:
    """`seat:start:<scenario>`: what was under way is put away; the card stays to be read."""
    scenario = press.house.catalog.scenarios.get(press.value)
    if scenario is None:
        return [Screen(press.text("seats.gone")).send(press.person.id)]
    roleplays.drop(press.tx, press.person)
    taken = seats.begin(press.tx, press.person, scenario)
    return [*press.without_buttons(), *press.house.seats_view.said(press.person, taken)]


def _mine(press: Press) -> list[Outgoing]:
    """`seat:mine:<seat>`: the customer's card once more."""
    taken = seats.running(press.house.catalog, press.person)
    if taken is None or taken.seat.id != press.number:
        return [Screen(press.text("seats.card_over")).send(press.person.id)]
    return [press.house.seats_view.card(press.person, taken.scenario, new=False).send(press.person.id)]


def _stop(press: Press) -> list[Outgoing]:
    """`seat:stop:<seat>`: enough; the recap of what there was."""
    taken = seats.stop(press.tx, press.house.catalog, press.person, press.number)
    if taken is None:
        return [Screen(press.text("seats.over")).send(press.person.id)]
    return [*press.without_buttons(), press.house.seats_view.recap(press.person, taken).send(press.person.id)]


def _on(press: Press) -> list[Outgoing]:
    """`seat:on:<seat>`: after a long pause."""
    taken = seats.running(press.house.catalog, press.person)
    if taken is None or taken.seat.id != number_of(press.value):
        return [press.show(Screen(press.text("seats.over")))]
    return [press.show(press.house.seats_view.resume(press.person, seats.resume(press.tx, press.person, taken)))]


ACTIONS: dict[str, Action] = {
    "menu": _menu,
    "list": _list,
    "card": _card,
    "start": _start,
    "mine": _mine,
    "stop": _stop,
    "on": _on,
}

press = table(ACTIONS, _menu)
