"""A rep's own assignments (in the area `as:`): looking, beginning, declining."""

from __future__ import annotations

from collections.abc import Iterable

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import drill
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of
from bot.services import drills, people, roleplay_levels, tasks
from bot.services.tasks import AWAITING_REASON, Declined
from bot.storage.queries.assignments import Task
from bot.storage.queries.people import Person
from bot.training.assignment import Kind, Why


def reason_typed(house: House, tx: Tx, person: Person, words: str) -> Iterable[Outgoing] | None:
    """What follows when the text says why an assignment is declined; None when that was not asked."""
    purpose = person.awaiting or ""
    if not purpose.startswith(AWAITING_REASON):
        return None
    declined = tasks.decline(tx, person, number_of(purpose.removeprefix(AWAITING_REASON)), words)
    return (house.tasks_view.declined(person, declined).send(person.id), *_told(house, person, declined))


def _mine(press: Press) -> list[Outgoing]:
    """`as:mine`."""
    return [press.show(press.house.tasks_view.mine(press.person, tasks.mine(press.tx, press.person)))]


def _show(press: Press) -> list[Outgoing]:
    """`as:show:<assignment>`."""
    people.await_text(press.tx, press.person, None)
    task = tasks.one(press.tx, press.person, press.number)
    return [press.show(press.house.tasks_view.one(press.person, task))]


def _go(press: Press) -> list[Outgoing]:
    """`as:go:<assignment>`: the briefing, the unit's drill, or a drill of the skill; the message stays."""
    task = tasks.take_up(press.tx, press.house.catalog, press.person, press.number)
    person = people.await_text(press.tx, press.person, None)
    return _begun(press, people.finish_onboarding(press.tx, person), task)


def _begun(press: Press, person: Person, task: Task) -> list[Outgoing]:
    house, tx = press.house, press.tx
    match task.kind:
        case Kind.SCENARIO:
            scenario, level = house.catalog.scenarios[task.target], roleplay_levels.of(person).level
            return [house.roleplay_view.briefing(person, scenario, level).send(person.id)]
        case Kind.UNIT:
            return drill.ask(house, tx, person, drills.begin_unit(tx, house.catalog, person, task.target))
        case Kind.SKILL:
            return drill.ask(house, tx, person, drills.begin_skill(tx, house.catalog, person, task.target))


def _no(press: Press) -> list[Outgoing]:
    """`as:no:<assignment>`: why not?"""
    task = tasks.ask_reason(press.tx, press.person, press.number)
    leader = None if task.created_by is None else people.find(press.tx, task.created_by)
    return [press.show(press.house.tasks_view.why(press.person, task, leader))]


def _why(press: Press) -> list[Outgoing]:
    """`as:why:<assignment>:<reason>`."""
    number, _, why = press.value.partition(":")
    if why not in set(Why):
        return _show(press)
    declined = tasks.decline(press.tx, press.person, number_of(number), Why(why))
    view = press.house.tasks_view
    return [press.show(view.declined(press.person, declined)), *_told(press.house, press.person, declined)]


def _told(house: House, person: Person, declined: Declined) -> list[Outgoing]:
    leader = declined.leader
    return [] if leader is None or leader.id == person.id else [house.tasks_view.told(leader, person, declined)]


ACTIONS: dict[str, Action] = {"mine": _mine, "show": _show, "go": _go, "no": _no, "why": _why}
