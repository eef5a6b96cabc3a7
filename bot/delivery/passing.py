"""Updates that are handled at once and never kept: inline queries, one for each key that somebody presses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.delivery.updates import head_of

PEOPLE = 64
"""People served at once; whoever comes beyond is let go: their next key asks again."""

Body = dict[str, Any]


class PassersBy:
    """Handles one update of a person at a time; of what comes from them meanwhile, only the last.

    Somebody who types ten letters while the first answer is on its way gets two answers: what stood in between is no
    longer on their screen, and nobody pays for it.
    """

    def __init__(
        self, handle: Callable[[Body], Awaitable[None]], start: Callable[[Coroutine[Any, Any, None]], object]
    ) -> None:
        """`handle` never raises; `start` runs a coroutine beside us."""
        self._handle = handle
        self._start = start
        self._waiting: dict[int, Body | None] = {}

    def add(self, body: Body) -> None:
        """Take an update, in Telegram's JSON."""
        route_id = head_of(body).route_id
        if route_id in self._waiting:
            self._waiting[route_id] = body
        elif len(self._waiting) < PEOPLE:
            self._waiting[route_id] = body
            self._start(self._serve(route_id))

    async def _serve(self, route_id: int) -> None:
        try:
            while (body := self._waiting[route_id]) is not None:
                self._waiting[route_id] = None
                await self._handle(body)
        finally:
            del self._waiting[route_id]
