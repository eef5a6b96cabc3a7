"""What gives a communication style away: lines with the words that show it, and what speaks against the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.base.language import Lang
from bot.scenarios.types import StyleId


@dataclass(frozen=True, slots=True)
class Tell:
    """A customer's line: `words`, a part of `text`, show the trait of that id; `clear`: beyond much doubt."""

    text: str
    words: str
    trait: str
    clear: bool


@dataclass(frozen=True, slots=True)
class StyleTells:
    """One style in one language.

    `traits` say what words show, by id; `against` says what speaks against each other style; no line names an animal.
    """

    traits: Mapping[str, str]
    against: Mapping[StyleId, str]
    lines: tuple[Tell, ...]


Tells = Mapping[Lang, Mapping[StyleId, StyleTells]]
