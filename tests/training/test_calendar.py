"""The calendar, where it is hard: gaps, repeated hours, a skipped date, zones on the other side of the world."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.training.calendar import Plan, at_local, is_training_day, local_date, next_push, streak

# Summer time north and south, at midnight (Havana, Beirut, Santiago), by half an hour (Lord Howe), over the date line.
ZONES = (
    "Asia/Shanghai",
    "Europe/London",
    "America/New_York",
    "America/Havana",
    "Asia/Beirut",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Asia/Kolkata",
)
EVERY_DAY = 127
WORKDAYS = 31

plans = st.builds(
    Plan,
    train_at=st.integers(min_value=0, max_value=1439),
    train_days=st.integers(min_value=1, max_value=127),
    zone=st.sampled_from(ZONES),
    paused_until=st.none() | st.dates(min_value=date(2011, 1, 1), max_value=date(2030, 1, 1)),
)
_START = datetime(2011, 1, 1, tzinfo=UTC)
moments = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=7000)).map(lambda gap: _START + gap)


@given(plans, moments)
def test_the_next_push_is_in_the_future_on_a_training_day_after_the_pause(plan: Plan, after: datetime) -> None:
    moment = next_push(plan, after)
    assert moment is not None and moment > after and moment.utcoffset() == timedelta(0)
    day = local_date(moment, plan.zone)
    assert is_training_day(day, plan.train_days)
    assert plan.paused_until is None or day > plan.paused_until


@given(plans, moments)
def test_nothing_planned_lies_between_now_and_the_next_push(plan: Plan, after: datetime) -> None:
    moment = next_push(plan, after)
    assert moment is not None
    assert next_push(plan, moment - timedelta(microseconds=1)) == moment
    middle = after + (moment - after) / 2
    assert next_push(plan, middle) == moment


@given(st.sampled_from(ZONES), st.integers(min_value=0, max_value=1439), moments)
def test_daily_pushes_come_once_for_each_local_date(zone: str, train_at: int, start: datetime) -> None:
    plan = Plan(train_at, EVERY_DAY, zone)
    days = []
    moment: datetime | None = start
    for _ in range(40):
        assert moment is not None
        moment = next_push(plan, moment)
        assert moment is not None
        days.append(local_date(moment, zone))
    gaps = {(later - earlier).days for earlier, later in pairwise(days)}
    # Apia went over the date line on 30 December 2011: that date did not exist.
    assert gaps == {1} or (zone == "Pacific/Apia" and date(2011, 12, 30) not in days and gaps == {1, 2})


@given(plans, moments)
def test_a_date_that_had_its_push_gets_no_other(plan: Plan, after: datetime) -> None:
    day = local_date(after, plan.zone)
    moment = next_push(plan, after, not_on=day)
    assert moment is not None and local_date(moment, plan.zone) != day


@pytest.mark.parametrize(
    ("day", "minutes", "zone", "local"),
    [
        (date(2026, 3, 29), 90, "Europe/London", "02:30"),  # 01:00–02:00 does not exist
        (date(2026, 10, 25), 90, "Europe/London", "01:30"),  # comes twice, the first counts
        (date(2026, 3, 8), 0, "America/Havana", "01:00"),  # the day begins at 01:00
        (date(2026, 11, 22), 510, "Asia/Shanghai", "08:30"),
    ],
)
def test_changes_of_the_clock(day: date, minutes: int, zone: str, local: str) -> None:
    moment = at_local(day, minutes, zone)
    assert moment is not None and f"{moment.astimezone(ZoneInfo(zone)):%H:%M}" == local
    if day == date(2026, 10, 25):
        assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_date_that_does_not_exist_has_no_moment() -> None:
    assert at_local(date(2011, 12, 30), 600, "Pacific/Apia") is None


def test_no_training_day_means_no_push() -> None:
    assert next_push(Plan(510, 0, "Asia/Shanghai"), datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_today_counts_when_its_time_is_still_to_come() -> None:
    plan = Plan(510, WORKDAYS, "Asia/Shanghai")
    friday_seven = datetime(2026, 11, 19, 23, 0, tzinfo=UTC)
    assert next_push(plan, friday_seven) == datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
    assert next_push(plan, datetime(2026, 11, 20, 0, 30, tzinfo=UTC)) == datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def days(*numbers: int) -> set[date]:
    return {date(2026, 11, number) for number in numbers}


@pytest.mark.parametrize(
    ("trained", "today", "expected", "frozen"),
    [
        (days(), 20, 0, ()),
        (days(20), 20, 1, ()),
        (days(18, 19), 20, 2, ()),  # today is still open
        (days(18, 19, 20), 20, 3, ()),
        (days(16, 17, 19, 20), 20, 4, (18,)),  # one freeze a week
        (days(16, 18, 20), 20, 2, (19,)),  # the second miss in the week breaks it
        (days(13, 16, 17), 17, 3, ()),  # a weekend is nothing
        (days(13, 15, 16), 16, 3, ()),  # training on a Sunday counts
        (days(12, 13, 17), 17, 3, (16,)),
        (days(9, 10), 20, 0, ()),  # long gone
    ],
)
def test_streaks(trained: set[date], today: int, expected: int, frozen: tuple[int, ...]) -> None:
    run = streak(trained, WORKDAYS, date(2026, 11, today))
    assert (run.days, tuple(day.day for day in run.frozen)) == (expected, frozen)
    assert run.today is (date(2026, 11, today) in trained)


def test_excused_days_do_not_break_a_streak() -> None:
    assert streak(days(9, 20), WORKDAYS, date(2026, 11, 20)).days == 1
    excused = days(10, 11, 12, 13, 16, 17, 18, 19)
    assert streak(days(9, 20), WORKDAYS, date(2026, 11, 20), excused=excused).days == 2


@given(
    st.sets(st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 3, 1))), st.integers(min_value=0, max_value=127)
)
def test_training_today_never_shortens_a_streak(trained: set[date], planned: int) -> None:
    today = date(2026, 3, 1)
    without = streak(trained - {today}, planned, today).days
    assert streak(trained | {today}, planned, today).days == without + 1
