"""Whose results somebody may see: by role, by organisation, and not before the day that was promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.services import people, teams
from bot.services.people import Caller
from bot.services.visibility import visible
from bot.storage.queries.people import Person
from bot.storage.tables import memberships, organisation_owners, organisation_teams, organisations
from bot.storage.tables import teams as team_table
from tests.services.desk import START, memory

OWNER, MANAGER, REP, FRESH, OUTSIDER, HEAD = range(1, 7)


@pytest.fixture
def tx() -> Iterator[Tx]:
    """Team 1 with everybody in it but the outsider, who owns team 2, and the head, who owns the organisation."""
    conn = memory()
    conn.exec_driver_sql("PRAGMA foreign_keys = ON")
    tx = Tx(conn, START)
    for user_id in range(1, 7):
        caller = Caller(id=user_id, first_name=f"P{user_id}", last_name=None, username=None, language_code="en")
        people.meet(tx, caller, default_zone="Asia/Shanghai")
    places = {OWNER: "owner", MANAGER: "manager", REP: "rep", FRESH: "rep"}
    for number, team in enumerate(("North", "Elsewhere"), start=1):
        conn.execute(team_table.insert().values(id=number, name=team, created_at=START, view_after_days=0))
        conn.execute(organisations.insert().values(id=number, name=team, created_at=START))
        conn.execute(organisation_teams.insert().values(team_id=number, organisation_id=number))
    for user_id, role in places.items():
        view_from = START + timedelta(days=30) if user_id == FRESH else None
        conn.execute(
            memberships.insert().values(team_id=1, user_id=user_id, role=role, joined_at=START, view_from=view_from)
        )
    conn.execute(memberships.insert().values(team_id=2, user_id=OUTSIDER, role="owner", joined_at=START))
    conn.execute(organisation_owners.insert().values(organisation_id=1, user_id=HEAD, since=START))
    yield tx
    conn.close()


def person(tx: Tx, user_id: int) -> Person:
    found = people.find(tx, user_id)
    assert found is not None
    return found


@pytest.mark.parametrize("leader", [OWNER, MANAGER, HEAD])
def test_whoever_leads_sees_the_reps_from_the_day_that_was_promised(tx: Tx, leader: int) -> None:
    assert visible(tx, person(tx, leader), 1) == {REP}
    just_before = Tx(tx.conn, START + timedelta(days=30) - timedelta(microseconds=1))
    assert visible(just_before, person(tx, leader), 1) == {REP}
    assert visible(Tx(tx.conn, START + timedelta(days=30)), person(tx, leader), 1) == {REP, FRESH}


@pytest.mark.parametrize(
    ("user_id", "team_id"), [(REP, 1), (FRESH, 1), (OUTSIDER, 1), (OWNER, 2), (HEAD, 2), (HEAD, 99)]
)
def test_nobody_else_sees_anything(tx: Tx, user_id: int, team_id: int) -> None:
    with pytest.raises(Refused) as refused:
        visible(tx, person(tx, user_id), team_id)
    assert (refused.value.message_id, refused.value.params) == ("team.not_yours", {})


def test_an_archived_team_shows_nothing(tx: Tx) -> None:
    tx.conn.execute(sa.update(team_table).where(team_table.c.id == 1).values(archived_at=START))
    for leader in (OWNER, HEAD):
        with pytest.raises(Refused):
            visible(tx, person(tx, leader), 1)


def test_the_head_of_an_organisation_leads_its_teams_and_no_other(tx: Tx) -> None:
    assert [team.name for team in teams.led(tx, person(tx, HEAD))] == ["North"]
    assert teams.manages(tx, person(tx, HEAD))
    assert not teams.manages(tx, person(tx, REP))
