"""What a group's clock brings: the day's question, members' answers, the week's board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import groups, teams
from bot.storage.queries import groups as rows
from bot.storage.queries.groups import Group, GroupQuestion
from bot.training import calendar, drill, group_question
from bot.training.calendar import local_date
from bot.training.group_question import REST_DAYS, Rank, Score
from bot.training.items import Item

# A question this late is dropped, and a board.
LATEST, LATEST_BOARD = timedelta(hours=3), timedelta(hours=12)


class Ended(StrEnum):
    """Why a group's question has come to its end."""

    TEAM = "team_closed"
    MANAGER = "manager_gone"


@dataclass(frozen=True, slots=True)
class Asked:
    """The day's question of a group, now to be sent."""

    group: Group
    question: GroupQuestion
    item: Item


@dataclass(frozen=True, slots=True)
class Over:
    """The group hears no more, and why."""

    group: Group
    why: Ended


@dataclass(frozen=True, slots=True)
class Board:
    """A week's board: the places, and how many questions there were."""

    group: Group
    ranks: tuple[Rank, ...]
    asked: int


def take_question(tx: Tx, catalog: Catalog, chat_id: int, *, room: int = 0) -> Asked | Over | None:
    """Claim the group's question that is due and plan the next one; None when nothing is to be sent.

    `room`: characters that stand before the question. More than LATEST late, or on another date, it is dropped.
    """
    group = rows.find(tx.conn, chat_id)
    if group is None or group.next_at is None or group.next_at > tx.now:
        return None
    if (why := _ended(tx, group)) is not None:
        groups.end(tx, chat_id)
        return Over(group, why)
    today = local_date(tx.now, group.time_zone)
    timely = _first_timely(group, group.next_at, tx.now)
    is_due = timely is not None and timely <= tx.now
    following = calendar.next_push(groups.plan_of(group), tx.now, not_on=today) if is_due else timely
    if not rows.plan_from(tx.conn, chat_id, "next_at", group.next_at, following) or not is_due:
        return None
    return _asked(tx, catalog, group, today, room)


def _ended(tx: Tx, group: Group) -> Ended | None:
    if rows.team_name(tx.conn, group.team_id) is None:
        return Ended.TEAM
    leads = group.added_by is not None and teams.leads(tx, group.added_by, group.team_id)
    return None if leads else Ended.MANAGER


def _first_timely(group: Group, due: datetime, now: datetime) -> datetime | None:
    """The first planned moment from `due` on that is not too late now."""
    moment: datetime | None = due
    today = local_date(now, group.time_zone)
    while moment is not None and moment <= now:
        day = local_date(moment, group.time_zone)
        if now - moment <= LATEST and day == today:
            return moment
        moment = calendar.next_push(groups.plan_of(group), max(moment, now - LATEST), not_on=day)
    return moment


def _asked(tx: Tx, catalog: Catalog, group: Group, today: date, room: int) -> Asked | None:
    since = today - timedelta(days=REST_DAYS)
    asked = rows.last_asked(tx.conn, group.chat_id, since)
    item = group_question.choose(catalog.drill_items, asked, today, str(group.chat_id), room=room)
    if item is None:
        return None
    order = drill.option_order(item, group.chat_id * 1_000_003 + today.toordinal())
    question = rows.claim(tx.conn, group.chat_id, today, item.id, order, tx.now)
    # Only now: SQLite gives the number of a deleted last row out again, and an old poll may still be answered.
    rows.forget_before(tx.conn, group.chat_id, since)
    return None if question is None else Asked(group, question, item)


def answer(tx: Tx, catalog: Catalog, question_id: int, user_id: int, name: str, shown: Sequence[int]) -> bool:
    """Keep a member's answer: `shown` are the chosen options as numbered on the screen. Whether it counts.

    Only the first one does: a vote that is taken back (no options) or given again changes nothing.
    """
    question = rows.question(tx.conn, question_id)
    item = None if question is None else catalog.items.get(question.item_id)
    if question is None or item is None or not shown:
        return False
    if any(not 0 <= index < len(question.option_order) for index in shown):
        return False
    rows.rename_player(tx.conn, question.chat_id, user_id, name)
    right = item.is_right(tuple(question.option_order[index] for index in shown))
    return rows.add_answer(tx.conn, question_id, user_id, correct=right, now=tx.now)


def take_board(tx: Tx, chat_id: int) -> Board | Over | None:
    """Claim the week's board that is due and plan the next one; None when there is nothing to post."""
    group = rows.find(tx.conn, chat_id)
    if group is None or group.next_board_at is None or group.next_board_at > tx.now:
        return None
    if (why := _ended(tx, group)) is not None:
        groups.end(tx, chat_id)
        return Over(group, why)
    due = group.next_board_at
    following = group_question.next_board(groups.plan_of(group), tx.now)
    if not rows.plan_from(tx.conn, chat_id, "next_board_at", due, following) or tx.now - due > LATEST_BOARD:
        return None
    first, last = group_question.week_of(local_date(due, group.time_zone))
    found = [Score(*one) for one in rows.scores(tx.conn, chat_id, first, last)]
    ranks = group_question.board(found)
    return Board(group, ranks, rows.questions_between(tx.conn, chat_id, first, last)) if ranks else None
