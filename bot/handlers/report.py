"""/report: a team's training as a file (`rep:`). Read and written before the unit of work, which only sends it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from telegram import Update

from bot.base.errors import Refused
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.handlers.press import Action, Ahead, Press, number_of, table
from bot.services import report_files, team_report, teams
from bot.services.people import local_date
from bot.services.team_report import Report, Sheet
from bot.storage.queries import people as people_rows
from bot.storage.queries.people import Person
from bot.training.periods import Period
from bot.views.report import XLSX
from bot.views.screen import Screen


async def report(update: Update, context: DojoContext) -> None:
    """/report: for whoever leads a team."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        led = teams.led(tx, person)
        if not led:
            raise Refused("report.none")
        view = house.report_view
        screen = view.period(person, led[0]) if len(led) == 1 else view.which_team(person, led)
        return (screen.send(person.id),)

    await context.act(work)


def _ask(press: Press) -> list[Outgoing]:
    """`rep:ask:<team>`."""
    team = teams.lead(press.tx, press.person, press.number)
    return [press.show(press.house.report_view.period(press.person, team))]


def _for(press: Press) -> list[Outgoing]:
    """`rep:for:<team>:<period>`."""
    number, _, period = press.value.partition(":")
    team = teams.lead(press.tx, press.person, number_of(number))
    if period not in set(Period):
        return [press.show(press.house.report_view.period(press.person, team))]
    today = local_date(press.person, press.tx.now)
    return [press.show(press.house.report_view.kind(press.person, team, Period(period), today))]


@dataclass(frozen=True, slots=True)
class _Made:
    report: Report
    content: bytes


async def _file(context: DojoContext, value: str) -> Action:
    """`rep:file:<team>:<period>:<kind>`."""
    number, _, rest = value.partition(":")
    period, _, kind = rest.partition(":")
    known = period in set(Period) and (kind == XLSX or kind in set(Sheet))
    made: _Made | Refused = Refused("team.not_yours")
    if known and context.caller is not None:
        async with context.busy():
            made = await _make(context, context.caller.id, number_of(number), Period(period), kind)

    def act(press: Press) -> Iterable[Outgoing]:
        # Rights are asked again in the unit: they may have gone while the file was written.
        teams.lead(press.tx, press.person, number_of(number))
        if not known:
            return [press.show(Screen(press.text("report.gone_button")))]
        if isinstance(made, Refused):
            raise made
        return [press.house.report_view.file(press.person, made.report, kind, made.content)]

    return act


async def _make(context: DojoContext, user_id: int, team_id: int, period: Period, kind: str) -> _Made | Refused:
    house, person = context.house, await context.read(lambda conn: people_rows.find(conn, user_id))
    if person is None:
        return Refused("team.not_yours")
    words = report_files.words(house.texts, person.language)
    try:
        report = await context.read(
            lambda conn: team_report.make(Tx(conn, house.clock.now()), house.catalog, person, team_id, period, words)
        )
    except Refused as refused:
        return refused
    # A large team's workbook takes seconds; everybody else goes on.
    return _Made(report, await asyncio.to_thread(_written, house, person, report, kind))


def _written(house: House, person: Person, report: Report, kind: str) -> bytes:
    if kind == XLSX:
        return report_files.xlsx(house.texts, person.language, report)
    return report_files.csv_file(house.texts, person.language, report, Sheet(kind))


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("report.gone_button")))]


ACTIONS: dict[str, Action] = {"ask": _ask, "for": _for}
AHEAD: dict[str, Ahead] = {"file": _file}

press = table(ACTIONS, _gone, AHEAD)
