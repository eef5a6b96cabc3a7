"""How people are named in what others read."""

from __future__ import annotations

from pathlib import Path

from bot.services.names import together
from bot.storage.queries.people import Person
from bot.views.pen import legible

# In lists and pictures, in columns: a Chinese character takes two.
LIST_COLUMNS, PICTURE_COLUMNS = 24, 15
_WIDE = 0x2E80


def listed(person: Person, columns: int = LIST_COLUMNS) -> str:
    """First and last name, cut where a list would break."""
    return cut(together(person.first_name, person.last_name), columns)


def drawn(person: Person, font: Path) -> str:
    """The name in letters of a picture's font; without any, the user name, and failing that a box."""
    for name in (together(person.first_name, person.last_name), person.username or ""):
        shown = legible(name, font)
        if shown:
            return cut(shown, PICTURE_COLUMNS)
    return "□"


def cut(text: str, columns: int) -> str:
    """The text on one line of at most so many columns."""
    line, used = " ".join(text.split()), 0
    for at, char in enumerate(line):
        used += 2 if ord(char) >= _WIDE else 1
        if used > columns:
            return line[: max(at - 1, 1)].rstrip() + "…"
    return line
