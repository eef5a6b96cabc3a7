"""The progress picture: skills as bars, training days as a calendar, what comes back as a forecast.

1080 pixels wide, drawn in pixels with no letter below 26, so that it can be read on a phone. One hue in light and dark
says everything, so that nothing hangs on telling colours apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.views.pen import EDGE, EMPTY, FULL, HEADING, INK, PALE, SMALL, SOFT, TEXT, TITLE, WIDTH, Pen, painted

# Skills: the first row, the height of a row, where the bars stand.
_ROWS_TOP, _ROW, _BAR = 214, 43, (340, 950, 24)
# Calendar and forecast: the width of the weeks' names, the side of a day, the bars' span and height.
_WEEKS, _DAY, _BOX = 122, 47, 40
_FORECAST, _TALL = (600, WIDTH - EDGE), 300


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
    return _lower(chart) + 116 + _DAY * len(chart.weeks) + EDGE


def draw(chart: Chart, font: Path) -> bytes:
    """The picture as PNG. Takes about a second; the first one also loads the plotting library."""

    def paint(pen: Pen) -> None:
        _head(pen, chart)
        _skills(pen, chart.skills)
        _calendar(pen, chart)
        _forecast(pen, chart)

    return painted(WIDTH, height_of(chart), font, paint)


def _head(pen: Pen, chart: Chart) -> None:
    pen.write(EDGE, 62, chart.title, TITLE)
    pen.write(WIDTH - EDGE, 62, chart.date, TEXT, SOFT, "right")
    pen.write(EDGE, 130, chart.skills_title, HEADING)
    if all(bar.sure or bar.percent is None for bar in chart.skills):
        return
    pen.box(EDGE, 168, 30, 20, PALE)
    pen.write(EDGE + 42, 178, chart.legend, SMALL, SOFT)


def _skills(pen: Pen, skills: Sequence[Bar]) -> None:
    left, right, thick = _BAR
    for number, bar in enumerate(skills):
        y = _ROWS_TOP + number * _ROW + _ROW / 2
        pen.write(EDGE, y, bar.title, TEXT, INK if bar.percent is not None else SOFT)
        pen.box(left, y - thick / 2, right - left, thick, EMPTY)
        if bar.percent is None:
            continue
        long = max(bar.percent / 100 * (right - left), 4)
        pen.box(left, y - thick / 2, long, thick, FULL if bar.sure else PALE)
        if bar.sure:
            pen.write(WIDTH - EDGE, y, str(bar.percent), TEXT, INK, "right")


def _lower(chart: Chart) -> int:
    """Where the lower half begins."""
    return _ROWS_TOP + _ROW * len(chart.skills) + 52


def _calendar(pen: Pen, chart: Chart) -> None:
    top, left = _lower(chart), EDGE + _WEEKS
    pen.write(EDGE, top, chart.days_title, HEADING)
    for column, name in enumerate(chart.weekdays):
        pen.write(left + column * _DAY + _BOX / 2, top + 60, name, SMALL, SOFT, "center")
    for row, week in enumerate(chart.weeks):
        y = top + 88 + row * _DAY
        pen.write(EDGE, y + _BOX / 2, week.name, SMALL, SOFT)
        for column, trained in enumerate(week.days):
            if trained is None:
                continue
            today = row == len(chart.weeks) - 1 and column == chart.today
            pen.box(left + column * _DAY, y, _BOX, _BOX, FULL if trained else EMPTY, INK if today else None)


def _forecast(pen: Pen, chart: Chart) -> None:
    top, (left, right) = _lower(chart), _FORECAST
    pen.write(left, top, chart.due_title, HEADING)
    ground = top + 88 + _DAY * (len(chart.weeks) - 1)
    wide = (right - left) / len(chart.due)
    most = max(*chart.due, 1)
    for number, count in enumerate(chart.due):
        x, tall = left + number * wide, max(count / most * min(_TALL, ground - top - 120), 3)
        pen.box(x + 3, ground - tall, wide - 6, tall, (FULL if number == 0 else PALE) if count else EMPTY)
        if count:
            _under(pen, number, x, wide, ground - tall - 20, str(count), INK)
    for number, name in chart.ticks:
        _under(pen, number, left + number * wide, wide, ground + 26, name, SOFT)


def _under(pen: Pen, number: int, x: float, wide: float, y: float, text: str, colour: str) -> None:
    """A few letters at a bar; those of the first one may be longer and run to the right."""
    if number == 0:
        pen.write(x + 3, y, text, SMALL, colour)
    else:
        pen.write(x + wide / 2, y, text, SMALL, colour, "center")
