"""A team's own replies and what waits for one, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.storage import migrate
from bot.storage.database import Database
from bot.storage.queries import replies, team_replies, team_uploads, unanswered
from bot.storage.queries.team_replies import NewTeamReply
from bot.storage.tables import memberships, teams, users
from tests.storage.rows import value_for

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 1, 5, tzinfo=UTC)
IN, OUT = 7, 8


@pytest.fixture(autouse=True)
async def people(database: Database) -> None:
    """One person in a team, one outside."""

    def make(conn: sa.Connection) -> None:
        migrate.upgrade(conn)
        person = {column.name: value_for(column) for column in users.columns}
        conn.execute(users.insert().values([{**person, "id": IN}, {**person, "id": OUT}]))
        conn.execute(teams.insert().values(name="North", created_by=IN, created_at=NOW))
        conn.execute(memberships.insert().values(team_id=1, user_id=IN, role="owner", joined_at=NOW))

    await database.run(make)


def entry(number: int) -> NewTeamReply:
    """An entry like no other."""
    return NewTeamReply(
        category="price",
        phrasings=(f"太贵了 {number}", "x"),
        replies=("<b>&",),
        meaning=bytes(2 * 1024),
        title=team_replies.digest(str(number)),
    )


async def test_entries_are_added_once_and_found_by_members_alone(database: Database) -> None:
    def work(conn: sa.Connection) -> None:
        many = [entry(number) for number in range(1_200)]
        added = team_replies.add(conn, 1, many, created_by=IN, now=NOW)
        assert len(added) == 1_200
        assert len(team_replies.add(conn, 1, [*many[:3], entry(5_000)], created_by=IN, now=NOW)) == 1
        assert team_replies.count(conn, 1) == len(team_replies.titles(conn, 1)) == 1_201
        first = team_replies.titled(conn, 1, team_replies.digest("0"))
        assert first is not None
        assert team_replies.find(conn, IN, [first])[first].phrasings == ("太贵了 0", "x")
        assert team_replies.find(conn, OUT, [first]) == {}
        newest = team_replies.page(conn, 1, 0, 2)
        assert [one.phrasings[0] for one in newest] == ["太贵了 5000", "太贵了 1199"]

    await database.run(work)


async def test_a_change_is_seen_by_who_searches(database: Database) -> None:
    def work(conn: sa.Connection) -> None:
        (first,) = team_replies.add(conn, 1, [entry(1)], created_by=IN, now=NOW)
        before = replies.shelf_keys(conn, IN)
        assert team_replies.remove(conn, 1, first) == bytes(2 * 1024)
        assert team_replies.remove(conn, 1, first) is None
        # SQLite gives the highest number again; the moment tells the two apart.
        team_replies.add(conn, 1, [entry(1)], created_by=None, now=NOW + timedelta(microseconds=1))
        assert replies.shelf_keys(conn, IN) != before
        assert replies.shelf_keys(conn, OUT) == ()

    await database.run(work)


async def test_an_upload_is_decided_once(database: Database) -> None:
    def work(conn: sa.Connection) -> None:
        wanted = {"team_id": 1, "user_id": IN, "name": "a.csv", "entries": [{"said": ["贵"]}], "now": NOW}
        first, second = team_uploads.add(conn, **wanted), team_uploads.add(conn, **wanted)  # type: ignore[arg-type]
        assert team_uploads.find(conn, OUT, first) is None
        found = team_uploads.find(conn, IN, first)
        assert found is not None and found.entries == ({"said": ["贵"]},)
        assert team_uploads.move(conn, first, "preview", "added")
        assert not team_uploads.move(conn, first, "preview", "added")
        team_uploads.drop_previews(conn, 1, IN)
        statuses = [one.status for one in (team_uploads.find(conn, IN, n) for n in (first, second)) if one is not None]
        assert statuses == ["added", "dropped"]
        team_replies.add(conn, 1, [entry(1), entry(2)], created_by=IN, now=NOW, upload_id=first)
        team_replies.add(conn, 1, [entry(3)], created_by=IN, now=NOW)
        assert team_replies.remove_upload(conn, 1, first) == 2
        assert team_replies.count(conn, 1) == 1

    await database.run(work)


async def test_what_waits_for_an_answer(database: Database) -> None:
    def work(conn: sa.Connection) -> None:
        keep = {"team_id": 1, "user_id": IN, "said": "贵", "now": NOW}
        asked = unanswered.add(conn, **keep, status="asked")  # type: ignore[arg-type]
        waiting = unanswered.add(conn, **keep, status="open")  # type: ignore[arg-type]
        assert [one.id for one in unanswered.asked(conn, IN, asked)] == [asked]
        assert unanswered.asked(conn, OUT, asked) == unanswered.asked(conn, IN, waiting) == ()
        assert (unanswered.count(conn, 1), unanswered.said(conn, 1)) == (1, ("贵",))
        assert [one.id for one in unanswered.page(conn, 1, 0, 8)] == [waiting]
        assert unanswered.move(conn, waiting, "open", "answered")
        assert not unanswered.move(conn, waiting, "open", "dismissed")
        unanswered.remove_asked(conn, IN, NOW + timedelta(days=1))
        assert unanswered.find(conn, asked) is None

    await database.run(work)
