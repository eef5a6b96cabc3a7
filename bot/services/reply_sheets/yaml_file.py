"""YAML → records: a list of entries with the columns as keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.catalog.findings import Finding
from bot.catalog.strict_yaml import Doc, parse
from bot.language.objection_space import key
from bot.services.reply_sheets.decoding import decoded
from bot.services.reply_sheets.types import MOST_ROWS, Column, Problem, Record, Unreadable, Words

# A list of maps of lists; whatever is nested deeper is none of ours.
_DEEPEST = 5
# Findings of the strict reader that tell of YAML's own rules.
_SYNTAX = "yaml-syntax"


def records(content: bytes, words: Words) -> tuple[list[Record], list[Problem]]:
    """The entries, and what is wrong with those that are none. Raises Unreadable."""
    doc = _parsed(decoded(content))
    if not isinstance(doc.data, list):
        raise Unreadable("yaml_list")
    if len(doc.data) > MOST_ROWS:
        raise Unreadable("rows", most=MOST_ROWS)
    found: list[Record] = []
    problems: list[Problem] = []
    for index, item in enumerate(doc.data):
        line = doc.place(index)[0]
        try:
            found.append(Record(line, _cells(item, line, words)))
        except Unreadable as error:
            problems.append(error.problem)
    return found, problems


def _parsed(text: str) -> Doc:
    findings: list[Finding] = []
    doc = parse(text, "", findings, deepest=_DEEPEST)
    if findings:
        first = findings[0]
        code = {"yaml-empty": "empty", _SYNTAX: "yaml_syntax"}.get(first.code, "yaml_plain")
        raise Unreadable(code, first.line or None)
    if doc is None:
        raise Unreadable("empty")
    return doc


def _cells(item: Any, line: int, words: Words) -> dict[Column, tuple[str, ...]]:
    if not isinstance(item, dict):
        raise Unreadable("yaml_item", line)
    cells: dict[Column, tuple[str, ...]] = {}
    for name, value in item.items():
        column = words.columns.get(key(name))
        if column is None:
            raise Unreadable("yaml_key", line, name=name[:40])
        cells[column] = (*cells.get(column, ()), *_texts(value, line))
    return cells


def _texts(value: Any, line: int) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if one is None:
            continue
        # 1.50 and true are not what somebody says: as text they stand in quotes.
        if not isinstance(one, str):
            raise Unreadable("yaml_text", line)
        yield one
