"""The progress picture: skills as bars, training days as a calendar, what comes back as a forecast.

1080 pixels wide, drawn in pixels with no letter below 26, so that it can be read on a phone. One hue in light and dark
says everything, so that nothing hangs on telling colours apart.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 1080
_DPI = 100
_EDGE = 48
_TITLE, _HEADING, _TEXT, _SMALL = 42, 34, 29, 26
_INK, _SOFT, _GROUND = "#1c2733", "#55606b", "#ffffff"
_FULL, _PALE, _EMPTY = "#1f5fa8", "#a9c4e2", "#e9edf2"
# Skills: the first row, the height of a row, where the bars stand.
_ROWS_TOP, _ROW, _BAR = 214, 43, (340, 950, 24)
# Calendar and forecast: the width of the weeks' names, the side of a day, the bars' span and height.
_WEEKS, _DAY, _BOX = 122, 47, 40
_FORECAST, _TALL = (600, WIDTH - _EDGE), 300
# One picture at a time: the library keeps fonts and settings that threads would share.
_ONE = threading.Lock()


@dataclass(frozen=True, slots=True)
class Bar:
    """A skill: 0–100 (None: untouched), and whether there is enough to say so."""

    title: str
    percent: int | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A row of the calendar: its name, and for each day whether there was training (None: still to come)."""

    name: str
    days: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the picture shows, in the reader's words.

    `today` is the column of today in the last week (0–6). `due` counts the questions of each day from today, `ticks`
    names some of those days by their number.
    """

    title: str
    date: str
    skills_title: str
    legend: str
    skills: tuple[Bar, ...]
    days_title: str
    weekdays: tuple[str, ...]
    weeks: tuple[Week, ...]
    today: int
    due_title: str
    due: tuple[int, ...]
    ticks: tuple[tuple[int, str], ...]


def height_of(chart: Chart) -> int:
    """The picture's height in pixels."""
    return _lower(chart) + 116 + _DAY * len(chart.weeks) + _EDGE


def draw(chart: Chart, font: Path) -> bytes:
    """The picture as PNG. Takes about a second; the first one also loads the plotting library."""
    with _ONE:
        # Nobody but whoever looks at their progress needs it, and it is slow to load.
        from matplotlib.figure import Figure

        figure = Figure(figsize=(WIDTH / _DPI, height_of(chart) / _DPI), dpi=_DPI, facecolor=_GROUND)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height_of(chart), 0)
        axes.set_axis_off()
        pen = _Pen(axes, font)
        _head(pen, chart)
        _skills(pen, chart.skills)
        _calendar(pen, chart)
        _forecast(pen, chart)
        picture = io.BytesIO()
        figure.savefig(picture, format="png")
        return picture.getvalue()


class _Pen:
    """Writes and draws in pixels from the upper left corner."""

    def __init__(self, axes: Axes, font: Path) -> None:
        self._axes = axes
        self._font = font

    def write(self, x: float, y: float, text: str, size: int = _TEXT, colour: str = _INK, side: str = "left") -> None:
        """A line of text, vertically centred on `y`."""
        from matplotlib.font_manager import FontProperties

        font = FontProperties(fname=str(self._font), size=size * 72 / _DPI)
        how: dict[str, Any] = {"ha": side, "va": "center_baseline", "color": colour}
        self._axes.text(x, y, text, fontproperties=font, parse_math=False, **how)

    def box(self, x: float, y: float, width: float, height: float, colour: str, edge: str | None = None) -> None:
        """A filled box, with a line around it where `edge` is given."""
        from matplotlib.patches import Rectangle

        line: dict[str, Any] = {"linewidth": 0} if edge is None else {"edgecolor": edge, "linewidth": 2.5}
        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, **line))


def _head(pen: _Pen, chart: Chart) -> None:
    pen.write(_EDGE, 62, chart.title, _TITLE)
    pen.write(WIDTH - _EDGE, 62, chart.date, _TEXT, _SOFT, "right")
    pen.write(_EDGE, 130, chart.skills_title, _HEADING)
    if all(bar.sure or bar.percent is None for bar in chart.skills):
        return
    pen.box(_EDGE, 168, 30, 20, _PALE)
    pen.write(_EDGE + 42, 178, chart.legend, _SMALL, _SOFT)


def _skills(pen: _Pen, skills: Sequence[Bar]) -> None:
    left, right, thick = _BAR
    for number, bar in enumerate(skills):
        y = _ROWS_TOP + number * _ROW + _ROW / 2
        pen.write(_EDGE, y, bar.title, _TEXT, _INK if bar.percent is not None else _SOFT)
        pen.box(left, y - thick / 2, right - left, thick, _EMPTY)
        if bar.percent is None:
            continue
        long = max(bar.percent / 100 * (right - left), 4)
        pen.box(left, y - thick / 2, long, thick, _FULL if bar.sure else _PALE)
        if bar.sure:
            pen.write(WIDTH - _EDGE, y, str(bar.percent), _TEXT, _INK, "right")


def _lower(chart: Chart) -> int:
    """Where the lower half begins."""
    return _ROWS_TOP + _ROW * len(chart.skills) + 52


def _calendar(pen: _Pen, chart: Chart) -> None:
    top, left = _lower(chart), _EDGE + _WEEKS
    pen.write(_EDGE, top, chart.days_title, _HEADING)
    for column, name in enumerate(chart.weekdays):
        pen.write(left + column * _DAY + _BOX / 2, top + 60, name, _SMALL, _SOFT, "center")
    for row, week in enumerate(chart.weeks):
        y = top + 88 + row * _DAY
        pen.write(_EDGE, y + _BOX / 2, week.name, _SMALL, _SOFT)
        for column, trained in enumerate(week.days):
            if trained is None:
                continue
            today = row == len(chart.weeks) - 1 and column == chart.today
            pen.box(left + column * _DAY, y, _BOX, _BOX, _FULL if trained else _EMPTY, _INK if today else None)


def _forecast(pen: _Pen, chart: Chart) -> None:
    top, (left, right) = _lower(chart), _FORECAST
    pen.write(left, top, chart.due_title, _HEADING)
    ground = top + 88 + _DAY * (len(chart.weeks) - 1)
    wide = (right - left) / len(chart.due)
    most = max(*chart.due, 1)
    for number, count in enumerate(chart.due):
        x, tall = left + number * wide, max(count / most * min(_TALL, ground - top - 120), 3)
        pen.box(x + 3, ground - tall, wide - 6, tall, (_FULL if number == 0 else _PALE) if count else _EMPTY)
        if count:
            _under(pen, number, x, wide, ground - tall - 20, str(count), _INK)
    for number, name in chart.ticks:
        _under(pen, number, left + number * wide, wide, ground + 26, name, _SOFT)


def _under(pen: _Pen, number: int, x: float, wide: float, y: float, text: str, colour: str) -> None:
    """A few letters at a bar; those of the first one may be longer and run to the right."""
    if number == 0:
        pen.write(x + 3, y, text, _SMALL, colour)
    else:
        pen.write(x + wide / 2, y, text, _SMALL, colour, "center")
