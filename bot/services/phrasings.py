"""What people write, fit to be kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from bot.language.objection_space import key

# Control characters and half characters: no database keeps them all.
_DROPPED = frozenset({"Cc", "Cs"})


def clean(text: str) -> str:
    """The text without what cannot be kept, trimmed; line feeds stay."""
    kept = (char for char in text.replace("\r\n", "\n") if char in "\n\t" or unicodedata.category(char) not in _DROPPED)
    return "".join(kept).strip()


def distinct(said: Iterable[str]) -> tuple[str, ...]:
    """Phrasings on one line each, without empty ones and without those that differ only in case or punctuation."""
    found: dict[str, str] = {}
    for one in said:
        line = " ".join(clean(one).split())
        if line:
            found.setdefault(key(line), line)
    return tuple(found.values())
