"""The replies of `content/objections` as examples: whole four-part answers, which single sentences cannot teach."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.base.language import Lang
from bot.language.data import Example
from bot.language.moves import FORMULA, MoveKind
from bot.training.objections import Objection

# Yes or no, or one of two: what makes the last question a closed one.
_CLOSED = {
    Lang.ZH: re.compile(r"吗[?？]|还是|是不是|能不能|行不行|好不好|有没有|要不要|对不对"),
    Lang.EN: re.compile(
        r"(?:^|[.!?;,:] )(?:is|are|was|were|do|does|did|has|have|had|can|could|would|will|shall|should|may)\b|\bor\b",
        re.IGNORECASE,
    ),
}


def as_examples(objections: Iterable[Objection]) -> tuple[Example, ...]:
    """One example for each full reply: all four parts, and the kind of its closing question."""
    return tuple(
        Example(reply.spoken(lang), lang, (*FORMULA, _question(reply.ask, lang)), wording.phrasings[0], held_out=False)
        for objection in objections
        for lang, wording in objection.wording.items()
        for reply in wording.replies
    )


def _question(ask: str, lang: Lang) -> MoveKind:
    return MoveKind.CLOSED if _CLOSED[lang].search(ask) else MoveKind.OPEN
