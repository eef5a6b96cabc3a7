"""/drill, its buttons, the answers to its quizzes and to its written questions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import endings
from bot.handlers.context import DojoContext, Work
from bot.handlers.house import House
from bot.handlers.press import Action, Ahead, Press, table
from bot.services import answering, drills, people
from bot.services.answering import LONGEST, Hint
from bot.services.drills import AWAITING, Answered, Begun, Question
from bot.storage.queries.delivery import find_poll
from bot.storage.queries.people import Person
from bot.training.items import Item, WriteTask
from bot.training.written.grade import grade
from bot.training.written.types import Grade
from bot.views.drill import PURPOSE
from bot.views.screen import Screen

# Tasks that better a line of the rep's own; the others answer a customer's.
_BETTERS = (WriteTask.STYLE, WriteTask.REWORD)


async def drill(update: Update, context: DojoContext) -> None:
    """/drill: begin a drill, or go on with today's."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return begin(house, tx, people.finish_onboarding(tx, person))

    await context.act(work)


def begin(house: House, tx: Tx, person: Person) -> list[Outgoing]:
    """Ask the next question of today's drill."""
    return ask(house, tx, person, drills.begin(tx, house.catalog, person))


def ask(house: House, tx: Tx, person: Person, begun: Begun) -> list[Outgoing]:
    """Ask the question of a drill just begun or taken up, and close the polls of one that was put away."""
    drills.asked(tx, begun.question)
    view = house.drill_view
    return [*view.closed(person, begun.stale), view.question(person, begun.question)]


async def answer(update: Update, context: DojoContext) -> None:
    """An answer to a quiz. Answers that belong to nothing, or come twice, change nothing."""
    house, given = context.house, update.poll_answer

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        poll = None if given is None else find_poll(tx.conn, given.poll_id)
        if given is None or poll is None or poll.purpose != PURPOSE:
            return ()
        answered = answering.answer(tx, house.catalog, person, poll.ref, tuple(given.option_ids))
        return () if answered is None else follow(house, tx, person, answered)

    await context.act(work)


def follow(house: House, tx: Tx, person: Person, answered: Answered) -> list[Outgoing]:
    """What follows an answer, or a question passed over: the next question, or the result."""
    if answered.following is not None:
        drills.asked(tx, answered.following)
    passed = [answered.row] if answered.correct is None and answered.row.sent_at is not None else []
    view = house.drill_view
    ending = [] if answered.result is None else endings.of_drill(house, tx, person, answered.result)
    return [*view.closed(person, passed), *view.answered(person, answered), *ending]


# --- written answers


async def take(context: DojoContext, person: Person, words: str) -> Work:
    """The answer to the written question that waits, graded before the unit."""
    house, said = context.house, words.strip()
    if len(said) > LONGEST:
        return partial(_too_long, house)
    waiting = await context.read(lambda conn: drills.open_question(conn, house.catalog, person.id))
    if waiting is None or waiting.item.closed:
        return partial(_nothing_waits, house)
    return partial(_written, house, waiting, said, await _graded(house, waiting.item, person, said))


async def _graded(house: House, item: Item, person: Person, said: str) -> Grade:
    lang, line = person.language, item.wording[person.language].said
    betters = item.task in _BETTERS
    reply = await house.understanding.read_reply(said, None, None if betters else line)
    weak = await house.understanding.analyse(line) if betters and line is not None else None
    examples = [one.example for other in house.catalog.items.values() for one in other.wording.values() if one.example]
    return grade(item, lang, said, reply, weak, examples)


def _written(house: House, waiting: Question, said: str, graded: Grade, tx: Tx, person: Person) -> Iterable[Outgoing]:
    if person.awaiting != AWAITING:
        return ()
    # What was read before the unit must be what still waits: a pressed button may have come in between.
    answered = answering.answer_written(tx, house.catalog, person, waiting.row.id, said, graded)
    return _nothing_waits(house, tx, person) if answered is None else follow(house, tx, person, answered)


def _too_long(house: House, tx: Tx, person: Person) -> Iterable[Outgoing]:
    """The question stays open."""
    html = house.texts.render(person.language, "written.too_long", longest=LONGEST)
    return (Screen(html).send(person.id),)


def _nothing_waits(house: House, tx: Tx, person: Person) -> Iterable[Outgoing]:
    people.await_text(tx, person, None)
    buttons = house.settings_view.start_buttons(person.language)
    return (Screen(house.texts.render(person.language, "written.gone"), buttons).send(person.id),)


# --- buttons


def _start(press: Press) -> list[Outgoing]:
    return begin(press.house, press.tx, people.finish_onboarding(press.tx, press.person))


def _skill(press: Press) -> list[Outgoing]:
    """`drill:skill:<skill>`: a drill that stays in this skill."""
    begun = drills.begin_skill(press.tx, press.house.catalog, press.person, press.value)
    return ask(press.house, press.tx, press.person, begun)


def _skip(press: Press) -> list[Outgoing]:
    """`drill:skip:<row>`: go on without an answer."""
    passed = answering.pass_over(press.tx, press.house.catalog, press.person, press.number)
    return press.without_buttons() if passed is None else follow(press.house, press.tx, press.person, passed)


async def _hint(context: DojoContext, value: str) -> Action:
    """`drill:hint:<row>`: told in the short answer alone."""

    def act(press: Press) -> Iterable[Outgoing]:
        hint = answering.hint(press.tx, press.house.catalog, press.person, press.number)
        context.answer(press.house.drill_view.hint(press.person, hint), show_alert=isinstance(hint, Hint))
        return ()

    return act


ACTIONS: dict[str, Action] = {"start": _start, "skill": _skill, "skip": _skip}
AHEAD: dict[str, Ahead] = {"hint": _hint}

press = table(ACTIONS, _start, AHEAD)
