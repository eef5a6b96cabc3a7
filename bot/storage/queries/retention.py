"""Words that have become too old for whoever said them: deleted; what they were worth stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.tables import (
    assignment_people,
    drill_items,
    drills,
    item_reports,
    roleplay_turns,
    roleplays,
    scorecards,
    shared_roleplays,
    unanswered,
    users,
)

OVER = ("ended", "dropped")


def due(conn: sa.Connection, now: datetime, limit: int) -> tuple[int, ...]:
    """The people whose words are to be looked through, longest due first."""
    query = sa.select(users.c.id).where(users.c.next_blank_at <= now).order_by(users.c.next_blank_at).limit(limit)
    return tuple(conn.execute(query).scalars())


def plan(conn: sa.Connection, user_id: int, at: datetime | None) -> None:
    """Look through somebody's words at that moment; None: never."""
    conn.execute(users.update().where(users.c.id == user_id).values(next_blank_at=at))


def put_down(conn: sa.Connection, user_id: int, before: datetime) -> None:
    """End conversations that nobody has gone on with since."""
    own = roleplays.c
    left = (own.user_id == user_id, own.started_at < before, own.status.not_in(OVER), own.turned_at < before)
    conn.execute(roleplays.update().where(*left).values(status="dropped", ended_at=own.turned_at))


def old_roleplays(conn: sa.Connection, user_id: int, before: datetime, limit: int) -> tuple[int, ...]:
    """Conversations that were over before a moment and still have their words, oldest first."""
    own, turn = roleplays.c, roleplay_turns.c
    worded = sa.select(turn.turn).where(
        turn.roleplay_id == own.id, sa.or_(turn.customer_text != "", turn.rep_text != "")
    )
    query = (
        sa.select(own.id)
        .where(own.user_id == user_id, own.started_at < before, own.status.in_(OVER), own.ended_at < before)
        .where(worded.exists())
        .order_by(own.started_at)
        .limit(limit)
    )
    return tuple(conn.execute(query).scalars())


def cards(conn: sa.Connection, ids: Sequence[int]) -> dict[int, Any]:
    """The scorecards of those conversations, as stored."""
    query = sa.select(scorecards.c.roleplay_id, scorecards.c.body).where(scorecards.c.roleplay_id.in_(ids))
    return {row.roleplay_id: row.body for row in conn.execute(query)}


def blank_roleplay(conn: sa.Connection, roleplay_id: int, card: Any | None) -> None:
    """Delete the words of a conversation; its scorecard, if it has one, becomes `card`. Nobody is shown it any more."""
    turn = roleplay_turns.c
    nothing = {"rep_text": "", "customer_text": "", "moves": [], "events": []}
    conn.execute(roleplay_turns.update().where(turn.roleplay_id == roleplay_id).values(nothing))
    conn.execute(roleplays.update().where(roleplays.c.id == roleplay_id).values(state={}))
    conn.execute(shared_roleplays.delete().where(shared_roleplays.c.roleplay_id == roleplay_id))
    if card is not None:
        conn.execute(scorecards.update().where(scorecards.c.roleplay_id == roleplay_id).values(body=card))


def old_answers(conn: sa.Connection, user_id: int, before: datetime, limit: int) -> dict[int, Any]:
    """Written answers from before a moment that still have their words: what was seen in them, as stored, by row."""
    own, item = drills.c, drill_items.c
    query = (
        sa.select(item.id, item.grade)
        .join(drills, own.id == item.drill_id)
        .where(own.user_id == user_id, own.local_date <= before.date(), item.answered_at < before, item.said != "")
        .order_by(own.local_date)
        .limit(limit)
    )
    return {row.id: row.grade for row in conn.execute(query)}


def blank_answer(conn: sa.Connection, item_row_id: int, grade: Any | None) -> None:
    """Delete the words of a written answer; what was seen in it becomes `grade`."""
    conn.execute(drill_items.update().where(drill_items.c.id == item_row_id).values(said="", grade=grade))


def blank_the_rest(conn: sa.Connection, user_id: int, before: datetime) -> None:
    """Customers' words on teams' lists, words to the authors of questions, and reasons why work was declined."""
    listed = (unanswered.c.user_id == user_id, unanswered.c.asked_at < before)
    conn.execute(unanswered.delete().where(*listed))
    said = (item_reports.c.user_id == user_id, item_reports.c.created_at < before, item_reports.c.words.is_not(None))
    conn.execute(item_reports.update().where(*said).values(words=None))
    own = assignment_people.c
    why = (own.user_id == user_id, own.status == "declined", own.settled_at < before, own.reason.is_not(None))
    conn.execute(assignment_people.update().where(*why).values(reason=None))
