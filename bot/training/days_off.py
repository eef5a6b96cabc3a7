"""Days that nobody was expected to train on: breaks and public holidays. They do not break a streak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.training.calendar import DayRule

_DAY = timedelta(days=1)
# A break from its first to its last date, both without pushes.
Break = tuple[date, date]
# As many breaks as are remembered: more than one a fortnight for as long as a streak is counted.
MOST_BREAKS = 30


def begun(breaks: Sequence[Break], today: date, until: date) -> tuple[Break, ...]:
    """The breaks with one from `today` until `until`; one that is under way is carried on or cut short by it."""
    last = breaks[-1] if breaks else None
    running = last is not None and last[1] >= today
    first = min(last[0], today) if last is not None and running else today
    return (*(breaks[:-1] if running else breaks), (first, until))[-MOST_BREAKS:]


def ended(breaks: Sequence[Break], today: date) -> tuple[Break, ...]:
    """The breaks when whoever is back is back `today`; a day that was begun as a break counts as one."""
    if not breaks or breaks[-1][1] <= today:
        return tuple(breaks)
    return (*breaks[:-1], (breaks[-1][0], max(today, breaks[-1][0])))


def excused(breaks: Iterable[Break], holidays: DayRule | None, since: date, today: date) -> frozenset[date]:
    """The dates from `since` to `today`, both included, that lie in a break or are public holidays."""
    spans = [(max(first, since), min(last, today)) for first, last in breaks]
    days = {first + n * _DAY for first, last in spans for n in range((last - first).days + 1)}
    if holidays is not None:
        every = (since + n * _DAY for n in range((today - since).days + 1))
        days |= {day for day in every if holidays.is_off(day)}
    return frozenset(days)
