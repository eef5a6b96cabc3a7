"""Answers to a drill's questions, hints for them, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import drills, people, questions, tallies, tasks
from bot.services.drills import CHECK, UNIT, Answered, Question, Result
from bot.services.people import local_date
from bot.storage.queries import training as rows
from bot.storage.queries import trouble as trouble_rows
from bot.storage.queries.people import Person
from bot.storage.queries.training import Drill, DrillItem
from bot.training import schedule
from bot.training.items import Item
from bot.training.schedule import Rating
from bot.training.written.aims import aims
from bot.training.written.types import Grade, to_json

# The longest text that is taken for an answer; no customer listens longer.
LONGEST = 1000


class NoHint(StrEnum):
    """Why there is none; the values name texts."""

    GONE = "gone"  # not the person's, or the drill was put away
    ANSWERED = "answered"
    NEVER = "never"  # in a check, or where a hint would be the answer


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint: a wrong option that is out, or what a written answer should aim at (the id of a criterion)."""

    item: Item
    option: int | None = None
    aim: str | None = None


def answer(tx: Tx, catalog: Catalog, person: Person, drill_item_id: int, shown: tuple[int, ...]) -> Answered | None:
    """Take the answer to a quiz: `shown` are the chosen options as numbered on the screen.

    Schedules the item anew. None when the question is not this person's or was answered before; one that no longer
    exists is passed over.
    An answer to a drill that was put away counts for its item but leads to no further question.
    """
    found = drills.own_row(tx, person, drill_item_id)
    if found is None or found[0].answered_at is not None:
        return None
    row, drill = found
    item = questions.find(tx.conn, catalog, person.id, row.item_id)
    if item is None:
        # Taken out while it was open: the drill goes on without it.
        return _passed(tx, catalog, person, row, drill)
    if not shown or any(not 0 <= index < len(row.option_order) for index in shown):
        return None
    chosen = tuple(row.option_order[index] for index in shown)
    correct = item.is_right(chosen)
    rows.change_item(tx.conn, row.id, answered_at=tx.now, answer=list(chosen), correct=correct)
    _reschedule(tx, person, item, row, _rating(tx, person, item, row, correct=correct))
    tallies.answered(tx, person.id, drill.local_date, item.skill, right=correct)
    tasks.answered(tx, person.id, item.skill)
    following, result = _after(tx, catalog, person, drill)
    return Answered(item, correct, following, result, row, chosen)


def answer_written(tx: Tx, catalog: Catalog, person: Person, row_id: int, said: str, grade: Grade) -> Answered | None:
    """Take the graded answer to the written question that waits; None when it no longer does."""
    question = drills.open_question(tx.conn, catalog, person.id)
    found = drills.own_row(tx, person, row_id)
    if question is None or found is None or question.row.id != row_id or question.item.closed:
        return None
    row, drill = found
    rows.change_item(
        tx.conn, row.id, answered_at=tx.now, correct=grade.correct, said=said, mark=grade.mark, grade=to_json(grade)
    )
    _reschedule(tx, person, question.item, row, schedule.rate_written(grade.mark, hinted=row.hints > 0))
    tallies.answered(tx, person.id, drill.local_date, question.item.skill, right=grade.correct)
    tasks.answered(tx, person.id, question.item.skill)
    following, result = _after(tx, catalog, person, drill)
    return Answered(question.item, grade.correct, following, result, row, grade=grade)


def pass_over(tx: Tx, catalog: Catalog, person: Person, row_id: int) -> Answered | None:
    """Go on without an answer to that question, which is neither right nor wrong; None when it does not wait."""
    found = drills.own_row(tx, person, row_id)
    if found is None or found[0].answered_at is not None or found[1].status != "open":
        return None
    return _passed(tx, catalog, person, *found)


def _passed(tx: Tx, catalog: Catalog, person: Person, row: DrillItem, drill: Drill) -> Answered:
    rows.change_item(tx.conn, row.id, answered_at=tx.now)
    following, result = _after(tx, catalog, person, drill)
    return Answered(questions.find(tx.conn, catalog, person.id, row.item_id), None, following, result, row)


def _after(tx: Tx, catalog: Catalog, person: Person, drill: Drill) -> tuple[Question | None, Result | None]:
    """The next question of an open drill, or the result where none is left."""
    people.note_activity(tx, person)
    drills.await_answer(tx, person.id, None)
    if drill.status != "open":
        return None, None
    following = drills.next_question(tx.conn, catalog, drill)
    if following is not None:
        return following, None
    result = _result(tx, catalog, person, drill)
    # Who has passed over everything has not trained.
    rows.end_drill(tx.conn, drill.id, "done" if result.questions else "dropped", tx.now)
    if result.questions:
        tallies.finished_drill(tx, person.id, drill.local_date)
        if drill.purpose == UNIT and drill.unit is not None:
            tasks.finished_unit(tx, person.id, drill.unit)
    return None, result


def hint(tx: Tx, catalog: Catalog, person: Person, row_id: int) -> Hint | NoHint:
    """A hint for the question that waits. A quiz has one, which asked for again is the same."""
    found = drills.own_row(tx, person, row_id)
    item = None if found is None else questions.find(tx.conn, catalog, person.id, found[0].item_id)
    if found is None or item is None:
        return NoHint.GONE
    row, drill = found
    if row.answered_at is not None:
        return NoHint.ANSWERED
    if drill.status != "open":
        return NoHint.GONE
    if not may_hint(item, drill.purpose):
        return NoHint.NEVER
    most = 1 if item.closed else len(aims(item))
    if row.hints < most:
        rows.change_item(tx.conn, row.id, hints=row.hints + 1)
    if not item.closed:
        return Hint(item, aim=aims(item)[min(row.hints, most - 1)])
    wrong = [index for index in row.option_order if index not in item.correct]
    return Hint(item, option=wrong[row.id % len(wrong)])


def may_hint(item: Item, purpose: str) -> bool:
    """Whether there are hints: not in a check, and not where striking out an option leaves only right ones."""
    if purpose == CHECK:
        return False
    if not item.closed:
        return bool(aims(item))
    options = len(next(iter(item.wording.values())).options)
    return options - len(item.correct) > 1


def _rating(tx: Tx, person: Person, item: Item, row: DrillItem, *, correct: bool) -> Rating:
    card = rows.card(tx.conn, person.id, item.id) or schedule.new_card(tx.now)
    return schedule.rate(
        correct=correct,
        took=_took(tx, row),
        needed=schedule.pace(item.wording[person.language], person.language),
        state=card.state,
        hinted=row.hints > 0,
    )


def _reschedule(tx: Tx, person: Person, item: Item, row: DrillItem, rating: Rating) -> None:
    before = rows.card(tx.conn, person.id, item.id) or schedule.new_card(tx.now)
    after, log = schedule.review(before, rating, tx.now, _took(tx, row))
    rows.save_card(tx.conn, person.id, item.id, after)
    rows.add_log(tx.conn, person.id, item.id, item.skill, log)


def _took(tx: Tx, row: DrillItem) -> timedelta | None:
    return None if row.sent_at is None else tx.now - row.sent_at


def _result(tx: Tx, catalog: Catalog, person: Person, drill: Drill) -> Result:
    answered = [row for row in rows.items_of(tx.conn, drill.id) if row.correct is not None]
    cards = rows.cards(tx.conn, drill.user_id)
    wrong = [row.item_id for row in answered if not row.correct]
    next_due = min((cards[row.item_id].due_at for row in answered if row.item_id in cards), default=None)
    return Result(
        drill=drill,
        questions=len(answered),
        right=sum(row.correct is True for row in answered),
        again=tuple(questions.found(tx.conn, catalog, person.id, wrong).values()),
        next_due=next_due,
        soon=next_due is not None and local_date(person, next_due) <= local_date(person, tx.now),
        suspended=trouble_rows.count_suspended(tx.conn, person.id),
    )
