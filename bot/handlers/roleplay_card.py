"""The sides of a scorecard, each check looked into, and disagreeing with one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext, Work
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of
from bot.services import disagreements, roleplay_levels, roleplays
from bot.services.disagreements import AWAITING
from bot.services.roleplays import Marked
from bot.storage.queries.people import Person
from bot.views.screen import Screen

__all__ = ["ACTIONS", "AWAITING", "take"]


async def take(context: DojoContext, person: Person, words: str) -> Work:
    """Why somebody disagrees with a check."""
    return partial(_said, context.house, words)


def _said(house: House, words: str, tx: Tx, person: Person) -> Iterable[Outgoing]:
    if person.awaiting != AWAITING:
        return ()
    kept = disagreements.say(tx, house.catalog, person, words)
    html = house.texts.render(person.language, f"roleplay.{'thanks' if kept else 'gone'}")
    return (Screen(html).send(person.id),)


def gone(press: Press) -> list[Outgoing]:
    """What the button belonged to is not there any more."""
    return [press.show(Screen(press.text("roleplay.gone")))]


def _card(press: Press) -> list[Outgoing]:
    marked = roleplays.marked(press.tx, press.person, press.number)
    if marked is None:
        return gone(press)
    return [press.show(press.house.scorecard_view.card(press.person, marked, press.house.catalog.rubric))]


def _hidden(press: Press) -> list[Outgoing]:
    marked = roleplays.marked(press.tx, press.person, press.number)
    return gone(press) if marked is None else [press.show(press.house.scorecard_view.hidden(press.person, marked))]


def _checks(press: Press) -> list[Outgoing]:
    """`rp:checks:<session>[:<page>]`."""
    session, _, page = press.value.partition(":")
    marked = roleplays.marked(press.tx, press.person, number_of(session))
    if marked is None:
        return gone(press)
    view, rubric = press.house.scorecard_view, press.house.catalog.rubric
    return [press.show(view.checks(press.person, marked, rubric, number_of(page)))]


def _one(press: Press) -> tuple[Marked, int] | None:
    """`<session>:<place>`: a check of one of the person's own scorecards; None for anything else."""
    session, _, value = press.value.partition(":")
    marked, place = roleplays.marked(press.tx, press.person, number_of(session)), number_of(value)
    return None if marked is None or not 0 <= place < len(marked.card.checks) else (marked, place)


def _check(press: Press) -> list[Outgoing]:
    found = _one(press)
    if found is None:
        return gone(press)
    view, rubric = press.house.scorecard_view, press.house.catalog.rubric
    return [press.show(view.check(press.person, found[0], rubric, found[1]))]


def _no(press: Press) -> list[Outgoing]:
    """`rp:no:<session>:<place>`: the person disagrees; below, so that the check stays to be read."""
    found = _one(press)
    if found is None:
        return gone(press)
    readers = disagreements.disagree(press.tx, press.person, *found)
    view, rubric = press.house.scorecard_view, press.house.catalog.rubric
    return [view.disagreed(press.person, found[0], rubric, found[1], readers).send(press.person.id)]


def _enough(press: Press) -> list[Outgoing]:
    """Disagreed without a word."""
    disagreements.leave(press.tx, press.house.catalog, press.person)
    return [press.show(Screen(press.text("roleplay.thanks")))]


def _again(press: Press) -> list[Outgoing]:
    """`rp:again:<scenario>`: the same customer, from the briefing, below the card."""
    scenario = press.house.catalog.scenarios.get(press.value)
    if scenario is None:
        return [Screen(press.text("roleplay.gone")).send(press.person.id)]
    level = roleplay_levels.of(press.person).level
    return [press.house.roleplay_view.briefing(press.person, scenario, level).send(press.person.id)]


ACTIONS: Mapping[str, Action] = {
    "card": _card,
    "hidden": _hidden,
    "checks": _checks,
    "check": _check,
    "no": _no,
    "enough": _enough,
    "again": _again,
}
