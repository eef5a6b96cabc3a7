"""/roleplay, its buttons, and the turns of a conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import endings
from bot.handlers.context import DojoContext, House
from bot.handlers.press import Action, Press, table
from bot.language.moves import Analysis
from bot.services import people, roleplays
from bot.services.roleplays import Marked
from bot.storage.queries.people import Person
from bot.training.grading.types import Rubric
from bot.views.screen import Screen


async def roleplay(update: Update, context: DojoContext) -> None:
    """/roleplay: whom to meet, or the session under way."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return (_menu(house, tx, people.finish_onboarding(tx, person)).send(person.id),)

    await context.act(work)


def said(house: House, tx: Tx, person: Person, analysis: Analysis) -> list[Outgoing]:
    """The customer's answer to one turn of the rep and, at the end, the scorecard."""
    played = roleplays.say(tx, house.catalog, person, analysis)
    if played is None:
        return [_menu(house, tx, person).send(person.id)]
    view = house.roleplay_view
    calls = [view.customer(person, played.beat.customer)] if played.beat.customer else []
    if played.marked is not None:
        calls += endings.of_roleplay(house, tx, person, played.marked)
    return calls


def _menu(house: House, tx: Tx, person: Person) -> Screen:
    running = roleplays.running(tx, person)
    if running is None:
        return house.roleplay_view.menu(person, house.catalog.scenarios.values())
    return house.roleplay_view.resume(person, running[1], running[2])


def _open(press: Press) -> list[Outgoing]:
    person = people.finish_onboarding(press.tx, press.person)
    return [_menu(press.house, press.tx, person).send(person.id)]


def _brief(press: Press) -> list[Outgoing]:
    scenario = press.house.catalog.scenarios.get(press.value)
    if scenario is None:
        return [press.show(Screen(press.text("roleplay.gone")))]
    return [press.show(press.house.roleplay_view.briefing(press.person, scenario))]


def _start(press: Press) -> list[Outgoing]:
    view = press.house.roleplay_view
    played = roleplays.begin(press.tx, press.house.catalog, press.person, press.value)
    # The briefing stays to be read; only its button goes.
    return [*press.without_buttons(), view.customer(press.person, played.beat.customer)]


def _drop(press: Press) -> list[Outgoing]:
    house, person = press.house, press.person
    running = roleplays.running(press.tx, person) is not None
    marked = roleplays.give_up(press.tx, house.catalog, person)
    if marked is not None:
        return [*press.without_buttons(), *endings.of_roleplay(house, press.tx, person, marked)]
    buttons = house.settings_view.start_buttons(person.language)
    return [press.show(Screen(press.text(f"roleplay.{'dropped' if running else 'over'}"), buttons))]


def _card(press: Press) -> list[Outgoing]:
    return _of_session(press, press.house.roleplay_view.card)


def _checks(press: Press) -> list[Outgoing]:
    return _of_session(press, press.house.roleplay_view.checks)


def _hidden(press: Press) -> list[Outgoing]:
    return _of_session(press, press.house.roleplay_view.hidden)


def _of_session(press: Press, render: Callable[[Person, Marked, Rubric], Screen]) -> list[Outgoing]:
    """One side of a scorecard, for the person's own session alone."""
    marked = roleplays.marked(press.tx, press.person, press.number)
    if marked is None:
        return [press.show(Screen(press.text("roleplay.gone")))]
    return [press.show(render(press.person, marked, press.house.catalog.rubric))]


ACTIONS: dict[str, Action] = {
    "menu": _open,
    "brief": _brief,
    "start": _start,
    "drop": _drop,
    "card": _card,
    "checks": _checks,
    "hidden": _hidden,
}

press = table(ACTIONS, _open)
