"""/progress: the picture, and the same in words."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import sqlalchemy as sa
from telegram import Update

from bot.base.paths import picture_font
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.endings import celebrated
from bot.handlers.house import House
from bot.handlers.press import Action, Press, table
from bot.services import checks, people
from bot.services import progress as service
from bot.services.progress import Overview
from bot.storage.queries import people as people_rows
from bot.storage.queries.people import Person
from bot.views import charts
from bot.views.screen import Screen


async def progress(update: Update, context: DojoContext) -> None:
    """/progress: where the caller stands, as a picture."""
    house, caller = context.house, context.caller
    if caller is None:
        return
    async with context.busy():
        seen = await context.read(lambda conn: _look(house, conn, caller.id))
        png = None if seen is None else await _drawn(house, *seen)

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        person = people.finish_onboarding(tx, person)
        if seen is None or png is None:
            return (_words(house, tx, person).send(person.id),)
        more = (*celebrated(house, tx, person), *_check_due(house, tx, person))
        return (house.progress_view.picture(person, seen[1], png, more),)

    await context.act(work)


def _look(house: House, conn: sa.Connection, user_id: int) -> tuple[Person, Overview] | None:
    person = people_rows.find(conn, user_id)
    return None if person is None else (person, service.overview(conn, house.catalog, person, house.clock.now()))


def _check_due(house: House, tx: Tx, person: Person) -> list[str]:
    return [house.texts.render(person.language, "check.due")] if checks.monthly_due(tx.conn, person, tx.now) else []


async def _drawn(house: House, person: Person, overview: Overview) -> bytes:
    return await asyncio.to_thread(charts.draw, house.progress_view.chart(person, overview), picture_font())


def _words(house: House, tx: Tx, person: Person) -> Screen:
    report = checks.latest(tx.conn, person)
    check = None if report is None else house.check_view.words(person.language, report)
    return house.progress_view.text(person, service.overview(tx.conn, house.catalog, person, tx.now), check)


def _text(press: Press) -> list[Outgoing]:
    person = people.finish_onboarding(press.tx, press.person)
    return [_words(press.house, press.tx, person).send(person.id)]


ACTIONS: dict[str, Action] = {"text": _text}

press = table(ACTIONS, _text)
