"""Answers to polls: by what the poll belongs to, a drill of one's own or a group's question."""

from __future__ import annotations

from telegram import Update

from bot.handlers import drill, groups
from bot.handlers.context import DojoContext
from bot.storage.queries.delivery import find_poll
from bot.views.groups import PURPOSE


async def answer(update: Update, context: DojoContext) -> None:
    """An answer to a quiz."""
    given = update.poll_answer
    if given is None:
        return
    poll = await context.read(lambda conn: find_poll(conn, given.poll_id))
    if poll is not None and poll.purpose == PURPOSE:
        await groups.answer(update, context, poll)
        return
    await drill.answer(update, context)
