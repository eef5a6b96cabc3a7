"""CSV and XLSX → rows of cells."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time
from typing import Any

from bot.language.objection_space import key
from bot.services.reply_sheets.decoding import decoded
from bot.services.reply_sheets.types import MOST_COLUMNS, MOST_ROWS, Unreadable, Words

Row = tuple[int, Sequence[str]]

# What a compressed file may unfold to, in all its parts together.
MOST_UNFOLDED = 20_000_000
_MOST_PARTS = 1_000
# Rows looked at before we stop, empty ones included.
_MOST_LINES = 5 * MOST_ROWS
_DELIMITERS = ",;\t"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What spreadsheets would calculate when a cell begins with it; `template` writes an apostrophe before.
FORMULA = ("=", "+", "-", "@")


def is_old_excel(content: bytes) -> bool:
    """Whether it is a file of the old Excel, or a new one behind a password."""
    return content.startswith(_OLE)


def old_excel(content: bytes) -> Unreadable:
    """Which of the two it is."""
    return Unreadable("password" if _ENCRYPTED in content else "old_excel")


def csv_rows(content: bytes, words: Words) -> list[Row]:
    """The rows of a CSV file, numbered from 1 as spreadsheets do. Raises Unreadable."""
    text = decoded(content)
    delimiter = max(_DELIMITERS, key=lambda one: _known_headings(text, one, words))
    try:
        return _bounded(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1))
    except csv.Error:
        raise Unreadable("csv") from None


def _known_headings(text: str, delimiter: str, words: Words) -> tuple[int, int]:
    """How well the first row reads with that delimiter: headings that we know, then cells."""
    try:
        first = next((row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)), [])
    except csv.Error:
        return (0, 0)
    return (sum(key(cell) in words.columns for cell in first), len(first))


def xlsx_rows(content: bytes) -> list[Row]:
    """The rows of the first sheet of a workbook, formulas as the values they had. Raises Unreadable."""
    _check_archive(content)
    # Imported at the first such file: nobody else waits for it or has it in memory.
    import warnings

    import openpyxl

    # What openpyxl does not know (validations, drawings) is of no matter here.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
    try:
        with closing(openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)) as book:
            sheet = book.worksheets[0]
            # A sheet may claim to be larger than it is.
            sheet.reset_dimensions()
            return _bounded((number, [_cell(one) for one in row]) for number, row in enumerate(_values(sheet), 1))
    except Unreadable:
        raise
    except Exception:  # a broken workbook can fail in any way that parsing XML and archives can
        raise Unreadable("corrupt") from None


def _values(sheet: Any) -> Iterator[Sequence[object]]:
    # One column more than allowed shows that there are too many.
    return iter(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1))


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable("corrupt") from None
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("password")
    # `zipfile` never unfolds more of a part than the part says of itself.
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNFOLDED:
        raise Unreadable("unfolds")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Unreadable("kind")


def _bounded(rows: Iterable[tuple[int, Sequence[str]]]) -> list[Row]:
    """The rows that hold anything. Raises Unreadable for too many rows or columns."""
    kept: list[Row] = []
    for number, row in rows:
        width = max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)
        if width > MOST_COLUMNS:
            raise Unreadable("columns", most=MOST_COLUMNS)
        if width:
            kept.append((number, row[:width]))
        # The first row has the headings.
        if len(kept) > MOST_ROWS + 1 or number > _MOST_LINES:
            raise Unreadable("rows", most=MOST_ROWS)
    return kept


def _cell(value: object) -> str:
    """What a cell shows, or near enough."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def unescaped(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from calculating it."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in FORMULA and len(cell) > 1 else cell
