"""An assignment on its way: what, for whom, by when. It stands with the leader, so that it outlives a restart.

Each step checks again that the person leads the team.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import people, teams
from bot.services.people import local_date
from bot.storage.queries import teams as team_rows
from bot.storage.queries.people import Person
from bot.storage.queries.teams import REP, Member
from bot.training.assignment import LONGEST, Kind

# What `users.awaiting` is while a date may be typed.
AWAITING_DUE = "as_due"
# Stands for the whole team where a person's id could.
EVERYBODY = 0
_DRAFT = "assignment_draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been chosen. `user_id`: None while nobody is chosen, EVERYBODY for the whole team; `due_on` in ISO."""

    team_id: int
    kind: str = ""
    target: str = ""
    user_id: int | None = None
    due_on: str = ""

    @property
    def mark(self) -> str:
        """Ten characters that tell this draft from any other."""
        return sha256(repr(self).encode()).hexdigest()[:10]

    @property
    def due(self) -> date | None:
        """The date chosen."""
        return date.fromisoformat(self.due_on) if self.due_on else None


def begin(tx: Tx, person: Person, team_id: int) -> Draft:
    """A new draft for a team that the person leads."""
    teams.lead(tx, person, team_id)
    return keep(tx, person, Draft(team_id))


def current(tx: Tx, person: Person) -> Draft:
    """The draft under way. Refused when there is none, or its team is no longer led."""
    body: Any = person.preferences.get(_DRAFT)
    if not isinstance(body, dict):
        raise Refused("assignment.draft_gone")
    draft = Draft(**body)
    teams.lead(tx, person, draft.team_id)
    return draft


def choose(tx: Tx, catalog: Catalog, person: Person, kind: str, target: str) -> Draft:
    """What is assigned. Refused when there is no such thing."""
    if not exists(catalog, kind, target):
        raise Refused("assignment.content_gone")
    return keep(tx, person, replace(current(tx, person), kind=kind, target=target))


def address(tx: Tx, person: Person, user_id: int) -> Draft:
    """For whom. Refused for somebody who is no rep of the team."""
    draft = current(tx, person)
    if user_id != EVERYBODY and user_id not in {one.user_id for one in reps(tx, draft.team_id)}:
        raise Refused("assignment.person_gone")
    return keep(tx, person, replace(draft, user_id=user_id))


def suggested(tx: Tx, catalog: Catalog, person: Person, team_id: int, user_id: int, kind: str, target: str) -> Draft:
    """A draft in which only the date is missing."""
    begin(tx, person, team_id)
    # What was kept is read anew: each step checks what it is given.
    choose(tx, catalog, _again(tx, person), kind, target)
    return address(tx, _again(tx, person), user_id)


def dated(tx: Tx, person: Person, due_on: date) -> Draft:
    """By when. Refused for a date that is past or too far."""
    draft, today = current(tx, person), local_date(person, tx.now)
    if due_on < today:
        raise Refused("assignment.due_past", date=due_on)
    if (due_on - today).days > LONGEST:
        raise Refused("assignment.due_far", days=LONGEST)
    people.await_text(tx, person, None)
    return keep(tx, person, replace(draft, due_on=due_on.isoformat()))


def leave(tx: Tx, person: Person) -> Person:
    """Put the draft away."""
    person = people.preference(tx, person, **{_DRAFT: None})
    return people.await_text(tx, person, None) if person.awaiting == AWAITING_DUE else person


def keep(tx: Tx, person: Person, draft: Draft) -> Draft:
    """Remember the draft."""
    people.preference(tx, person, **{_DRAFT: asdict(draft)})
    return draft


def reps(tx: Tx, team_id: int) -> tuple[Member, ...]:
    """Who of a team may be given something."""
    return tuple(one for one in team_rows.members(tx.conn, team_id) if one.role == REP)


def exists(catalog: Catalog, kind: str, target: str) -> bool:
    """Whether there is such a thing to assign."""
    match kind:
        case Kind.SCENARIO:
            return target in catalog.scenarios
        case Kind.UNIT:
            return target in catalog.curriculum.units
        case Kind.SKILL:
            return target in catalog.curriculum.skills
    return False


def _again(tx: Tx, person: Person) -> Person:
    found = people.find(tx, person.id)
    return person if found is None else found
