"""Organisations, for those who own them: `org:…`."""

from __future__ import annotations

from collections.abc import Iterable

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of, table
from bot.handlers.told import tell
from bot.services import organisations, people
from bot.storage.queries.people import Person
from bot.views.names import listed
from bot.views.screen import Screen

# What the bot waits for: `org_name:<organisation>`.
AWAITING_NAME = "org_name"


def named(house: House, tx: Tx, person: Person, organisation_id: int, words: str) -> Iterable[Outgoing]:
    """The organisation's new name."""
    organisations.rename(tx, person, organisation_id, words)
    person = people.await_text(tx, person, None)
    card = organisations.card(tx, person, organisation_id)
    return (house.organisations_view.one(person, card).send(person.id),)


def _open(press: Press) -> list[Outgoing]:
    """`org:open:<organisation>`."""
    card = organisations.card(press.tx, press.person, press.number)
    return [press.show(press.house.organisations_view.one(press.person, card))]


def _rename(press: Press) -> list[Outgoing]:
    """`org:rename:<organisation>`."""
    found = organisations.own(press.tx, press.person, press.number)
    people.await_text(press.tx, press.person, f"{AWAITING_NAME}:{found.id}")
    return [outgoing.text(press.person.id, press.text("organisation.ask_name", name=found.name))]


def _owners(press: Press) -> list[Outgoing]:
    """`org:owners:<organisation>`."""
    return _owners_of(press, press.number)


def _owners_of(press: Press, organisation_id: int) -> list[Outgoing]:
    card = organisations.card(press.tx, press.person, organisation_id)
    return [press.show(press.house.organisations_view.owners(press.person, card))]


def _who(press: Press) -> list[Outgoing]:
    """`org:who:<organisation>:<user>`."""
    found, who = organisations.candidate(press.tx, press.person, *_numbers(press))
    return [press.show(press.house.organisations_view.who(press.person, found, who))]


def _add(press: Press) -> list[Outgoing]:
    """`org:add:<organisation>:<user>`."""
    found, who = organisations.add_owner(press.tx, press.person, *_numbers(press))
    told = tell(press, who, "organisation.now_owner", name=found.name, by=listed(press.person))
    return [*_owners_of(press, found.id), *told]


def _give(press: Press) -> list[Outgoing]:
    """`org:give:<organisation>:<user>`."""
    found, heir = organisations.hand_over(press.tx, press.person, *_numbers(press))
    told = tell(press, heir, "organisation.now_owner", name=found.name, by=listed(press.person))
    done = Screen(press.text("organisation.given", name=found.name, who="" if heir is None else heir.name))
    return [press.show(done), *told]


def _out(press: Press) -> list[Outgoing]:
    """`org:out:<organisation>:<user>`."""
    organisation_id, user_id = _numbers(press)
    card = organisations.card(press.tx, press.person, organisation_id)
    who = next((one for one in card.owners if one.user_id == user_id and user_id != press.person.id), None)
    if who is None:
        return _owners_of(press, organisation_id)
    data = f"org:out_yes:{organisation_id}:{user_id}"
    return [press.show(press.house.organisations_view.sure(press.person, card.organisation, "out", data, who))]


def _out_yes(press: Press) -> list[Outgoing]:
    """`org:out_yes:<organisation>:<user>`."""
    found, who = organisations.remove_owner(press.tx, press.person, *_numbers(press))
    told = tell(press, who, "organisation.no_owner", name=found.name, by=listed(press.person))
    return [*_owners_of(press, found.id), *told]


def _down(press: Press) -> list[Outgoing]:
    """`org:down:<organisation>`."""
    found = organisations.own(press.tx, press.person, press.number)
    data = f"org:down_yes:{found.id}"
    return [press.show(press.house.organisations_view.sure(press.person, found, "down", data, None))]


def _down_yes(press: Press) -> list[Outgoing]:
    """`org:down_yes:<organisation>`."""
    found = organisations.step_down(press.tx, press.person, press.number)
    return [press.show(Screen(press.text("organisation.stepped_down", name=found.name)))]


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("organisation.not_yours")))]


def _numbers(press: Press) -> tuple[int, int]:
    first, _, second = press.value.partition(":")
    return number_of(first), number_of(second)


ACTIONS: dict[str, Action] = {
    "open": _open,
    "rename": _rename,
    "owners": _owners,
    "who": _who,
    "add": _add,
    "give": _give,
    "out": _out,
    "out_yes": _out_yes,
    "down": _down,
    "down_yes": _down_yes,
}
press = table(ACTIONS, _gone)
