"""The heat map of a team: a row for each person, a column for each skill, a figure and a shade in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.training.trends import Change
from bot.views.pen import EDGE, EMPTY, INK, SMALL, SOFT, TEXT, TITLE, WIDTH, Pen, painted

# Where the slanted heads of the columns end, the height of a row, the width of the names, room for the last head.
_HEADS, _ROW, _NAMES, _OVERHANG = 318, 54, 236, 112
_SLANT = 45
_WIDEST, _GAP, _ARROW = 112, 4, 12
_LEGEND = 150
# Light for nothing, dark for everything; letters turn white where the ground is dark.
_LIGHT, _DARK, _TURN = (226, 236, 247), (11, 61, 120), 55


@dataclass(frozen=True, slots=True)
class Field:
    """A cell: 0–100 (None: not enough to say), and how it has moved."""

    percent: int | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Everything the picture shows, in the reader's words and in letters that the font has. `notes` explain it."""

    title: str
    date: str
    skills: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Field, ...]], ...]
    low: str
    high: str
    up: str
    down: str
    notes: tuple[str, ...]


def height_of(heatmap: Heatmap) -> int:
    """The picture's height in pixels."""
    return _HEADS + _ROW * len(heatmap.rows) + _LEGEND + 40 * (len(heatmap.notes) - 1)


def draw(heatmap: Heatmap, font: Path) -> bytes:
    """The picture as PNG."""

    def paint(pen: Pen) -> None:
        pen.write(EDGE, 62, heatmap.title, TITLE)
        pen.write(WIDTH - EDGE, 62, heatmap.date, TEXT, SOFT, "right")
        wide = _wide(len(heatmap.skills))
        for column, name in enumerate(heatmap.skills):
            pen.write(_left(column, wide) + wide / 2 - 8, _HEADS - 20, name, SMALL, INK, slant=_SLANT)
        for number, (name, fields) in enumerate(heatmap.rows):
            _row(pen, _HEADS + number * _ROW, name, fields, wide)
        _legend(pen, heatmap, _HEADS + _ROW * len(heatmap.rows) + 46)

    return painted(WIDTH, height_of(heatmap), font, paint)


def shade(percent: int) -> str:
    """The colour of a share, 0–100."""
    part = percent / 100
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(_LIGHT, _DARK, strict=True))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _wide(columns: int) -> float:
    return min((WIDTH - EDGE - _OVERHANG - _NAMES) / max(columns, 1), _WIDEST)


def _left(column: int, wide: float) -> float:
    return EDGE + _NAMES + column * wide


def _row(pen: Pen, top: float, name: str, fields: Sequence[Field], wide: float) -> None:
    middle = top + (_ROW - _GAP) / 2
    pen.write(EDGE, middle, name, TEXT)
    for column, field in enumerate(fields):
        left = _left(column, wide)
        ground = EMPTY if field.percent is None else shade(field.percent)
        pen.box(left, top, wide - _GAP, _ROW - _GAP, ground)
        text = "–" if field.percent is None else str(field.percent)
        dark = field.percent is not None and field.percent >= _TURN
        ink = "#ffffff" if dark else SOFT if field.percent is None else INK
        moved = field.change in (Change.UP, Change.DOWN)
        pen.write(left + (wide - _GAP) / 2 - 6 * moved, middle + 2 * moved, text, SMALL, ink, "center")
        if moved:
            pen.arrow(left + wide - _GAP - 9, top + 10, _ARROW, ink, up=field.change is Change.UP)


def _legend(pen: Pen, heatmap: Heatmap, top: float) -> None:
    pen.write(EDGE, top, heatmap.low, SMALL, SOFT)
    start, wide = EDGE + 40 + 26 * len(heatmap.low), 18
    for step in range(11):
        pen.box(start + step * wide, top - 12, wide, 24, shade(step * 10))
    pen.write(start + 11 * wide + 14, top, heatmap.high, SMALL, SOFT)
    right = start + 11 * wide + 40 + 28 * len(heatmap.high)
    for text, up in ((heatmap.up, True), (heatmap.down, False)):
        pen.arrow(right, top, _ARROW + 3, INK, up=up)
        pen.write(right + 20, top, text, SMALL, SOFT)
        right += 210
    for number, note in enumerate(heatmap.notes):
        pen.write(EDGE, top + 50 + 40 * number, note, SMALL, SOFT)
