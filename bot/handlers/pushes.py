"""The buttons under what came unasked: put it off, not today, go on, no reminders, no recap."""

from __future__ import annotations

from bot.delivery.outgoing import Outgoing
from bot.handlers.press import Action, Press, table
from bot.services import nudges, recaps
from bot.training.nudges import Snooze


def _later(press: Press) -> list[Outgoing]:
    if press.value not in set(Snooze):
        return _go(press)
    outcome = nudges.put_off(press.tx, press.person, Snooze(press.value))
    return [press.show(press.house.push_view.put_off(press.person, outcome))]


def _tomorrow(press: Press) -> list[Outgoing]:
    person = nudges.not_today(press.tx, press.person)
    return [press.show(press.house.push_view.not_today(person))]


def _silent(press: Press) -> list[Outgoing]:
    person = nudges.no_reminders(press.tx, press.person)
    return [press.show(press.house.push_view.silent(person))]


def _no_recap(press: Press) -> list[Outgoing]:
    person = recaps.switch(press.tx, press.person, on=False)
    # The recap itself stays to be read.
    return [*press.without_buttons(), press.house.push_view.no_recap(person).send(person.id)]


def _go(press: Press) -> list[Outgoing]:
    again = nudges.ask_again(press.tx, press.house.catalog, press.person)
    drills = press.house.drill_view
    return [
        *press.without_buttons(),
        *drills.closed(press.person, again.stale),
        drills.question(press.person, again.begun.question),
    ]


ACTIONS: dict[str, Action] = {
    "later": _later,
    "tomorrow": _tomorrow,
    "silent": _silent,
    "no_recap": _no_recap,
    "go": _go,
}
press = table(ACTIONS, _go)
