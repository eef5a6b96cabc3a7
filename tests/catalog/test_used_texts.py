"""Every text the code names exists, and every text is named somewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.base.paths import content_dir
from bot.catalog.findings import Finding
from bot.catalog.source import Source
from bot.catalog.tables import load_tables

_ID = re.compile(r"[a-z_]+\.[a-z0-9_]+")
# These know no texts; their own ids (of checks, of moves) may look like one.
_SILENT = {"training", "scenarios", "language", "catalog", "playground"}


def tables() -> set[str]:
    findings: list[Finding] = []
    source = Source(content_dir())
    loaded = load_tables(source.docs(source.files("texts/*/*.yaml"), findings), findings)
    return {message_id for table in loaded.values() for message_id in table}


def literals() -> Iterator[tuple[str, bool]]:
    """Every text of the code, and whether it is only the beginning of one (the rest is computed)."""
    root = Path(bot.__path__[0])
    for file in root.rglob("*.py"):
        if file.relative_to(root).parts[0] in _SILENT:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                yield str(node.values[0].value), True
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, False


def named() -> tuple[set[str], set[str]]:
    """Whole ids and beginnings of ids that the code names."""
    groups = {message_id.partition(".")[0] for message_id in tables()}
    whole, beginnings = set(), set()
    for text, open_end in literals():
        if text.partition(".")[0] not in groups or "." not in text:
            continue
        if open_end:
            beginnings.add(text)
        elif _ID.fullmatch(text):
            whole.add(text)
    return whole, beginnings


def test_every_text_that_is_named_exists() -> None:
    known = tables()
    whole, beginnings = named()
    missing = {text for text in whole if text not in known and text not in beginnings}
    missing |= {text for text in beginnings if not any(message_id.startswith(text) for message_id in known)}
    assert sorted(missing) == []


def test_every_text_is_named() -> None:
    whole, beginnings = named()
    # The words of dates and numbers are used by the filters, by their names alone.
    unused = {
        message_id
        for message_id in tables()
        if message_id not in whole
        and not message_id.startswith("format.")
        and not any(message_id.startswith(beginning) for beginning in beginnings)
    }
    assert sorted(unused) == []
