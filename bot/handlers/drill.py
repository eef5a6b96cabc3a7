"""/drill, its buttons and the answers to its quizzes."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext, House
from bot.handlers.press import Action, Press, table
from bot.services import drills, people
from bot.storage.queries.delivery import find_poll
from bot.storage.queries.people import Person
from bot.views.drill import PURPOSE


async def drill(update: Update, context: DojoContext) -> None:
    """/drill: begin a drill, or go on with today's."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return begin(house, tx, people.finish_onboarding(tx, person))

    await context.act(work)


def begin(house: House, tx: Tx, person: Person) -> list[Outgoing]:
    """Ask the next question of today's drill."""
    begun = drills.begin(tx, house.catalog, person)
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
        answered = drills.answer(tx, house.catalog, person, poll.ref, tuple(given.option_ids))
        if answered is None:
            return ()
        if answered.following is not None:
            drills.asked(tx, answered.following)
        return house.drill_view.answered(person, answered, drills.streak(tx, person))

    await context.act(work)


def _start(press: Press) -> list[Outgoing]:
    return begin(press.house, press.tx, people.finish_onboarding(press.tx, press.person))


ACTIONS: dict[str, Action] = {"start": _start}

press = table(ACTIONS, _start)
