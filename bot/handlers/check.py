"""/check: twelve questions and a role-play, now and in a month; then and now."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.drill import ask
from bot.handlers.house import House
from bot.handlers.press import Action, Press, table
from bot.services import check_offers, checks, people, roleplays
from bot.services.checks import Asking, Meeting, Report, Resting
from bot.storage.queries.people import Person
from bot.views.keyboards import button, rows
from bot.views.screen import Screen


async def check(update: Update, context: DojoContext) -> None:
    """/check: begin one, go on with it, or see how the last one went."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return _go_on(house, tx, people.finish_onboarding(tx, person))

    await context.act(work)


def _go_on(house: House, tx: Tx, person: Person) -> list[Outgoing]:
    view = house.check_view
    match checks.go_on(tx, house.catalog, person):
        case Asking() as asking:
            return [view.asking(person, asking).send(person.id), *ask(house, tx, person, asking.begun)]
        case Meeting() as meeting:
            return [(_under_way(house, tx, person, meeting) or view.meeting(person, meeting)).send(person.id)]
        case Resting() as resting:
            report = checks.latest(tx.conn, person)
            return [] if report is None else [view.resting(person, resting, report).send(person.id)]
        case Report() as report:
            return [view.report(person, report).send(person.id)]


def _under_way(house: House, tx: Tx, person: Person, meeting: Meeting) -> Screen | None:
    """The conversation that belongs to the check, when it has begun already."""
    running = roleplays.running(tx, person)
    if running is None or running[0].id != meeting.check.roleplay_id:
        return None
    return house.roleplay_view.resume(person, running[1], running[2])


def _start(press: Press) -> list[Outgoing]:
    return _go_on(press.house, press.tx, people.finish_onboarding(press.tx, press.person))


def _begin(press: Press) -> list[Outgoing]:
    """From an offer, which has been answered with that."""
    return [*press.without_buttons(), *_start(press)]


def _later(press: Press) -> list[Outgoing]:
    check_offers.postpone(press.tx, press.person)
    return [press.show(Screen(press.text("check.later")))]


def _no(press: Press) -> list[Outgoing]:
    check_offers.decline(press.tx, press.person)
    return [press.show(Screen(press.text("check.declined")))]


def _brief(press: Press) -> list[Outgoing]:
    house, person = press.house, press.person
    meeting = checks.meeting(press.tx, house.catalog, person)
    briefing = _under_way(house, press.tx, person, meeting)
    if briefing is None:
        begin = button(house.texts, person.language, "roleplay_start", "check:play")
        briefing = Screen(house.roleplay_view.briefing(person, meeting.scenario).html, rows([begin]))
    return [*press.without_buttons(), briefing.send(person.id)]


def _play(press: Press) -> list[Outgoing]:
    house, person = press.house, press.person
    meeting = checks.meeting(press.tx, house.catalog, person)
    running = _under_way(house, press.tx, person, meeting)
    if running is not None:
        return [running.send(person.id)]
    played = checks.meet(press.tx, house.catalog, person)
    # The briefing stays to be read; only its button goes.
    return [*press.without_buttons(), *house.roleplay_view.customer(person, played)]


ACTIONS: dict[str, Action] = {
    "start": _start,
    "begin": _begin,
    "later": _later,
    "no": _no,
    "brief": _brief,
    "play": _play,
}

press = table(ACTIONS, _start)
