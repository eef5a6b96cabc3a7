"""Dates as people type them, in both languages, and nonsense that is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.training.dates import date_of

# A Wednesday.
TODAY = date(2026, 11, 25)
FIRST_OF_DECEMBER = date(2026, 12, 1)


@pytest.mark.parametrize(
    "words",
    [
        *("12-01", "2026-12-01", "2026/12/1", "2026年12月1日", "12月1日", "12月1号", "十二月一日", "1号", "１２－０１"),
        *("1 Dec", "1st December", "the 1st of December", "Dec 1", "December 1st, 2026", "until 1 Dec.", "the 1st"),
        *("next Tuesday", "下周二", "下星期二", "下个周二", "next month", "下个月", "6天后", "in 6 days", "六天后"),
        *("Tuesday", "周二", "星期二", "Tue", "到12月1日"),
    ],
)
@pytest.mark.parametrize("lang", Lang)
def test_many_ways_to_say_the_first_of_december(words: str, lang: Lang) -> None:
    assert date_of(words, TODAY, lang) == FIRST_OF_DECEMBER


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("next Wednesday", date(2026, 12, 2)),
        ("Wednesday", date(2026, 12, 2)),
        ("this Friday", date(2026, 11, 27)),
        ("next Friday", date(2026, 12, 4)),
        ("下下周一", date(2026, 12, 7)),
        ("周日", date(2026, 11, 29)),
        ("星期天", date(2026, 11, 29)),
        ("下周", date(2026, 11, 30)),
        ("next week", date(2026, 11, 30)),
        ("tomorrow", date(2026, 11, 26)),
        ("大后天", date(2026, 11, 28)),
        ("两周后", date(2026, 12, 9)),
        ("two weeks", date(2026, 12, 9)),
        ("二十一天后", date(2026, 12, 16)),
        ("24 Nov", date(2027, 11, 24)),
        ("25 Nov", TODAY),
        ("31号", date(2026, 12, 31)),
        ("29 Feb", date(2028, 2, 29)),
        ("2020-01-01", date(2020, 1, 1)),
    ],
)
def test_what_words_mean(words: str, meant: date) -> None:
    assert date_of(words, TODAY, Lang.EN) == meant


def test_a_slash_puts_the_month_first_in_chinese_and_the_day_in_english() -> None:
    assert date_of("12/1", TODAY, Lang.ZH) == FIRST_OF_DECEMBER == date_of("1/12", TODAY, Lang.EN)
    assert date_of("12/25", TODAY, Lang.EN) == date(2026, 12, 25), "there is no 25th month"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "",
            " ",
            "when the cows come home",
            "等我有空",
            "32 Dec",
            "2/30",
            "13月1日",
            "0号",
            "99号",
            "2026-02-30",
            "12",
        ),
        *("marvellous 3", "month", "next", "in zillion weeks", "十十天后", "9999天后", "0000-01-01", "<b>1 Dec</b>"),
    ],
)
@pytest.mark.parametrize("lang", Lang)
def test_what_is_no_date(words: str, lang: Lang) -> None:
    assert date_of(words, TODAY, lang) is None


@given(st.text(max_size=40), st.dates(), st.sampled_from(Lang))
def test_nothing_that_is_typed_breaks_it(words: str, today: date, lang: Lang) -> None:
    assert isinstance(date_of(words, today, lang), date | None)


@given(
    st.sampled_from(
        ["9天后", "next sunday", "下下周日", "12月31日", "31号", "next month", "tomorrow", "29 Feb", "周一"]
    ),
    st.dates(),
    st.sampled_from(Lang),
)
def test_no_day_is_too_near_the_end_of_the_calendar(words: str, today: date, lang: Lang) -> None:
    meant = date_of(words, today, lang)
    assert meant is None or meant >= today


@given(
    st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 1, 1)),
    st.integers(min_value=0, max_value=364),
    st.sampled_from(Lang),
)
def test_every_way_to_write_a_day_of_the_next_year(today: date, ahead: int, lang: Lang) -> None:
    day = today + timedelta(days=ahead)
    slashed = f"{day.month}/{day.day}" if lang is Lang.ZH else f"{day.day}/{day.month}"
    for words in (day.isoformat(), f"{day:%m-%d}", f"{day.month}月{day.day}日", f"{day.day} {day:%b}", slashed):
        assert date_of(words, today, lang) == day, words
