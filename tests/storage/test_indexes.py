"""What a tick or a start selects is found by an index: no statement looks at every person or every message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.storage import migrate
from bot.storage.database import open_database
from bot.storage.queries import (
    delivery,
    inbox,
    people,
    replies,
    roleplay,
    team_replies,
    team_uploads,
    teams,
    training,
    unanswered,
)

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 1, 5, tzinfo=UTC)
TODAY = date(2026, 1, 5)

Ask = Callable[[sa.Connection], Any]

QUERIES: dict[str, Ask] = {
    "due_for_push": lambda conn: people.due_for_push(conn, NOW, 100),
    "find_person": lambda conn: people.find(conn, 1),
    "due_digests": lambda conn: teams.due_digests(conn, NOW, 100),
    "teams_of_person": lambda conn: teams.of_person(conn, 1),
    "members": lambda conn: teams.members(conn, 1),
    "trained_on": lambda conn: teams.trained_on(conn, 1, TODAY),
    "invite_by_token": lambda conn: teams.invite_by_token(conn, "x"),
    "open_invites": lambda conn: teams.open_invites(conn, 1, NOW),
    "unfinished_inbox": lambda conn: inbox.unfinished_inbox(conn, 1),
    "claim_update": lambda conn: inbox.claim_update(conn, 1, 1),
    "finish_update": lambda conn: inbox.finish_update(conn, 1, 1, NOW),
    "parked_updates": lambda conn: inbox.parked_updates(conn),
    "purge_delivery": lambda conn: inbox.purge_delivery(conn, NOW),
    "pending_outbox": lambda conn: delivery.pending_outbox(conn, 1),
    "count_sent_since": lambda conn: delivery.count_sent_since(conn, NOW),
    "drop_pushes": lambda conn: delivery.drop_pushes(conn, 1, now=NOW, error="x"),
    "find_poll": lambda conn: delivery.find_poll(conn, "x"),
    "message_id_of": lambda conn: delivery.message_id_of(conn, 1, "card"),
    "cards": lambda conn: training.cards(conn, 1),
    "open_drill": lambda conn: training.open_drill(conn, 1),
    "items_of": lambda conn: training.items_of(conn, 1),
    "drilled_on": lambda conn: training.drilled_on(conn, 1, TODAY),
    "training_days": lambda conn: training.training_days(conn, 1, TODAY),
    "running_roleplay": lambda conn: roleplay.running(conn, 1),
    "last_line": lambda conn: roleplay.last_line(conn, 1),
    "team_replies_found": lambda conn: team_replies.find(conn, 1, [1, 2]),
    "team_replies_page": lambda conn: team_replies.page(conn, 1, 8, 8),
    "team_replies_count": lambda conn: team_replies.count(conn, 1),
    "team_reply_titled": lambda conn: team_replies.titled(conn, 1, "x"),
    "team_reply_titles": lambda conn: team_replies.titles(conn, 1),
    "team_upload_undone": lambda conn: team_replies.remove_upload(conn, 1, 1),
    "team_upload": lambda conn: team_uploads.find(conn, 1, 1),
    "team_previews": lambda conn: team_uploads.drop_previews(conn, 1, 1),
    "unanswered_page": lambda conn: unanswered.page(conn, 1, 0, 8),
    "unanswered_count": lambda conn: unanswered.count(conn, 1),
    "unanswered_said": lambda conn: unanswered.said(conn, 1),
    "unanswered_asked": lambda conn: unanswered.asked(conn, 1, 1),
    "unanswered_forgotten": lambda conn: unanswered.remove_asked(conn, 1, NOW),
    "previous_total": lambda conn: roleplay.previous_total(conn, 1, "x", NOW),
}


def plans(conn: sa.Connection, ask: Ask) -> list[str]:
    """SQLite's plan for every statement that `ask` makes."""
    asked: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if not statement.startswith(("EXPLAIN", "INSERT")):
            asked.append((statement, parameters))

    sa.event.listen(conn, "before_cursor_execute", note)
    ask(conn)
    sa.event.remove(conn, "before_cursor_execute", note)
    rows = [conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).all() for sql, parameters in asked]
    return [step[-1] for plan in rows for step in plan]


@pytest.mark.parametrize("name", QUERIES)
async def test_an_index_leads_to_the_rows(name: str, tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    try:
        await database.run(migrate.upgrade)
        steps = await database.run(lambda conn: plans(conn, QUERIES[name]))
    finally:
        await database.close()
    assert any(step.startswith("SEARCH") for step in steps), steps
    scans = [step for step in steps if step.startswith("SCAN") and "SUBQUERY" not in step and "CONSTANT" not in step]
    assert scans == []


async def test_a_teams_replies_are_counted_without_reading_them(tmp_path: Path) -> None:
    """Each search asks what may be searched; a team's rows hold vectors and may be ten thousand."""
    database = open_database(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    try:
        await database.run(migrate.upgrade)
        steps = await database.run(lambda conn: plans(conn, lambda conn: replies.shelf_keys(conn, 1)))
    finally:
        await database.close()
    read = [step for step in steps if "team_replies" in step]
    assert [("COVERING INDEX" in step or "PRIMARY KEY" in step) for step in read] == [True, True], read
