"""`dojo db` and `dojo doctor`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.dojo import Dojo

MOMENT = "2026-01-05 00:00:00.000000"


def database(dojo: Dojo) -> Path:
    """The file that the commands use when no token is set."""
    return dojo.data / "playground-dojo.db"


def execute(path: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Run a statement on a SQLite file."""
    with closing(sqlite3.connect(path)) as conn, conn:
        return conn.execute(statement, values).fetchall()


def add_person(path: Path, number: int) -> None:
    """Put somebody into the database."""
    columns = "id, first_name, language, time_zone, train_at, train_days, preferences, created_at, seen_at"
    values = (number, "Li", "zh", "Asia/Shanghai", 510, 31, "{}", MOMENT, MOMENT)
    execute(path, f"INSERT INTO users ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", *values)  # noqa: S608


def test_upgrade_and_downgrade(dojo: Dojo) -> None:
    assert dojo.run("db", "upgrade").stdout.strip() == "The database is up to date."
    assert execute(database(dojo), "SELECT count(*) FROM users") == [(0,)]
    assert dojo.run("db", "upgrade").returncode == 0
    assert dojo.run("db", "downgrade", "base").stdout.strip() == "The database is at base."
    tables = {name for (name,) in execute(database(dojo), "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {"alembic_version"}


def test_an_unknown_revision(dojo: Dojo) -> None:
    ended = dojo.run("db", "upgrade", "no-such-revision")
    assert ended.returncode == 2
    assert "no-such-revision" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_backup_and_restore(dojo: Dojo) -> None:
    dojo.run("db", "upgrade")
    add_person(database(dojo), 1)
    backup = dojo.folder / "backup.db"
    assert dojo.run("db", "backup", str(backup)).returncode == 0
    add_person(database(dojo), 2)
    assert dojo.run("db", "backup", str(backup)).returncode == 2, "an existing file is not overwritten"

    refused = dojo.run("db", "restore", str(backup), stdin="n\n")
    assert refused.returncode == 1
    assert execute(database(dojo), "SELECT count(*) FROM users") == [(2,)]
    assert dojo.run("db", "restore", str(backup), "--yes").returncode == 0
    assert execute(database(dojo), "SELECT id FROM users") == [(1,)]
    assert dojo.run("doctor").returncode == 0


def test_restore_takes_only_a_backup(dojo: Dojo) -> None:
    dojo.run("db", "upgrade")
    nothing, other = dojo.folder / "nothing.db", dojo.folder / "other.db"
    other.write_text("no database", encoding="utf-8")
    for path in (nothing, other):
        ended = dojo.run("db", "restore", str(path), "--yes")
        assert ended.returncode == 2
        assert str(path) in ended.stderr
    assert execute(database(dojo), "SELECT count(*) FROM users") == [(0,)]


def test_backup_without_a_database(dojo: Dojo) -> None:
    ended = dojo.run("db", "backup", "backup.db")
    assert ended.returncode == 2
    assert "There is no database" in ended.stderr


def test_doctor_before_and_after_the_upgrade(dojo: Dojo) -> None:
    before = dojo.run("doctor")
    assert before.returncode == 1
    assert "run dojo db upgrade" in before.stdout
    dojo.run("db", "upgrade")
    after = dojo.run("doctor")
    assert after.returncode == 0, after.stdout
    assert "no parked updates" in after.stdout
    assert "wrong" not in after.stdout


def test_doctor_shows_parked_updates_and_tries_them_again(dojo: Dojo) -> None:
    dojo.run("db", "upgrade")
    execute(
        database(dojo),
        "INSERT INTO inbox (bot_id, update_id, route_id, body, status, tries, error, received_at)"
        " VALUES (1, 77, 5, ?, 'parked', 3, 'ValueError', ?)",
        '{"message": {"text": "my own words"}}',
        MOMENT,
    )
    ended = dojo.run("doctor")
    assert ended.returncode == 1
    assert "parked after 3 tries: update 77 of chat 5, received 2026-01-05 00:00 UTC, ValueError" in ended.stdout
    assert "my own words" not in ended.stdout
    assert "will be tried again" in dojo.run("doctor", "--retry-parked").stdout
    assert execute(database(dojo), "SELECT status, tries FROM inbox") == [("new", 0)]
    assert dojo.run("doctor").returncode == 0


def test_postgres_is_left_to_its_own_tools(dojo: Dojo) -> None:
    ended = dojo.run("db", "backup", "x", DATABASE_URL="postgresql://dojo@nowhere/dojo")
    assert ended.returncode == 2
    assert "pg_dump" in ended.stderr
