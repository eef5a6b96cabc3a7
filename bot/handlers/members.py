"""The people of a team, for whoever leads it: `mb:…`."""

from __future__ import annotations

from bot.delivery.outgoing import Outgoing
from bot.handlers.press import Action, Press, number_of, table
from bot.handlers.told import tell
from bot.services import members
from bot.services.members import Changed
from bot.views.names import listed
from bot.views.screen import Screen


def _list(press: Press) -> list[Outgoing]:
    """`mb:list:<team>:<page>`."""
    team, page, _ = _numbers(press)
    found = members.page(press.tx, press.person, team, page)
    return [press.show(press.house.members_view.page(press.person, found))]


def _open(press: Press) -> list[Outgoing]:
    """`mb:open:<team>:<user>`."""
    team, user, _ = _numbers(press)
    card = members.card(press.tx, press.person, team, user)
    return [press.show(press.house.members_view.card(press.person, card))]


def _role(press: Press) -> list[Outgoing]:
    """`mb:role:<team>:<user>:<role>`."""
    team, user, role = _numbers(press)
    changed = members.give_role(press.tx, press.person, team, user, role)
    return [*_open(press), *_told(press, changed, f"member.now_{changed.role}")]


def _out(press: Press) -> list[Outgoing]:
    return _sure(press, "out")


def _out_yes(press: Press) -> list[Outgoing]:
    """`mb:out_yes:<team>:<user>`."""
    team, user, _ = _numbers(press)
    changed = members.remove(press.tx, press.person, team, user)
    page = members.page(press.tx, press.person, team, 0)
    shown = press.show(press.house.members_view.page(press.person, page))
    return [shown, *_told(press, changed, "member.removed")]


def _give(press: Press) -> list[Outgoing]:
    return _sure(press, "give")


def _give_yes(press: Press) -> list[Outgoing]:
    """`mb:give_yes:<team>:<user>`."""
    team, user, _ = _numbers(press)
    changed = members.hand_over(press.tx, press.person, team, user)
    return [*_open(press), *_told(press, changed, "member.handed")]


def _sure(press: Press, name: str) -> list[Outgoing]:
    team, user, _ = _numbers(press)
    card = members.card(press.tx, press.person, team, user)
    if not (card.removable if name == "out" else card.heir):
        return [press.show(press.house.members_view.card(press.person, card))]
    return [press.show(press.house.members_view.sure(press.person, card, name))]


def _told(press: Press, changed: Changed, message_id: str) -> list[Outgoing]:
    return tell(press, changed.person, message_id, team=changed.team.name, by=listed(press.person))


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("member.gone")))]


def _numbers(press: Press) -> tuple[int, int, str]:
    """`<team>:<user or page>[:<more>]`."""
    team, second, more = (*press.value.split(":", 2), "", "")[:3]
    return number_of(team), number_of(second), more


ACTIONS: dict[str, Action] = {
    "list": _list,
    "open": _open,
    "role": _role,
    "out": _out,
    "out_yes": _out_yes,
    "give": _give,
    "give_yes": _give_yes,
}
press = table(ACTIONS, _gone)
