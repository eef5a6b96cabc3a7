"""What becomes of teams and organisations when somebody goes: another takes over, or they end.

No rights are checked here; whoever calls this has done so.
"""

from __future__ import annotations

from bot.delivery.unit import Tx
from bot.storage.queries import archive, invites, sharing
from bot.storage.queries import organisations as organisation_rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import teams as rows
from bot.storage.queries.organisations import Organisation
from bot.storage.queries.people import Person
from bot.storage.queries.teams import OWNER, Team


def take_out(tx: Tx, user_id: int, team_id: int) -> int | None:
    """Take somebody out of a team, with the invitations they made and what they show there; then settle it.

    Returns the id of whoever owns the team in their place, where that has changed.
    """
    rows.leave(tx.conn, team_id, user_id)
    invites.revoke_of(tx.conn, team_id, user_id, tx.now)
    sharing.take_back_all(tx.conn, team_id, user_id)
    organisation = _organisation_alone(tx, team_id)
    if organisation is not None:
        organisation_rows.remove_owner(tx.conn, organisation.id, user_id)
    heir = settle_team(tx, team_id)
    if organisation is not None:
        settle_organisation(tx, organisation.id)
    return heir


def lowered(tx: Tx, user_id: int, team_id: int) -> None:
    """Somebody has less to say in a team: the invitations they made end.

    Where the team is all there is of its organisation, they do not own that any longer either.
    """
    invites.revoke_of(tx.conn, team_id, user_id, tx.now)
    organisation = _organisation_alone(tx, team_id)
    if organisation is not None:
        organisation_rows.remove_owner(tx.conn, organisation.id, user_id)
        settle_organisation(tx, organisation.id)


def disowned(tx: Tx, user_id: int, organisation_id: int) -> None:
    """Somebody owns an organisation no longer: the invitations they made end, where they are no owner by themselves."""
    organisation_rows.remove_owner(tx.conn, organisation_id, user_id)
    for team in organisation_rows.teams_in(tx.conn, organisation_id):
        place = rows.place(tx.conn, user_id, team.id)
        if place is None or place.role != OWNER:
            invites.revoke_of(tx.conn, team.id, user_id, tx.now)
    settle_organisation(tx, organisation_id)


def _organisation_alone(tx: Tx, team_id: int) -> Organisation | None:
    """The team's organisation, where nobody has thought of it as something else than the team."""
    found = organisation_rows.of_team(tx.conn, team_id)
    if found is None:
        return None
    return found if [one.id for one in organisation_rows.teams_in(tx.conn, found.id)] == [team_id] else None


def settle_team(tx: Tx, team_id: int) -> int | None:
    """A team without an owner goes to its longest-serving manager, whose id is returned.

    Failing one, its organisation's owners lead it. Without them it is archived: a rep does not come to read others'
    results by staying behind.
    """
    left = rows.leaders(tx.conn, team_id)
    if any(member.role == OWNER for member in left):
        return None
    if left:
        rows.change(tx.conn, team_id, left[0].user_id, role=OWNER)
        return left[0].user_id
    organisation = organisation_rows.of_team(tx.conn, team_id)
    if organisation is None or not organisation_rows.owners(tx.conn, organisation.id):
        archive.close(tx.conn, team_id, tx.now)
    return None


def settle_organisation(tx: Tx, organisation_id: int) -> None:
    """An organisation without an owner goes to the longest-serving owner of one of its teams; without any it ends."""
    if organisation_rows.owners(tx.conn, organisation_id):
        return
    heir = organisation_rows.longest_serving(tx.conn, organisation_id)
    if heir is None:
        for team in organisation_rows.teams_in(tx.conn, organisation_id):
            settle_team(tx, team.id)
        heir = organisation_rows.longest_serving(tx.conn, organisation_id)
    if heir is None:
        organisation_rows.remove(tx.conn, organisation_id)
    else:
        organisation_rows.add_owner(tx.conn, organisation_id, heir, tx.now)


def give_up_all(tx: Tx, user_id: int) -> tuple[tuple[Team, Person], ...]:
    """Take somebody out of all their teams and organisations; returns which team has gone to whom."""
    heirs = [(team, take_out(tx, user_id, team.id)) for team, _ in rows.of_person(tx.conn, user_id)]
    for organisation in organisation_rows.owned_by(tx.conn, user_id):
        disowned(tx, user_id, organisation.id)
    found = ((team, None if heir is None else people_rows.find(tx.conn, heir)) for team, heir in heirs)
    return tuple((team, person) for team, person in found if person is not None)
