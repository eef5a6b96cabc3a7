"""/ask: the coach answers from the lessons."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.base.language import from_language_code
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext, Work
from bot.handlers.house import House
from bot.language.normalise import decided_lang
from bot.services import facts, lookups, people
from bot.storage.queries import people as people_rows
from bot.storage.queries.people import Person
from bot.training.card_search import CardHit
from bot.training.fact_search import SURE_FROM, UNASKED_FROM, FactHit, search
from bot.views.screen import Screen

AWAITING = "ask"
# As much of a question as anybody needs.
_LONGEST = 300


async def ask(update: Update, context: DojoContext) -> None:
    """/ask [question]: an answer, or the question what to explain."""
    house, words = context.house, " ".join(context.args or ())
    user_id = 0 if context.caller is None else context.caller.id
    known = await context.read(lambda conn: people_rows.find(conn, user_id))
    hits = await look_up(context, known, words) if words else ()
    known_facts = await look_up_facts(context, words, SURE_FROM) if words else ()

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        person = people.finish_onboarding(tx, person)
        if not words:
            people.await_text(tx, person, AWAITING)
            return (house.ask_view.prompt(person).send(person.id),)
        return (_answered(house, tx, person, words, hits, known_facts).send(person.id),)

    await context.act(work)


async def take(context: DojoContext, person: Person, words: str) -> Work:
    """The question that somebody was asked for."""
    house, hits = context.house, await look_up(context, person, words)
    known_facts = await look_up_facts(context, words, SURE_FROM)

    def work(tx: Tx, now: Person) -> Iterable[Outgoing]:
        now = people.await_text(tx, now, None)
        return (_answered(house, tx, now, words, hits, known_facts).send(now.id),)

    return work


async def look_up(context: DojoContext, person: Person | None, words: str) -> tuple[CardHit, ...]:
    """The cards nearest to a question, in the language it is asked in; the first one ever takes some seconds."""
    code = None if context.caller is None else context.caller.language_code
    lang = decided_lang(words) or (from_language_code(code) if person is None else person.language)
    async with context.busy():
        return await context.house.understanding.look_up(words[:_LONGEST], lang)


async def look_up_unasked(context: DojoContext, person: Person | None, words: str) -> tuple[CardHit, ...]:
    """The same for any text; nothing for one that is no question."""
    return await look_up(context, person, words) if lookups.worth_looking(context.house.catalog, words) else ()


async def look_up_facts(context: DojoContext, words: str, least: float = UNASKED_FROM) -> tuple[FactHit, ...]:
    """The facts of the caller's teams that answer a question; by default so surely that nobody need have asked."""
    user_id = 0 if context.caller is None else context.caller.id
    known = await context.read(lambda conn: facts.kept(conn, user_id))
    if not known:
        return ()
    asked = words[:_LONGEST]
    (query,) = await context.house.understanding.vectors([asked])
    return search(asked, query, known, least)


def from_facts(house: House, tx: Tx, person: Person, hits: tuple[FactHit, ...]) -> Screen | None:
    """The fact that answers; None where there is none that the person may read."""
    told = facts.told(tx.conn, person.id, hits)
    return house.team_items_view.told(person, told) if told else None


def unasked(house: House, person: Person, words: str, hits: tuple[CardHit, ...]) -> Screen | None:
    """The answer to a text that nobody announced as a question; None when it is none for the lessons."""
    found = lookups.unasked(house.catalog, words, hits)
    return None if found is None else house.ask_view.answer(person, found)


def _answered(
    house: House, tx: Tx, person: Person, words: str, hits: tuple[CardHit, ...], known: tuple[FactHit, ...]
) -> Screen:
    own = from_facts(house, tx, person, known)
    return house.ask_view.answer(person, lookups.answer(words, hits)) if own is None else own
