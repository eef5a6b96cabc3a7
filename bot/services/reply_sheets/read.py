"""A file of replies → its entries and problems. Total: any bytes end in a sheet or in Unreadable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath

from bot.language.objection_space import key
from bot.services.phrasings import clean, distinct
from bot.services.reply_sheets import tables, yaml_file
from bot.services.reply_sheets.item_sheet import ItemSheet, ItemWords, is_items, read_rows
from bot.services.reply_sheets.tables import Row
from bot.services.reply_sheets.types import (
    MOST_BYTES,
    MOST_PHRASINGS,
    Column,
    Problem,
    Record,
    Sheet,
    SheetEntry,
    Unreadable,
    Words,
)
from bot.services.team_replies import LONGEST_REPLY, LONGEST_SAID, MOST_REPLIES
from bot.services.team_replies import MOST_PHRASINGS as MOST_EACH

_CSV, _YAML, _XLSX = frozenset({".csv", ".tsv", ".txt"}), frozenset({".yaml", ".yml"}), frozenset({".xlsx", ".xlsm"})
_ZIP = b"PK\x03\x04"
# Between the phrasings of one cell.
_BETWEEN = re.compile(r"[|｜\n]")


def readable(name: str) -> bool:
    """Whether a file of that name can be one of replies at all."""
    return PurePath(name).suffix.lower() in _CSV | _YAML | _XLSX | {".xls"}


def read(name: str, content: bytes, words: Words) -> Sheet:
    """The entries of a file of replies. Raises Unreadable when the file as a whole cannot be read."""
    found = read_any(name, content, words, ItemWords({}, {}))
    if isinstance(found, ItemSheet):
        raise TypeError("without headings of items nothing is one")
    return found


def read_any(name: str, content: bytes, words: Words, item_words: ItemWords) -> Sheet | ItemSheet:
    """The entries of a file of replies, or of questions or facts, as its headings say. Raises Unreadable."""
    if not content.strip():
        raise Unreadable("empty")
    if len(content) > MOST_BYTES:
        raise Unreadable("large")
    suffix = PurePath(name).suffix.lower()
    if tables.is_old_excel(content):
        raise tables.old_excel(content)
    if suffix in _YAML:
        records, problems = yaml_file.records(content, words)
        return replace(_sheet(records, words, problems), numbered="line")
    if content.startswith(_ZIP) or suffix in _XLSX:
        rows = tables.xlsx_rows(content)
    elif suffix in _CSV:
        rows = tables.csv_rows(content, words)
    else:
        raise Unreadable("kind")
    return read_rows(rows, item_words) if is_items(rows, item_words) else _sheet(_records(rows, words), words, [])


def _records(rows: list[Row], words: Words) -> list[Record]:
    """The rows below the headings."""
    if not rows:
        raise Unreadable("empty")
    _, first = rows[0]
    columns = [words.columns.get(key(cell)) for cell in first]
    missing = [column for column in (Column.SAID, Column.REPLY) if column not in columns]
    if missing:
        raise Unreadable("no_columns" if len(missing) > 1 else f"no_{missing[0]}")
    if len(rows) == 1:
        raise Unreadable("headings_only")
    return [Record(number, _by_column(columns, row)) for number, row in rows[1:]]


def _by_column(columns: Iterable[Column | None], row: Iterable[str]) -> Mapping[Column, tuple[str, ...]]:
    cells: dict[Column, tuple[str, ...]] = {}
    for column, cell in zip(columns, row, strict=False):
        if column is not None and cell.strip():
            cells[column] = (*cells.get(column, ()), tables.unescaped(cell))
    return cells


def _sheet(records: Iterable[Record], words: Words, problems: list[Problem]) -> Sheet:
    entries: dict[str, SheetEntry] = {}
    for record in records:
        made = _entry(record, words)
        if isinstance(made, SheetEntry):
            title = key(made.phrasings[0])
            made = _joined(entries[title], made) if title in entries else made
        if isinstance(made, Problem):
            problems.append(made)
        else:
            entries[key(made.phrasings[0])] = made
    if sum(len(one.phrasings) for one in entries.values()) > MOST_PHRASINGS:
        raise Unreadable("phrasings", most=MOST_PHRASINGS)
    return Sheet(tuple(entries.values()), tuple(sorted(problems, key=lambda one: one.line or 0)))


def _entry(record: Record, words: Words) -> SheetEntry | Problem:
    """What a record says, or the first thing that is wrong with it."""
    said = distinct(part for cell in record.cells.get(Column.SAID, ()) for part in _BETWEEN.split(cell))
    replies = tuple(dict.fromkeys(reply for cell in record.cells.get(Column.REPLY, ()) if (reply := clean(cell))))
    named = [name for cell in record.cells.get(Column.CATEGORY, ()) if (name := clean(cell))]
    category = words.categories.get(key(named[0])) if named else None
    entry = SheetEntry(record.line, said, replies, category)
    if named and category is None:
        return Problem("category_unknown", record.line, {"name": named[0][:40]})
    return _checked(entry, record.line)


def _joined(before: SheetEntry, more: SheetEntry) -> SheetEntry | Problem:
    """Two rows with the same first phrasing are one entry."""
    entry = SheetEntry(
        before.line,
        distinct((*before.phrasings, *more.phrasings)),
        tuple(dict.fromkeys((*before.replies, *more.replies))),
        before.category or more.category,
    )
    return _checked(entry, more.line)


def _checked(entry: SheetEntry, line: int) -> SheetEntry | Problem:
    wrong: tuple[tuple[bool, str, int], ...] = (
        (not entry.phrasings or not all(key(one) for one in entry.phrasings), "said_missing", 0),
        (not entry.replies or not all(key(one) for one in entry.replies), "reply_missing", 0),
        (any(len(one) > LONGEST_SAID for one in entry.phrasings), "said_long", LONGEST_SAID),
        (any(len(one) > LONGEST_REPLY for one in entry.replies), "reply_long", LONGEST_REPLY),
        (len(entry.phrasings) > MOST_EACH, "many_phrasings", MOST_EACH),
        (len(entry.replies) > MOST_REPLIES, "many_replies", MOST_REPLIES),
    )
    for holds, code, limit in wrong:
        if holds:
            return Problem(code, line, {"most": limit})
    return entry
