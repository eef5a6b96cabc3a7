"""The sender: what is owed goes out in order, as fast as Telegram allows and no faster."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import structlog

from bot.delivery.courier import Courier
from bot.delivery.lanes import Lane, Ready
from bot.delivery.outbox import mark_sent
from bot.delivery.outcomes import Kind, Outcome
from bot.delivery.rates import OverallLimit, Rates
from bot.storage.queries import delivery as queries
from bot.storage.queries.delivery import OutboxRow

GRACE = 5.0
"""Seconds that calls under way get when we stop."""
LONGEST_PAUSE = 60.0
REVOKED_PAUSE = 60.0
DATABASE_PAUSE = 5.0
MANY_LANES = 1024

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Sender:
    """Serves the lanes of all chats: one call at a time in each, some at a time in all.

    Every call is marked in the database before its chat's next one leaves, so what can repeat after a crash is what
    was under way, and nothing else.
    """

    def __init__(self, courier: Courier, rates: Rates) -> None:
        self._courier = courier
        self._rates = rates
        self._overall = OverallLimit(rates.overall)
        self._lanes: dict[int, Lane] = {}
        self._ready = Ready()
        self._wake = asyncio.Event()
        self._calls: set[asyncio.Task[None]] = set()
        self._poll_calls: set[asyncio.Task[None]] = set()
        self._flooded: dict[int, float] = {}
        self._not_before = 0.0
        self._owed: set[int] = set()
        self._sweep_at = MANY_LANES
        self._idle = asyncio.Event()
        self._idle.set()
        self._loop_task: asyncio.Task[None] | None = None

    def start(self, recently_sent: int = 0) -> None:
        """Begin to send. `recently_sent` calls may have been made by an earlier process within the last second."""
        self._overall.occupy(recently_sent, self._now() + 1.0)
        self._loop_task = asyncio.create_task(self._serve(), name="sender")

    async def stop(self) -> None:
        """Begin nothing new, give calls under way a few seconds, then let go. What is still owed stays owed."""
        if self._loop_task is not None:
            self._loop_task.cancel()
            await asyncio.wait((self._loop_task,))
        for lane in self._lanes.values():
            if lane.timer is not None:
                lane.timer.cancel()
        if self._calls:
            await asyncio.wait(self._calls, timeout=GRACE)
        late = tuple(self._calls)
        for call in late:
            call.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def add(self, rows: Iterable[OutboxRow]) -> None:
        """Take over committed rows."""
        for row in rows:
            if row.id in self._owed:  # committed while the start was reading the table
                continue
            self._owed.add(row.id)
            self._idle.clear()
            lane = self._lane(row.chat_id)
            lane.add(row)
            self._offer(lane)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is owed."""
        return not self._owed

    async def idle(self) -> None:
        """Wait until nothing is owed."""
        await self._idle.wait()

    async def polls_settled(self) -> None:
        """Wait until the polls now on their way are known by their ids."""
        if self._poll_calls:
            await asyncio.wait(tuple(self._poll_calls))

    def _lane(self, chat_id: int) -> Lane:
        if chat_id not in self._lanes:
            if len(self._lanes) >= self._sweep_at:
                self._sweep()
            self._lanes[chat_id] = Lane(chat_id, self._rates)
        return self._lanes[chat_id]

    def _sweep(self) -> None:
        """Let go of lanes in which nothing happens and nothing is remembered."""
        now = self._now()
        self._lanes = {
            key: lane for key, lane in self._lanes.items() if lane.rows or lane.busy or not lane.limit.is_fresh(now)
        }
        self._sweep_at = max(MANY_LANES, 2 * len(self._lanes))

    def _offer(self, lane: Lane) -> None:
        """Queue a lane that has something to send, now or when its chat may be called again."""
        if lane.timer is not None:
            lane.timer.cancel()
            lane.timer = None
        if lane.busy or not lane.rows:
            return
        wait = lane.wait(self._now())
        if wait > 0:
            lane.timer = asyncio.get_running_loop().call_later(wait, self._offer, lane)
            return
        self._ready.put(lane)
        self._wake.set()

    async def _serve(self) -> None:
        while True:
            self._wake.clear()
            pause = self._serve_next()
            if pause == 0:
                continue
            try:
                async with asyncio.timeout(pause):
                    await self._wake.wait()
            except TimeoutError:
                continue

    def _serve_next(self) -> float | None:
        """Start the next call; otherwise seconds until it is worth looking again, None being "when woken"."""
        lane = self._ready.peek()
        if lane is None or len(self._calls) >= self._rates.in_flight:
            return None
        now = self._now()
        wait = self._overall.wait(now)
        if wait is None:
            return None
        wait = max(wait, self._not_before - now)
        if wait > 0:
            return wait
        self._ready.pop()
        self._begin(lane, now)
        return 0.0

    def _begin(self, lane: Lane, now: float) -> None:
        lane.busy = True
        lane.limit.take(now)
        self._overall.start(now)
        old = lane.superseded()
        row = lane.rows[len(old)]
        call = asyncio.create_task(self._deliver(lane, row, old), name=f"send to {lane.chat_id}")
        self._calls.add(call)
        if row.method == "sendPoll":
            self._poll_calls.add(call)
        call.add_done_callback(lambda done: self._ended(lane, done))

    def _ended(self, lane: Lane, call: asyncio.Task[None]) -> None:
        self._calls.discard(call)
        self._poll_calls.discard(call)
        lane.busy = False
        self._wake.set()
        if call.cancelled():
            return
        error = call.exception()
        if error is not None:  # the database did not take the outcome: the call stays owed
            _log.error("outbox_not_settled", error=type(error).__name__)
            lane.not_before = self._now() + DATABASE_PAUSE
        self._offer(lane)

    async def _deliver(self, lane: Lane, row: OutboxRow, old: Sequence[OutboxRow]) -> None:
        """Make a call and settle it, and the edits before it that it or a later one makes pointless."""
        started: float | None = None
        outcome: Outcome | None = None
        try:
            call = await self._courier.prepare(row)
            started = self._now()
            outcome = await self._courier.make(row, call) if call is not None else None
        finally:
            if outcome is None:
                self._overall.cancel()
            else:
                self._overall.end(started or 0.0, self._now(), answered=outcome.kind is not Kind.AGAIN)
        if old:
            ids = [each.id for each in old]
            await self._courier.run(
                lambda conn, now: queries.finish_outbox(conn, ids, "dropped", now=now, error="Superseded")
            )
            self._gone(lane, ids)
        await self._settle(lane, row, outcome or Outcome(Kind.FAILED, error="NoMessage"))

    async def _settle(self, lane: Lane, row: OutboxRow, outcome: Outcome) -> None:
        match outcome.kind:
            case Kind.SENT:
                await self._courier.run(lambda conn, now: mark_sent(conn, row, outcome.result, now))
            case Kind.FAILED:
                _log.warning("call_failed", outbox_id=row.id, method=row.method, error=outcome.error)
                await self._courier.run(
                    lambda conn, now: queries.finish_outbox(conn, (row.id,), "failed", now=now, error=outcome.error)
                )
            case Kind.BLOCKED:
                self._gone(lane, await self._courier.blocked(row, outcome))
            case Kind.MOVED:
                await self._move(lane, outcome.chat_id)
                return
            case Kind.FLOOD | Kind.REVOKED | Kind.AGAIN:
                await self._hold(lane, row, outcome)
                return
        lane.failures = 0
        self._gone(lane, (row.id,))

    def _gone(self, lane: Lane, ids: Iterable[int]) -> None:
        gone = frozenset(ids)
        lane.remove(gone)
        self._owed -= gone
        if not self._owed:
            self._idle.set()

    async def _move(self, lane: Lane, new_id: int) -> None:
        old_id = lane.chat_id
        await self._courier.run(lambda conn, now: queries.move_chat(conn, old_id, new_id))
        rows = tuple(replace(row, chat_id=new_id) for row in lane.rows)
        ids = frozenset(row.id for row in rows)
        lane.remove(ids)
        self._owed -= ids
        self.add(rows)

    async def _hold(self, lane: Lane, row: OutboxRow, outcome: Outcome) -> None:
        """The call stays owed: wait as long as we were told, or longer after every failure."""
        now = self._now()
        lane.failures += 1
        if outcome.kind is Kind.FLOOD:
            lane.not_before = now + outcome.seconds
            self._spread_flood(lane, now)
        elif outcome.kind is Kind.REVOKED:
            self._not_before = now + REVOKED_PAUSE
            _log.error("token_refused", hint="Telegram refuses BOT_TOKEN (401). Take a new one from @BotFather.")
        else:
            longest = min(LONGEST_PAUSE, 0.5 * 2**lane.failures)
            lane.not_before = now + random.uniform(longest / 2, longest)  # noqa: S311
        _log.info("call_held", outbox_id=row.id, method=row.method, error=outcome.error, failures=lane.failures)
        await self._courier.run(lambda conn, now: queries.note_failure(conn, row.id, outcome.error or ""))

    def _spread_flood(self, lane: Lane, now: float) -> None:
        """Telegram does not say whether a chat or the bot is too fast; when two chats are told at once, the bot is."""
        self._flooded = {chat_id: until for chat_id, until in self._flooded.items() if until > now}
        self._flooded[lane.chat_id] = lane.not_before
        if len(self._flooded) > 1:
            self._not_before = max(self._not_before, *self._flooded.values())

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
