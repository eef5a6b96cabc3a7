"""Public holidays and made-up working days, and what they do to the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.training import days_off, holidays
from bot.training.calendar import Plan, is_training_day, local_date, next_push, streak
from bot.training.holidays import COUNTRIES, Holidays

WORKDAYS, EVERY_DAY = 31, 127
CHINA = Holidays("CN")


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("CN", date(2026, 2, 17)),  # Spring Festival
        ("CN", date(2026, 10, 7)),  # swapped for a Saturday
        ("GB-ENG", date(2026, 8, 31)),
        ("GB-SCT", date(2026, 8, 3)),
        ("US", date(2026, 11, 26)),
        ("US", date(2027, 12, 31)),  # a New Year's Day on a Saturday
        ("HK", date(2026, 7, 1)),
    ],
)
def test_days_off(country: str, day: date) -> None:
    assert Holidays(country).is_off(day)
    assert not is_training_day(day, EVERY_DAY, Holidays(country))


def test_a_made_up_saturday_is_worked_by_whoever_works_from_monday_to_friday() -> None:
    saturday = date(2026, 10, 10)
    assert CHINA.is_made_up(saturday) and not CHINA.is_off(saturday)
    assert is_training_day(saturday, WORKDAYS, CHINA)
    assert not is_training_day(saturday, WORKDAYS, None)
    assert not is_training_day(saturday, 0b0010101, CHINA), "three days a week are a choice, not a working week"
    assert not is_training_day(date(2026, 10, 17), WORKDAYS, CHINA)


def test_the_golden_week_as_a_rep_in_shanghai_sees_it() -> None:
    plan, days = Plan(510, WORKDAYS, "Asia/Shanghai", holidays=CHINA), []
    moment: datetime | None = datetime(2026, 9, 17, 12, tzinfo=UTC)
    while moment is not None and len(days) < 13:
        moment = next_push(plan, moment)
        assert moment is not None
        days.append(local_date(moment, plan.zone))
    assert [f"{day:%m-%d}" for day in days] == [
        *("09-18", "09-20", "09-21", "09-22", "09-23", "09-24"),  # a Sunday worked; Mid-Autumn on Friday
        *("09-28", "09-29", "09-30"),
        *("10-08", "10-09", "10-10", "10-12"),
    ]


@pytest.mark.parametrize("year", [2101, 2500])
@pytest.mark.parametrize("country", COUNTRIES)
def test_years_that_the_library_does_not_know_have_no_holidays(country: str, year: int) -> None:
    rule = Holidays(country)
    assert not any(rule.is_off(date(year, 1, 1) + timedelta(days=n)) for n in range(365))
    assert not any(rule.is_made_up(date(year, 1, 1) + timedelta(days=n)) for n in range(365))


def test_a_year_whose_arrangement_is_not_out_has_its_fixed_days_and_nothing_made_up() -> None:
    assert CHINA.is_off(date(2060, 10, 1))
    assert not any(CHINA.is_made_up(date(2060, 1, 1) + timedelta(days=n)) for n in range(366))


def test_an_unknown_country_has_no_holidays() -> None:
    assert not Holidays("XX").is_off(date(2026, 1, 1))
    assert not Holidays("GB-XXX").is_off(date(2026, 1, 1))
    assert holidays.of(None) is None


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Asia/Shanghai", "CN"),
        ("Asia/Urumqi", "CN"),
        ("Europe/London", "GB-ENG"),
        ("America/New_York", "US"),
        ("America/Toronto", "CA"),
        ("Asia/Hong_Kong", "HK"),
        ("Asia/Singapore", "SG"),
        ("Europe/Warsaw", None),
        ("UTC", None),
        ("Nowhere/At_All", None),
    ],
)
def test_a_zone_names_a_country(zone: str, country: str | None) -> None:
    assert holidays.country_of(zone) == country


@given(
    st.sampled_from(COUNTRIES),
    st.integers(min_value=1, max_value=127),
    st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1)),
)
def test_there_is_always_a_next_day_and_it_is_no_holiday(country: str, planned: int, today: date) -> None:
    rule = Holidays(country)
    moment = next_push(
        Plan(510, planned, "UTC", holidays=rule), datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    )
    assert moment is not None
    assert not rule.is_off(moment.date())
    assert moment.date() - today <= timedelta(days=35)


def test_a_holiday_week_and_a_break_leave_a_streak_whole() -> None:
    trained = {date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9)}
    today, since = date(2026, 10, 9), date(2026, 9, 1)
    assert streak(trained, WORKDAYS, today).days == 2
    off = days_off.excused((), CHINA, since, today)
    assert streak(trained, WORKDAYS, today, excused=off).days == 4
    assert streak(trained - {date(2026, 9, 30)}, WORKDAYS, today, excused=off).days == 3, "one miss is forgiven"
    away = days_off.excused([(date(2026, 9, 30), date(2026, 10, 8))], None, since, today)
    assert streak({date(2026, 9, 29), today}, WORKDAYS, today, excused=away).days == 2


D1, D2, D5, D9 = (date(2026, 3, day) for day in (1, 2, 5, 9))


def test_breaks_are_begun_carried_on_and_ended() -> None:
    assert days_off.begun((), D1, D5) == ((D1, D5),)
    assert days_off.begun(((D1, D5),), D2, D9) == ((D1, D9),), "carried on"
    assert days_off.begun(((D1, D9),), D2, D5) == ((D1, D5),), "cut short"
    assert days_off.begun(((D1, D2),), D5, D9) == ((D1, D2), (D5, D9))
    assert days_off.ended(((D1, date.max),), D5) == ((D1, D5),)
    assert days_off.ended(((D1, D2),), D5) == ((D1, D2),)
    assert days_off.ended((), D5) == ()


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20), st.integers(0, 40)), max_size=60))
def test_breaks_never_overlap_and_stay_few(steps: list[tuple[bool, int, int]]) -> None:
    breaks: tuple[days_off.Break, ...] = ()
    today = date(2026, 1, 1)
    for pause, later, length in steps:
        today += timedelta(days=later)
        breaks = (
            days_off.begun(breaks, today, today + timedelta(days=length)) if pause else days_off.ended(breaks, today)
        )
        assert all(first <= last for first, last in breaks)
        assert all(one[1] < other[0] for one, other in pairwise(breaks))
        assert len(breaks) <= days_off.MOST_BREAKS
