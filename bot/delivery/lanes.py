"""What each chat is owed, in order."""

from __future__ import annotations

import asyncio
import bisect
from collections import deque
from collections.abc import Collection

from bot.delivery.outbox import supersedes
from bot.delivery.rates import ChatLimit, Rates
from bot.storage.queries.delivery import OutboxRow


class Lane:
    """One chat's calls, oldest first; the head stays until it is settled."""

    __slots__ = ("_interactive", "busy", "chat_id", "failures", "limit", "not_before", "queued", "rows", "timer")

    def __init__(self, chat_id: int, rates: Rates) -> None:
        self.chat_id = chat_id
        self.rows: list[OutboxRow] = []
        self.limit = ChatLimit(rates, group=chat_id < 0)
        self.busy = False
        self.failures = 0
        self.not_before = 0.0
        self.queued: bool | None = None
        self.timer: asyncio.TimerHandle | None = None
        self._interactive = 0

    @property
    def interactive(self) -> bool:
        """Whether somebody waits: one interactive call lifts everything before it in the same chat."""
        return self._interactive > 0

    def add(self, row: OutboxRow) -> None:
        """Take a call in the order of its id, never before one that is under way."""
        bisect.insort(self.rows, row, lo=1 if self.busy and self.rows else 0, key=lambda each: each.id)
        self._interactive += not row.push

    def remove(self, ids: Collection[int]) -> None:
        """Take calls out wherever they stand."""
        self.rows = [row for row in self.rows if row.id not in ids]
        self._interactive = sum(not row.push for row in self.rows)

    def superseded(self) -> tuple[OutboxRow, ...]:
        """Edits at the head that a later call of this chat makes pointless."""
        gone: list[OutboxRow] = []
        for index, row in enumerate(self.rows[:-1]):
            if not any(supersedes(later, row) for later in self.rows[index + 1 :]):
                break
            gone.append(row)
        return tuple(gone)

    def wait(self, now: float) -> float:
        """Seconds until the chat may be called; 0 is now."""
        return max(0.0, self.not_before - now, self.limit.wait(now))


class Ready:
    """Lanes that may be served now: those where somebody waits first, each kind in the order of arrival."""

    def __init__(self) -> None:
        self._queues: dict[bool, deque[Lane]] = {True: deque(), False: deque()}

    def put(self, lane: Lane) -> None:
        """Queue a lane, or move it up when an interactive call has joined it."""
        if lane.queued is None or (lane.interactive and not lane.queued):
            lane.queued = lane.interactive
            self._queues[lane.queued].append(lane)

    def peek(self) -> Lane | None:
        """The lane whose turn it is."""
        for interactive, lanes in self._queues.items():
            while lanes:
                if lanes[0].queued is interactive:
                    return lanes[0]
                lanes.popleft()  # it was moved up
        return None

    def pop(self) -> None:
        """Take away the lane that `peek` showed."""
        lane = self.peek()
        if lane is not None and lane.queued is not None:
            self._queues[lane.queued].popleft()
            lane.queued = None
