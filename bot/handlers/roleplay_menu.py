"""The buttons by which a customer is chosen: the menu, its lists, the briefing, the level, the rubric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of
from bot.services import people, roleplay_levels, roleplay_menu, roleplays
from bot.storage.queries.people import Person
from bot.training.roleplay_choice import Way
from bot.views.screen import Screen


def menu(house: House, tx: Tx, person: Person) -> Screen:
    """Whom to meet, or the session under way."""
    running = roleplays.resume(tx, person)
    if running is None:
        return _choice(house, tx, person)
    return house.roleplay_view.resume(person, running[1], running[2])


def _choice(house: House, tx: Tx, person: Person) -> Screen:
    return house.roleplay_menu_view.menu(person, roleplay_menu.menu(tx, house.catalog, person))


def open_menu(press: Press) -> list[Outgoing]:
    """`rp:menu`: as a message of its own."""
    person = people.finish_onboarding(press.tx, press.person)
    return [menu(press.house, press.tx, person).send(person.id)]


def _home(press: Press) -> list[Outgoing]:
    """`rp:home`: back to the first screen of the choice."""
    return [press.show(menu(press.house, press.tx, press.person))]


def _by(press: Press) -> list[Outgoing]:
    """`rp:by:<way>`: the groups of a way of looking."""
    if press.value not in set(Way):
        return _home(press)
    way = Way(press.value)
    groups = roleplay_menu.groups(press.tx, press.house.catalog, press.person, way)
    return [press.show(press.house.roleplay_menu_view.ways(press.person, way, groups))]


def _in(press: Press) -> list[Outgoing]:
    """`rp:in:<way>:<group>:<page>`: the customers of a group."""
    way, _, rest = press.value.partition(":")
    key, _, page = rest.partition(":")
    if way not in set(Way):
        return _home(press)
    shown = roleplay_menu.page(press.tx, press.house.catalog, press.person, Way(way), key, number_of(page))
    if not shown.entries:
        return _by(replace(press, value=way))
    return [press.show(press.house.roleplay_menu_view.page(press.person, shown))]


def _brief(press: Press) -> list[Outgoing]:
    """`rp:brief:<scenario>`."""
    return _briefing(press, press.person, press.value)


def _briefing(press: Press, person: Person, scenario_id: str) -> list[Outgoing]:
    entry = roleplay_menu.entry(press.tx, press.house.catalog, person, scenario_id)
    if entry is None:
        return [press.show(Screen(press.text("roleplay.gone")))]
    level = roleplay_levels.of(person).level
    return [press.show(press.house.roleplay_view.briefing(person, entry.scenario, level))]


def _level(press: Press) -> list[Outgoing]:
    """`rp:level:<scenario>:<level>`: easier or harder from now on."""
    scenario_id, _, level = press.value.rpartition(":")
    number = number_of(level)
    person = press.person if number < 0 else roleplay_levels.choose(press.tx, press.person, number)
    return _briefing(press, person, scenario_id)


def _rubric(press: Press) -> list[Outgoing]:
    """`rp:rubric:<scenario>:<page>`: what is marked, before the meeting."""
    scenario_id, _, page = press.value.rpartition(":")
    if scenario_id not in press.house.catalog.scenarios:
        return [press.show(Screen(press.text("roleplay.gone")))]
    view, rubric = press.house.roleplay_menu_view, press.house.catalog.rubric
    return [press.show(view.rubric(press.person, rubric, scenario_id, number_of(page)))]


ACTIONS: Mapping[str, Action] = {
    "menu": open_menu,
    "home": _home,
    "by": _by,
    "in": _in,
    "brief": _brief,
    "level": _level,
    "rubric": _rubric,
}
