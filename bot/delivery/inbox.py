"""The dispatcher: every update is handled once, in order within its route, routes side by side."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import suppress
from typing import Any

import structlog

from bot.delivery.handling import AlreadyHandled, Handling
from bot.storage.queries.inbox import InboxRow

PARALLEL = 32
"""Updates handled at once, over all routes."""
MAX_TRIES = 3
PAUSES = (0.5, 2.0)
"""Seconds before the second and the third try."""
DATABASE_PAUSE = 2.0
GRACE = 3.0
"""Seconds that handlers under way get when we stop."""
SUSPECT_SECONDS = 10.0
"""How long one update that was under way at a crash may hold back all others."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Inbox:
    """Keeps a queue and a task for each route that has something to do.

    `polls_settled` waits until the polls now on their way are known: an answer may come before our mark.
    """

    def __init__(self, handling: Handling, polls_settled: Callable[[], Awaitable[None]]) -> None:
        self._handling = handling
        self._polls_settled = polls_settled
        self._routes: dict[int, deque[InboxRow]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(PARALLEL)
        self._open = False
        self._stopping = asyncio.Event()
        self._backlog = 0
        self._less = asyncio.Condition()

    def start(self, unfinished: Iterable[InboxRow]) -> None:
        """Take up what an earlier process left, then whatever comes.

        Updates that were under way when it ended go first and one by one: if one of them kills the process again,
        no other is counted as the culprit.
        """
        rows = tuple(unfinished)
        self.add(rows)
        self._spawn(self._recover([row for row in rows if row.tries > 0]))

    async def stop(self) -> None:
        """Begin nothing new, give handlers under way a few seconds, then let go. The unfinished stay in the table."""
        self._stopping.set()
        tasks = tuple(self._tasks)
        if tasks:
            await asyncio.wait(tasks, timeout=GRACE)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def add(self, rows: Iterable[InboxRow]) -> None:
        """Take over committed rows."""
        for row in rows:
            self._backlog += 1
            waiting = self._routes.get(row.route_id)
            if waiting is not None:
                waiting.append(row)
                continue
            self._routes[row.route_id] = deque((row,))
            if self._open:
                self._spawn(self._serve(row.route_id))

    async def below(self, backlog: int) -> None:
        """Wait until fewer than so many updates are waiting or under way."""
        async with self._less:
            await self._less.wait_for(lambda: self._backlog < backlog)

    @property
    def is_idle(self) -> bool:
        """Whether every update is handled."""
        return self._backlog == 0

    async def idle(self) -> None:
        """Wait until every update is handled."""
        await self.below(1)

    async def _recover(self, suspects: Iterable[InboxRow]) -> None:
        for row in suspects:
            if self._stopping.is_set():
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(SUSPECT_SECONDS):
                    if await self._try(row) is None:
                        self._routes[row.route_id].remove(row)
                        await self._done()
        self._open = True
        for route_id, rows in tuple(self._routes.items()):
            if rows:
                self._spawn(self._serve(route_id))
            else:
                del self._routes[route_id]

    async def _serve(self, route_id: int) -> None:
        """Handle a route's updates until there are none."""
        rows = self._routes[route_id]
        while rows and not self._stopping.is_set():
            pause = await self._try(rows[0])
            if pause is None:
                rows.popleft()
                await self._done()
            else:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), pause)
        if not rows:
            del self._routes[route_id]

    async def _try(self, row: InboxRow) -> float | None:
        """Try once; returns the seconds until the next try, None when the update is over."""
        try:
            if "poll_answer" in row.body:
                await self._polls_settled()
            async with self._slots:
                return await self._claimed(row)
        except AlreadyHandled:
            return None
        except Exception as error:  # the database failed us, not the handler: nothing is known to have happened
            _log.error("inbox_not_settled", update_id=row.update_id, error=type(error).__name__)
            return DATABASE_PAUSE

    async def _claimed(self, row: InboxRow) -> float | None:
        tries = await self._handling.claim(row)
        if tries is None:
            return None
        if tries > MAX_TRIES:  # it ended the process three times
            await self._handling.park(row, None)
            return None
        error = await self._handling.handle(row)
        if error is None:
            return None
        if tries == MAX_TRIES:
            await self._handling.park(row, error)
            return None
        await self._handling.note(row, error)
        return PAUSES[tries - 1]

    async def _done(self) -> None:
        async with self._less:
            self._backlog -= 1
            self._less.notify_all()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
