"""The shape of what was typed: said before, in another language, a bare list of words."""

from __future__ import annotations

import re
import statistics

from bot.scenarios.topics import term
from bot.scenarios.types import Scenario

_LIST_CUT = re.compile(r"[\s,、;/|。.+]+")
_PERSONAL = re.compile(r"[您你我咱]|\b(?:you|your|i|i'm|we|our|my)\b", re.IGNORECASE)
# One in so many pieces of a list may be a phrase with a "you" in it.
_SPOKEN = 8
# A piece of more Chinese characters is no word of a list but a sentence.
_LONGEST_WORD = 8


def repeated(memory: str, asked: tuple[str, ...]) -> bool:
    """Whether it was said before, word by word or nearly so."""
    return len(memory) >= 4 and any(_alike(memory, earlier) for earlier in asked)


def _alike(one: str, other: str) -> bool:
    """Equal, or sharing four fifths of their pairs of characters."""
    if one == other:
        return True
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    others = {other[i : i + 2] for i in range(len(other) - 1)}
    return len(pairs & others) * 5 >= len(pairs | others) * 4 and len(pairs) >= 5


def foreign(scenario: Scenario, text: str) -> bool:
    """Neither Chinese nor English: mostly letters of other scripts, or words of another language."""
    letters = [char for char in text if char.isalpha()]
    known = sum(1 for char in letters if char.isascii() or "㐀" <= char <= "鿿")
    if letters and known * 2 < len(letters):
        return True
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    return sum(1 for word in words if term(scenario, "foreign", word) == word) >= 3


def listed(text: str) -> bool:
    """A bare list of words rather than a sentence: nobody in it speaks or is spoken to."""
    pieces = [piece for piece in _LIST_CUT.split(text.strip("?!")) if piece]
    personal = sum(1 for piece in pieces if _PERSONAL.search(piece))
    if len(pieces) < 6 or personal * _SPOKEN > len(pieces):
        return False
    if detect_han(text):
        return statistics.median(len(piece) for piece in pieces) <= 4 and max(map(len, pieces)) <= _LONGEST_WORD
    clauses = [clause for clause in re.split(r"[,;/|\n]+", text) if clause.strip()]
    return len(clauses) >= 6 and statistics.median(len(clause.split()) for clause in clauses) <= 2


def detect_han(text: str) -> bool:
    """Whether a text is written in Chinese characters at all."""
    return any("㐀" <= char <= "鿿" for char in text)
