"""How fast Telegram may be called. Pure: every function takes the time, in seconds of a clock that never jumps."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

WINDOW = 1.0
MINUTE = 60.0
# How much of the shortest round trip seen is trusted to be its fixed part: on a busy machine even the shortest was
# held up a little. This and the margin are the price of a strict limit: at 80 ms, 30 calls take 1.01 s instead of 1.
TRUST = 0.9
MARGIN = 0.002
# Calls keep an even distance, but may catch up so many when the machine was busy.
CATCH_UP = 3.0
PACE = 1.02
ROUND_TRIPS = 512
# A clock's float may fall short of the moment it was asked to wait for.
EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Rates:
    """Limits of the Bot API: calls in any sliding second, calls a second and burst of one chat, a minute in a group."""

    overall: int = 30
    per_chat: float = 1.0
    burst: int = 3
    group_minute: int = 20
    in_flight: int = 8


class OverallLimit:
    """At most `limit` calls reach the server in any second, as the server's own clock slides, not ours.

    We see a call leave and its answer come; in between, at a moment we do not know, the server counts it. With the
    fixed part of the round trip known (from the shortest one seen lately), a place is free again one second after the
    answer came, less that fixed part: whatever delayed this call may not have delayed the one that takes its place.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._free_at: deque[float] = deque()
        self._in_flight = 0
        self._round_trips: deque[float] = deque(maxlen=ROUND_TRIPS)
        self._credit = 1.0
        self._credit_at: float | None = None

    def occupy(self, places: int, until: float) -> None:
        """Count calls that an earlier process may just have made."""
        self._free_at.extend([until] * min(places, self._limit))

    def wait(self, now: float) -> float | None:
        """Seconds until a call may start: 0 is now, None is "not before one in flight has come back"."""
        while self._free_at and self._free_at[0] <= now + EPSILON:
            self._free_at.popleft()
        if self._in_flight + len(self._free_at) < self._limit:
            return self._pace(now)
        return max(self._free_at[0] - now, self._pace(now)) if self._free_at else None

    def start(self, now: float) -> None:
        """A call leaves now."""
        self._credit = self._credit_now(now) - 1.0
        self._credit_at = now
        self._in_flight += 1

    def cancel(self) -> None:
        """The call that was started last is not made after all."""
        self._in_flight -= 1

    def end(self, started: float, now: float, *, answered: bool) -> None:
        """The call that left at `started` is over; only an answer says something about the round trip."""
        self._in_flight -= 1
        if answered:
            self._round_trips.append(now - started)
        fixed = min(TRUST * min(self._round_trips, default=0.0), now - started)
        free_at = now + WINDOW + MARGIN - fixed
        # Kept in order, so that the next place to become free is always the first.
        self._free_at.append(max(free_at, self._free_at[-1]) if self._free_at else free_at)

    def _credit_now(self, now: float) -> float:
        if self._credit_at is None:
            return self._credit
        gained = (now - self._credit_at) * self._limit * PACE / WINDOW
        return min(max(CATCH_UP, self._limit / 10), self._credit + gained)

    def _pace(self, now: float) -> float:
        missing = 1.0 - self._credit_now(now)
        return max(0.0, missing) * WINDOW / (self._limit * PACE) if missing > EPSILON else 0.0


class ChatLimit:
    """One chat: a burst, then one call at a time at the chat's rate; a group also has its minute."""

    def __init__(self, rates: Rates, *, group: bool) -> None:
        self._rates = rates
        self._tokens = float(rates.burst)
        self._at: float | None = None
        self._minute: deque[float] | None = deque() if group else None

    def wait(self, now: float) -> float:
        """Seconds until the chat may be called again; 0 is now."""
        missing = 1.0 - self._tokens_now(now)
        wait = missing / self._rates.per_chat if missing > EPSILON else 0.0
        if self._minute is not None and len(self._minute) >= self._rates.group_minute:
            wait = max(wait, self._minute[-self._rates.group_minute] + MINUTE - now)
        return max(0.0, wait)

    def take(self, now: float) -> None:
        """A call is made to the chat."""
        self._tokens = self._tokens_now(now) - 1.0
        self._at = now
        if self._minute is not None:
            self._minute.append(now)
            while self._minute[0] <= now - MINUTE:
                self._minute.popleft()

    def is_fresh(self, now: float) -> bool:
        """Whether nothing is remembered any more that a new limit would not know."""
        minute_over = self._minute is None or not self._minute or self._minute[-1] <= now - MINUTE
        return minute_over and self._tokens_now(now) >= self._rates.burst

    def _tokens_now(self, now: float) -> float:
        if self._at is None:
            return self._tokens
        return min(float(self._rates.burst), self._tokens + (now - self._at) * self._rates.per_chat)
