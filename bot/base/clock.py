"""The one clock. Everything that asks the time gets it from here, so that the playground and the tests can move it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """A clock that runs at the machine's pace and can jump ahead, never back.

    `ahead` is how far it already stands before the machine's clock; whoever keeps it persists `ahead` after every jump.
    Listeners are called, in the order they came, with the new time after each jump.
    """

    def __init__(self, ahead: timedelta = timedelta(0), *, source: Clock | None = None) -> None:
        self._ahead = max(ahead, timedelta(0))
        self._source = source if source is not None else SystemClock()
        self._listeners: list[Callable[[datetime], None]] = []

    @property
    def ahead(self) -> timedelta:
        """How far this clock stands before its source; never negative."""
        return self._ahead

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        return self._source.now() + self._ahead

    def jump_to(self, moment: datetime) -> None:
        """Move ahead to `moment` (aware). Raises ValueError for a moment in the past: it never runs backwards."""
        if moment.tzinfo is None:
            raise ValueError("a clock needs an aware moment")
        step = moment - self.now()
        if step < timedelta(0):
            raise ValueError("a clock never runs backwards")
        self._ahead += step
        for listener in tuple(self._listeners):
            listener(moment)

    def on_jump(self, listener: Callable[[datetime], None]) -> None:
        """Have `listener` called with the new time after each jump."""
        self._listeners.append(listener)
