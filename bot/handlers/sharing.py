"""A rep shows a role-play to those who lead a team, and takes it back; they read it: `sh:…`."""

from __future__ import annotations

from bot.base.errors import Refused
from bot.delivery.outgoing import Outgoing
from bot.handlers.press import Action, Press, number_of, table
from bot.services import sharing
from bot.views.screen import Screen


def _ask(press: Press) -> list[Outgoing]:
    """`sh:ask:<session>`."""
    return _offer(press, press.number)


def _offer(press: Press, session: int) -> list[Outgoing]:
    offer = sharing.offer(press.tx, press.person, session)
    return [press.show(press.house.sharing_view.offer(press.person, offer))]


def _give(press: Press) -> list[Outgoing]:
    """`sh:give:<session>:<team>`."""
    session, team, _ = _numbers(press)
    given = sharing.give(press.tx, press.person, session, team)
    return [*_offer(press, session), *press.house.sharing_view.told(press.person, given)]


def _take(press: Press) -> list[Outgoing]:
    """`sh:take:<session>:<team>`, on the scorecard."""
    session, team, _ = _numbers(press)
    sharing.take_back(press.tx, press.person, session, team)
    return _offer(press, session)


def _mine(press: Press) -> list[Outgoing]:
    """`sh:mine:<page>`."""
    return _list(press, press.number)


def _back(press: Press) -> list[Outgoing]:
    """`sh:back:<session>:<team>`, in the list of all."""
    session, team, _ = _numbers(press)
    sharing.take_back(press.tx, press.person, session, team)
    return _list(press, 0)


def _list(press: Press, number: int) -> list[Outgoing]:
    page = sharing.mine(press.tx, press.person, number)
    view, scenarios = press.house.sharing_view, press.house.catalog.scenarios
    return [press.show(view.mine(press.person, page, scenarios))]


def _read(press: Press) -> list[Outgoing]:
    """`sh:read:<session>:<team>:<page>`."""
    session, team, page = _numbers(press)
    try:
        reading = sharing.read(press.tx, press.person, session, team)
    except Refused as refused:
        # In the place of what was read before: words that are not shown any more do not stay on the screen.
        return [press.show(Screen(press.text(refused.message_id)))]
    view, rubric = press.house.sharing_view, press.house.catalog.rubric
    return [press.show(view.read(press.person, reading, rubric, page))]


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("sharing.gone")))]


def _numbers(press: Press) -> tuple[int, int, int]:
    first, second, third = (*press.value.split(":", 2), "", "")[:3]
    return number_of(first), number_of(second), number_of(third)


ACTIONS: dict[str, Action] = {
    "ask": _ask,
    "give": _give,
    "take": _take,
    "mine": _mine,
    "back": _back,
    "read": _read,
}
press = table(ACTIONS, _gone)
