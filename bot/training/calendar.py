"""The calendar of training: local days, the next push, streaks. Right across changes of the clock.

Public holidays are no training days; a day of the weekend that is worked instead is one for whoever trains from Monday
to Friday.

A local time that a change of the clock skips is taken as far after the gap as it lies behind its beginning (02:30
becomes 03:30), as long as that is the same date. A local time that comes twice is taken the first time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
# Somebody who trains on one day of the week meets a holiday on it some weeks in a row, but never nine.
_SEARCH_DAYS = 63
_WORKWEEK = 0b0011111


class DayRule(Protocol):
    """Which dates are not what their weekday says."""

    def is_off(self, day: date) -> bool:
        """Whether it is a public holiday."""
        ...

    def is_made_up(self, day: date) -> bool:
        """Whether it is a day of the weekend that is worked."""
        ...


@dataclass(frozen=True, slots=True)
class Plan:
    """When a person wants to train; the fields are those of the table `users`.

    `train_at`: minutes after local midnight, 0–1439. `train_days`: bits, Monday 1 … Sunday 64. `paused_until`: the last
    local date without a push. `holidays`: the rule for public holidays, if any.
    """

    train_at: int
    train_days: int
    zone: str
    paused_until: date | None = None
    holidays: DayRule | None = None


@dataclass(frozen=True, slots=True)
class Streak:
    """`days`: training dates in the unbroken run. `frozen`: planned days missed and forgiven, latest first.

    `today`: whether today is among the training dates already.
    """

    days: int
    frozen: tuple[date, ...]
    today: bool


def local_date(moment: datetime, zone: str) -> date:
    """The date at an aware moment in an IANA zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def at_local(day: date, minutes: int, zone: str) -> datetime | None:
    """The moment, in UTC, of a local date and time; None when that date does not exist there."""
    naive = datetime.combine(day, time(minutes // 60, minutes % 60))
    # fold=0 is the first of two equal times and goes forward over a gap; fold=1 goes back, for a gap before midnight.
    for fold in (0, 1):
        moment = naive.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)
        if local_date(moment, zone) == day:
            return moment
    return None


def is_training_day(day: date, train_days: int, holidays: DayRule | None = None) -> bool:
    """Whether the bits hold that date's weekday, and what the rule makes of it."""
    if holidays is not None:
        if holidays.is_off(day):
            return False
        if train_days & _WORKWEEK == _WORKWEEK and holidays.is_made_up(day):
            return True
    return bool(train_days >> day.weekday() & 1)


def next_push(plan: Plan, after: datetime, *, not_on: date | None = None) -> datetime | None:
    """The first planned moment, in UTC, strictly later than `after`; None when no day is planned.

    `not_on` is a local date that has had its push (or its training) already.
    """
    start = local_date(after, plan.zone)
    if plan.paused_until is not None:
        start = max(start, plan.paused_until + _DAY)
    for ahead in range(_SEARCH_DAYS):
        day = start + ahead * _DAY
        if day == not_on or not is_training_day(day, plan.train_days, plan.holidays):
            continue
        moment = at_local(day, plan.train_at, plan.zone)
        if moment is not None and moment > after:
            return moment
    return None


def streak(trained: Collection[date], train_days: int, today: date, *, excused: Collection[date] = ()) -> Streak:
    """The run of training dates that ends today, or may still be continued today.

    A planned day that was missed breaks it, except one in each ISO week, which is forgiven. Training on a day that was
    not planned counts; missing it does not matter. `excused` dates (pauses, holidays) count as not planned.
    """
    days = 0
    frozen: list[date] = []
    # Forgiven days only count when there is training before them.
    pending: list[date] = []
    day = today
    first = min(trained, default=today)
    while day >= first:
        if day in trained:
            days += 1
            frozen, pending = frozen + pending, []
        elif day != today and day not in excused and is_training_day(day, train_days):
            if any(day.isocalendar()[:2] == other.isocalendar()[:2] for other in (*frozen, *pending)):
                break
            pending.append(day)
        day -= _DAY
    return Streak(days, tuple(frozen), today in trained)
