"""Whatever else people send. Free text goes: open question → role-play → objection → lesson → help; never silence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from telegram import Update

from bot.base.language import Lang
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import (
    answers,
    ask,
    assignments,
    drill,
    objections,
    own_replies,
    practise,
    roleplay_card,
    roleplay_whatif,
    seats,
    team_inbox,
    team_items,
    team_replies,
    teams,
    trouble,
    unanswered,
)
from bot.handlers.context import DojoContext, Work
from bot.handlers.house import House
from bot.handlers.roleplay import said
from bot.language.moves import Analysis
from bot.language.objections import Verdict
from bot.services import drills, roleplays
from bot.services.own_replies import AWAITING_REPLY, AWAITING_SAID
from bot.services.understanding import Found
from bot.storage.queries import people as people_rows
from bot.storage.queries import roleplay as roleplay_rows
from bot.storage.queries.people import Person
from bot.training.card_search import CardHit
from bot.training.fact_search import FactHit
from bot.views.screen import Screen

# Questions whose answer must be understood before the unit of work: what the bot awaits → who takes the text.
Taker = Callable[[DojoContext, Person, str], Coroutine[Any, Any, Work]]
TAKERS: Mapping[str, Taker] = {
    AWAITING_SAID: own_replies.take_said,
    AWAITING_REPLY: own_replies.take_reply,
    practise.AWAITING: practise.take,
    ask.AWAITING: ask.take,
    drills.AWAITING: drill.take,
    trouble.AWAITING: trouble.take,
    roleplay_card.AWAITING: roleplay_card.take,
    roleplay_whatif.AWAITING: roleplay_whatif.take,
    seats.AWAITING: seats.take,
    **team_replies.TAKERS,
}


async def free_text(update: Update, context: DojoContext) -> None:
    """A text that is no command."""
    message = update.effective_message
    if message is None or context.caller is None:
        return
    house, words, user_id = context.house, message.text or message.caption or "", context.caller.id
    person_now, playing = await context.read(lambda conn: _situation(conn, user_id))
    take = None if person_now is None else _taker(person_now)
    if take is not None and person_now is not None:
        await context.act(await take(context, person_now, words))
        return
    asked = person_now is not None and person_now.awaiting is not None
    heard = None if asked or playing is None else await _heard(context, words, *playing)
    found = None if asked or playing is not None else await context.find(words)
    hits = () if found is None else await ask.look_up_unasked(context, person_now, words)
    facts = () if found is None else await ask.look_up_facts(context, words)

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        open_question = _answer(house, tx, person, words)
        if open_question is not None:
            return open_question
        if heard is not None:
            return said(house, tx, person, heard, words)
        return (_respond(house, tx, person, words, found, hits, facts).send(person.id),)

    await context.act(work)


def _taker(person: Person) -> Taker | None:
    """Who takes the text that the person was asked for."""
    return team_items.take_change if team_items.wants_change(person) else TAKERS.get(person.awaiting or "")


def _situation(conn: sa.Connection, user_id: int) -> tuple[Person | None, tuple[Lang, str, str] | None]:
    """Who writes, which says what the bot has asked them, and the conversation under way."""
    return people_rows.find(conn, user_id), roleplay_rows.last_line(conn, user_id)


def _answer(house: House, tx: Tx, person: Person, words: str) -> Iterable[Outgoing] | None:
    """What follows when the text answers a question that the bot asked; None when none is open."""
    for answer in (teams.taken, assignments.answered, team_inbox.note_typed, answers.answered):
        given = answer(house, tx, person, words)
        if given is not None:
            return given
    return None


def _respond(
    house: House,
    tx: Tx,
    person: Person,
    words: str,
    found: Found | None,
    hits: tuple[CardHit, ...],
    facts: tuple[FactHit, ...],
) -> Screen:
    """A sure answer to an objection; else the team's fact or the lesson asked about; else that the talk is over.

    With no conversation just over: the nearest objections, or a way.
    """
    reply = None if found is None else objections.answer(house, tx, person, found)
    if reply is not None and found is not None and found.verdict is Verdict.SURE:
        return reply
    known = ask.from_facts(house, tx, person, facts) or ask.unasked(house, person, words, hits)
    over = None if known is not None else roleplays.just_over(tx, person)
    if over is not None:
        return house.roleplay_view.over(person, *over)
    return known or reply or unanswered.nothing_near(house, tx, person, words)


async def _heard(context: DojoContext, words: str, lang: Lang, customer: str, scenario_id: str) -> Analysis:
    """What the rep said to the customer; meanwhile the customer seems to type."""
    hearing = context.house.understanding.hear(words, lang, customer, scenario_id)
    analysis, _ = await asyncio.gather(hearing, context.typing())
    return analysis
