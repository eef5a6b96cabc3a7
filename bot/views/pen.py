"""What pictures are drawn with: in pixels from the upper left corner, in one hue and one font.

One hue in light and dark says everything, so that nothing hangs on telling colours apart. No letter is smaller than
SMALL, so that a picture 1080 pixels wide can be read on a phone.
"""

from __future__ import annotations

import io
import threading
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 1080
EDGE = 48
TITLE, HEADING, TEXT, SMALL = 42, 34, 29, 26
INK, SOFT, GROUND = "#1c2733", "#55606b", "#ffffff"
FULL, PALE, EMPTY = "#1f5fa8", "#a9c4e2", "#e9edf2"
_DPI = 100
# What stands for a letter that the font has not got.
_MISSING = "□"
# One picture at a time: the library keeps fonts and settings that threads would share.
_ONE = threading.Lock()


class Pen:
    """Writes and draws."""

    def __init__(self, axes: Axes, font: Path) -> None:
        self._axes = axes
        self._font = font

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: int = TEXT,
        colour: str = INK,
        side: str = "left",
        slant: float = 0,
    ) -> None:
        """A line of text, vertically centred on `y`; with a `slant` (degrees) it rises from there to the right."""
        from matplotlib.font_manager import FontProperties

        font = FontProperties(fname=str(self._font), size=size * 72 / _DPI)
        how: dict[str, Any] = {"ha": side, "va": "center_baseline", "color": colour}
        if slant:
            how |= {"rotation": slant, "rotation_mode": "anchor"}
        self._axes.text(x, y, text, fontproperties=font, parse_math=False, **how)

    def box(self, x: float, y: float, width: float, height: float, colour: str, edge: str | None = None) -> None:
        """A filled box, with a line around it where `edge` is given."""
        from matplotlib.patches import Rectangle

        line: dict[str, Any] = {"linewidth": 0} if edge is None else {"edgecolor": edge, "linewidth": 2.5}
        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, **line))

    def arrow(self, x: float, y: float, size: float, colour: str, *, up: bool) -> None:
        """A triangle that points up or down, its middle at `x`, `y`."""
        from matplotlib.patches import Polygon

        tip = -size / 2 if up else size / 2
        self._axes.add_patch(
            Polygon([(x - size / 2, y - tip), (x + size / 2, y - tip), (x, y + tip)], facecolor=colour, linewidth=0)
        )


def painted(width: int, height: int, font: Path, paint: Callable[[Pen], None]) -> bytes:
    """The picture as PNG. Takes about a second; the first one also loads the plotting library."""
    with _ONE:
        # Nobody but whoever looks at a picture needs it, and it is slow to load.
        from matplotlib.figure import Figure

        figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=GROUND)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        paint(Pen(axes, font))
        picture = io.BytesIO()
        figure.savefig(picture, format="png")
        return picture.getvalue()


def legible(text: str, font: Path) -> str:
    """Words of users in letters that the font has.

    A letter with an accent that it has not got loses the accent, any other becomes a box; emoji and signs are left out.
    """
    return "".join(_legible(char, _letters(str(font))) for char in text).strip()


def _legible(char: str, known: frozenset[int]) -> str:
    if ord(char) in known:
        return char
    if unicodedata.category(char)[0] != "L":
        return ""
    plain = unicodedata.normalize("NFD", char)[0]
    return plain if ord(plain) in known else _MISSING


@cache
def _letters(font: str) -> frozenset[int]:
    from matplotlib.font_manager import get_font

    return frozenset(get_font(font).get_charmap())
