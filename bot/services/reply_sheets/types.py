"""What is read from a file, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.language.category import Category

# A file larger than this is not fetched at all.
MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 50
# Encoding one takes some milliseconds; a whole file should not take minutes.
MOST_PHRASINGS = 6_000


class Column(StrEnum):
    """What a column holds."""

    SAID = "said"
    REPLY = "reply"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: `code` names its text, `line` the row of a table or a text's line (None: the whole file)."""

    code: str
    line: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)


class Unreadable(Exception):
    """The file as a whole is not to be read; carries the one problem to tell."""

    def __init__(self, code: str, line: int | None = None, **values: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, line, values)


@dataclass(frozen=True, slots=True)
class Record:
    """A row as it stands in the file: all that stands in the columns of each kind."""

    line: int
    cells: Mapping[Column, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """An entry of a file. `category` is None where the file says none."""

    line: int
    phrasings: tuple[str, ...]
    replies: tuple[str, ...]
    category: Category | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that could be read: its good entries in their order, and what is wrong with the others.

    `numbered`: what problems count, "row" or "line".
    """

    entries: tuple[SheetEntry, ...]
    problems: tuple[Problem, ...]
    numbered: str = "row"


@dataclass(frozen=True, slots=True)
class Words:
    """Headings and category names in every language, by their keys (see `objection_space.key`)."""

    columns: Mapping[str, Column]
    categories: Mapping[str, Category]
