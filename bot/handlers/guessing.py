"""/style: guess which of the five animals is talking."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.press import Action, Press, number_of, table
from bot.scenarios.types import StyleId
from bot.services import guessing, people
from bot.services.guessing import Guessed
from bot.storage.queries.people import Person


async def style(update: Update, context: DojoContext) -> None:
    """/style: the round under way, or a new one."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        person = people.finish_onboarding(tx, person)
        found = guessing.find(house.catalog, person)
        if found is None or found.over:
            found = guessing.begin(tx, house.catalog, person)
        return (house.guessing_view.customer(person, found).send(person.id),)

    await context.act(work)


def _new(press: Press) -> list[Outgoing]:
    """`gs:new`: a new round; one under way goes on."""
    found = guessing.find(press.house.catalog, press.person)
    if found is None or found.over:
        person = people.finish_onboarding(press.tx, press.person)
        found = guessing.begin(press.tx, press.house.catalog, person)
    return [press.house.guessing_view.customer(press.person, found).send(press.person.id)]


def _is(press: Press) -> list[Outgoing]:
    """`gs:is:<round>:<customer>:<lines shown>:<style>`."""
    at, _, name = press.value.rpartition(":")
    seed, number, shown = _place(at)
    if name not in set(StyleId):
        return _gone(press)
    guessed = guessing.guess(press.tx, press.house.catalog, press.person, seed, number, shown, StyleId(name))
    return _after(press, guessed, number)


def _more(press: Press) -> list[Outgoing]:
    """`gs:more:<round>:<customer>:<lines shown>`."""
    seed, number, shown = _place(press.value)
    return _after(press, guessing.more(press.tx, press.house.catalog, press.person, seed, number, shown), number)


def _after(press: Press, guessed: Guessed | None, number: int) -> list[Outgoing]:
    if guessed is None:
        return _gone(press)
    # The button of a customer who is behind us: what is under way comes below, for it is not theirs to replace.
    if guessed.round.number != number:
        return [press.house.guessing_view.customer(press.person, guessed.round).send(press.person.id)]
    calls = [press.show(press.house.guessing_view.customer(press.person, guessed.round))]
    if guessed.ended:
        calls.append(
            press.house.guessing_view.result(press.person, guessed.round, guessed.before).send(press.person.id)
        )
    return calls


def _next(press: Press) -> list[Outgoing]:
    """`gs:next:<round>:<customer>`: below, so that what gave the last one away stays to be read."""
    seed, number, _ = _place(press.value)
    found = guessing.following(press.tx, press.house.catalog, press.person, seed, number)
    if found is None:
        return _behind(press, seed)
    return [*press.without_buttons(), press.house.guessing_view.customer(press.person, found).send(press.person.id)]


def _behind(press: Press, seed: int) -> list[Outgoing]:
    """An old "next": the customer now heard, while it is still that round."""
    found = guessing.find(press.house.catalog, press.person)
    if found is None or found.seed != seed or found.over:
        return _gone(press)
    return [press.house.guessing_view.customer(press.person, found).send(press.person.id)]


def _gone(press: Press) -> list[Outgoing]:
    return [press.house.guessing_view.gone(press.person).send(press.person.id)]


def _place(value: str) -> tuple[int, int, int]:
    """Round, customer and lines shown; −1, which none has, for whatever is no number."""
    parts = [number_of(part) for part in value.split(":")][:3]
    seed, number, shown = (*parts, -1, -1, -1)[:3]
    return seed, number, shown


ACTIONS: dict[str, Action] = {"new": _new, "is": _is, "more": _more, "next": _next}

press = table(ACTIONS, _new)
