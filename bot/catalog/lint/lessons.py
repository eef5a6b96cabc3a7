"""Lessons: a few short cards, the last of them one line to remember."""

from __future__ import annotations

from collections.abc import Iterable

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.parsed import Parsed
from bot.training.curriculum import CardKind, Lesson

CARDS = (3, 7)
# About half a minute of reading.
BODY_MAX = {Lang.ZH: 320, Lang.EN: 900}


def check(content: Parsed, findings: list[Finding]) -> None:
    """Append what is wrong with lessons."""
    for lesson in content.lessons.values():
        findings.extend(_shape(content, lesson))
        findings.extend(_length(content, lesson))


def _shape(content: Parsed, lesson: Lesson) -> Iterable[Finding]:
    if not CARDS[0] <= len(lesson.cards) <= CARDS[1]:
        message = f"a lesson has {CARDS[0]} to {CARDS[1]} cards, this one {len(lesson.cards)}"
        yield content.lesson(lesson.unit, "lesson-cards", message, "cards")
    kinds = [card.kind for card in lesson.cards]
    if kinds.count(CardKind.REMEMBER) != 1 or kinds[-1:] != [CardKind.REMEMBER]:
        yield content.lesson(lesson.unit, "lesson-remember", "the last card, and only it, is one to remember", "cards")


def _length(content: Parsed, lesson: Lesson) -> Iterable[Finding]:
    for index, card in enumerate(lesson.cards):
        for lang, text in card.text.items():
            if len(text.body) > BODY_MAX[lang]:
                message = f"the card has {len(text.body)} characters, {BODY_MAX[lang]} are enough"
                yield content.lesson(lesson.unit, "card-long", message, "cards", index, lang.value, "body")
