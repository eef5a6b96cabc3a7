"""Drills: five questions, one after the other, each answer scheduling its question anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import people
from bot.services.people import local_date
from bot.storage.queries import training as rows
from bot.storage.queries.delivery import claim_push
from bot.storage.queries.people import Person
from bot.storage.queries.training import Drill, DrillItem
from bot.training import calendar, schedule
from bot.training import drill as composing
from bot.training.drill import Wish
from bot.training.items import Item

PUSH_KIND = "drill"
# A push this late is dropped: nobody wants the morning's drill at night.
LATEST = timedelta(hours=3)
# A push keeps this distance from an answer given inside an exercise.
DISTANCE = timedelta(minutes=15)
# How far back a streak is counted, in days.
LONGEST_STREAK = 400


@dataclass(frozen=True, slots=True)
class Question:
    """A question to be asked: the stored row, its content, and which of how many it is (from 1)."""

    row: DrillItem
    item: Item
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Result:
    """A finished drill.

    `again` are the questions that went wrong, `soon` whether one of all returns on the same local date, `next_due` when
    the first does.
    """

    drill: Drill
    questions: int
    right: int
    again: tuple[Item, ...]
    next_due: datetime | None
    soon: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer led to: the item, whether it was right, and the next question or, at the end, the result."""

    item: Item
    correct: bool
    following: Question | None
    result: Result | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A drill to go on with: its question, and questions of an older drill whose polls are to be closed."""

    question: Question
    fresh: bool
    stale: tuple[DrillItem, ...]


def begin(tx: Tx, catalog: Catalog, person: Person, origin: str = "command") -> Begun:
    """Go on with today's open drill, or begin one. Refused when there is nothing to ask."""
    today, stale = local_date(person, tx.now), tuple[DrillItem, ...]()
    running = rows.open_drill(tx.conn, person.id)
    if running is not None:
        question = _next_question(tx, catalog, running)
        if question is not None and running.local_date == today:
            return Begun(question, fresh=False, stale=())
        stale = put_away(tx, running)
    chosen = _choose(tx, catalog, person)
    if not chosen:
        raise Refused("drill.nothing_due")
    made = rows.add_drill(
        tx.conn,
        [(item.id, composing.option_order(item, _seed(person, tx.now))) for item in chosen],
        user_id=person.id,
        origin=origin,
        status="open",
        local_date=today,
        started_at=tx.now,
    )
    people.note_activity(tx, person)
    question = _next_question(tx, catalog, made)
    if question is None:
        raise Refused("drill.nothing_due")
    return Begun(question, fresh=True, stale=stale)


def put_away(tx: Tx, drill: Drill) -> tuple[DrillItem, ...]:
    """Drop an unfinished drill; returns its asked and unanswered questions."""
    rows.end_drill(tx.conn, drill.id, "dropped", tx.now)
    return tuple(row for row in rows.items_of(tx.conn, drill.id) if row.sent_at is not None and row.answered_at is None)


def cancel(tx: Tx, person: Person) -> tuple[DrillItem, ...] | None:
    """Put the open drill away; None when there is none."""
    running = rows.open_drill(tx.conn, person.id)
    return None if running is None else put_away(tx, running)


def asked(tx: Tx, question: Question) -> None:
    """The question goes out now."""
    if question.row.sent_at is None:
        rows.change_item(tx.conn, question.row.id, sent_at=tx.now)


def answer(tx: Tx, catalog: Catalog, person: Person, drill_item_id: int, shown: tuple[int, ...]) -> Answered | None:
    """Take the answer to a question: `shown` are the chosen options as numbered on the screen.

    Schedules the item anew. None when the question is not this person's, was answered before, or no longer exists.
    An answer to a drill that was put away counts for its item but leads to no further question.
    """
    row = rows.drill_item(tx.conn, drill_item_id)
    drill = None if row is None else rows.drill(tx.conn, row.drill_id)
    item = None if row is None else catalog.items.get(row.item_id)
    if row is None or drill is None or item is None or drill.user_id != person.id or row.answered_at is not None:
        return None
    if not shown or any(not 0 <= index < len(row.option_order) for index in shown):
        return None
    chosen = tuple(row.option_order[index] for index in shown)
    correct = item.is_right(chosen)
    rows.change_item(tx.conn, row.id, answered_at=tx.now, answer=list(chosen), correct=correct)
    _reschedule(tx, person, item, row, correct=correct)
    people.note_activity(tx, person)
    if drill.status != "open":
        return Answered(item, correct, None, None)
    following = _next_question(tx, catalog, drill)
    if following is not None:
        return Answered(item, correct, following, None)
    rows.end_drill(tx.conn, drill.id, "done", tx.now)
    return Answered(item, correct, None, _result(tx, catalog, person, drill))


def streak(tx: Tx, person: Person) -> int:
    """How many training days in a row the person has trained, up to today."""
    today = local_date(person, tx.now)
    days = rows.training_days(tx.conn, person.id, today - timedelta(days=LONGEST_STREAK))
    return calendar.streak(days, person.train_days, today).days


def take_due_push(tx: Tx, catalog: Catalog, person_id: int) -> tuple[Person, Begun] | None:
    """Claim the daily push of a person that is due, and plan the next one.

    None when nothing is to be sent: it is not due (any more), too late, the person trained today already, or is in
    the middle of an exercise (then it comes a little later).
    """
    person = people.find(tx, person_id)
    if person is None or person.next_push_at is None or person.next_push_at > tx.now:
        return None
    due, today = person.next_push_at, local_date(person, tx.now)
    day = local_date(person, due)
    free_at = tx.now if person.active_at is None else person.active_at + DISTANCE
    if free_at > tx.now and local_date(person, free_at) == day:
        people.postpone(tx, person, free_at)
        return None
    # After the day it was due on, not after today: yesterday's, dropped, does not take today's with it.
    person = people.plan_after(tx, person, day)
    late = tx.now - due > LATEST or day != today
    if late or free_at > tx.now or rows.drilled_on(tx.conn, person.id, today):
        return None
    if not claim_push(tx.conn, person.id, PUSH_KIND, today, now=tx.now):
        return None
    try:
        return person, begin(tx, catalog, person, "push")
    except Refused:
        return None


def _choose(tx: Tx, catalog: Catalog, person: Person) -> tuple[Item, ...]:
    wish = Wish(fill=True)
    return composing.compose(catalog.drill_items, rows.cards(tx.conn, person.id), tx.now, _seed(person, tx.now), wish)


def _seed(person: Person, now: datetime) -> int:
    """Another one for every person and moment, the same when a unit is replayed."""
    return person.id * 1_000_003 + int(now.timestamp())


def _next_question(tx: Tx, catalog: Catalog, drill: Drill) -> Question | None:
    """The first unanswered question whose item still exists."""
    asked = rows.items_of(tx.conn, drill.id)
    for row in asked:
        item = catalog.items.get(row.item_id)
        if row.answered_at is None and item is not None:
            return Question(row, item, row.position + 1, len(asked))
    return None


def _reschedule(tx: Tx, person: Person, item: Item, row: DrillItem, *, correct: bool) -> None:
    took = None if row.sent_at is None else tx.now - row.sent_at
    before = rows.card(tx.conn, person.id, item.id) or schedule.new_card(tx.now)
    needed = schedule.pace(item.wording[person.language], person.language)
    rating = schedule.rate(correct=correct, took=took, needed=needed, state=before.state)
    after, log = schedule.review(before, rating, tx.now, took)
    rows.save_card(tx.conn, person.id, item.id, after)
    rows.add_log(tx.conn, person.id, item.id, item.skill, log)


def _result(tx: Tx, catalog: Catalog, person: Person, drill: Drill) -> Result:
    answered = [row for row in rows.items_of(tx.conn, drill.id) if row.answered_at is not None]
    cards = rows.cards(tx.conn, drill.user_id)
    next_due = min((cards[row.item_id].due_at for row in answered if row.item_id in cards), default=None)
    return Result(
        drill=drill,
        questions=len(answered),
        right=sum(row.correct is True for row in answered),
        again=tuple(catalog.items[row.item_id] for row in answered if row.correct is False),
        next_due=next_due,
        soon=next_due is not None and local_date(person, next_due) <= local_date(person, tx.now),
    )
