"""Polls and quizzes: how they stand, who answered what, and when they close."""

from __future__ import annotations

import sqlite3

from bot.playground import messages, people
from bot.playground.core import Core
from bot.playground.errors import PageError
from bot.playground.pollview import answer_of, as_poll
from bot.playground.store import Json, dumps


def add(core: Core, chat_id: int, message_id: int, poll: Json, close_at: int | None) -> None:
    """Keep a new poll; `poll` is its Bot API shape without counts. Inside a transaction."""
    core.store.run(
        "INSERT INTO polls (id, chat_id, message_id, closed, close_at, data) VALUES (?, ?, ?, ?, ?, ?)",
        poll["id"],
        chat_id,
        message_id,
        bool(poll["is_closed"]),
        close_at,
        dumps(poll),
    )


def find(core: Core, poll_id: str) -> sqlite3.Row | None:
    """A poll's row, or None."""
    return core.store.one("SELECT * FROM polls WHERE id = ?", poll_id)


def vote(core: Core, row: sqlite3.Row, person_id: int, chosen: list[int]) -> None:
    """A person answers; the bot hears of it. Raises PageError for what cannot be answered so. Inside a transaction."""
    poll = as_poll(core, row)
    before = answer_of(core, row["id"], person_id)
    if poll["is_closed"]:
        raise PageError("poll_closed", 409)
    if before is not None and not poll["allows_revoting"]:
        raise PageError("poll_answered", 409)
    single = not poll["allows_multiple_answers"]
    wrong = any(not 0 <= option < len(poll["options"]) for option in chosen) or len(set(chosen)) != len(chosen)
    if wrong or (single and len(chosen) > 1) or (not chosen and before is None):
        raise PageError("poll_choice")
    _keep(core, row["id"], person_id, sorted(chosen))
    if not poll["is_anonymous"]:
        options = sorted(chosen)
        persistent = [poll["options"][option]["persistent_id"] for option in options]
        who = people.user(core, person_id)
        answer = {"poll_id": row["id"], "user": who, "option_ids": options, "option_persistent_ids": persistent}
        core.push_update("poll_answer", person_id, answer)
    _tell(core, row, row["chat_id"])


def close(core: Core, row: sqlite3.Row) -> Json:
    """End a poll; how it stood. Inside a transaction."""
    core.store.run("UPDATE polls SET closed = 1 WHERE id = ?", row["id"])
    return _tell(core, row, row["chat_id"])


def close_due(core: Core) -> None:
    """End every poll whose time is over by the playground's clock."""
    sql = "SELECT * FROM polls WHERE closed = 0 AND close_at IS NOT NULL AND close_at <= ?"
    due = core.store.all(sql, core.now())
    if due:
        with core.store.transaction():
            for row in due:
                close(core, row)


def _tell(core: Core, row: sqlite3.Row, chat_key: int) -> Json:
    fresh = find(core, row["id"])
    if fresh is None:
        raise KeyError(row["id"])
    poll = as_poll(core, fresh)
    core.push_update("poll", chat_key, poll)
    messages.announce(core, row["chat_id"], row["message_id"], "poll")
    return poll


def _keep(core: Core, poll_id: str, person_id: int, chosen: list[int]) -> None:
    if chosen:
        sql = "INSERT INTO votes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET option_ids = excluded.option_ids"
        core.store.run(sql, poll_id, person_id, dumps(chosen))
    else:
        core.store.run("DELETE FROM votes WHERE poll_id = ? AND person_id = ?", poll_id, person_id)
