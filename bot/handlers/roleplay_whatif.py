"""What if: choose one of the lines, say it differently, see what would have come of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext, Work
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of
from bot.handlers.roleplay_card import gone
from bot.language.moves import Analysis
from bot.services import people
from bot.services import roleplay_whatif as service
from bot.services.roleplay_whatif import AWAITING
from bot.storage.queries.people import Person
from bot.views.screen import Screen

__all__ = ["ACTIONS", "AWAITING", "take"]


async def take(context: DojoContext, person: Person, words: str) -> Work:
    """The chosen line, said differently."""
    before = await context.read(lambda conn: service.before(conn, person))
    said = None if before is None else await context.house.understanding.hear(words, *before)
    return partial(_attempted, context.house, said)


def _attempted(house: House, said: Analysis | None, tx: Tx, person: Person) -> Iterable[Outgoing]:
    if person.awaiting != AWAITING:
        return ()
    tried = None if said is None else service.attempt(tx, house.catalog, person, said)
    if tried is None:
        people.await_text(tx, person, None)
        return (Screen(house.texts.render(person.language, "roleplay.gone")).send(person.id),)
    return (house.whatif_view.tried(person, tried).send(person.id),)


def _page(press: Press) -> Screen | None:
    session, _, page = press.value.partition(":")
    found = service.page(press.tx, press.person, number_of(session), number_of(page))
    return None if found is None else press.house.whatif_view.page(press.person, found)


def _what(press: Press) -> list[Outgoing]:
    """`rp:what:<session>:<page>`: the lines, in the place of the card."""
    screen = _page(press)
    return gone(press) if screen is None else [press.show(screen)]


def _lines(press: Press) -> list[Outgoing]:
    """`rp:lines:<session>:<page>`: the lines once more, below an outcome that stays to be read."""
    screen = _page(press)
    return gone(press) if screen is None else [screen.send(press.person.id)]


def _turn(press: Press) -> list[Outgoing]:
    """`rp:turn:<session>:<turn>`: this line; the next text is the other way to say it."""
    session, _, turn = press.value.partition(":")
    chosen = service.choose(press.tx, press.person, number_of(session), number_of(turn))
    if chosen is None:
        return gone(press)
    return [press.house.whatif_view.ask(press.person, chosen).send(press.person.id)]


ACTIONS: Mapping[str, Action] = {"what": _what, "lines": _lines, "turn": _turn}
