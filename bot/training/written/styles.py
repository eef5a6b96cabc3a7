"""What a line for each of the five styles is marked by; the criteria are those of the lesson on styles.

Four criteria each, 45 + 25 + 15 + 15: what the style lives on, how it likes to hear it, what it cannot bear, and that
the matter is still the same. A style is a guess to begin with, never a verdict on somebody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.base.language import Lang
from bot.language.normalise import length_in_words
from bot.scenarios.types import StyleId
from bot.training.written import style_words as words
from bot.training.written.answer import Answer, Patterns
from bot.training.written.types import Criterion
from bot.training.written.words import shared

# Chinese characters and English words that a tiger listens to, and that anybody does.
_SHORT = {Lang.ZH: 45, Lang.EN: 32}
LONG = {Lang.ZH: 120, Lang.EN: 90}


@dataclass(frozen=True, slots=True)
class StyleRule:
    """`core`: what the style lives on; `manner`: how it likes to hear it; `never`: what it cannot bear.

    `longest`: more than that in one breath is something it cannot bear either.
    """

    core: Patterns
    manner: Patterns | None
    never: Patterns
    longest: Mapping[Lang, int]


RULES: Mapping[StyleId, StyleRule] = MappingProxyType(
    {
        StyleId.TIGER: StyleRule(words.TIGER_CORE, None, words.TIGER_NEVER, _SHORT),
        StyleId.OWL: StyleRule(words.OWL_CORE, words.OWL_MANNER, words.OWL_NEVER, LONG),
        StyleId.KOALA: StyleRule(words.KOALA_CORE, words.KOALA_MANNER, words.KOALA_NEVER, LONG),
        StyleId.PEACOCK: StyleRule(words.PEACOCK_CORE, words.PEACOCK_MANNER, words.PEACOCK_NEVER, LONG),
        StyleId.CHAMELEON: StyleRule(words.CHAMELEON_CORE, words.CHAMELEON_MANNER, words.CHAMELEON_NEVER, LONG),
    }
)


def style(answer: Answer) -> tuple[Criterion, ...]:
    """A line for the style that the item names."""
    name = StyleId(answer.item.style or StyleId.TIGER)
    rule, lang = RULES[name], answer.written_in
    about = shared(answer.said, *answer.matter)
    core, never = answer.found(rule.core), answer.found(rule.never)
    fits = length_in_words(answer.spoken) <= rule.longest[lang]
    manner = fits if rule.manner is None else answer.found(rule.manner) is not None
    shown = None if rule.manner is None else answer.found(rule.manner)
    return (
        Criterion(f"{name}_core", 45 if core is not None else 0, 45, core),
        Criterion(f"{name}_manner", 25 if manner and core is not None else 0, 25, shown),
        Criterion(f"{name}_never", 15 if never is None and fits and core is not None else 0, 15, never),
        Criterion("matter", 15 if about is not None else 0, 15, about),
    )
