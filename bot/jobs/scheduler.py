"""APScheduler runs the ticks, in this event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.base.clock import Clock, MovableClock
from bot.jobs.digest_ticks import DigestTicks
from bot.jobs.group_ticks import GroupTicks
from bot.jobs.ticks import Ticks

# Seconds between two looks at what is due.
PUSH_SECONDS = 15
NUDGE_SECONDS = 30
RECAP_SECONDS = 30
DIGEST_SECONDS = 30
WORDS_SECONDS = 60
UPKEEP_SECONDS = 3600

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Jobs:
    """Looks at what is due every so often, and at once when the clock jumps."""

    def __init__(self, ticks: Ticks, groups: GroupTicks, digests: DigestTicks, clock: Clock) -> None:
        self._every: tuple[tuple[Callable[[], Awaitable[None]], int], ...] = (
            (ticks.push_drills, PUSH_SECONDS),
            (ticks.push_nudges, NUDGE_SECONDS),
            (ticks.send_recaps, RECAP_SECONDS),
            (digests.send_digests, DIGEST_SECONDS),
            (ticks.send_reminders, NUDGE_SECONDS),
            (groups.ask_groups, PUSH_SECONDS),
            (groups.post_boards, DIGEST_SECONDS),
            (ticks.delete_words, WORDS_SECONDS),
            (ticks.upkeep, UPKEEP_SECONDS),
        )
        self._clock = clock
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._now: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin; what fell due while the dojo was down is seen by the first ticks, at once."""
        for tick, seconds in self._every:
            self._scheduler.add_job(
                partial(_guarded, tick),
                "interval",
                seconds=seconds,
                id=tick.__name__,
                # A tick that comes late is as good as one in time, several missed ones are worth one, two at once none.
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
        self._scheduler.start()
        self.tick()
        if isinstance(self._clock, MovableClock):
            loop = asyncio.get_running_loop()
            self._clock.on_jump(partial(_in_loop, loop, self.tick))

    def tick(self) -> None:
        """Look at everything that is due now."""
        for tick, _ in self._every:
            task = asyncio.create_task(_guarded(tick))
            self._now.add(task)
            task.add_done_callback(self._now.discard)

    async def stop(self) -> None:
        """No more ticks; those under way end."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await asyncio.gather(*self._now, return_exceptions=True)

    async def idle(self) -> None:
        """Wait until no tick asked for by `tick` is under way."""
        while self._now:
            await asyncio.gather(*self._now, return_exceptions=True)


def _in_loop(loop: asyncio.AbstractEventLoop, call: Callable[[], None], moment: datetime) -> None:
    loop.call_soon_threadsafe(call)


async def _guarded(tick: Callable[[], Awaitable[None]]) -> None:
    """A failed tick is logged; the next one tries again."""
    try:
        await tick()
    except asyncio.CancelledError:
        # The scheduler cancels what is under way when it stops, and would report that as a failure of the job.
        # What the tick has begun to commit is shielded and finished by delivery.
        _log.debug("tick_cancelled", tick=getattr(tick, "__name__", "tick"))
    except Exception as error:
        _log.error("tick_failed", tick=getattr(tick, "__name__", "tick"), error=type(error).__name__)
