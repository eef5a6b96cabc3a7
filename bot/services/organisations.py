"""Organisations: a company with several teams. Its owners have an owner's rights in each of them.

Every right is checked here, on every call. Unknown and foreign organisations are refused in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.services import succession
from bot.services.names import cleaned
from bot.storage.queries import organisations as rows
from bot.storage.queries import people as people_rows
from bot.storage.queries.organisations import Organisation, Sized
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Member

# Said instead of an organisation's id: a new one.
ANOTHER = 0


@dataclass(frozen=True, slots=True)
class Card:
    """An organisation as one of its owners sees it; `candidates` lead a team of it and could own it too."""

    organisation: Organisation
    owners: tuple[Member, ...]
    teams: tuple[Sized, ...]
    candidates: tuple[Member, ...]


def mine(tx: Tx, person: Person) -> tuple[Organisation, ...]:
    """The organisations that the person owns."""
    return rows.owned_by(tx.conn, person.id)


def own(tx: Tx, person: Person, organisation_id: int) -> Organisation:
    """One that the person owns. Refused otherwise."""
    found = next((one for one in mine(tx, person) if one.id == organisation_id), None)
    if found is None:
        raise Refused("organisation.not_yours")
    return found


def card(tx: Tx, person: Person, organisation_id: int) -> Card:
    """All about one that the person owns."""
    found = own(tx, person, organisation_id)
    return Card(
        found,
        rows.owners(tx.conn, found.id),
        rows.teams_in(tx.conn, found.id),
        rows.leaders(tx.conn, found.id),
    )


def home(tx: Tx, person: Person, team_name: str, organisation_id: int | None) -> Organisation:
    """Where a new team belongs: the organisation named, else the only one that the person owns, else a new one.

    One that has no team at the time takes the team's name. Refused when the one named is not the person's own.
    """
    if organisation_id is None:
        owned = mine(tx, person)
        organisation_id = owned[0].id if len(owned) == 1 else ANOTHER
    if organisation_id == ANOTHER:
        made = rows.add(tx.conn, team_name, tx.now)
        rows.add_owner(tx.conn, made.id, person.id, tx.now)
        return made
    found = own(tx, person, organisation_id)
    if rows.teams_in(tx.conn, found.id):
        return found
    rows.rename(tx.conn, found.id, team_name)
    return own(tx, person, found.id)


def rename(tx: Tx, person: Person, organisation_id: int, name: str) -> Organisation:
    """Another name for one that the person owns. Refused for an empty or overlong one."""
    found, wanted = own(tx, person, organisation_id), cleaned(name)
    rows.rename(tx.conn, found.id, wanted)
    return own(tx, person, found.id)


def candidate(tx: Tx, person: Person, organisation_id: int, user_id: int) -> tuple[Organisation, Member]:
    """Somebody who leads a team of an organisation that the person owns and does not own it yet. Refused otherwise."""
    found = own(tx, person, organisation_id)
    who = next((one for one in rows.leaders(tx.conn, found.id) if one.user_id == user_id), None)
    if who is None:
        raise Refused("organisation.nobody")
    return found, who


def add_owner(tx: Tx, person: Person, organisation_id: int, user_id: int) -> tuple[Organisation, Person | None]:
    """Make whoever leads a team of it a further owner; returns them, to be told."""
    found, who = candidate(tx, person, organisation_id, user_id)
    rows.add_owner(tx.conn, found.id, who.user_id, tx.now)
    return found, people_rows.find(tx.conn, who.user_id)


def hand_over(tx: Tx, person: Person, organisation_id: int, user_id: int) -> tuple[Organisation, Person | None]:
    """Make whoever leads a team of it an owner in the person's place; returns them, to be told."""
    found, heir = add_owner(tx, person, organisation_id, user_id)
    succession.disowned(tx, person.id, found.id)
    return found, heir


def remove_owner(tx: Tx, person: Person, organisation_id: int, user_id: int) -> tuple[Organisation, Person | None]:
    """Somebody else owns it no longer; returns them, to be told. Refused for whoever does not own it."""
    found = own(tx, person, organisation_id)
    if user_id == person.id or user_id not in {one.user_id for one in rows.owners(tx.conn, found.id)}:
        raise Refused("organisation.nobody")
    succession.disowned(tx, user_id, found.id)
    return found, people_rows.find(tx.conn, user_id)


def step_down(tx: Tx, person: Person, organisation_id: int) -> Organisation:
    """Own it no longer. Refused for the last owner, who hands it over instead."""
    found = own(tx, person, organisation_id)
    if len(rows.owners(tx.conn, found.id)) == 1:
        raise Refused("organisation.last_owner")
    succession.disowned(tx, person.id, found.id)
    return found
