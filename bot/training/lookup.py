"""Which lesson card answers a question? The one that tells most of the keyword asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.base.language import Lang
from bot.language.normalise import plain
from bot.training.curriculum import Lesson, LessonCard

# What makes a text a question about something rather than something a customer says.
_ASKS = re.compile(
    r"什么|啥|怎么|怎样|如何|哪几|为什么|区别|介绍|讲讲|解释"
    r"|\b(?:what|how|why|which|explain|define|difference|tell me about)\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A card of a lesson; `card` counts from 0."""

    unit: str
    card: int


def find(lessons: Mapping[str, Lesson], text: str) -> Place | None:
    """The card that a question asks about; None when the text asks nothing, or about nothing that is taught. Total.

    The longest keyword in the text decides, in either language; on its own a keyword is question enough.
    """
    asked = plain(text).lower()
    hits = [
        (len(word), unit, lang, word)
        for unit, lesson in lessons.items()
        for lang in Lang
        for keyword in lesson.keywords[lang]
        if _has(asked, word := plain(keyword).lower())
    ]
    if not hits:
        return None
    length, unit, lang, word = max(hits, key=lambda hit: (hit[0], hit[1]))
    if not _ASKS.search(asked) and length * 2 < len(asked):
        return None
    cards = lessons[unit].cards
    return Place(unit, max(range(len(cards)), key=lambda index: (_told(cards[index], lang, word), -index)))


def _told(card: LessonCard, lang: Lang, word: str) -> int:
    text = card.text[lang]
    return 3 * plain(text.title).lower().count(word) + plain(text.body).lower().count(word)


def _has(text: str, word: str) -> bool:
    """Whether the text holds the word; in English as a whole word, with or without a plural's s."""
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z]){re.escape(word)}s?(?![a-z])", text) is not None
