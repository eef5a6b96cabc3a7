"""Items: Telegram's limits for polls, no giveaways, no question twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.lint.plain import normal
from bot.catalog.parsed import Parsed, PlacedItem

QUESTION_MAX = 300
OPTION_MAX = 100
OPTIONS_MAX = 12
EXPLANATION_MAX = 200
EXPLANATION_LINE_FEEDS = 2
# Fewer questions than this say nothing about a bias.
_BIAS_FROM = 6

_CATCH_ALL = re.compile(
    r"(以上|上述|前面)(都|全|皆|几[个项])|都(对|不对|正确)$"
    r"|\b(all|none|both) of (the above|these|them)\b|\ball correct\b",
    re.IGNORECASE,
)


def check(content: Parsed, findings: list[Finding]) -> None:
    """Append what is wrong with items."""
    for placed in content.items:
        for lang in Lang:
            findings.extend(_limits(placed, lang))
            findings.extend(_options(placed, lang))
    findings.extend(_bias(content.items))
    findings.extend(_twice(content.items))


def fits_poll(explanation: str) -> bool:
    """Whether an explanation may be shown by the poll itself."""
    return len(explanation) <= EXPLANATION_MAX and explanation.count("\n") <= EXPLANATION_LINE_FEEDS


def _limits(placed: PlacedItem, lang: Lang) -> Iterable[Finding]:
    wording = placed.item.wording[lang]
    if placed.item.closed and len(wording.question) > QUESTION_MAX:
        message = f"the question has {len(wording.question)} characters, Telegram allows {QUESTION_MAX}"
        yield placed.finding("question-long", message, lang.value, "question")
    if len(wording.options) > OPTIONS_MAX:
        yield placed.finding("too-many-options", f"Telegram allows {OPTIONS_MAX} options", lang.value, "options")
    for index, option in enumerate(wording.options):
        if len(option) > OPTION_MAX:
            message = f"the option has {len(option)} characters, Telegram allows {OPTION_MAX}"
            yield placed.finding("option-long", message, lang.value, "options", index)
    if placed.item.closed and not placed.item.long and not fits_poll(wording.explanation):
        message = (
            f"the explanation has {len(wording.explanation)} characters and {wording.explanation.count(chr(10))} line "
            f"feeds, a poll shows {EXPLANATION_MAX} and {EXPLANATION_LINE_FEEDS}: shorten it, or say long: true "
            "to have it sent as a message"
        )
        yield placed.finding("explanation-long", message, lang.value, "explanation")


def _options(placed: PlacedItem, lang: Lang) -> Iterable[Finding]:
    seen: set[str] = set()
    for index, option in enumerate(placed.item.wording[lang].options):
        if _CATCH_ALL.search(option):
            yield placed.finding("catch-all", "no option may stand for the others", lang.value, "options", index)
        if normal(option) in seen:
            yield placed.finding("option-twice", "this option stands here twice", lang.value, "options", index)
        seen.add(normal(option))


def gives_away(placed: PlacedItem, lang: Lang) -> bool:
    """Whether a right option is longer than every wrong one."""
    options = placed.item.wording[lang].options
    right = [len(options[index]) for index in placed.item.correct if index < len(options)]
    wrong = [len(option) for index, option in enumerate(options) if index not in placed.item.correct]
    return bool(right) and bool(wrong) and max(right) > max(wrong)


def _bias(items: Iterable[PlacedItem]) -> Iterable[Finding]:
    by_file: dict[str, list[PlacedItem]] = defaultdict(list)
    for placed in items:
        if placed.item.closed and placed.item.live:
            by_file[placed.doc.path].append(placed)
    for path, group in by_file.items():
        for lang in Lang:
            longest = [placed for placed in group if gives_away(placed, lang)]
            if len(group) >= _BIAS_FROM and len(longest) * 3 > len(group):
                names = ", ".join(placed.item.id for placed in longest)
                message = f"{lang.value}: the right option is the longest in {len(longest)} of {len(group)}: {names}"
                yield Finding("option-bias", path, 0, message)


def _twice(items: Iterable[PlacedItem]) -> Iterable[Finding]:
    seen: dict[tuple[Lang, str], str] = {}
    for placed in items:
        for lang in Lang:
            wording = placed.item.wording[lang]
            key = (lang, normal(wording.question + (wording.said or "")))
            if key in seen:
                yield placed.finding("item-twice", f"asks the same as {seen[key]}", lang.value, "question")
            seen.setdefault(key, placed.item.id)
