"""What every handler gets: the unit of work of the update it handles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

import structlog
from telegram import Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, CallbackContext

from bot.delivery.application import DojoApplication, DojoBot
from bot.delivery.ticket import Ticket
from bot.delivery.unit import Unit

T = TypeVar("T")

# Telegram forgets an inline query after about ten seconds; nobody waits for a call longer than that.
INLINE_SECONDS = 5.0
# How Telegram says that it has.
_FORGOTTEN = "query is too old"

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class UnitContext(CallbackContext[DojoBot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The base of the dojo's context: one unit of work and one short answer for each update."""

    _ticket: Ticket

    @classmethod
    def from_update(cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]) -> Self:
        """Build the context of an update and give it the update's ticket."""
        context = super().from_update(update, application)
        if isinstance(update, Update) and isinstance(application, DojoApplication):
            context._ticket = application.tickets[update.update_id]
        return context

    async def unit(self, fn: Unit[T]) -> T:
        """Run `fn(tx)` in the transaction that also marks this update done, and return what it returns.

        Once for each update: a second call raises RuntimeError. What `fn` sends goes out after the commit. When `fn`
        raises, nothing of it stays, and unless the handler deals with the exception the update is tried again.
        """
        return await self._ticket.unit(fn)

    def answer(self, text: str | None = None, *, show_alert: bool = False) -> None:
        """Choose the short answer under a pressed button (at most 200 characters).

        It is sent right after the commit; without a unit, when the handler returns. The last choice before that
        counts; without one an empty answer stops the button's spinning. For other updates this does nothing.
        """
        self._ticket.answer(text, show_alert=show_alert)

    async def answer_inline(self, query_id: str, answer: Mapping[str, Any]) -> None:
        """Answer an inline query, now and once; `answer` holds the other parameters of answerInlineQuery.

        Nothing of it is owed: an answer that comes too late is worth nothing, and the next key asks anew.
        """
        try:
            params = {"inline_query_id": query_id, **answer}
            await self.bot.call("answerInlineQuery", params, read_timeout=INLINE_SECONDS)
        except TelegramError as error:
            refused = isinstance(error, BadRequest) and _FORGOTTEN not in error.message.lower()
            # What Telegram refuses for any other reason is a mistake of ours.
            log = _log.warning if refused else _log.debug
            log("inline_not_answered", error=type(error).__name__)
