"""One call to Telegram: completed from the database, made, and its outcome written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
import structlog
from telegram import InputFile
from telegram.error import TelegramError

from bot.base.clock import Clock
from bot.delivery.application import DojoBot
from bot.delivery.outbox import FILE_FIELDS, needs_key
from bot.delivery.outcomes import Kind, Outcome, outcome_of
from bot.storage.database import Database
from bot.storage.queries import delivery as queries
from bot.storage.queries.delivery import OutboxRow

T = TypeVar("T")

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """A call with everything Telegram needs."""

    params: Mapping[str, Any]
    files: Mapping[str, InputFile]


class Courier:
    """Knows the bot and the database, and nothing of order and rates."""

    def __init__(self, bot: DojoBot, database: Database, clock: Clock) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock

    async def prepare(self, row: OutboxRow) -> Call | None:
        """Fetch the file's bytes and the message's id; None when the message to change does not exist."""
        params: dict[str, Any] = {"chat_id": row.chat_id, **row.params}
        files: dict[str, InputFile] = {}
        if needs_key(row):
            key = row.message_key or ""
            message_id = await self._database.read(lambda conn: queries.message_id_of(conn, row.chat_id, key))
            if message_id is None:
                return None
            params["message_id"] = message_id
        if row.file_name is not None:
            content = await self._database.read(lambda conn: queries.file_bytes(conn, row.id))
            if content is None:
                return None
            files[FILE_FIELDS[row.method]] = InputFile(content, filename=row.file_name)
        return Call(params, files)

    async def make(self, row: OutboxRow, call: Call) -> Outcome:
        """Make the call."""
        try:
            return Outcome(Kind.SENT, result=await self._bot.call(row.method, call.params, call.files))
        except TelegramError as error:
            return outcome_of(error)
        except (TypeError, ValueError) as error:
            return Outcome(Kind.FAILED, error=type(error).__name__)

    async def run(self, work: Callable[[sa.Connection, datetime], T]) -> T:
        """Write something down."""
        now = self._clock.now()
        return await self._database.run(lambda conn: work(conn, now))

    async def blocked(self, row: OutboxRow, outcome: Outcome) -> tuple[int, ...]:
        """The person cannot be reached: drop this call and their pushes, and plan no more. Returns what is dropped."""
        error = outcome.error or ""

        def work(conn: sa.Connection, now: datetime) -> tuple[int, ...]:
            queries.finish_outbox(conn, (row.id,), "dropped", now=now, error=error)
            queries.block_user(conn, row.chat_id, now)
            return (row.id, *queries.drop_pushes(conn, row.chat_id, now=now, error=error))

        _log.info("chat_unreachable", chat_id=row.chat_id, error=error)
        return await self.run(work)

    async def answer(self, query_id: str, answer: Mapping[str, Any]) -> None:
        """Answer a pressed button. Too late is no harm: Telegram has let go of the button by then."""
        try:
            await self._bot.call("answerCallbackQuery", {"callback_query_id": query_id, **answer})
        except TelegramError as error:
            _log.debug("answer_failed", error=type(error).__name__)
