"""/digest and its buttons: today, the picture, whom to coach, when it comes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from telegram import Update

from bot.base.errors import Refused
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of, table
from bot.services import coaching, digest_rounds, digests, people, teams
from bot.services.coaching import Praised
from bot.services.digests import Desk, Heat
from bot.storage.queries import people as people_rows
from bot.storage.queries.people import Person
from bot.views.names import listed

# More teams than this are offered to choose from.
MOST_AT_ONCE = 3


async def digest(update: Update, context: DojoContext) -> None:
    """/digest: what happened since yesterday, for every team I lead."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        led = teams.led(tx, person)
        if not led:
            raise Refused("digest.none")
        if len(led) > MOST_AT_ONCE:
            return [house.digest_view.choose(person, led).send(person.id)]
        return [_daily(house, tx, person, one.id) for one in led]

    await context.act(work)


def _daily(house: House, tx: Tx, person: Person, team_id: int) -> Outgoing:
    return house.digest_view.daily(person, digests.daily(tx, house.catalog, person, team_id))


async def _heat(context: DojoContext, value: str) -> Action:
    """The picture is drawn before the unit; whether it may be seen is asked before and inside."""
    house, caller, team_id = context.house, context.caller, number_of(value)

    def look(tx: Tx) -> tuple[Person, Heat] | None:
        person = None if caller is None else people_rows.find(tx.conn, caller.id)
        return None if person is None else (person, digests.heat(Desk(tx, person, team_id), house.catalog))

    async with context.busy():
        try:
            seen = await context.read(lambda conn: look(Tx(conn, house.clock.now())))
            png = None if seen is None else await asyncio.to_thread(house.digest_view.drawn, *seen)
        except Refused as refused:
            return _refusing(refused)

    def show(press: Press) -> Iterable[Outgoing]:
        team = teams.lead(press.tx, press.person, team_id)
        if seen is None or png is None:
            return [house.digest_view.no_heat(press.person, team)]
        return [house.digest_view.heat(press.person, seen[1], png)]

    return show


def _refusing(refused: Refused) -> Action:
    def refuse(press: Press) -> Iterable[Outgoing]:
        raise refused

    return refuse


def _open(press: Press) -> list[Outgoing]:
    return [_daily(press.house, press.tx, press.person, press.number)]


def _coach(press: Press) -> list[Outgoing]:
    desk = Desk(press.tx, press.person, press.number)
    found = coaching.suggestions(desk, press.house.catalog)
    return [press.house.coaching_view.suggestions(press.person, desk.team, found).send(press.person.id)]


def _praise(press: Press) -> list[Outgoing]:
    """`dg:praise:<team>:<user>:<skill>`."""
    team_id, user_id, skill = (*press.value.split(":", 2), "", "")[:3]
    house, leader = press.house, press.person
    outcome, team, rep = coaching.praise(press.tx, leader, number_of(team_id), number_of(user_id), skill)
    answer = outgoing.text(leader.id, press.text(f"coaching.{outcome.value}", name=listed(rep)))
    told = [house.coaching_view.praised(rep, leader, team, skill)] if outcome is Praised.SENT else []
    return [*told, answer]


def _when(press: Press) -> list[Outgoing]:
    team, place = digest_rounds.settings(press.tx, press.person, press.number)
    return [press.show(press.house.digest_view.when(press.person, team, place))]


def _at(press: Press) -> list[Outgoing]:
    """`dg:at:<team>:<minutes or never>`."""
    team_id, when = _choice(press.value)
    if when is None or when < people.DAY_MINUTES:
        digest_rounds.set_time(press.tx, press.person, team_id, when)
    return _when(replace(press, value=str(team_id)))


def _on(press: Press) -> list[Outgoing]:
    """`dg:on:<team>:<weekday from 0 or never>`."""
    team_id, day = _choice(press.value)
    if day is None or day < 7:
        digest_rounds.set_weekday(press.tx, press.person, team_id, day)
    return _when(replace(press, value=str(team_id)))


def _choice(value: str) -> tuple[int, int | None]:
    """A team and a number; None for never. Nonsense becomes a number that nothing has."""
    team_id, _, chosen = value.partition(":")
    if chosen == "never":
        return number_of(team_id), None
    number = number_of(chosen)
    return number_of(team_id), number if number >= 0 else people.DAY_MINUTES


ACTIONS: dict[str, Action] = {
    "open": _open,
    "coach": _coach,
    "praise": _praise,
    "when": _when,
    "at": _at,
    "on": _on,
}
AHEAD = {"heat": _heat}
press = table(ACTIONS, _open, AHEAD)
# Buttons of messages from before the digest had an area of its own.
old_press = table({"digest": _open, "when": _when, "at": _at}, _open)
