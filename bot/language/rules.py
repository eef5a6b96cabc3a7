"""Rules at work: which patterns hit a normalised text, where, and with what say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.base.language import Lang
from bot.language.caseless import caseless, small
from bot.language.data import Cue, CueKind, Rule
from bot.language.normalise import Span

_HITS_PER_RULE = 3
_HAN = re.compile(r"[㐀-鿿]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule (and its `number` in the book) that matched, and the span of the normalised text it matched."""

    rule: Rule
    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    context: re.Pattern[str] | None


class RuleBook:
    """All rules, compiled once. Safe to share between threads."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(
            _Compiled(
                rule,
                caseless(rule.pattern),
                caseless(rule.unless) if rule.unless is not None else None,
                caseless(rule.context) if rule.context is not None else None,
            )
            for rule in sorted(rules, key=repr)
        )

    def __len__(self) -> int:
        return len(self._rules)

    def hits(self, text: str, within: Sequence[Span], context: str | None = None) -> tuple[Hit, ...]:
        """The hits in `text`, whose sentences are `within`; `context` is the customer's (normalised) last line."""
        langs, said, before = languages_in(text), small(text), small(context or "")
        return tuple(
            hit
            for number, rule in enumerate(self._rules)
            if rule.rule.lang in langs and (rule.context is None or (before and rule.context.search(before)))
            for hit in _hits_of(rule, number, said, within)
        )


class CueBook:
    """All cues, compiled once."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues = tuple((cue.kind, cue.lang, caseless(cue.pattern)) for cue in sorted(cues, key=repr))

    def first(self, kind: CueKind, text: str) -> Span | None:
        """Where the earliest cue of that kind stands in `text`; None if there is none."""
        langs, said = languages_in(text), small(text)
        found = [
            Span(match.start(), match.end())
            for known, lang, pattern in self._cues
            if known is kind and lang in langs and (match := pattern.search(said)) is not None
        ]
        return min(found, key=lambda span: (span.start, span.end), default=None)


def languages_in(text: str) -> tuple[Lang, ...]:
    """The languages whose letters a text holds: rules of others need not be tried."""
    found = ((Lang.ZH, _HAN), (Lang.EN, _LATIN))
    return tuple(lang for lang, letters in found if letters.search(text) is not None)


def _hits_of(rule: _Compiled, number: int, text: str, within: Sequence[Span]) -> Iterable[Hit]:
    for match in islice(rule.pattern.finditer(text), _HITS_PER_RULE):
        if match.start() == match.end():
            continue
        if rule.unless is not None:
            sentence = sentence_at(match.start(), within, len(text))
            if rule.unless.search(text, sentence.start, sentence.end) is not None:
                continue
        yield Hit(rule.rule, number, Span(match.start(), match.end()))


def sentence_at(position: int, within: Sequence[Span], length: int) -> Span:
    """The sentence that holds `position`, or the whole text if it lies between sentences."""
    return next((span for span in within if span.start <= position < span.end), Span(0, length))
