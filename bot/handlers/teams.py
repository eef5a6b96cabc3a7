"""/team and what its buttons do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from telegram import Update

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import invites
from bot.handlers import organisations as organisation_handlers
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of, table
from bot.handlers.told import tell
from bot.services import organisations, people, team_settings, teams
from bot.services.people import local_date
from bot.services.team_settings import ARCHIVE_DAYS
from bot.storage.queries.people import Person
from bot.views.names import listed
from bot.views.screen import Screen

# What the bot waits for: `team_name[:<organisation>]`, `team_rename:<team>`.
AWAITING_NAME, AWAITING_RENAME = "team_name", "team_rename"


async def team(update: Update, context: DojoContext) -> None:
    """/team: my teams."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return (_mine(house, tx, person).send(person.id),)

    await context.act(work)


def _mine(house: House, tx: Tx, person: Person) -> Screen:
    """The only team, or the list of several."""
    found = team_settings.overview(tx, person)
    if len(found.places) == 1 and not found.archived:
        return house.teams_view.one(person, teams.view(tx, person, found.places[0].team.id))
    return house.teams_view.overview(person, found, 0)


# --- texts that answer a question


def taken(house: House, tx: Tx, person: Person, words: str) -> Iterable[Outgoing] | None:
    """What follows when a text names a team or an organisation; None when no name was asked for."""
    purpose, _, value = (person.awaiting or "").partition(":")
    match purpose:
        case "team_name":
            return _named(house, tx, person, number_of(value) if value else None, words)
        case "team_rename":
            return _renamed(house, tx, person, number_of(value), words)
        case organisation_handlers.AWAITING_NAME:
            return organisation_handlers.named(house, tx, person, number_of(value), words)
    return None


def _named(house: House, tx: Tx, person: Person, organisation_id: int | None, words: str) -> Iterable[Outgoing]:
    made, organisation = teams.create(tx, person, words, organisation_id)
    person = people.await_text(tx, person, None)
    several = len(organisations.card(tx, person, organisation.id).teams) > 1
    screen = house.teams_view.created(person, made, organisation.name if several else "")
    return (screen.send(person.id),)


def _renamed(house: House, tx: Tx, person: Person, team_id: int, words: str) -> Iterable[Outgoing]:
    team_settings.rename(tx, person, team_id, words)
    person = people.await_text(tx, person, None)
    return (house.teams_view.one(person, teams.view(tx, person, team_id)).send(person.id),)


# --- buttons


def _create(press: Press) -> list[Outgoing]:
    """`team:create`: whoever owns several organisations chooses first."""
    owned = organisations.mine(press.tx, press.person)
    if len(owned) > 1:
        return [press.house.teams_view.where(press.person, owned).send(press.person.id)]
    return _ask_name(press, AWAITING_NAME)


def _in(press: Press) -> list[Outgoing]:
    """`team:in:<organisation>`: a further team in one of one's own, or with ANOTHER in a new one."""
    if press.number != organisations.ANOTHER:
        organisations.own(press.tx, press.person, press.number)
    return _ask_name(press, f"{AWAITING_NAME}:{press.number}")


def _ask_name(press: Press, purpose: str) -> list[Outgoing]:
    people.await_text(press.tx, press.person, purpose)
    return [outgoing.text(press.person.id, press.text("team.ask_name"))]


def _list(press: Press) -> list[Outgoing]:
    """`team:list:<page>`."""
    found = team_settings.overview(press.tx, press.person)
    return [press.show(press.house.teams_view.overview(press.person, found, press.number))]


def _open(press: Press) -> list[Outgoing]:
    """`team:open:<team>`; for a team that is none of theirs, what they have."""
    place = next((one for one in teams.mine(press.tx, press.person) if one.team.id == press.number), None)
    if place is None:
        return [press.show(_mine(press.house, press.tx, press.person))]
    view = teams.view(press.tx, press.person, place.team.id)
    return [press.show(press.house.teams_view.one(press.person, view))]


def _settings(press: Press) -> list[Outgoing]:
    """`team:settings:<team>`."""
    found = teams.head(press.tx, press.person, press.number)
    return [press.show(press.house.teams_view.settings(press.person, found))]


def _rename(press: Press) -> list[Outgoing]:
    """`team:rename:<team>`."""
    found = teams.head(press.tx, press.person, press.number)
    people.await_text(press.tx, press.person, f"{AWAITING_RENAME}:{found.id}")
    return [outgoing.text(press.person.id, press.text("team.ask_rename", name=found.name))]


def _view_after(press: Press) -> list[Outgoing]:
    """`team:view:<team>:<days>`."""
    team_id, _, days = press.value.partition(":")
    found = team_settings.set_view_after(press.tx, press.person, number_of(team_id), number_of(days))
    return [press.show(press.house.teams_view.settings(press.person, found))]


def _archive(press: Press) -> list[Outgoing]:
    """`team:archive:<team>`."""
    found = teams.head(press.tx, press.person, press.number)
    return [press.show(press.house.teams_view.archive(press.person, found))]


def _archive_yes(press: Press) -> list[Outgoing]:
    """`team:archive_yes:<team>`."""
    found, others = team_settings.archive(press.tx, press.person, press.number)
    until = local_date(press.person, press.tx.now + timedelta(days=ARCHIVE_DAYS))
    calls = [press.show(press.house.teams_view.archived(press.person, found, until))]
    for other in others:
        calls += tell(press, other, "team.closed", team=found.name, by=listed(press.person))
    return calls


def _restore(press: Press) -> list[Outgoing]:
    """`team:restore:<team>`."""
    back = team_settings.restore(press.tx, press.person, press.number)
    calls = _open(press)
    for other in back.leaders:
        calls += tell(press, other, "team.reopened", team=back.team.name, by=listed(press.person))
    return calls


def _leave(press: Press) -> list[Outgoing]:
    chosen = teams.member(press.tx, press.person, press.number)
    return [press.show(press.house.teams_view.leave(press.person, chosen.team))]


def _leave_yes(press: Press) -> list[Outgoing]:
    left = teams.leave(press.tx, press.person, press.number)
    return [
        press.show(Screen(press.text("team.left", team=left.team.name))),
        *tell(press, left.heir, "team.inherited", team=left.team.name),
    ]


ACTIONS: dict[str, Action] = {
    "create": _create,
    "in": _in,
    "list": _list,
    "open": _open,
    "settings": _settings,
    "rename": _rename,
    "view": _view_after,
    "archive": _archive,
    "archive_yes": _archive_yes,
    "restore": _restore,
    "join": invites.join,
    "decline": invites.decline,
    "leave": _leave,
    "leave_yes": _leave_yes,
}
press = table(ACTIONS, _open)
