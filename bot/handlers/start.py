"""/start: onboarding for somebody new, a greeting for somebody known; a deep link opens what it names."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.handlers.invites import INVITE_PREFIX, invitation
from bot.handlers.objections import OFFERED
from bot.services import people
from bot.storage.queries.people import Person
from bot.views.inline import ASK
from bot.views.settings import CARD


async def start(update: Update, context: DojoContext) -> None:
    """/start [payload]."""
    house, payload = context.house, (context.args or [""])[0]

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        person = people.change(tx, person, blocked_at=None, awaiting=None)
        if payload == ASK:
            return (_ask(house, people.finish_onboarding(tx, person)),)
        if payload.startswith(INVITE_PREFIX):
            # Somebody invited joins first; the questions about time and days can wait.
            return (invitation(house, tx, people.finish_onboarding(tx, person), payload),)
        return (_welcome(house, tx, person),)

    await context.act(work)


def _welcome(house: House, tx: Tx, person: Person) -> Outgoing:
    if person.onboarding is None:
        return house.settings_view.again(person).send(person.id, key=CARD)
    person = people.change(tx, person, onboarding=people.STEPS[0])
    return house.settings_view.step(person, tx.now).send(person.id, key=CARD)


def _ask(house: House, person: Person) -> Outgoing:
    known = house.catalog.objections
    offered = [known[name] for name in OFFERED if name in known]
    return house.objection_view.examples(person, offered).send(person.id)
