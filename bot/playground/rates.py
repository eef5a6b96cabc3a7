"""Telegram's flood limits, measured in the machine's time: the playground's jumping clock refills nothing."""

from __future__ import annotations

import math
import time
from collections import deque
from dataclasses import dataclass, replace
from typing import Any

from telegram.constants import FloodLimit

from bot.playground.errors import too_many


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a bot may send; 0 switches a limit off. A chat gets `per_chat` a second after a `chat_burst`."""

    per_second: int = int(FloodLimit.MESSAGES_PER_SECOND)
    per_chat: float = float(FloodLimit.MESSAGES_PER_SECOND_PER_CHAT)
    chat_burst: int = 10
    group_per_minute: int = int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP)


class _Window:
    """At most `limit` events in any sliding `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque()

    def wait(self, now: float, limit: int) -> float:
        """Seconds until one more fits; 0 when it fits now."""
        while self._times and self._times[0] <= now - self._seconds:
            self._times.popleft()
        return 0.0 if len(self._times) < limit else self._times[0] + self._seconds - now

    def add(self, now: float) -> None:
        """Count one."""
        self._times.append(now)


class Rates:
    """Counts what a bot sends and refuses what is too much."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits if limits is not None else Limits()
        self._overall = _Window(1.0)
        self._groups: dict[int, _Window] = {}
        self._buckets: dict[int, tuple[float, float]] = {}

    def change(self, **values: Any) -> None:
        """Replace single limits by name."""
        self.limits = replace(self.limits, **values)

    def take(self, chat_id: int, now: float | None = None) -> None:
        """Count one call to `chat_id`. Raises ApiError 429 with the whole seconds to wait, and then counts nothing."""
        moment = time.monotonic() if now is None else now
        limits = self.limits
        waits = [self._overall.wait(moment, limits.per_second) if limits.per_second else 0.0]
        group = self._groups.setdefault(chat_id, _Window(60.0)) if chat_id < 0 else None
        if group is not None and limits.group_per_minute:
            waits.append(group.wait(moment, limits.group_per_minute))
        tokens = self._tokens(chat_id, moment)
        if limits.per_chat and chat_id > 0 and tokens < 1:
            waits.append((1 - tokens) / limits.per_chat)
        if max(waits) > 0:
            raise too_many(max(1, math.ceil(max(waits))))
        self._buckets[chat_id] = (tokens - 1, moment)
        if limits.per_second:
            self._overall.add(moment)
        if group is not None and limits.group_per_minute:
            group.add(moment)

    def _tokens(self, chat_id: int, now: float) -> float:
        tokens, at = self._buckets.get(chat_id, (float(self.limits.chat_burst), now))
        return min(float(self.limits.chat_burst), tokens + (now - at) * self.limits.per_chat)
