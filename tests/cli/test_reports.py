"""`dojo reports`: what people say is wrong with questions, without who they are."""

from __future__ import annotations

import json

from tests.cli.dojo import Dojo
from tests.cli.test_database import MOMENT, add_person, database, execute


def report(dojo: Dojo, words: str | None) -> None:
    columns = "user_id, item_id, language, words, status, created_at"
    execute(
        database(dojo),
        f"INSERT INTO item_reports ({columns}) VALUES (4711, 'spin-003', 'zh', ?, 'open', ?)",  # noqa: S608
        words,
        MOMENT,
    )


def test_listing_and_closing(dojo: Dojo) -> None:
    dojo.run("db", "upgrade")
    assert dojo.run("reports").stdout.strip() == "No open reports."
    add_person(database(dojo), 4711)
    report(dojo, "两个选项\n一个意思\x1b[31m")
    report(dojo, None)
    shown = dojo.run("reports").stdout
    assert "spin-003" in shown and "两个选项 一个意思" in shown
    assert "4711" not in shown and "\x1b" not in shown
    listed = json.loads(dojo.run("reports", "--json").stdout)
    assert [(one["id"], one["item"], one["language"]) for one in listed] == [
        (1, "spin-003", "zh"),
        (2, "spin-003", "zh"),
    ]
    assert listed[1]["words"] is None
    assert "4711" not in json.dumps(listed)
    assert dojo.run("reports", "--done", "1").returncode == 0
    assert [one["id"] for one in json.loads(dojo.run("reports", "--json").stdout)] == [2]
    again = dojo.run("reports", "--done", "1")
    assert again.returncode == 2
    assert "Traceback" not in again.stderr


def test_what_a_team_backs_comes_first(dojo: Dojo) -> None:
    dojo.run("db", "upgrade")
    add_person(database(dojo), 4711)
    for words in ("dismissed by them", "nobody has looked", "backed by them"):
        report(dojo, words)
    execute(database(dojo), "UPDATE item_reports SET verdict = 'dismissed' WHERE id = ?", 1)
    execute(database(dojo), "UPDATE item_reports SET verdict = 'backed' WHERE id = ?", 3)
    assert [one["id"] for one in json.loads(dojo.run("reports", "--json").stdout)] == [3, 2, 1]
    lines = dojo.run("reports").stdout.splitlines()
    assert "backed" in lines[1] and "backed by them" in lines[1]
