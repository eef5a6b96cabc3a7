"""`dojo demo`: a living team, the same for the same seed, never among real people unasked."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import open_database
from tests.cli.dojo import Dojo
from tests.cli.test_database import add_person
from tests.services.recount import counted, kept

TOKEN = "1234567:for-a-demo-beside-real-people"


def rows(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(sql).fetchall()


def tallies(path: Path) -> tuple[Any, Any]:
    async def read() -> tuple[Any, Any]:
        database = open_database(f"sqlite:///{path}")
        try:
            return await database.read(lambda conn: (kept(conn), counted(conn)))
        finally:
            await database.close()

    return asyncio.run(read())


@pytest.fixture
def small(dojo: Dojo) -> Dojo:
    """Five people with three weeks behind them, in the playground."""
    done = dojo.run("demo", "--people", "5", "--days", "21")
    assert done.returncode == 0, done.stderr
    assert "5 people with 21 days behind them: 华东一组." in done.stdout
    return dojo


def test_a_playground_with_a_living_team(small: Dojo) -> None:
    path = small.data / "playground-dojo.db"
    found, again = tallies(path)
    assert found == again
    assert len(found[0]) > 30
    roles = dict(rows(path, "SELECT role, COUNT(*) FROM memberships GROUP BY role"))
    assert roles == {"owner": 1, "manager": 1, "rep": 5}
    waiting = rows(path, "SELECT chat_id, method FROM outbox WHERE status = 'pending' ORDER BY id")
    assert [method for _, method in waiting] == ["setMyCommands", "sendPhoto", "sendMessage"] * 2
    known = {person for (person,) in rows(small.data / "playground.db", "SELECT id FROM people WHERE started")}
    assert {chat for chat, _ in waiting} <= known
    pushed = rows(path, "SELECT COUNT(*) FROM users WHERE next_push_at IS NOT NULL AND id > 900000000000")
    assert pushed == [(0,)], "nobody who is nobody is written to"


def test_it_is_not_made_twice_but_anew(small: Dojo) -> None:
    again = small.run("demo", "--people", "5")
    assert again.returncode == 2
    assert "--force replaces it" in again.stderr
    path = small.data / "playground-dojo.db"
    names = rows(path, "SELECT first_name, last_name FROM users ORDER BY id")
    assert small.run("demo", "--people", "5", "--days", "21", "--force").returncode == 0
    assert rows(path, "SELECT first_name, last_name FROM users ORDER BY id") == names
    assert rows(path, "SELECT COUNT(*) FROM teams") == [(1,)]


def test_not_beside_real_people(dojo: Dojo) -> None:
    dojo.run("db", "upgrade", BOT_TOKEN=TOKEN)
    add_person(dojo.data / "dojo.db", 4711)
    before = rows(dojo.data / "dojo.db", "SELECT * FROM users")
    refused = dojo.run("demo", "--people", "2", "--days", "3", BOT_TOKEN=TOKEN)
    assert refused.returncode == 2
    assert "There are 1 people in this database." in refused.stderr
    assert rows(dojo.data / "dojo.db", "SELECT * FROM users") == before
    forced = dojo.run("demo", "--people", "2", "--days", "3", "--owner", "4711", "--force", BOT_TOKEN=TOKEN)
    assert forced.returncode == 0, forced.stderr
    assert rows(dojo.data / "dojo.db", "SELECT * FROM users WHERE id = 4711") == before
    assert rows(dojo.data / "dojo.db", "SELECT role FROM memberships WHERE user_id = 4711") == [("owner",)]


def test_the_same_seed_gives_the_same_team(tmp_path: Path) -> None:
    found = []
    for number, seed in enumerate((1, 1, 2)):
        folder = tmp_path / str(number)
        folder.mkdir()
        dojo = Dojo(folder)
        done = dojo.run("demo", "--people", "4", "--days", "14", "--seed", str(seed), BOT_TOKEN=TOKEN)
        assert done.returncode == 0, done.stderr
        names = rows(dojo.data / "dojo.db", "SELECT first_name, last_name FROM users ORDER BY id")
        answers = rows(dojo.data / "dojo.db", "SELECT user_id, item_id, rating FROM review_logs ORDER BY id")
        found.append((names, answers))
    assert found[0] == found[1]
    assert found[0] != found[2]
