"""Whose results somebody who leads a team may see: everything that a manager sees of people goes through here."""

from __future__ import annotations

from bot.delivery.unit import Tx
from bot.services import teams
from bot.storage.queries import teams as rows
from bot.storage.queries.people import Person


def visible(tx: Tx, leader: Person, team_id: int) -> frozenset[int]:
    """The ids of the team's reps whose results `leader` may see now.

    Reps who were promised at joining that their results stay their own for a while are left out until then. Refused
    ("team.not_yours") unless `leader` is the team's owner or manager, or owns its organisation.
    """
    teams.lead(tx, leader, team_id)
    return rows.visible_reps(tx.conn, team_id, tx.now)
