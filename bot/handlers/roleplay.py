"""/roleplay, its buttons, and the turns of a conversation."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.base.language import Lang
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import endings, roleplay_card, roleplay_menu, roleplay_whatif
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.handlers.press import Action, Ahead, Press, number_of, table
from bot.handlers.roleplay_menu import menu, open_menu
from bot.language.moves import Analysis
from bot.services import people, roleplay_help, roleplay_levels, roleplay_pauses, roleplays
from bot.storage.queries import people as people_rows
from bot.storage.queries import roleplay as rows
from bot.storage.queries.people import Person
from bot.views.screen import Screen


async def roleplay(update: Update, context: DojoContext) -> None:
    """/roleplay: whom to meet, or the session under way."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return (menu(house, tx, people.finish_onboarding(tx, person)).send(person.id),)

    await context.act(work)


def said(house: House, tx: Tx, person: Person, analysis: Analysis, words: str) -> list[Outgoing]:
    """What follows what the rep wrote; after a long pause, first the question whether to go on."""
    paused = roleplay_pauses.hold(tx, person, words)
    if paused is not None:
        return [house.roleplay_view.paused(person, *paused).send(person.id)]
    return _turn(house, tx, person, analysis)


def _turn(house: House, tx: Tx, person: Person, analysis: Analysis) -> list[Outgoing]:
    """The customer's answer to one turn of the rep and, at the end, the scorecard."""
    played = roleplays.say(tx, house.catalog, person, analysis)
    if played is None:
        return [menu(house, tx, person).send(person.id)]
    calls = house.roleplay_view.customer(person, played)
    if played.marked is not None:
        calls += endings.of_roleplay(house, tx, person, played.marked)
    return calls


def _start(press: Press) -> list[Outgoing]:
    level = roleplay_levels.of(press.person).level
    played = roleplays.begin(press.tx, press.house.catalog, press.person, press.value, level)
    # The briefing stays to be read; only its buttons go.
    return [*press.without_buttons(), *press.house.roleplay_view.customer(press.person, played)]


# --- at hand while a session is under way


def _hint(press: Press) -> list[Outgoing]:
    """`rp:hint:<session>`."""
    hint = roleplay_help.hint(press.tx, press.person, press.number)
    if hint is None:
        return [Screen(press.text("roleplay.over")).send(press.person.id)]
    return [press.house.roleplay_view.hint(press.person, hint).send(press.person.id)]


def _why(press: Press) -> list[Outgoing]:
    """`rp:why:<session>:<turn>`: also when the session is over."""
    session, _, turn = press.value.partition(":")
    why = roleplay_help.why(press.tx, press.person, number_of(session), number_of(turn))
    if why is None:
        return [Screen(press.text("roleplay.over")).send(press.person.id)]
    screen = press.house.roleplay_view.why(press.person, why, press.house.catalog.rubric)
    return [screen.send(press.person.id)]


def _stop(press: Press) -> list[Outgoing]:
    """`rp:stop:<session>`: asked first; one slip of the thumb shall not cost a conversation."""
    running = roleplays.running(press.tx, press.person)
    if running is None or running[0].id != press.number:
        return [Screen(press.text("roleplay.over")).send(press.person.id)]
    return [press.house.roleplay_view.stop(press.person, running[0].id, running[1]).send(press.person.id)]


def _on(press: Press) -> list[Outgoing]:
    """`rp:on`: not stopped after all."""
    running = roleplays.resume(press.tx, press.person)
    if running is None:
        return [press.show(Screen(press.text("roleplay.over")))]
    return [press.show(press.house.roleplay_view.resume(press.person, running[1], running[2]))]


def _drop(press: Press) -> list[Outgoing]:
    """`rp:drop[:<session>]`: stop; with enough said there is a scorecard."""
    house, person = press.house, press.person
    running = roleplays.running(press.tx, person)
    if running is None or (press.value and running[0].id != press.number):
        return _put_down(press, "over")
    marked = roleplays.give_up(press.tx, house.catalog, person)
    if marked is None:
        return _put_down(press, "dropped")
    return [*press.without_buttons(), *endings.of_roleplay(house, press.tx, person, marked)]


def _put_down(press: Press, name: str) -> list[Outgoing]:
    buttons = press.house.settings_view.start_buttons(press.person.language)
    return [press.show(Screen(press.text(f"roleplay.{name}"), buttons))]


# --- after a long pause


async def _go(context: DojoContext, value: str) -> Action:
    """`rp:go:<session>`: go on with the words that wait."""
    session = number_of(value)
    words, playing = await _waiting(context, session)
    heard = None
    if words is not None and playing is not None:
        heard = await context.house.understanding.hear(words, *playing)

    def act(press: Press) -> Iterable[Outgoing]:
        if heard is None or roleplay_pauses.held(press.person, session) != words:
            return _on(press)
        person = roleplay_pauses.release(press.tx, press.person)
        return [*press.without_buttons(), *_turn(press.house, press.tx, person, heard)]

    return act


async def _waiting(context: DojoContext, session: int) -> tuple[str | None, tuple[Lang, str, str] | None]:
    """The words that wait in a session, and what the rep was talking with: see `last_line`."""
    user_id = 0 if context.caller is None else context.caller.id
    person, playing = await context.read(lambda conn: (people_rows.find(conn, user_id), rows.last_line(conn, user_id)))
    return roleplay_pauses.held(person, session), playing


def _away(press: Press) -> list[Outgoing]:
    """`rp:away:<session>`: put the conversation away, unmarked."""
    running = roleplays.running(press.tx, press.person)
    if running is None or running[0].id != press.number:
        return _put_down(press, "over")
    roleplays.drop(press.tx, roleplay_pauses.release(press.tx, press.person))
    return _put_down(press, "dropped")


ACTIONS: dict[str, Action] = {
    **roleplay_menu.ACTIONS,
    **roleplay_card.ACTIONS,
    **roleplay_whatif.ACTIONS,
    "start": _start,
    "hint": _hint,
    "why": _why,
    "stop": _stop,
    "on": _on,
    "drop": _drop,
    "away": _away,
}
AHEAD: dict[str, Ahead] = {"go": _go}

press = table(ACTIONS, open_menu, AHEAD)
