"""Texts reduced to what matters when they are compared."""

from __future__ import annotations

import unicodedata


def normal(text: str) -> str:
    """Letters and digits only, lower case, full-width forms folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def columns(text: str) -> int:
    """How wide a text is on a screen: wide East Asian characters and emoji count two."""
    marks = ("Mn", "Me", "Cf")
    shown = [char for char in text if unicodedata.category(char) not in marks]
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown)
