"""Filled-in files of each kind, for people to go by."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.language.category import Category
from bot.services.reply_sheets.tables import FORMULA
from bot.services.reply_sheets.types import Column
from bot.services.reply_sheets.words import headings

KINDS = ("csv", "xlsx", "yaml")
# The examples that the texts hold.
_EXAMPLES = (("1", Category.PRICE), ("2", Category.DELIVERY))
# Columns wide enough to read, in characters.
_WIDTHS = (48, 72, 16)


def templates(texts: Texts, lang: Lang) -> tuple[tuple[str, bytes], ...]:
    """A file of each kind in a language: its name and its bytes."""
    first, name = table(texts, lang), texts.plain(lang, "sheet.file_name")
    made = (_csv(first), _xlsx(first), _yaml(first))
    return tuple((f"{name}.{kind}", content) for kind, content in zip(KINDS, made, strict=True))


def table(texts: Texts, lang: Lang) -> list[tuple[str, ...]]:
    """The headings and the examples."""
    examples = [
        (
            texts.plain(lang, f"sheet.example_{number}_said"),
            texts.plain(lang, f"sheet.example_{number}_reply"),
            texts.plain(lang, f"category.{category}"),
        )
        for number, category in _EXAMPLES
    ]
    return [tuple(headings(texts, lang, column)[0] for column in Column), *examples]


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """CSV with a mark, without which Excel takes UTF-8 for something else."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[as_text(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def as_text(cell: str) -> str:
    """A cell that no spreadsheet calculates."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    return workbook(rows, _WIDTHS)


def workbook(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> bytes:
    """Rows as a workbook of text; `widths` of its columns in characters."""
    # Imported when somebody asks: nobody else waits for it or has it in memory.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            # Text, whatever it begins with.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _yaml(rows: Sequence[Sequence[str]]) -> bytes:
    """YAML by hand: quoted, both kinds of list, in the order of the columns."""
    (said, reply, category), *examples = rows
    entries = [
        "\n".join(
            (
                f"- {said}:",
                *(f"    - {_quoted(one)}" for one in example[0].split("|")),
                f"  {reply}: {_quoted(example[1])}",
                f"  {category}: {_quoted(example[2])}",
            )
        )
        for example in examples
    ]
    return ("\n\n".join(entries) + "\n").encode()


def _quoted(text: str) -> str:
    escaped = text.strip().replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
