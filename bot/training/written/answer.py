"""A written answer with everything that was read in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.base.language import Lang
from bot.language.formula import Reply
from bot.language.moves import Analysis, MoveKind
from bot.language.normalise import normalise
from bot.training.items import Item
from bot.training.own_reply import Judgement

# The task says what to look for, so what the analyser only suspects is taken for it.
LIKELY = 0.3

Patterns = Mapping[Lang, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wrote to an item in their language `lang`; `line` is the analysis of the line they were given."""

    item: Item
    lang: Lang
    said: str
    reply: Reply
    judgement: Judgement
    line: Analysis | None

    @property
    def given(self) -> str:
        """The line to answer or to better; empty where the item has none."""
        return self.item.wording[self.lang].said or ""

    @property
    def matter(self) -> tuple[str, ...]:
        """What speaks of the item's matter: situation, line and example."""
        wording = self.item.wording[self.lang]
        return (wording.question, self.given, wording.example or "")

    @property
    def written_in(self) -> Lang:
        """The language of the answer, whatever language was asked in."""
        return self.reply.analysis.lang

    @property
    def spoken(self) -> str:
        """The answer as patterns see it."""
        return normalise(self.said).text.lower()

    @property
    def questions(self) -> int:
        """How many questions it asks."""
        return len(re.findall(r"\?+", self.spoken))

    def confidence(self, kind: MoveKind) -> float:
        """How surely a move is there; 0 for none."""
        return max((move.confidence for move in self.reply.analysis.moves if move.kind is kind), default=0.0)

    def seen(self, kind: MoveKind, at_least: float = LIKELY) -> str | None:
        """The words that show a move, or None."""
        part = self.reply.part(kind)
        if part is not None:
            return part.evidence.text.strip()
        moves = (move for move in self.reply.analysis.moves if move.kind is kind and move.confidence >= at_least)
        return next((move.evidence.text.strip() for move in moves), None)

    def found(self, patterns: Patterns) -> str | None:
        """The words that match a pattern of the language it was written in."""
        source = normalise(self.said)
        match = patterns[self.written_in].search(source.text.lower())
        if match is None:
            return None
        start, end = match.span() if len(source.text.lower()) == len(source.text) else (0, len(source.text))
        start, end = source.span(start, max(end, start + 1))
        return self.said[start:end].strip(" ,.;:!?。，")
