"""Inline mode: "@bot too expensive" in any chat, and its choices where they are tried in the bot's own."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from telegram import Update

from bot.delivery.outgoing import Outgoing, text
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.free_text import free_text
from bot.handlers.objections import OFFERED
from bot.services import inline
from bot.services.inline import Asker, Ready
from bot.storage.queries import people as people_rows
from bot.storage.queries import roleplay as roleplay_rows
from bot.storage.queries.people import Person

# Twice what is shown: what is far, empty or said twice falls out.
HITS = 2 * inline.MOST


async def query(update: Update, context: DojoContext) -> None:
    """What somebody has typed behind the bot's name: replies to choose from. Changes nothing."""
    asked, caller = update.inline_query, context.caller
    if asked is None or caller is None:
        return
    house, words = context.house, asked.query.strip()
    found = await context.find(words, HITS) if words else None

    def look(conn: sa.Connection) -> tuple[Asker, tuple[Ready, ...]]:
        who, known = inline.asker(conn, caller, words), house.catalog.objections
        if found is None:
            return who, inline.everyday(conn, who, known, OFFERED)
        return who, inline.nearest(conn, who, known, found.hits)

    await context.answer_inline(asked.id, house.inline_view.answer(*await context.read(look)))


async def chosen(update: Update, context: DojoContext) -> None:
    """A reply sent by inline mode into our own chat: said in an exercise; otherwise it is only shown to us."""
    message, caller, house = update.effective_message, context.caller, context.house
    ours = message is not None and message.via_bot is not None and message.via_bot.id == context.bot.id
    if caller is None or not ours or await context.read(lambda conn: _listening(conn, caller.id)):
        await free_text(update, context)
        return

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return (text(person.id, house.texts.render(person.language, "inline.chosen", bot=house.bot_name)),)

    await context.act(work)


def _listening(conn: sa.Connection, user_id: int) -> bool:
    """Whether the bot waits for this person's words: an open question, or a conversation."""
    person = people_rows.find(conn, user_id)
    waiting = person is not None and person.awaiting is not None
    return waiting or roleplay_rows.last_line(conn, user_id) is not None
