"""Files of replies for tests, written as other programs write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from functools import cache

import openpyxl

from bot.base.paths import content_dir
from bot.catalog.findings import Finding
from bot.catalog.source import Source
from bot.catalog.tables import load_tables
from bot.catalog.texts import Texts
from bot.services.reply_sheets.types import Words
from bot.services.reply_sheets.words import words

HEAD = ("Customer says", "Our reply", "Category")


@cache
def texts() -> Texts:
    """The real texts."""
    findings: list[Finding] = []
    source = Source(content_dir())
    return Texts(load_tables(source.docs(source.files("texts/*/*.yaml"), findings), findings))


@cache
def known_words() -> Words:
    """The real headings and categories."""
    return words(texts())


def csv(*rows: Sequence[str], delimiter: str = ",") -> str:
    """Rows with every cell in quotes."""
    lines = (delimiter.join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in rows)
    return "\r\n".join(lines) + "\r\n"


def xlsx(*rows: Iterable[object]) -> bytes:
    """A workbook with these rows in its first sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    """An archive with these parts; two underscores in a name stand for a slash, one for a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()
