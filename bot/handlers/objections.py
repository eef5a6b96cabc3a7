"""/objection and the buttons under a reply."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext, House
from bot.handlers.press import Action, Press, table
from bot.language.objections import Verdict
from bot.scenarios.types import StyleId
from bot.services import people
from bot.services.understanding import Found
from bot.storage.queries.people import Person
from bot.training.objections import Objection
from bot.views.screen import Screen

# What the button "too expensive" shows.
FIRST = "price-too-high"
# What every rep hears in the first week.
OFFERED = ("price-too-high", "busy-now", "happy-with-supplier", "think-it-over", "send-info")
NEAREST = 3


async def objection(update: Update, context: DojoContext) -> None:
    """/objection [what the customer said]: an answer, or the question what they said."""
    house = context.house
    said = " ".join(context.args or ())
    found = await context.find(said) if said else None

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        people.finish_onboarding(tx, person)
        screen = None if found is None else answer(house, person, found)
        return ((screen or _examples(house, person)).send(person.id),)

    await context.act(work)


def answer(house: House, person: Person, found: Found) -> Screen | None:
    """The reply to what was found; the nearest to choose from when unsure; None when nothing is near."""
    near = [house.catalog.objections[hit.id] for hit in found.hits if hit.id in house.catalog.objections]
    if not near or found.verdict is Verdict.NOTHING:
        return None
    if found.verdict is Verdict.SURE:
        return house.objection_view.reply(person, near[0], 0)
    return house.objection_view.nearest(person, near[:NEAREST])


def _examples(house: House, person: Person) -> Screen:
    known = house.catalog.objections
    return house.objection_view.examples(person, [known[name] for name in OFFERED if name in known])


def _chosen(press: Press) -> tuple[Objection | None, str]:
    """The objection that a button names, and what stands behind its id."""
    name, _, rest = press.value.partition(":")
    return press.house.catalog.objections.get(name), rest


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("objection.gone")))]


def _try(press: Press) -> list[Outgoing]:
    people.finish_onboarding(press.tx, press.person)
    first = press.house.catalog.objections.get(FIRST)
    screen = _examples(press.house, press.person) if first is None else _reply(press, first, 0)
    return [screen.send(press.person.id)]


def _show(press: Press) -> list[Outgoing]:
    chosen, _ = _chosen(press)
    return _gone(press) if chosen is None else [press.show(_reply(press, chosen, 0))]


def _more(press: Press) -> list[Outgoing]:
    chosen, rest = _chosen(press)
    number = int(rest) if rest.isascii() and rest.isdecimal() and len(rest) < 4 else 0
    return _gone(press) if chosen is None else [press.show(_reply(press, chosen, number))]


def _style(press: Press) -> list[Outgoing]:
    chosen, style = _chosen(press)
    if chosen is None or style not in set(StyleId):
        return _gone(press)
    people.preference(press.tx, press.person, style=style)
    return [press.show(press.house.objection_view.style(press.person, chosen, StyleId(style)))]


def _insist(press: Press) -> list[Outgoing]:
    chosen, _ = _chosen(press)
    return _gone(press) if chosen is None else [press.show(press.house.objection_view.insist(press.person, chosen))]


def _near(press: Press) -> list[Outgoing]:
    return [press.show(_examples(press.house, press.person))]


def _reply(press: Press, chosen: Objection, number: int) -> Screen:
    return press.house.objection_view.reply(press.person, chosen, number)


ACTIONS: dict[str, Action] = {
    "try": _try,
    "show": _show,
    "more": _more,
    "style": _style,
    "insist": _insist,
    "near": _near,
}

press = table(ACTIONS, _near)
