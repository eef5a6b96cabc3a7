"""The polling receiver: fetches updates by long polls and lets Telegram forget them only when they are kept."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.delivery.application import DojoBot
from bot.delivery.outcomes import outcome_of
from bot.delivery.updates import ALLOWED_UPDATES

Receive = Callable[[Sequence[Mapping[str, Any]]], Awaitable[None]]
"""Takes updates over; when it returns they may be acknowledged."""

LONG_POLL = 30
LIMIT = 100
SHORTEST_PAUSE = 0.5
LONGEST_PAUSE = 30.0

_HINTS: Mapping[type[TelegramError], str] = {
    Conflict: "Another copy of this bot is running, or a webhook is set (409). Stop it: updates go to one only.",
    InvalidToken: "Telegram refuses BOT_TOKEN (401). Check it, or take a new one from @BotFather.",
}

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Polling:
    """Polls from `start` until `stop`, through whatever the network does."""

    def __init__(self, bot: DojoBot, receive: Receive, *, long_poll: int = LONG_POLL) -> None:
        self._bot = bot
        self._receive = receive
        self._long_poll = long_poll
        self._offset: int | None = None
        self._failures = 0
        self._wait_at_least = 0.0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to poll."""
        self._task = asyncio.create_task(self._run(), name="polling")

    async def stop(self) -> None:
        """Stop polling. What was fetched and not yet kept will be fetched again."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))

    async def _run(self) -> None:
        # A webhook from an earlier life would make every poll a conflict.
        while not await self._attempt(self._delete_webhook):
            await self._pause()
        while True:
            if not await self._attempt(self._poll):
                await self._pause()

    async def _delete_webhook(self) -> None:
        await self._bot.call("deleteWebhook", {})

    async def _poll(self) -> None:
        params: dict[str, Any] = {
            "timeout": self._long_poll,
            "limit": LIMIT,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            params["offset"] = self._offset
        updates = await self._bot.call("getUpdates", params, read_timeout=self._long_poll + 10.0)
        if updates:
            await self._receive(updates)
            self._offset = max(update["update_id"] for update in updates) + 1

    async def _attempt(self, step: Callable[[], Awaitable[None]]) -> bool:
        try:
            await step()
        except TelegramError as error:
            self._failures += 1
            self._report(error)
            self._wait_at_least = outcome_of(error).seconds if isinstance(error, RetryAfter) else 0.0
            return False
        except Exception as error:  # the database did not take the updates: they stay with Telegram
            self._failures += 1
            self._wait_at_least = 0.0
            _log.error("updates_not_kept", error=type(error).__name__)
            return False
        self._failures = 0
        return True

    async def _pause(self) -> None:
        longest = min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** min(self._failures, 10))
        await asyncio.sleep(max(self._wait_at_least, random.uniform(longest / 2, longest)))  # noqa: S311

    def _report(self, error: TelegramError) -> None:
        name = type(error).__name__
        hint = _HINTS.get(type(error))
        if hint is not None:
            _log.error("polling_refused", error=name, hint=hint)
        elif isinstance(error, NetworkError):
            # The first failures of a row are everyday life; a long outage deserves a louder word.
            log = _log.info if self._failures < 3 else _log.warning
            log("polling_failed", error=name, failures=self._failures)
        else:
            _log.warning("polling_failed", error=name, failures=self._failures)
