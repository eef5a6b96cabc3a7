"""A lesson cut down to what was asked."""

from __future__ import annotations

import re

from bot.base.language import Lang
from bot.language.normalise import plain
from bot.training.card_search import tokens
from bot.training.curriculum import CardKind, Lesson
from bot.training.lookup import Place, has_word

# So many lines of a card are given whole, and so many when it is the whole that is asked about.
_SHORT, _WHOLE = 5, 14
# Lines chosen from a longer card, and added from the lesson's other cards.
_CHOSEN, _ADDED = 4, 3
# Asked for a list, nobody wants half of it.
_LISTS = re.compile(
    r"哪[几些一二三四五六七八九十两]|几[个种类步级条招]|分别"
    r"|\bwhat are\b|\bwhich \w+ \w+ are\b|\bhow many\b|\bwho are\b"
)
_TOLD_ELSEWHERE = (CardKind.IDEA, CardKind.WHY)


def excerpt(lesson: Lesson, place: Place, lang: Lang, asked: str) -> tuple[str, ...]:
    """The lines that answer best, in their order; an empty line stands where something of the card is left out.

    Where a keyword was asked about and the card says little of it, what the lesson's other cards say follows.
    """
    text = lesson.cards[place.card].text[lang]
    question = plain(asked).lower()
    shown = _of_card(text.title, text.body, question)
    named = [word for each in Lang for keyword in lesson.keywords[each] if has_word(question, word := _key(keyword))]
    if len([line for line in shown if line]) > _ADDED or not named:
        return shown
    further = [
        line
        for number, card in enumerate(lesson.cards)
        if number != place.card and card.kind in _TOLD_ELSEWHERE
        for line in _lines(card.text[lang].body)
        if any(has_word(_key(line), word) for word in named) and line not in shown
    ]
    return (*shown, *further[:_ADDED])


def _of_card(title: str, body: str, question: str) -> tuple[str, ...]:
    lines, wanted = _lines(body), set(tokens(question))
    if len(lines) <= _SHORT:
        return tuple(lines)
    shared = [_shared(line, wanted) for line in lines]
    general = _LISTS.search(question) or _shared(title, wanted) > max(shared)
    if general and len(lines) <= _WHOLE:
        return tuple(lines)
    if not any(shared):
        return (*lines[:_CHOSEN], "")
    nearest = sorted(range(len(lines)), key=lambda at: (-shared[at], at))
    return tuple(_with_gaps(lines, sorted(at for at in nearest[:_CHOSEN] if shared[at])))


def _with_gaps(lines: list[str], chosen: list[int]) -> list[str]:
    shown: list[str] = []
    for before, at in zip((-1, *chosen), chosen, strict=False):
        shown += [""] if at > before + 1 and before >= 0 else []
        shown.append(lines[at])
    return shown


def _shared(text: str, wanted: set[str]) -> int:
    return len(wanted & set(tokens(_key(text))))


def _lines(body: str) -> list[str]:
    return [line.strip() for line in body.splitlines() if line.strip()]


def _key(text: str) -> str:
    return plain(text).lower()
