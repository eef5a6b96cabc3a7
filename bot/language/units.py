"""What of an utterance is classified: the whole, its sentences and their clauses, each with its hits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.base.language import Lang
from bot.language.normalise import Normalised, Span, clauses, detect_lang, length_in_words, normalise, sentences
from bot.language.rules import Hit, RuleBook

# No message is longer (Telegram's limit), and no reading needs more pieces than this.
_LONGEST = 4096
_MOST_UNITS = 16
# Up to this many words a question may be too short to mean anything without the line it answers.
_ANAPHORIC = {Lang.ZH: 8, Lang.EN: 6}
# A sentence longer than this may do several things, so its clauses are read too.
_SEVERAL_MOVES = {Lang.ZH: 24, Lang.EN: 18}
_SPEAKER = re.compile(r"^\s*(?:客户|顾客|对方|customer|client|buyer|prospect)\s*[::]\s*", re.IGNORECASE)
_CONTEXT_TAIL = 120


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the utterance: where it stands, and the text to read (a short question brings its context along)."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """An utterance taken apart. `units[0]` is the whole; the others are its sentences and clauses.

    `before`: the customer's last line, plain, if there was one.
    """

    source: Normalised
    lang: Lang
    sentences: tuple[Span, ...]
    units: tuple[Unit, ...]
    hits: tuple[Hit, ...]
    before: str | None = None

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.source.text

    def hits_in(self, span: Span) -> tuple[Hit, ...]:
        """The hits that begin within `span`."""
        return tuple(hit for hit in self.hits if span.start <= hit.span.start < span.end)


def take_apart(text: str, rules: RuleBook, lang: Lang | None = None, context: str | None = None) -> Utterance:
    """Normalise, find the language, split, and apply the rules. Total: any text will do."""
    source = normalise(text[:_LONGEST])
    spoken = lang if lang is not None else detect_lang(source.text)
    parts = sentences(source.text)
    said_before = _spoken(context) if context is not None else None
    return Utterance(
        source,
        spoken,
        parts,
        _units(source.text, parts, spoken, said_before),
        rules.hits(source.text, parts, said_before),
        said_before or None,
    )


def _spoken(context: str) -> str:
    return _SPEAKER.sub("", normalise(context[-_LONGEST:]).text)[-_CONTEXT_TAIL:]


def _units(text: str, parts: tuple[Span, ...], lang: Lang, context: str | None) -> tuple[Unit, ...]:
    whole = Span(0, len(text))
    leaning = context and "?" in text and length_in_words(text) <= _ANAPHORIC[lang]
    units = [Unit(whole, f"{context} {text}" if leaning else text)]
    seen = {whole} | ({parts[0]} if len(parts) == 1 else set())
    for sentence in parts:
        for span in (sentence, *_pieces(text, sentence, lang)):
            if span not in seen:
                seen.add(span)
                units.append(Unit(span, text[span.start : span.end]))
    return tuple(units[:_MOST_UNITS])


def _pieces(text: str, sentence: Span, lang: Lang) -> tuple[Span, ...]:
    """The clauses of a sentence that is long enough to do several things."""
    long = length_in_words(text[sentence.start : sentence.end]) > _SEVERAL_MOVES[lang]
    return clauses(text, sentence) if long else ()
