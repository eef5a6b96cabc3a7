"""The analyser: one utterance in, moves with confidence and evidence out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.base.language import Lang
from bot.language.data import MoveSource
from bot.language.encoder import Encoder, Matrix, meanings
from bot.language.features import LABELS, extras
from bot.language.head import Head
from bot.language.listener import Listener
from bot.language.moves import FAULTS, Analysis, Evidence, Likeness, Move, MoveKind
from bot.language.normalise import Normalised, Span, clauses, length_in_words
from bot.language.rules import CueBook, Hit, RuleBook, sentence_at
from bot.language.sayings import Sayings
from bot.language.training import trained
from bot.language.units import Utterance, take_apart

SURE = 0.5
LEAST = 0.10
_STEP = 20
# Longer than this a turn is a lecture (rubric: listen.brief); twice as long nobody doubts it.
_RAMBLES_FROM = {Lang.ZH: 150, Lang.EN: 100}
_ORDER = {kind: i for i, kind in enumerate(MoveKind)}


@dataclass(frozen=True, slots=True)
class Reading:
    """An analysis beside the utterance taken apart, for whoever looks closer (see `formula`)."""

    analysis: Analysis
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class _Heard:
    """One label, how sure it is, and the piece of the normalised text that shows it."""

    kind: MoveKind
    confidence: float
    where: Span


class Analyser:
    """Recognises moves. Total (any text will do), deterministic, safe to share between threads."""

    def __init__(self, head: Head, rules: RuleBook, cues: CueBook, encoder: Encoder | None) -> None:
        self._head = head
        self._rules = rules
        self._encoder = encoder
        self.cues = cues

    @classmethod
    def build(
        cls, source: MoveSource, *, encoder: Encoder | None, cache: Path | None = None, shipped: Path | None = None
    ) -> Analyser:
        """Take the head from the file `shipped` or `cache` if it was trained on `source`, or train it (`trained`).

        Without an encoder words and rules decide alone: cheap, and markedly worse.
        """
        rules = RuleBook(source.own.rules)
        return cls(trained(source, rules, encoder, cache, shipped), rules, CueBook(source.own.cues), encoder)

    def warm(self) -> None:
        """Open what is read lazily, so that no user waits for it."""
        self._head.warm()

    @property
    def listener(self) -> Listener | None:
        """The network that listens beside the ridge, as in the head that ships."""
        return self._head.listener

    def analyse(
        self, text: str, lang: Lang | None = None, context: str | None = None, beside: Sayings | None = None
    ) -> Analysis:
        """The moves of `text`, and what of the sayings `beside` it resembles.

        `context` is the customer's last line; without `lang` the language is found out.
        """
        return self.read(text, lang, context, beside).analysis

    def read(
        self, text: str, lang: Lang | None = None, context: str | None = None, beside: Sayings | None = None
    ) -> Reading:
        """Like `analyse`, and how the utterance was taken apart."""
        utterance = take_apart(text, self._rules, lang, context)
        if not utterance.sentences:
            return Reading(Analysis(text, utterance.lang, _with_unclear((), utterance)), utterance)
        listening = self._head.listen(utterance.text, utterance.before)
        vectors = meanings([unit.text for unit in utterance.units], self._encoder)
        moves = _with_unclear(self._moves(utterance, vectors, listening), utterance)
        likes = () if beside is None else _likes(beside, utterance, vectors)
        return Reading(Analysis(text, utterance.lang, moves, likes, beside is not None), utterance)

    def _moves(self, utterance: Utterance, vectors: Matrix, listening: Callable[[], Matrix]) -> tuple[_Heard, ...]:
        scores = self._head.ridge.scores(vectors, extras(utterance, self._head.lexicon, len(self._rules)))
        confidences = self._head.confidences(scores, listening(), utterance.lang)
        return tuple(_judged(label, float(confidences[i]), scores[:, i], utterance) for i, label in enumerate(LABELS))


def _likes(sayings: Sayings, utterance: Utterance, vectors: Matrix) -> tuple[Likeness, ...]:
    """What the utterance resembles, and each of its sentences and clauses."""
    return tuple(
        Likeness(near.label, near.score, evidence(utterance.source, utterance.units[near.piece].span))
        for near in sayings.nearest(vectors)
    )


def _judged(kind: MoveKind, confidence: float, scores: Matrix, utterance: Utterance) -> _Heard:
    """One label's move, after its rules had their say."""
    where = _shown_by(kind, scores, utterance)
    for hit in utterance.hits:
        if hit.rule.label is kind and hit.rule.floor is not None and hit.rule.floor > confidence:
            confidence, where = hit.rule.floor, _clause_of(hit, utterance)
    if kind is MoveKind.RAMBLE:
        confidence = max(confidence, _rambling(utterance))
    for hit in utterance.hits:
        if hit.rule.label is kind and hit.rule.cap is not None and _overlap(hit, where, utterance):
            confidence = min(confidence, hit.rule.cap)
    return _Heard(kind, rounded(confidence), where)


def _shown_by(kind: MoveKind, scores: Matrix, utterance: Utterance) -> Span:
    """The piece that scores best for the label; for a fault only its clause that a rule hit, if there is just one."""
    if kind is MoveKind.RAMBLE:
        return utterance.units[0].span
    best = utterance.units[1 + int(np.argmax(scores[1:]))].span if len(scores) > 1 else utterance.units[0].span
    if kind not in FAULTS:
        return best
    hits = [hit for hit in utterance.hits_in(best) if hit.rule.label is kind and hit.rule.cap is None]
    told = dict.fromkeys(_clause_of(hit, utterance) for hit in hits)
    return next(iter(told)) if len(told) == 1 else best


def _clause_of(hit: Hit, utterance: Utterance) -> Span:
    """The smallest piece that holds the whole hit: clause, sentence or all."""
    sentence = sentence_at(hit.span.start, utterance.sentences, len(utterance.text))
    pieces = (*clauses(utterance.text, sentence), sentence)
    holding = (span for span in pieces if span.start <= hit.span.start and hit.span.end <= span.end)
    return next(holding, utterance.units[0].span)


def _overlap(hit: Hit, where: Span, utterance: Utterance) -> bool:
    sentence = sentence_at(hit.span.start, utterance.sentences, len(utterance.text))
    return sentence.start < where.end and where.start < sentence.end


def _rambling(utterance: Utterance) -> float:
    longest = _RAMBLES_FROM[utterance.lang]
    length = length_in_words(utterance.text)
    return 0.0 if length <= longest else min(0.6 + 0.4 * (length - longest) / longest, 1.0)


def _with_unclear(heard: tuple[_Heard, ...], utterance: Utterance) -> tuple[Move, ...]:
    """Every move from 0.10 up, best first; when none is sure, `unclear` before at least two that are no faults."""
    ordered = sorted(heard, key=lambda one: (-one.confidence, _ORDER[one.kind]))
    best = ordered[0].confidence if ordered else 0.0
    told = [one for one in ordered if one.confidence >= LEAST]
    if best < SURE:
        unclear = _Heard(MoveKind.UNCLEAR, rounded(1.0 - best), Span(0, len(utterance.text)))
        closest = [one for one in ordered if one.kind not in FAULTS][:2]
        told = [unclear, *(one for one in ordered if one in told or one in closest)]
    # The words are looked up for what is told, a few of thirty.
    return tuple(Move(one.kind, max(one.confidence, LEAST), evidence(utterance.source, one.where)) for one in told)


def rounded(confidence: float) -> float:
    """A confidence on the grid of 0.05, so that machines agree on it."""
    return round(round(min(max(confidence, 0.0), 1.0) * _STEP) / _STEP, 2)


def evidence(source: Normalised, span: Span) -> Evidence:
    """The original words of a span of the normalised text."""
    if not source.text or span.start >= span.end:
        return Evidence(0, 0, "")
    start, end = source.span(span.start, span.end)
    words = source.source[start:end]
    start += len(words) - len(words.lstrip())
    return Evidence(start, start + len(words.strip()), words.strip())
