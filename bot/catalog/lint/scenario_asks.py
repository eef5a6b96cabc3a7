"""What a rep may ask a scenario's customer: there, in both languages, and no wording under two names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.lint.plain import normal
from bot.catalog.parsed import Parsed
from bot.scenarios.types import Ask, AskKind, Scenario

# Words (pairs of characters) in common, of all that two wordings have, from which they are the same with a twist.
SAME = 0.6
_WORD = re.compile(r"[a-z']+")


def check(content: Parsed, findings: list[Finding]) -> None:
    """Append what is missing among the asks, or stands in two places."""
    for scenario in content.scenarios.values():
        for lang in Lang:
            asks = [ask for ask in scenario.asks if ask.lang is lang]
            findings.extend(_missing(content, scenario, lang))
            findings.extend(_twice(content, scenario, lang, asks))
            findings.extend(_near(content, scenario, lang, asks))


def _missing(content: Parsed, scenario: Scenario, lang: Lang) -> Iterator[Finding]:
    file = f"asks.{lang.value}.yaml"
    if f"scenarios/{scenario.id}/{file}" not in content.docs["scenarios"]:
        yield content.scenario(scenario.id, "asks-missing", "this file is needed", file=file)


def _twice(content: Parsed, scenario: Scenario, lang: Lang, asks: list[Ask]) -> Iterator[Finding]:
    seen: dict[str, Ask] = {}
    for ask in asks:
        first = seen.setdefault(normal(ask.text), ask)
        if first is not ask and ask.kind is not AskKind.COMMON:
            yield _finding(content, scenario, lang, ask, "ask-twice", f"stands under {first.label} too: {ask.text}")
        elif first is not ask and first.kind is not AskKind.COMMON:
            yield _finding(content, scenario, lang, first, "ask-twice", f"any customer is asked so: {ask.text}")


def _near(content: Parsed, scenario: Scenario, lang: Lang, asks: list[Ask]) -> Iterator[Finding]:
    own = [(ask, _pieces(ask.text, lang)) for ask in asks if ask.kind is not AskKind.COMMON]
    for later, (ask, pieces) in enumerate(own):
        for other, others in own[:later]:
            same = len(pieces & others) / len(pieces | others) if pieces | others else 0.0
            if ask.label != other.label and same >= SAME and normal(ask.text) != normal(other.text):
                message = f"nearly the words of {other.label}: {ask.text} / {other.text}"
                yield _finding(content, scenario, lang, ask, "ask-near", message)


def _pieces(text: str, lang: Lang) -> frozenset[str]:
    if lang is Lang.EN:
        return frozenset(_WORD.findall(text.lower()))
    plain = normal(text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def _finding(content: Parsed, scenario: Scenario, lang: Lang, ask: Ask, code: str, message: str) -> Finding:
    file = f"asks.{lang.value}.yaml"
    return content.scenario(scenario.id, code, message, ask.kind.value, ask.about, file=file)
