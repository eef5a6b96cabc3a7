"""Practising one objection: the bot is the customer, for up to three rounds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext, Work
from bot.handlers.house import House
from bot.handlers.press import Action, Press, table
from bot.language.formula import Reply
from bot.services import people, practise
from bot.storage.queries.people import Person
from bot.training.objections import Objection
from bot.training.own_reply import judge
from bot.training.practise import Practice, spoken
from bot.views.screen import Screen

AWAITING = practise.AWAITING


async def take(context: DojoContext, person: Person, words: str) -> Work:
    """One reply of the rep to the customer."""
    house, under_way = context.house, practise.find(person)
    chosen = None if under_way is None else house.catalog.objections.get(under_way.objection)
    if under_way is None or chosen is None:
        return partial(_gone, house)
    line = spoken(under_way, chosen.wording[person.language].phrasings)
    reply = await house.understanding.read_reply(words, None, line)
    return partial(_answered, house, chosen, under_way, reply)


def _answered(
    house: House, chosen: Objection, read: Practice, reply: Reply, tx: Tx, person: Person
) -> Iterable[Outgoing]:
    # What was read before the unit must be what still stands: a pressed button may have come in between.
    after = practise.answer(tx, person, judge(reply)) if practise.find(person) == read else None
    if after is None:
        return _gone(house, tx, person)
    view = house.practise_view
    screen = view.summary(person, chosen, after) if after.over else view.insist(person, chosen, after)
    return (screen.send(person.id),)


def _gone(house: House, tx: Tx, person: Person) -> Iterable[Outgoing]:
    people.await_text(tx, person, None)
    return (Screen(house.texts.render(person.language, "practise.gone")).send(person.id),)


def _start(press: Press) -> list[Outgoing]:
    return _begin(press, press.house.catalog.objections.get(press.value))


def _next(press: Press) -> list[Outgoing]:
    """The next objection of the same category."""
    known = press.house.catalog.objections
    chosen = known.get(press.value)
    if chosen is None:
        return _begin(press, None)
    alike = [one for one in known.values() if one.category is chosen.category]
    return _begin(press, alike[(alike.index(chosen) + 1) % len(alike)])


def _begin(press: Press, chosen: Objection | None) -> list[Outgoing]:
    if chosen is None:
        return [press.show(Screen(press.text("objection.gone")))]
    begun = practise.begin(press.tx, press.person, chosen.id)
    return [press.house.practise_view.begin(press.person, chosen, begun).send(press.person.id)]


def _stop(press: Press) -> list[Outgoing]:
    """Leave; what was answered so far is summed up."""
    under_way = practise.stop(press.tx, press.person)
    chosen = None if under_way is None else press.house.catalog.objections.get(under_way.objection)
    calls = press.without_buttons()
    if under_way is None or chosen is None or not under_way.rounds:
        buttons = press.house.settings_view.start_buttons(press.person.language)
        return [*calls, Screen(press.text("practise.stopped"), buttons).send(press.person.id)]
    return [*calls, press.house.practise_view.summary(press.person, chosen, under_way).send(press.person.id)]


def _done(press: Press) -> list[Outgoing]:
    return press.without_buttons()


ACTIONS: dict[str, Action] = {"start": _start, "next": _next, "stop": _stop, "done": _done}

press = table(ACTIONS, _done)
