"""Group chats with a daily question: their settings, what was asked, who answered, who is on the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.base.language import Lang
from bot.storage.queries.upsert import insert_new, upsert
from bot.storage.tables import group_answers, group_chats, group_players, group_questions, teams


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A row of `group_chats`."""

    chat_id: int
    team_id: int
    title: str
    language: Lang
    time_zone: str
    ask_at: int
    ask_days: int
    holidays: str | None
    board: bool
    next_at: datetime | None
    next_board_at: datetime | None
    added_by: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupQuestion:
    """A row of `group_questions`. `option_order[i]` is the content's index of the i-th option on the screen."""

    id: int
    chat_id: int
    local_date: date
    item_id: str
    option_order: Sequence[int]
    sent_at: datetime


def find(conn: sa.Connection, chat_id: int) -> Group | None:
    """A group's settings, or None."""
    row = conn.execute(sa.select(group_chats).where(group_chats.c.chat_id == chat_id)).mappings().one_or_none()
    return None if row is None else _group(row)


def save(conn: sa.Connection, chat_id: int, **columns: Any) -> Group:
    """Keep a group's settings; those of a known group are replaced."""
    upsert(conn, group_chats, {"chat_id": chat_id}, columns)
    return _group(conn.execute(sa.select(group_chats).where(group_chats.c.chat_id == chat_id)).mappings().one())


def change(conn: sa.Connection, chat_id: int, **columns: Any) -> None:
    """Change columns of a group."""
    conn.execute(group_chats.update().where(group_chats.c.chat_id == chat_id).values(**columns))


def plan_from(conn: sa.Connection, chat_id: int, column: str, due: datetime, following: datetime | None) -> bool:
    """Plan the following moment in place of the one that is due; False when somebody else has done it already."""
    planned = group_chats.c[column]
    claimed = (
        group_chats.update()
        .where(group_chats.c.chat_id == chat_id, planned == due)
        .values({column: following})
        .returning(group_chats.c.chat_id)
    )
    return conn.execute(claimed).first() is not None


def due_questions(conn: sa.Connection, now: datetime, limit: int) -> tuple[int, ...]:
    """Chats whose question is due, longest due first, at most `limit`."""
    return _due(conn, group_chats.c.next_at, now, limit)


def due_boards(conn: sa.Connection, now: datetime, limit: int) -> tuple[int, ...]:
    """Chats whose weekly board is due."""
    return _due(conn, group_chats.c.next_board_at, now, limit)


def _due(conn: sa.Connection, column: sa.Column[datetime], now: datetime, limit: int) -> tuple[int, ...]:
    query = sa.select(group_chats.c.chat_id).where(column <= now).order_by(column).limit(limit)
    return tuple(conn.execute(query).scalars())


def team_name(conn: sa.Connection, team_id: int) -> str | None:
    """The name of a team that is not archived."""
    query = sa.select(teams.c.name).where(teams.c.id == team_id, teams.c.archived_at.is_(None))
    return conn.execute(query).scalar_one_or_none()


def last_asked(conn: sa.Connection, chat_id: int, since: date) -> dict[str, date]:
    """The last local date from `since` on that the group was asked each item."""
    query = (
        sa.select(group_questions.c.item_id, sa.func.max(group_questions.c.local_date).label("day"))
        .where(group_questions.c.chat_id == chat_id, group_questions.c.local_date >= since)
        .group_by(group_questions.c.item_id)
    )
    return {row.item_id: row.day for row in conn.execute(query)}


def forget_before(conn: sa.Connection, chat_id: int, day: date) -> None:
    """Delete a group's questions before a date, with their answers."""
    conn.execute(
        group_questions.delete().where(group_questions.c.chat_id == chat_id, group_questions.c.local_date < day)
    )


def claim(
    conn: sa.Connection, chat_id: int, day: date, item_id: str, option_order: Sequence[int], now: datetime
) -> GroupQuestion | None:
    """Ask an item on a local date; None when the group has had its question on that date."""
    row = {"chat_id": chat_id, "local_date": day, "item_id": item_id, "option_order": list(option_order)}
    made = insert_new(conn, group_questions, [{**row, "sent_at": now}], returning=group_questions.c.id)
    return question(conn, made[0]) if made else None


def question(conn: sa.Connection, question_id: int) -> GroupQuestion | None:
    """A question by id."""
    query = sa.select(group_questions).where(group_questions.c.id == question_id)
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else GroupQuestion(**row)


def asked_on(conn: sa.Connection, chat_id: int, day: date) -> bool:
    """Whether the group has had its question on that local date."""
    query = sa.select(group_questions.c.id).where(
        group_questions.c.chat_id == chat_id, group_questions.c.local_date == day
    )
    return conn.execute(query).first() is not None


def add_answer(conn: sa.Connection, question_id: int, user_id: int, *, correct: bool, now: datetime) -> bool:
    """Keep somebody's first answer; False when they have given one."""
    row = {"question_id": question_id, "user_id": user_id, "correct": correct, "answered_at": now}
    return insert_new(conn, group_answers, [row], returning=group_answers.c.user_id) != ()


def questions_between(conn: sa.Connection, chat_id: int, first: date, last: date) -> int:
    """How many questions the group has had from one local date to another."""
    query = sa.select(sa.func.count()).where(
        group_questions.c.chat_id == chat_id, group_questions.c.local_date.between(first, last)
    )
    return conn.execute(query).scalar_one()


def scores(conn: sa.Connection, chat_id: int, first: date, last: date) -> tuple[tuple[int, str, int], ...]:
    """Id, name and right answers of each member on the board who answered between two local dates."""
    right = sa.func.sum(sa.case((group_answers.c.correct.is_(True), 1), else_=0))
    query = (
        sa.select(group_players.c.user_id, group_players.c.name, right)
        .select_from(group_questions)
        .join(group_answers, group_answers.c.question_id == group_questions.c.id)
        .join(
            group_players,
            sa.and_(group_players.c.chat_id == chat_id, group_players.c.user_id == group_answers.c.user_id),
        )
        .where(group_questions.c.chat_id == chat_id, group_questions.c.local_date.between(first, last))
        .group_by(group_players.c.user_id, group_players.c.name)
        .order_by(group_players.c.user_id)
    )
    return tuple((row[0], row[1], int(row[2])) for row in conn.execute(query))


def join_board(conn: sa.Connection, chat_id: int, user_id: int, name: str, now: datetime) -> bool:
    """Put somebody on a group's board; False when they are on it."""
    row = {"chat_id": chat_id, "user_id": user_id, "name": name, "joined_at": now}
    return insert_new(conn, group_players, [row], returning=group_players.c.user_id) != ()


def leave_board(conn: sa.Connection, chat_id: int, user_id: int) -> bool:
    """Take somebody off a group's board; False when they are not on it."""
    where = (group_players.c.chat_id == chat_id, group_players.c.user_id == user_id)
    return conn.execute(group_players.delete().where(*where)).rowcount > 0


def rename_player(conn: sa.Connection, chat_id: int, user_id: int, name: str) -> None:
    """Somebody on the board calls themselves differently now."""
    where = (group_players.c.chat_id == chat_id, group_players.c.user_id == user_id, group_players.c.name != name)
    conn.execute(group_players.update().where(*where).values(name=name))


def _group(row: Mapping[Any, Any]) -> Group:
    return Group(**{**row, "language": Lang(row["language"])})
