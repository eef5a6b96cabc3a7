"""/team, invitations by deep link."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext, House
from bot.handlers.press import Action, Press, table
from bot.services import people, teams
from bot.storage.queries.people import Person
from bot.views.commands import person_menu
from bot.views.screen import Screen

INVITE_PREFIX = "join_"
AWAITING_NAME = "team_name"


async def team(update: Update, context: DojoContext) -> None:
    """/team: my teams."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        screen = house.teams_view.overview(person, teams.mine(tx, person))
        return (outgoing.text(person.id, screen.html, markup=screen.markup),)

    await context.act(work)


def invitation(house: House, tx: Tx, person: Person, payload: str) -> Outgoing:
    """What /start with an invitation shows. Refused when the invitation is not valid."""
    token = payload.removeprefix(INVITE_PREFIX)
    _, found, host = teams.invited(tx, token)
    return house.teams_view.invitation(person, found, host, token)


def named(house: House, tx: Tx, person: Person, text: str) -> Iterable[Outgoing]:
    """The name of the team that the person is setting up."""
    made = teams.create(tx, person, text)
    person = people.await_text(tx, person, None)
    screen = house.teams_view.created(person, made)
    return (
        outgoing.text(person.id, screen.html, markup=screen.markup),
        person_menu(house.texts, person, manages=True),
    )


def _create(press: Press) -> list[Outgoing]:
    people.await_text(press.tx, press.person, AWAITING_NAME)
    return [outgoing.text(press.person.id, press.text("team.ask_name"))]


def _open(press: Press) -> list[Outgoing]:
    mine = teams.mine(press.tx, press.person)
    chosen = next((one for one in mine if one.team.id == press.number), None)
    view = press.house.teams_view
    return [press.show(view.overview(press.person, mine) if chosen is None else view.one(press.person, chosen))]


def _invite(press: Press) -> list[Outgoing]:
    return [press.house.teams_view.invite(press.person, teams.invite(press.tx, press.person, press.number))]


def _join(press: Press) -> list[Outgoing]:
    joined, host = teams.accept(press.tx, press.person, press.value)
    return press.house.teams_view.joined(press.person, joined, host, press.message_id)


def _decline(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("team.declined")))]


def _leave(press: Press) -> list[Outgoing]:
    chosen = teams.own(press.tx, press.person, press.number)
    return [press.show(press.house.teams_view.leave(press.person, chosen))]


def _leave_yes(press: Press) -> list[Outgoing]:
    left = teams.leave(press.tx, press.person, press.number)
    return [
        press.show(Screen(press.text("team.left", team=left.name))),
        person_menu(press.house.texts, press.person, manages=teams.manages(press.tx, press.person)),
    ]


ACTIONS: dict[str, Action] = {
    "create": _create,
    "open": _open,
    "invite": _invite,
    "join": _join,
    "decline": _decline,
    "leave": _leave,
    "leave_yes": _leave_yes,
}
press = table(ACTIONS, _open)
