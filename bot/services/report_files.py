"""A report as files: one workbook with a sheet for each table, or one table as CSV.

Names are text, whatever they begin with: no spreadsheet calculates them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.services.team_report import COLUMNS, Cell, Report, Sheet, Words

# What spreadsheets would calculate, in ASCII and full width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# What XML cannot hold.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Characters in a cell; Excel takes 32,767.
_LONGEST = 1000
# Widths in characters; other columns are as wide as a number needs.
_WIDTHS = {"name": 24, "question": 70, "unit": 28, "skill": 22, "customer": 40, "ending": 28}
_DATES, _SHARES = ("date", "joined", "last_on"), ("share", "share_met")
_WIDTH, _DATE_WIDTH = 13, 12


def words(texts: Texts, lang: Lang) -> Words:
    """What is said in cells."""
    endings = ("advance", "continuation", "timed_out", "refusal", "walk_out", "compliance_stop", "given_up")
    return Words(
        yes=texts.plain(lang, "report.said_yes"),
        no=texts.plain(lang, "report.said_no"),
        endings={one: texts.plain(lang, f"roleplay.ending_{one}") for one in endings},
        gone=texts.plain(lang, "report.gone"),
    )


def xlsx(texts: Texts, lang: Lang, report: Report) -> bytes:
    """A workbook: headings that stay in sight, dates as dates, numbers as numbers."""
    # Imported when somebody asks: nobody else waits for it or has it in memory.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for sheet in Sheet:
        _fill(book.create_sheet(texts.plain(lang, f"report.sheet_{sheet}")), texts, lang, sheet, report.sheets[sheet])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_file(texts: Texts, lang: Lang, report: Report, sheet: Sheet) -> bytes:
    """One table, with a mark without which Excel takes UTF-8 for something else."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings(texts, lang, sheet))
    for row in report.sheets[sheet]:
        writer.writerow([_csv_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def headings(texts: Texts, lang: Lang, sheet: Sheet) -> list[str]:
    """The first row of a table."""
    return [texts.plain(lang, f"report.col_{column}") for column in COLUMNS[sheet]]


def _fill(page: Any, texts: Texts, lang: Lang, sheet: Sheet, rows: Sequence[Sequence[Cell]]) -> None:
    # A sheet that is written and forgotten row by row; the stubs do not know all that it can.
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    columns, letters = COLUMNS[sheet], [get_column_letter(place) for place in range(1, len(COLUMNS[sheet]) + 1)]
    page.freeze_panes = "A2"
    # On paper: across the page, as many of them as it takes, the headings on each.
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    for letter, column in zip(letters, columns, strict=True):
        page.column_dimensions[letter].width = _WIDTHS.get(column, _DATE_WIDTH if column in _DATES else _WIDTH)
    bold = Font(bold=True)
    first = [WriteOnlyCell(page, one) for one in headings(texts, lang, sheet)]
    for cell in first:
        cell.font = bold
    page.append(first)
    for row in rows:
        page.append([_xlsx_cell(page, column, value) for column, value in zip(columns, row, strict=True)])
    page.auto_filter.ref = f"A1:{letters[-1]}{len(rows) + 1}"


def _xlsx_cell(page: Any, column: str, value: Cell) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        cell = WriteOnlyCell(page, clean(value))
        # Text, whatever it begins with, also after somebody edits it.
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
        return cell
    if column in _DATES or column in _SHARES:
        cell = WriteOnlyCell(page)
        cell.value = value
        cell.number_format = "0%" if column in _SHARES else "yyyy-mm-dd"
        return cell
    return value


def _csv_cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            shown = clean(cell)
            return f"'{shown}" if shown.startswith(FORMULA) else shown
        case float():
            return f"{cell:.3f}"
        case date():
            return cell.isoformat()
    return str(cell)


def clean(text: str) -> str:
    """A text as a cell can hold it."""
    return _UNPRINTABLE.sub("", text)[:_LONGEST]
