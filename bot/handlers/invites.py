"""Inviting people into a team: `iv:…` for whoever leads it, the link's own buttons for whoever is invited."""

from __future__ import annotations

from dataclasses import replace

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of, table
from bot.services import invites
from bot.services.invites import Terms
from bot.storage.queries.people import Person
from bot.storage.queries.teams import MANAGER, REP
from bot.views.screen import Screen

INVITE_PREFIX = "join_"


def invitation(house: House, tx: Tx, person: Person, payload: str) -> Outgoing:
    """What /start with an invitation shows. Refused when the invitation is not valid."""
    return house.invites_view.invitation(person, invites.invited(tx, payload.removeprefix(INVITE_PREFIX)))


def join(press: Press) -> list[Outgoing]:
    """`team:join:<token>`."""
    opened = invites.accept(press.tx, press.person, press.value)
    calls = press.house.invites_view.joined(press.person, opened, press.message_id)
    return list(calls)


def decline(press: Press) -> list[Outgoing]:
    """`team:decline`."""
    return [press.show(Screen(press.text("invite.declined")))]


def _new(press: Press) -> list[Outgoing]:
    """`iv:new:<team>[:<uses>:<days>:<role>]`."""
    draft = invites.draft(press.tx, press.person, *_terms(press))
    return [press.show(press.house.invites_view.draft(press.person, draft))]


def _make(press: Press) -> list[Outgoing]:
    """`iv:make:<team>:<uses>:<days>:<role>`: the link below; its terms stay, but a second press invites no manager."""
    team_id, terms = _terms(press)
    view, opened = press.house.invites_view, invites.make(press.tx, press.person, team_id, terms)
    calls = [view.made(press.person, opened)]
    if opened.invite.role == MANAGER:
        draft = invites.draft(press.tx, press.person, team_id, replace(terms, role=REP))
        calls.insert(0, press.show(view.draft(press.person, draft)))
    return calls


def _terms(press: Press) -> tuple[int, Terms]:
    team, uses, days, role = (*press.value.split(":"), "", "", "", "")[:4]
    usual = Terms()
    return number_of(team), Terms(
        number_of(uses) if uses else usual.uses, number_of(days) if days else usual.days, role or usual.role
    )


def _list(press: Press) -> list[Outgoing]:
    """`iv:list:<team>:<page>`."""
    team, _, page = press.value.partition(":")
    found = invites.page(press.tx, press.person, number_of(team), number_of(page))
    return [press.show(press.house.invites_view.page(press.person, found))]


def _open(press: Press) -> list[Outgoing]:
    """`iv:open:<invitation>`."""
    return [press.show(press.house.invites_view.one(press.person, invites.one(press.tx, press.person, press.number)))]


def _revoke(press: Press) -> list[Outgoing]:
    """`iv:revoke:<invitation>`, in the list."""
    opened = invites.revoke(press.tx, press.person, press.number)
    page = invites.page(press.tx, press.person, opened.team.id, 0)
    return [press.show(press.house.invites_view.page(press.person, page))]


def _drop(press: Press) -> list[Outgoing]:
    """`iv:drop:<invitation>`, under its picture, which cannot become a text."""
    invites.revoke(press.tx, press.person, press.number)
    return [*press.without_buttons(), outgoing.text(press.person.id, press.text("invite.revoked"))]


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("invite.gone")))]


ACTIONS: dict[str, Action] = {
    "new": _new,
    "make": _make,
    "list": _list,
    "open": _open,
    "revoke": _revoke,
    "drop": _drop,
}
press = table(ACTIONS, _gone)
