"""A team's own questions and facts: what they are made of, what is wrong with one, and how one is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.base.language import Lang
from bot.training.items import OWN, Item, ItemKind, Source, Status, Wording

# Telegram's limits for a poll; a longer explanation would not fit behind the bulb.
LONGEST_QUESTION, LONGEST_OPTION, LONGEST_EXPLANATION = 300, 100, 200
LEAST_OPTIONS, MOST_OPTIONS = 2, 6
LONGEST_TITLE, LONGEST_FACT, LONGEST_KEYWORD, MOST_KEYWORDS = 100, 1500, 40, 12
LETTERS = "ABCDEF"
# What stands before a team's number in the id of its question.
PREFIX = "team."
_RIGHT, _WRONG, _BECAUSE = "*", "-", ">"
_DIGITS = {str(number): letter for number, letter in enumerate(LETTERS, start=1)}


class Part(StrEnum):
    """What a fault is in."""

    QUESTION = "question"
    OPTIONS = "options"
    RIGHT = "right"
    EXPLANATION = "explanation"
    LANGUAGE = "language"
    TITLE = "title"
    FACT = "fact"
    KEYWORDS = "keywords"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: its code, the part it is in, the option (from 0) if it is one, and a limit if any."""

    code: str
    part: Part
    option: int | None = None
    most: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question: `right` are indices of options; `language` None: whatever people read."""

    text: str
    options: tuple[str, ...]
    right: tuple[int, ...]
    explanation: str = ""
    language: Lang | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about what the team sells."""

    title: str
    body: str
    keywords: tuple[str, ...] = ()


Entry = Question | Fact


def faults(entry: Entry) -> tuple[Fault, ...]:
    """Everything wrong with an entry; none: it can be added."""
    return tuple(_question_faults(entry) if isinstance(entry, Question) else _fact_faults(entry))


def _question_faults(one: Question) -> Iterator[Fault]:
    yield from _length(one.text, Part.QUESTION, LONGEST_QUESTION)
    if len(one.options) < LEAST_OPTIONS:
        yield Fault("few_options", Part.OPTIONS, most=LEAST_OPTIONS)
    if len(one.options) > MOST_OPTIONS:
        yield Fault("many_options", Part.OPTIONS, most=MOST_OPTIONS)
    for place, option in enumerate(one.options):
        yield from _length(option, Part.OPTIONS, LONGEST_OPTION, place)
        if option and option in one.options[:place]:
            yield Fault("same_option", Part.OPTIONS, place)
    if not one.right:
        yield Fault("no_right", Part.RIGHT)
    elif any(not 0 <= place < len(one.options) for place in one.right):
        yield Fault("wrong_right", Part.RIGHT)
    elif len(one.right) == len(one.options):
        yield Fault("all_right", Part.RIGHT)
    if len(one.explanation) > LONGEST_EXPLANATION:
        yield Fault("long", Part.EXPLANATION, most=LONGEST_EXPLANATION)


def _fact_faults(one: Fact) -> Iterator[Fault]:
    yield from _length(one.title, Part.TITLE, LONGEST_TITLE)
    yield from _length(one.body, Part.FACT, LONGEST_FACT)
    if len(one.keywords) > MOST_KEYWORDS:
        yield Fault("many_keywords", Part.KEYWORDS, most=MOST_KEYWORDS)
    if any(len(word) > LONGEST_KEYWORD for word in one.keywords):
        yield Fault("long", Part.KEYWORDS, most=LONGEST_KEYWORD)


def _length(text: str, part: Part, most: int, option: int | None = None) -> Iterator[Fault]:
    if not text:
        yield Fault("empty", part, option)
    if len(text) > most:
        yield Fault("long", part, option, most)


def right_of(words: str) -> tuple[int, ...] | None:
    """The options that somebody names as right: "A", "b, D", "AC", "2"; None when the words name none."""
    signs = re.sub(r"[\s,;、，；/&+]", "", unicodedata.normalize("NFKC", words).upper())
    letters = [_DIGITS.get(sign, sign) for sign in signs]
    if not letters or any(letter not in LETTERS for letter in letters):
        return None
    return tuple(sorted({LETTERS.index(letter) for letter in letters}))


def title(entry: Entry) -> str:
    """By what an entry is told from the others of its team."""
    return entry.text if isinstance(entry, Question) else entry.title


def to_json(entry: Entry) -> dict[str, Any]:
    """The entry as it is stored."""
    if isinstance(entry, Fact):
        return {"title": entry.title, "body": entry.body, "keywords": list(entry.keywords)}
    return {
        "question": entry.text,
        "options": list(entry.options),
        "correct": list(entry.right),
        "explanation": entry.explanation,
        "language": None if entry.language is None else entry.language.value,
    }


def from_json(body: Mapping[str, Any]) -> Entry:
    """The entry stored as `body`."""
    if "question" not in body:
        return Fact(body["title"], body["body"], tuple(body["keywords"]))
    lang = body["language"]
    return Question(
        body["question"],
        tuple(body["options"]),
        tuple(body["correct"]),
        body["explanation"],
        None if lang is None else Lang(lang),
    )


def item_of(number: int, one: Question) -> Item:
    """The question as drills ask it, in the one wording it has."""
    wording = Wording(one.text, one.options, one.explanation)
    return Item(
        id=f"{PREFIX}{number}",
        unit=OWN,
        skill=OWN,
        kind=ItemKind.QUIZ,
        difficulty=1,
        prerequisites=(),
        status=Status.LIVE,
        source=Source(OWN, ""),
        correct=one.right,
        wording=dict.fromkeys(Lang, wording),
    )


def number_of(item_id: str) -> int | None:
    """The team's number in an item's id; None for an item of the content."""
    digits = item_id.removeprefix(PREFIX)
    ours = item_id.startswith(PREFIX) and digits.isascii() and digits.isdecimal() and len(digits) < 19
    return int(digits) if ours else None


def typed(entry: Entry) -> str:
    """The entry as lines to be changed and sent back; `parsed` reads them."""
    if isinstance(entry, Fact):
        return "\n".join((entry.title, entry.body))
    options = (f"{_RIGHT if place in entry.right else _WRONG} {one}" for place, one in enumerate(entry.options))
    return "\n".join((entry.text, *options, *([f"{_BECAUSE} {entry.explanation}"] if entry.explanation else [])))


def parsed(text: str, before: Entry) -> Entry:
    """What somebody has typed in the place of an entry: the same kind of thing, with the language and keywords it had.

    The first line is the question or title. Of a question, lines that begin with - or * are options (* right ones) and
    one that begins with > is the explanation; of a fact the rest is its text.
    """
    first, *rest = [" ".join(line.split()) for line in text.strip().splitlines() if line.strip()] or [""]
    if isinstance(before, Fact):
        return Fact(first, "\n".join(rest), before.keywords)
    options = [line for line in rest if line.startswith((_RIGHT, _WRONG))]
    because = [line[1:].strip() for line in rest if line.startswith(_BECAUSE)]
    right = tuple(place for place, line in enumerate(options) if line.startswith(_RIGHT))
    return Question(first, tuple(line[1:].strip() for line in options), right, " ".join(because), before.language)


def distinct_keywords(words: Sequence[str]) -> tuple[str, ...]:
    """Keywords on one line each, each once."""
    return tuple(dict.fromkeys(line for word in words if (line := " ".join(word.split()))))
