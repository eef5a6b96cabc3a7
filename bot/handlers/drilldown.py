"""From a team to a person, a skill, a role-play: one message that is edited."""

from __future__ import annotations

from bot.delivery.outgoing import Outgoing
from bot.handlers.press import Action, Press, number_of, table
from bot.services import drilldown
from bot.views.screen import Screen


def _numbers(press: Press) -> tuple[int, int, int]:
    """`<team>:<user>:<number>`; what is missing is a number that nothing has."""
    parts = [number_of(part) for part in press.value.split(":")[:3]]
    first, second, third = ([*parts, -1, -1, -1])[:3]
    return first, second, third


def _roster(press: Press) -> Screen:
    """`dd:team:<team>:<page>`."""
    team_id, page, _ = _numbers(press)
    return press.house.drilldown_view.roster(press.person, drilldown.roster(press.tx, press.person, team_id, page))


def _portrait(press: Press) -> Screen:
    """`dd:person:<team>:<user>`."""
    team_id, user_id, _ = _numbers(press)
    return press.house.drilldown_view.portrait(
        press.person, drilldown.portrait(press.tx, press.person, team_id, user_id)
    )


def _open(press: Press) -> list[Outgoing]:
    return [_roster(press).send(press.person.id)]


def _team(press: Press) -> list[Outgoing]:
    return [press.show(_roster(press))]


def _show(press: Press) -> list[Outgoing]:
    return [_portrait(press).send(press.person.id)]


def _person(press: Press) -> list[Outgoing]:
    return [press.show(_portrait(press))]


def _skill(press: Press) -> list[Outgoing]:
    """`dd:skill:<team>:<user>:<skill>`."""
    (team_id, user_id, _), name = _numbers(press), press.value.rpartition(":")[2]
    found = drilldown.skill(press.tx, press.house.catalog, press.person, team_id, user_id, name)
    return [press.show(press.house.drilldown_view.skill(press.person, found))]


def _log(press: Press) -> list[Outgoing]:
    """`dd:log:<team>:<user>:<page>`."""
    found = drilldown.log(press.tx, press.person, *_numbers(press))
    return [press.show(press.house.drilldown_view.log(press.person, found))]


def _play(press: Press) -> list[Outgoing]:
    """`dd:play:<team>:<user>:<role-play>`."""
    found = drilldown.play(press.tx, press.person, *_numbers(press))
    return [press.show(press.house.drilldown_view.play(press.person, found))]


ACTIONS: dict[str, Action] = {
    "open": _open,
    "team": _team,
    "show": _show,
    "person": _person,
    "skill": _skill,
    "log": _log,
    "play": _play,
}
press = table(ACTIONS, _open)
