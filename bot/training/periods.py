"""The periods that a report may cover, in whole local days."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)


class Period(StrEnum):
    """A period that ends today or with last month."""

    WEEK = "7"
    DAYS_30 = "30"
    DAYS_90 = "90"
    MONTH = "month"
    LAST_MONTH = "last"


def span(period: Period, today: date) -> tuple[date, date]:
    """The first and the last day of a period, both included."""
    first = today.replace(day=1)
    match period:
        case Period.MONTH:
            return first, today
        case Period.LAST_MONTH:
            return (first - _DAY).replace(day=1), first - _DAY
    return today - (int(period.value) - 1) * _DAY, today
