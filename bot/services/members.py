"""The people of a team, for whoever leads it: their roles, taking somebody out, handing the team over.

Every right is checked here, on every call. Owners (of the team or its organisation) change roles and take out
anybody, managers take out reps; a team keeps an owner. Unknown and foreign people are refused in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.services import digest_plan, succession, teams
from bot.storage.queries import people as people_rows
from bot.storage.queries import teams as rows
from bot.storage.queries.people import Person
from bot.storage.queries.teams import MANAGER, OWNER, REP, Member, Membership, Team

PAGE = 8
# From the least to the most.
RANKS = (REP, MANAGER, OWNER)


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a team's people; pages count from 0."""

    team: Team
    members: tuple[Member, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody in a team, and what the person looking at it may do: `higher` and `lower` are the roles to choose from.

    `seen`: whether their results can be seen by now. `heir`: whether the team can be handed over to them.
    """

    team: Team
    member: Member
    place: Membership
    seen: bool
    higher: str | None
    lower: str | None
    removable: bool
    heir: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """What somebody is in a team now, and the person, to be told; `role` is None when they are out of it."""

    team: Team
    person: Person
    role: str | None


def page(tx: Tx, person: Person, team_id: int, number: int) -> Page:
    """A page of the people in a team that the person leads, in the order they joined."""
    team, total = teams.lead(tx, person, team_id), rows.size(tx.conn, team_id)
    pages = max(1, -(-total // PAGE))
    shown = min(max(number, 0), pages - 1)
    return Page(team, rows.members(tx.conn, team_id, shown * PAGE, PAGE), shown, pages, total)


def card(tx: Tx, person: Person, team_id: int, user_id: int) -> Card:
    """Somebody in a team that the person leads. Refused for everybody else."""
    team = teams.lead(tx, person, team_id)
    owns = teams.of(tx, person, team_id).role == OWNER
    found, place = rows.member(tx.conn, team_id, user_id), rows.membership(tx.conn, team_id, user_id)
    if found is None or place is None:
        raise Refused("member.gone")
    other = found.user_id != person.id
    last = found.role == OWNER and len(_owners(tx, team_id)) == 1
    rank = RANKS.index(found.role)
    return Card(
        team=team,
        member=found,
        place=place,
        seen=place.view_from is None or place.view_from <= tx.now,
        higher=RANKS[rank + 1] if owns and other and rank + 1 < len(RANKS) else None,
        lower=RANKS[rank - 1] if owns and other and rank > 0 and not last else None,
        removable=other and not last and (owns or found.role == REP),
        heir=other and _is_owner(tx, person, team_id) and found.role != OWNER,
    )


def give_role(tx: Tx, person: Person, team_id: int, user_id: int, role: str) -> Changed:
    """One role up or down for somebody in a team that the person owns. Refused for anything that is not offered."""
    shown = card(tx, person, team_id, user_id)
    if role not in {shown.higher, shown.lower}:
        raise Refused("member.cannot")
    return _changed(tx, shown, role)


def remove(tx: Tx, person: Person, team_id: int, user_id: int) -> Changed:
    """Take somebody out of a team. Refused where that is not offered."""
    shown = card(tx, person, team_id, user_id)
    if not shown.removable:
        raise Refused("member.cannot")
    succession.take_out(tx, user_id, team_id)
    return Changed(shown.team, _person(tx, user_id), None)


def hand_over(tx: Tx, person: Person, team_id: int, user_id: int) -> Changed:
    """Somebody in a team owns it from now on, and the person, who owned it, manages it.

    Where the team is all there is of its organisation, that goes with it. Refused where it is not offered.
    """
    shown = card(tx, person, team_id, user_id)
    if not shown.heir:
        raise Refused("member.cannot")
    changed = _changed(tx, shown, OWNER)
    rows.change(tx.conn, team_id, person.id, role=MANAGER)
    succession.lowered(tx, person.id, team_id)
    return changed


def _changed(tx: Tx, shown: Card, role: str) -> Changed:
    team_id, who = shown.team.id, _person(tx, shown.member.user_id)
    led_before, leads_now = shown.member.role in teams.LEADS, role in teams.LEADS
    rows.change(tx.conn, team_id, who.id, role=role)
    if led_before != leads_now:
        rows.change(tx.conn, team_id, who.id, **digest_plan.first(who, leads=leads_now, now=tx.now))
    if RANKS.index(role) < RANKS.index(shown.member.role):
        succession.lowered(tx, who.id, team_id)
    return Changed(shown.team, who, role)


def _owners(tx: Tx, team_id: int) -> list[Member]:
    return [one for one in rows.leaders(tx.conn, team_id) if one.role == OWNER]


def _is_owner(tx: Tx, person: Person, team_id: int) -> bool:
    """Whether the person is in the team as its owner, not by owning the organisation alone."""
    return person.id in {one.user_id for one in _owners(tx, team_id)}


def _person(tx: Tx, user_id: int) -> Person:
    found = people_rows.find(tx.conn, user_id)
    if found is None:
        raise Refused("member.gone")
    return found
