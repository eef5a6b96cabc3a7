"""Which lesson does a question ask about? By the words of its titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.base.language import Lang
from bot.language.normalise import plain
from bot.training.curriculum import Curriculum, Lesson

_WORD = re.compile(r"[a-z]{4,}|[a-z]+[0-9]+|spin")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
# Words of titles and questions that point at no lesson.
_EMPTY = frozenset(
    {"what", "which", "when", "where", "does", "mean", "means", "about", "tell", "explain", "this", "that", "with"}
    | {"your", "they", "them", "from", "have", "customer", "customers", "question", "questions", "sales", "selling"}
)
_EMPTY_HAN = frozenset({"什么", "怎么", "客户", "问题", "销售", "为什", "是什", "么是", "怎样", "如何"})
_LEAST = 2


def find(curriculum: Curriculum, lessons: Mapping[str, Lesson], text: str, lang: Lang) -> str | None:
    """The unit whose titles share most with `text`, at least two terms' worth; None when none does. Total."""
    asked = _terms(text)
    if not asked:
        return None
    best = max(lessons, key=lambda unit: (_shared(curriculum, lessons[unit], unit, asked, lang), unit), default=None)
    if best is None or _shared(curriculum, lessons[best], best, asked, lang) < _LEAST:
        return None
    return best


def _shared(curriculum: Curriculum, lesson: Lesson, unit: str, asked: frozenset[str], lang: Lang) -> int:
    titles = [curriculum.units[unit].title[lang], *(card.text[lang].title for card in lesson.cards)]
    shared = asked & _terms(" ".join(titles))
    # A whole word of English says as much as two overlapping pairs of Chinese characters.
    return sum(2 if term.isascii() else 1 for term in shared)


def _terms(text: str) -> frozenset[str]:
    folded = plain(text).lower()
    words = {word.rstrip("s") for word in _WORD.findall(folded) if word not in _EMPTY}
    pairs = _pairs(_HAN.findall(folded))
    return frozenset(words | (pairs - _EMPTY_HAN))


def _pairs(runs: Iterable[str]) -> set[str]:
    return {run[start : start + 2] for run in runs for start in range(len(run) - 1)}
