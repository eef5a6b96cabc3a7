"""What the rep has stated and could be held to: prices, times, promised days; read from the words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.moves import Move
from bot.language.normalise import clauses, plain, sentences
from bot.scenarios.topics import found_terms, term
from bot.scenarios.types import Scenario

_SUBJECTS = ("claim.delivery", "claim.response", "claim.warranty", "claim.payment")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_UP_TO_TWELVE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENFOLD = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: value for value, word in enumerate(_UP_TO_TWELVE, start=1)} | {
    word: 10 * value for value, word in enumerate(_TENFOLD, start=1)
}
# Times in hours, so that fourteen days are two weeks.
_HOURS = {"hour": 1, "day": 24, "week": 168, "month": 720, "year": 8760}
_CHINESE = {
    "小时": "hour",
    "钟头": "hour",
    "天": "day",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "月": "month",
    "年": "year",
}
_AMOUNT = re.compile(
    r"(?P<number>\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,12})?|[零一二两三四五六七八九十百千]{1,12}|\b(?:"
    + "|".join(_WORDS)
    + r")\b)"
    r"(?P<more>万)?\s*-?\s*(?:个)?"
    r"(?P<unit>元|块|yuan\b|rmb\b|小时|钟头|天|周|星期|礼拜|月|年|hours?\b|days?\b|weeks?\b|months?\b|years?\b)",
    re.IGNORECASE,
)
_BASIS = re.compile(
    r"[每一](?:个)?(学生|台|套|辆|件|人|天|月|年|学期|家|所|类|单)"
    r"|(?:per|each|every) (\w+)|\ba (month|year|term|week|day|head)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"一共|合计|总共|总价|in total|altogether|all in\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A statement: `subject` (a price, a claim, what was promised), what it is counted by, and the value as said."""

    subject: str
    basis: tuple[str, ...]
    value: str


def stated(scenario: Scenario, text: str, price: Move | None, promise: str) -> tuple[Figure, ...]:
    """The figures in normalised `text`; `price` is the move that quotes one, `promise` the words that promise."""
    prices = _prices(text, plain(price.evidence.text)) if price is not None else ()
    return tuple(dict.fromkeys((*prices, *_claims(scenario, text), *_promised(scenario, promise))))


def _prices(text: str, quoted: str) -> Iterator[Figure]:
    basis = {next(part for part in match.groups() if part) for match in _BASIS.finditer(text)}
    basis |= {"total"} if _TOTAL.search(text) else set()
    for match in _AMOUNT.finditer(quoted):
        value = _number(match)
        if match["unit"].lower() in ("元", "块", "yuan", "rmb") and value is not None:
            yield Figure("price", tuple(sorted(basis)), f"{value:g}")


def _claims(scenario: Scenario, text: str) -> Iterator[Figure]:
    """A time beside the one subject of its clause; nothing from questions and from what went wrong."""
    for sentence in sentences(text):
        said = text[sentence.start : sentence.end]
        if "?" in said or term(scenario, "claim.trouble", said):
            continue
        for clause in clauses(text, sentence):
            words = text[clause.start : clause.end]
            subjects = found_terms(scenario, _SUBJECTS, words)
            times = [hours for hours in map(_hours, _AMOUNT.finditer(words)) if hours is not None]
            if len(subjects) == 1 and len(times) == 1:
                yield Figure(subjects[0], (), f"{times[0]:g}")


def _promised(scenario: Scenario, promise: str) -> Iterator[Figure]:
    day = term(scenario, "date", promise)
    if day:
        yield Figure("promise", (promise.replace(day, "").strip(),), day)


def _hours(match: re.Match[str]) -> float | None:
    unit = match["unit"].lower().removesuffix("s")
    value, hours = _number(match), _HOURS.get(_CHINESE.get(unit, unit))
    return value * hours if value is not None and hours is not None else None


def _number(match: re.Match[str]) -> float | None:
    """The number; None for what is none, such as "两三" (two or three)."""
    text = match["number"].lower()
    value = _WORDS.get(text) if text.isascii() and text.isalpha() else _chinese(text)
    if value is None and text[0].isdigit():
        value = float(text.replace(",", ""))
    return None if value is None else value * (10_000 if match["more"] else 1)


def _chinese(text: str) -> float | None:
    total, last = 0, None
    for char in text:
        if char in _TENS:
            total += (1 if last is None else last) * _TENS[char]
            last = None
        elif char in _DIGITS and last is None:
            last = _DIGITS[char]
        else:
            return None
    return float(total + (last or 0))


def contradicts(new: Figure, earlier: tuple[Figure, ...]) -> bool:
    """Whether the same thing was stated before, and never with this value."""
    same = [held for held in earlier if _comparable(held, new)]
    return bool(same) and all(held.value != new.value for held in same)


def _comparable(one: Figure, other: Figure) -> bool:
    if one.subject != other.subject:
        return False
    if one.subject == "promise":
        return _alike(one.basis[0], other.basis[0])
    mine, theirs = set(one.basis), set(other.basis)
    return ("total" in mine) == ("total" in theirs) and (mine <= theirs or theirs <= mine)


def _alike(one: str, other: str) -> bool:
    """Whether two promises, without their days, share most of their words (Chinese: pairs of characters)."""
    mine, theirs = _pieces(one), _pieces(other)
    return len(mine & theirs) * 5 >= len(mine | theirs) * 3


def _pieces(text: str) -> set[str]:
    if text.isascii():
        return set(re.findall(r"[a-z']+", text.lower()))
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}
