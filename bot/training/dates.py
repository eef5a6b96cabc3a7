"""Dates as people type them: 12-01, 12月1日, 1 Dec, next Monday, 下周一, in two weeks, 三天后.

A date without a year is the next such date. In numbers alone a hyphen puts the month first (12-01); a slash or a dot
does so in Chinese, while in English the day comes first (1/12), unless no such date exists. "Next Monday" and 下周一
are the Monday of next week; the bare weekday is the next one to come.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from bot.base.language import Lang

_DAY = timedelta(days=1)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DIGITS = dict(zip("零一二两三四五六七八九", (0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_WORDS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}
_SPANS = {"day": 1, "week": 7, "天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_FIXED = {
    **dict.fromkeys(("today", "今天", "今日"), 0),
    **dict.fromkeys(("tomorrow", "明天", "明日"), 1),
    **dict.fromkeys(("the day after tomorrow", "后天"), 2),
    "大后天": 3,
}
_MONTH = (
    r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\.?"
)
_NAME = r"(?P<en>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s*(?P<year>\d{4}))?"
_WEEK = r"(?:周|星期|礼拜)"


def date_of(text: str, today: date, lang: Lang) -> date | None:
    """The date that somebody's words mean on `today`, in the past too when they say so; None when they mean none."""
    words = " ".join(unicodedata.normalize("NFKC", text).lower().split()).strip(" .!。")
    words = re.sub(r"^(?:(?:until|till|on|from|back on|back|to) |直?到)\s*", "", words)
    for pattern, meaning in _MEANINGS:
        found = pattern.fullmatch(words)
        if found is not None:
            try:
                return meaning(found, today, lang)
            except OverflowError:
                return None
    return None


def _fixed(found: re.Match[str], today: date, lang: Lang) -> date | None:
    return today + _FIXED[found[0]] * _DAY


def _full(found: re.Match[str], today: date, lang: Lang) -> date | None:
    return _date(int(found["year"]), int(found["month"]), int(found["day"]))


def _numbers(found: re.Match[str], today: date, lang: Lang) -> date | None:
    first, second = int(found["first"]), int(found["second"])
    orders = [(first, second), (second, first)]
    if found["mark"] != "-" and lang is Lang.EN:
        orders.reverse()
    return next((day for order in orders if (day := _coming(today, *order)) is not None), None)


def _chinese(found: re.Match[str], today: date, lang: Lang) -> date | None:
    month, day = _number(found["month"]), _number(found["day"])
    return None if month is None or day is None else _coming(today, month, day)


def _named(found: re.Match[str], today: date, lang: Lang) -> date | None:
    month, day = _MONTHS.index(found["name"]) + 1, int(found["day"])
    return _coming(today, month, day) if found["year"] is None else _date(int(found["year"]), month, day)


def _of_month(found: re.Match[str], today: date, lang: Lang) -> date | None:
    """The next day with that number; a month without it is passed over."""
    day = _number(found["day"])
    if day is None or not 1 <= day <= 31:
        return None
    return next((one for one in (today + n * _DAY for n in range(63)) if one.day == day), None)


def _weekday(found: re.Match[str], today: date, lang: Lang) -> date | None:
    groups = found.groupdict()
    number = _WEEKDAYS.index(groups["en"]) if "en" in groups else "一二三四五六日".find(groups["zh"]) % 7
    ahead = groups["next"] or ""
    weeks = 1 if ahead == "next" else ahead.count("下")
    if weeks:
        return today + (7 * weeks - today.weekday() + number) * _DAY
    return today + ((number - today.weekday() - 1) % 7 + 1) * _DAY


def _week(found: re.Match[str], today: date, lang: Lang) -> date | None:
    return today + (7 - today.weekday()) * _DAY


def _next_month(found: re.Match[str], today: date, lang: Lang) -> date | None:
    return (today.replace(day=1) + 32 * _DAY).replace(day=1)


def _span(found: re.Match[str], today: date, lang: Lang) -> date | None:
    count = _number(found["count"])
    return None if count is None else today + count * _SPANS[found["span"]] * _DAY


_MEANINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, Lang], date | None]], ...] = (
    (re.compile("|".join(_FIXED)), _fixed),
    (re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?"), _full),
    (re.compile(r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})"), _numbers),
    (
        re.compile(r"(?P<month>[\d一二两三四五六七八九十]{1,3})月(?P<day>[\d一二两三四五六七八九十]{1,3})[日号]?"),
        _chinese,
    ),
    (re.compile(rf"(?:the )?{_NTH}(?: of)? {_MONTH}{_YEAR}"), _named),
    (re.compile(rf"{_MONTH} (?:the )?{_NTH}{_YEAR}"), _named),
    (re.compile(r"(?P<day>[\d一二两三四五六七八九十]{1,3})[日号]"), _of_month),
    (re.compile(r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)"), _of_month),
    (re.compile(rf"(?:(?P<next>next|this|coming) )?{_NAME}"), _weekday),
    (re.compile(rf"(?P<next>下{{1,4}}个?|这个?|本)?{_WEEK}(?P<zh>[一二三四五六日天])"), _weekday),
    (re.compile(rf"next week|下个?{_WEEK}"), _week),
    (re.compile(r"next month|下个?月"), _next_month),
    (re.compile(r"(?:in )?(?P<count>\d{1,3}|[a-z]+) (?P<span>day|week)s?"), _span),
    (
        re.compile(rf"(?P<count>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})个?(?P<span>天|日|{_WEEK})(?:之?后|以后)"),
        _span,
    ),
)


def _number(text: str) -> int | None:
    """A number below a hundred in digits or words."""
    if text.isdecimal():
        return int(text)
    if text in _WORDS:
        return _WORDS[text]
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.get(text)
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _coming(today: date, month: int, day: int) -> date | None:
    """The next such date, today included; a 29 February may be years away."""
    found = (_date(year, month, day) for year in range(today.year, today.year + 9))
    return next((one for one in found if one is not None and one >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
