"""What the periods of a report cover."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.training.periods import Period, span

TODAY = date(2026, 3, 31)


def test_each_period() -> None:
    assert span(Period.WEEK, TODAY) == (date(2026, 3, 25), TODAY)
    assert span(Period.DAYS_30, TODAY) == (date(2026, 3, 2), TODAY)
    assert span(Period.DAYS_90, TODAY) == (date(2026, 1, 1), TODAY)
    assert span(Period.MONTH, TODAY) == (date(2026, 3, 1), TODAY)
    assert span(Period.LAST_MONTH, TODAY) == (date(2026, 2, 1), date(2026, 2, 28))
    assert span(Period.LAST_MONTH, date(2026, 1, 15)) == (date(2025, 12, 1), date(2025, 12, 31))


@given(st.sampled_from(Period), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_no_period_reaches_into_the_future(period: Period, today: date) -> None:
    first, last = span(period, today)
    assert first <= last <= today
