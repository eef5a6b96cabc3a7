"""A file of a team's questions or facts → its entries and every fault, by row and column.

Which of the two it is, its headings say: a question and what is right of it, or a title and a text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.base.language import Lang
from bot.language.objection_space import key
from bot.services.phrasings import clean
from bot.services.reply_sheets import tables
from bot.services.reply_sheets.tables import Row
from bot.services.reply_sheets.types import Problem, Unreadable
from bot.training.team_items import (
    LETTERS,
    Entry,
    Fact,
    Fault,
    Part,
    Question,
    distinct_keywords,
    faults,
    right_of,
    title,
)

_BETWEEN = re.compile(r"[|｜,，;；、\n]")


class ItemColumn(StrEnum):
    """What a column holds."""

    QUESTION = "question"
    OPTION_A = "option_a"
    OPTION_B = "option_b"
    OPTION_C = "option_c"
    OPTION_D = "option_d"
    OPTION_E = "option_e"
    OPTION_F = "option_f"
    RIGHT = "right"
    EXPLANATION = "explanation"
    LANGUAGE = "language"
    TITLE = "title"
    FACT = "fact"
    KEYWORDS = "keywords"


OPTIONS = tuple(column for column in ItemColumn if column.startswith("option_"))
_COLUMN_OF = {
    Part.QUESTION: ItemColumn.QUESTION,
    Part.OPTIONS: ItemColumn.OPTION_A,
    Part.RIGHT: ItemColumn.RIGHT,
    Part.EXPLANATION: ItemColumn.EXPLANATION,
    Part.LANGUAGE: ItemColumn.LANGUAGE,
    Part.TITLE: ItemColumn.TITLE,
    Part.FACT: ItemColumn.FACT,
    Part.KEYWORDS: ItemColumn.KEYWORDS,
}


@dataclass(frozen=True, slots=True)
class ItemWords:
    """Headings and names of languages by their keys (see `objection_space.key`)."""

    columns: Mapping[str, ItemColumn]
    languages: Mapping[str, Lang]


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """The good entries in their order, and what is wrong with the others: each problem names its column."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def is_items(rows: Sequence[Row], words: ItemWords) -> bool:
    """Whether the headings are those of questions or of facts."""
    columns = set(_columns(rows, words))
    return {ItemColumn.QUESTION, ItemColumn.RIGHT} <= columns or {ItemColumn.TITLE, ItemColumn.FACT} <= columns


def read_rows(rows: Sequence[Row], words: ItemWords) -> ItemSheet:
    """The entries below the headings. Raises Unreadable when there are none at all."""
    if len(rows) == 1:
        raise Unreadable("headings_only")
    columns, heads = _columns(rows, words), rows[0][1]
    names = {column: head.strip() for column, head in zip(columns, heads, strict=True) if column is not None}
    quiz = ItemColumn.QUESTION in names
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for number, row in rows[1:]:
        cells = _cells(columns, row)
        entry, wrong = _question(cells, words) if quiz else (_fact(cells), [])
        found = [*wrong, *(_problem(one, cells) for one in faults(entry) if not (wrong and one.part is Part.RIGHT))]
        if not found and key(title(entry)) in entries:
            found = [Problem("item_twice", None, {"column": ItemColumn.QUESTION if quiz else ItemColumn.TITLE})]
        if not found:
            entries[key(title(entry))] = entry
        problems += [_placed(one, number, names) for one in found]
    return ItemSheet(tuple(entries.values()), tuple(problems))


def _columns(rows: Sequence[Row], words: ItemWords) -> list[ItemColumn | None]:
    return [words.columns.get(key(cell)) for cell in rows[0][1]] if rows else []


def _cells(columns: Sequence[ItemColumn | None], row: Sequence[str]) -> dict[ItemColumn, str]:
    cells: dict[ItemColumn, str] = {}
    for column, cell in zip(columns, row, strict=False):
        if column is not None and (said := clean(tables.unescaped(cell))):
            cells.setdefault(column, said)
    return cells


def _question(cells: Mapping[ItemColumn, str], words: ItemWords) -> tuple[Question, list[Problem]]:
    """The question, and what only the file can have wrong: gaps, letters and languages that mean nothing."""
    wrong = []
    options = [" ".join(cells.get(column, "").split()) for column in OPTIONS]
    while options and not options[-1]:
        options.pop()
    named = cells.get(ItemColumn.RIGHT, "")
    right = right_of(named) if named else ()
    if right is None:
        wrong.append(Problem("item_letters", None, {"column": ItemColumn.RIGHT, "name": named[:20]}))
    language = cells.get(ItemColumn.LANGUAGE)
    lang = None if language is None else words.languages.get(key(language))
    if language is not None and lang is None:
        wrong.append(Problem("item_language", None, {"column": ItemColumn.LANGUAGE, "name": language[:20]}))
    text, because = cells.get(ItemColumn.QUESTION, ""), cells.get(ItemColumn.EXPLANATION, "")
    return Question(" ".join(text.split()), tuple(options), right or (), because, lang), wrong


def _fact(cells: Mapping[ItemColumn, str]) -> Fact:
    words = [word for word in _BETWEEN.split(cells.get(ItemColumn.KEYWORDS, "")) if word.strip()]
    heading = " ".join(cells.get(ItemColumn.TITLE, "").split())
    return Fact(heading, cells.get(ItemColumn.FACT, ""), distinct_keywords(words))


def _problem(fault: Fault, cells: Mapping[ItemColumn, str]) -> Problem:
    column = _COLUMN_OF[fault.part] if fault.option is None else OPTIONS[min(fault.option, len(OPTIONS) - 1)]
    named = cells.get(ItemColumn.RIGHT, "")[:20] if fault.part is Part.RIGHT else ""
    return Problem(f"item_{fault.code}", None, {"column": column, "most": fault.most, "name": named})


def _placed(problem: Problem, number: int, names: Mapping[ItemColumn, str]) -> Problem:
    """With its row, and the column as the file calls it."""
    column = ItemColumn(str(problem.values["column"]))
    shown = names.get(column) or f"{LETTERS[OPTIONS.index(column)]}" if column in OPTIONS else names.get(column, column)
    return Problem(problem.code, number, {"most": 0, "name": "", **problem.values, "column": shown})
