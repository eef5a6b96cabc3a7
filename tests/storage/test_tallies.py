"""Tallies on both databases: counting up, and what was done before there were any."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.storage import migrate
from bot.storage.database import Database
from bot.storage.queries import tallies
from bot.storage.tables import metadata, review_logs, scorecards, skill_days, training_days
from tests.services.recount import counted, kept
from tests.storage.rows import value_for

pytestmark = pytest.mark.anyio

MOMENT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 1, 5), date(2026, 1, 6)


def put(conn: sa.Connection, name: str, **values: Any) -> None:
    """A row with a fitting value in every column that existed before there were tallies."""
    table = metadata.tables[name]
    there = {column["name"] for column in sa.inspect(conn).get_columns(name)}
    full = {column.name: value_for(column) for column in table.columns if column.name in there}
    conn.execute(table.insert().values({**full, **values}))


def history(conn: sa.Connection) -> None:
    """Two people, three drills on two dates, answers right, wrong, passed over and without a log; two scorecards."""
    for user_id in (1, 2):
        put(conn, "users", id=user_id)
    put(conn, "compiled_scenarios")
    for number, (user_id, day, status) in enumerate(
        ((1, MONDAY, "done"), (1, MONDAY, "dropped"), (1, TUESDAY, "open"), (2, TUESDAY, "done")), 1
    ):
        put(conn, "drills", id=number, user_id=user_id, local_date=day, status=status)
    answers = ((1, True), (1, False), (2, True), (3, True), (3, None), (4, False))
    for number, (drill_id, correct) in enumerate(answers, 1):
        at = MOMENT + timedelta(minutes=number)
        asked = {"drill_id": drill_id, "position": number, "item_id": "x"}
        put(conn, "drill_items", id=number, **asked, answered_at=at, correct=correct)
        if correct is not None:
            skill = "spin" if number < 3 else "trust"
            put(
                conn,
                "review_logs",
                id=number,
                user_id=2 if drill_id == 4 else 1,
                item_id="x",
                skill=skill,
                reviewed_at=at,
            )
    checks = [("spin", "passed"), ("spin", "failed"), ("trust", "not_rated")]
    body = {"checks": [{"id": "a", "skill": skill, "verdict": verdict} for skill, verdict in checks]}
    for number, total in ((1, 40), (2, 70)):
        put(conn, "roleplays", id=number, user_id=1)
        put(
            conn,
            "scorecards",
            roleplay_id=number,
            user_id=1,
            total=total,
            passed=total > 60,
            body=body,
            local_date=MONDAY,
        )


async def test_what_was_done_before_is_counted_by_the_migration(database: Database) -> None:
    await database.run(lambda conn: migrate.upgrade(conn, "0003"))
    await database.run(history)
    await database.run(migrate.upgrade)
    days, skills = await database.read(kept)
    assert (days, skills) == await database.read(counted)
    assert days[1, MONDAY] == {"questions": 3, "right": 2, "drills": 1, "roleplays": 2, "passed": 1, "best_mark": 70}
    assert days[2, TUESDAY] == {"questions": 1, "drills": 1}
    assert skills[1, MONDAY, "spin"] == {"questions": 2, "right": 1, "checks": 4, "met": 2}
    assert (1, MONDAY, "trust") in skills
    assert len(skills) == 4
    await database.run(lambda conn: migrate.downgrade(conn, "0003"))
    await database.run(migrate.upgrade)
    assert (days, skills) == await database.read(kept)


async def test_an_answer_without_a_log_counts_for_the_day_alone(database: Database) -> None:
    await database.run(lambda conn: migrate.upgrade(conn, "0003"))
    await database.run(history)
    await database.run(lambda conn: conn.execute(review_logs.delete()) and None)
    await database.run(lambda conn: conn.execute(scorecards.delete()) and None)
    await database.run(migrate.upgrade)
    days, skills = await database.read(kept)
    assert days[1, MONDAY] == {"questions": 3, "right": 2, "drills": 1}
    assert skills == {}


async def test_counting_up(database: Database) -> None:
    await database.run(migrate.upgrade)
    await database.run(lambda conn: put(conn, "users", id=1))

    def count(conn: sa.Connection) -> None:
        tallies.add_day(conn, 1, MONDAY, questions=1, right=1)
        for mark in (50, None, 70, 60):
            tallies.add_day(conn, 1, MONDAY, mark=mark, roleplays=1)
        tallies.add_day(conn, 1, TUESDAY, drills=1)
        tallies.add_skill(conn, 1, MONDAY, "spin", checks=3, met=1)
        tallies.add_skill(conn, 1, MONDAY, "spin", checks=-1, questions=2)

    await database.run(count)
    rows = await database.read(lambda conn: conn.execute(sa.select(training_days).order_by("local_date")).all())
    assert [tuple(row) for row in rows] == [(1, MONDAY, 1, 1, 0, 4, 0, 70), (1, TUESDAY, 0, 0, 1, 0, 0, None)]
    (skill,) = await database.read(lambda conn: conn.execute(sa.select(skill_days)).all())
    assert tuple(skill) == (1, MONDAY, "spin", 2, 0, 2, 1)


async def test_the_answers_of_a_drill(database: Database) -> None:
    await database.run(lambda conn: migrate.upgrade(conn, "0003"))
    await database.run(history)
    found = await database.read(lambda conn: tallies.answers_of(conn, 1))
    assert {(one.skill, one.right) for one in found} == {("spin", True), ("spin", False)}
    assert len(await database.read(lambda conn: tallies.answers_of(conn, 3))) == 1
