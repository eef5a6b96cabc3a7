"""Drills: some questions, one after the other, each answer scheduling its question anew. See docs/drills.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import breaks, choosing, people, questions
from bot.services.people import local_date
from bot.storage.queries import training as rows
from bot.storage.queries.people import Person
from bot.storage.queries.training import Drill, DrillItem
from bot.training import calendar
from bot.training import drill as composing
from bot.training.items import Item
from bot.training.written.types import Grade

# What the next text answers: the written question that was asked last.
AWAITING = "drill_written"
DAILY, UNIT, CHECK, SKILL = "daily", "unit", "check", "skill"
# How far back a streak is counted, in days.
LONGEST_STREAK = 400


@dataclass(frozen=True, slots=True)
class Question:
    """A question to be asked: the stored row, its content, and which of how many it is (from 1).

    `purpose` is its drill's: daily, unit, check or skill.
    """

    row: DrillItem
    item: Item
    number: int
    of: int
    purpose: str = DAILY


@dataclass(frozen=True, slots=True)
class Result:
    """A finished drill; `drill.purpose` says what it was for.

    `questions` counts those that were answered: what was passed over is not among them. `again` are those that went
    wrong, `soon` whether one of all returns on the same local date, `next_due` when the first does. `suspended`: how
    many items the person has put aside.
    """

    drill: Drill
    questions: int
    right: int
    again: tuple[Item, ...]
    next_due: datetime | None
    soon: bool
    suspended: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer led to: the item, whether it was right, and the next question or, at the end, the result.

    `correct` is None for a question that was passed over, `item` for one that is no longer there.
    `chosen`: the content's indices of the options chosen;
    `grade`: the mark of a written answer.
    """

    item: Item | None
    correct: bool | None
    following: Question | None
    result: Result | None
    row: DrillItem
    chosen: tuple[int, ...] = ()
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A drill to go on with: its question, and questions of an older drill whose polls are to be closed."""

    question: Question
    fresh: bool
    stale: tuple[DrillItem, ...]


def begin(tx: Tx, catalog: Catalog, person: Person, origin: str = "command") -> Begun:
    """Go on with today's open drill, whatever it is for, or begin one. Refused when there is nothing to ask."""
    waiting = _going_on(tx, catalog, person)
    if waiting is not None:
        return waiting
    chosen = choosing.daily(tx, catalog, person)
    return begin_with(tx, catalog, person, chosen, purpose=DAILY, origin=origin)


def begin_unit(tx: Tx, catalog: Catalog, person: Person, unit: str) -> Begun:
    """Go on with today's open drill of that unit, or begin one. Refused when the unit has nothing to ask."""
    waiting = _going_on(tx, catalog, person, (UNIT, unit))
    if waiting is not None:
        return waiting
    chosen = choosing.of_unit(tx, catalog, person, unit)
    if not chosen:
        raise Refused("drill.unit_empty")
    return begin_with(tx, catalog, person, chosen, purpose=UNIT, unit=unit)


def begin_skill(tx: Tx, catalog: Catalog, person: Person, skill: str) -> Begun:
    """Go on with today's open drill of that skill, or begin one. Refused when it has nothing to ask."""
    waiting = _going_on(tx, catalog, person, (SKILL, skill))
    if waiting is not None:
        return waiting
    return begin_with(tx, catalog, person, choosing.of_skill(tx, catalog, person, skill), purpose=SKILL, unit=skill)


def begin_with(
    tx: Tx,
    catalog: Catalog,
    person: Person,
    items: Sequence[Item],
    *,
    purpose: str,
    unit: str | None = None,
    origin: str = "command",
) -> Begun:
    """Begin a drill of just these items, in this order. An open drill is put away first, its polls are `stale`.

    Refused when there are no items; then the open drill stays as it is.
    """
    if not items:
        raise Refused("drill.nothing_due")
    running = rows.open_drill(tx.conn, person.id)
    stale = () if running is None else put_away(tx, running)
    seed = choosing.seed(person, tx.now)
    made = rows.add_drill(
        tx.conn,
        [(item.id, composing.option_order(item, seed)) for item in items],
        user_id=person.id,
        origin=origin,
        status="open",
        local_date=local_date(person, tx.now),
        started_at=tx.now,
        purpose=purpose,
        unit=unit,
    )
    people.note_activity(tx, person)
    return Begun(
        Question(rows.items_of(tx.conn, made.id)[0], items[0], 1, len(items), purpose), fresh=True, stale=stale
    )


def _going_on(tx: Tx, catalog: Catalog, person: Person, wanted: tuple[str, str] | None = None) -> Begun | None:
    """Today's open drill with its question; None when there is none.

    `wanted`: only one of that purpose that stays in that unit or skill.
    """
    running = rows.open_drill(tx.conn, person.id)
    if running is None or running.local_date != local_date(person, tx.now):
        return None
    if wanted is not None and (running.purpose, running.unit) != wanted:
        return None
    question = next_question(tx.conn, catalog, running)
    return None if question is None else Begun(question, fresh=False, stale=())


def put_away(tx: Tx, drill: Drill) -> tuple[DrillItem, ...]:
    """Drop an unfinished drill; returns its asked and unanswered questions."""
    rows.end_drill(tx.conn, drill.id, "dropped", tx.now)
    await_answer(tx, drill.user_id, None)
    return tuple(row for row in rows.items_of(tx.conn, drill.id) if row.sent_at is not None and row.answered_at is None)


def cancel(tx: Tx, person: Person) -> tuple[DrillItem, ...] | None:
    """Put the open drill away; None when there is none."""
    running = rows.open_drill(tx.conn, person.id)
    return None if running is None else put_away(tx, running)


def asked(tx: Tx, question: Question) -> None:
    """The question goes out now; the next text answers it when it is a written one."""
    if question.row.sent_at is None:
        rows.change_item(tx.conn, question.row.id, sent_at=tx.now)
    await_answer(tx, rows.drill(tx.conn, question.row.drill_id).user_id, question)


def await_answer(tx: Tx, user_id: int, question: Question | None) -> None:
    """The next text answers this question; whatever else the bot may have asked for is left alone."""
    person = people.find(tx, user_id)
    if person is None:
        return
    if question is not None and not question.item.closed:
        people.await_text(tx, person, AWAITING)
    elif person.awaiting == AWAITING:
        people.await_text(tx, person, None)


def open_question(conn: sa.Connection, catalog: Catalog, user_id: int) -> Question | None:
    """The question of the person's open drill that waits for an answer."""
    running = rows.open_drill(conn, user_id)
    return None if running is None else next_question(conn, catalog, running)


def wait_again(tx: Tx, catalog: Catalog, person: Person) -> None:
    """After something in between: the next text answers the written question, if one waits."""
    question = open_question(tx.conn, catalog, person.id)
    sent = question is not None and question.row.sent_at is not None
    await_answer(tx, person.id, question if sent else None)


def own_row(tx: Tx, person: Person, drill_item_id: int) -> tuple[DrillItem, Drill] | None:
    """One of the person's own questions with its drill; None for anybody else's."""
    row = rows.drill_item(tx.conn, drill_item_id)
    drill = None if row is None else rows.drill(tx.conn, row.drill_id)
    return None if row is None or drill is None or drill.user_id != person.id else (row, drill)


def streak(tx: Tx, person: Person) -> int:
    """How many training days in a row the person has trained, up to today."""
    today = local_date(person, tx.now)
    since = today - timedelta(days=LONGEST_STREAK)
    days = rows.training_days(tx.conn, person.id, since)
    return calendar.streak(days, person.train_days, today, excused=breaks.excused_days(person, since, today)).days


def next_question(conn: sa.Connection, catalog: Catalog, drill: Drill) -> Question | None:
    """The first unanswered question of a drill whose item still exists."""
    asked = rows.items_of(conn, drill.id)
    known = questions.found(conn, catalog, drill.user_id, (row.item_id for row in asked))
    for row in asked:
        item = known.get(row.item_id)
        if row.answered_at is None and item is not None:
            return Question(row, item, row.position + 1, len(asked), drill.purpose)
    return None
