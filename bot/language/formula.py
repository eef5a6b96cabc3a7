"""The empathy formula on a whole reply: agree, praise, redirect, ask (D0): what is there and how good."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.base.language import Lang
from bot.language.analyser import SURE, Analyser, Reading, evidence
from bot.language.data import CueKind
from bot.language.moves import FORMULA, Analysis, Evidence, Move, MoveKind
from bot.language.normalise import length_in_words, plain
from bot.language.rules import CueBook
from bot.language.units import Utterance

# How many words must be left of a praise or an agreement without its stock phrases, for it to say something of its own.
_OWN_WORDS = {Lang.ZH: 6, Lang.EN: 4}


class Technique(StrEnum):
    """The five ways to redirect: split the topic, reframe, illustrate, follow the logic, reduce to absurdity."""

    SPLIT = "split"
    REFRAME = "reframe"
    ILLUSTRATE = "illustrate"
    FOLLOW = "follow"
    ABSURD = "absurd"


class Level(StrEnum):
    """How much empathy: LL taunts and hurts, L explains past the feeling, H cares, HH stands in the other's shoes."""

    LL = "LL"
    L = "L"
    H = "H"
    HH = "HH"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four parts and the words that show it. `specific`: it says more than the stock phrase does."""

    kind: MoveKind
    confidence: float
    evidence: Evidence
    specific: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to an objection as the formula sees it. `parts` stand in the order of the reply.

    `empty_agreement`: the agreement is taken back at once ("yes, but"). `technique`: None if no redirect shows one.
    `open_ask`: yes or no does not answer the closing question; `forward_ask`: it leads on, not back into the quarrel.
    """

    analysis: Analysis
    parts: tuple[Part, ...]
    empty_agreement: bool
    technique: Technique | None
    open_ask: bool
    forward_ask: bool
    level: Level

    def part(self, kind: MoveKind) -> Part | None:
        """The part of that kind, if the reply has one."""
        return next((part for part in self.parts if part.kind is kind), None)

    @property
    def missing(self) -> tuple[MoveKind, ...]:
        """The parts that are not there, in the formula's order."""
        return tuple(kind for kind in FORMULA if self.part(kind) is None)

    @property
    def in_order(self) -> bool:
        """Whether the parts that are there stand in the formula's order."""
        places = [FORMULA.index(part.kind) for part in self.parts]
        return places == sorted(places)

    @property
    def specific_praise(self) -> bool:
        """Whether there is praise that names something of this customer."""
        praise = self.part(MoveKind.PRAISE)
        return praise is not None and praise.specific


_TECHNIQUES = (
    (CueKind.SPLIT, Technique.SPLIT),
    (CueKind.ABSURD, Technique.ABSURD),
    (CueKind.REFRAME, Technique.REFRAME),
    (CueKind.ILLUSTRATE, Technique.ILLUSTRATE),
    (CueKind.FOLLOW, Technique.FOLLOW),
)
_COLD = (MoveKind.ARGUE, MoveKind.PERSUADE, MoveKind.REFUSE, MoveKind.EXCUSE, MoveKind.PRESSURE, MoveKind.BADMOUTH)


def read_reply(analyser: Analyser, text: str, lang: Lang | None = None, customer: str | None = None) -> Reply:
    """Read `text`, the answer to the customer's line `customer`, by the formula. Total like the analyser."""
    reading = analyser.read(text, lang, customer)
    cues = analyser.cues
    spoken = reading.utterance.text
    parts = _parts(reading, cues)
    empty = cues.first(CueKind.BUT, spoken) is not None
    ask = next((part for part in parts if part.kind is MoveKind.ASK), None)
    return Reply(
        reading.analysis,
        parts,
        empty,
        _technique(parts, spoken, cues),
        ask is not None and _is_open(reading.analysis, ask, cues),
        ask is not None and cues.first(CueKind.BACKWARD, plain(ask.evidence.text)) is None,
        _level(reading.analysis, parts, empty, spoken, cues),
    )


def _parts(reading: Reading, cues: CueBook) -> tuple[Part, ...]:
    found = [move for move in reading.analysis.sure(SURE) if move.kind in FORMULA]
    parts = [Part(m.kind, m.confidence, _shown_by(m, reading.utterance), _own_words(m, reading, cues)) for m in found]
    return tuple(sorted(parts, key=lambda part: (part.evidence.start, FORMULA.index(part.kind))))


def _shown_by(move: Move, utterance: Utterance) -> Evidence:
    """The words that show a part; what asks is the closing question, wherever the analyser felt it most."""
    questions = [one for one in utterance.sentences if "?" in utterance.text[one.start : one.end]]
    if move.kind is not MoveKind.ASK or not questions:
        return move.evidence
    return evidence(utterance.source, questions[-1])


def _own_words(move: Move, reading: Reading, cues: CueBook) -> bool:
    """Whether the sentence that holds the part says more than phrases that fit every customer."""
    words = _sentence_of(move.evidence, reading.utterance)
    for stock in (CueKind.STOCK_AGREE, CueKind.STOCK_PRAISE):
        while (span := cues.first(stock, words)) is not None and span.end > span.start:
            words = words[: span.start] + words[span.end :]
    return length_in_words(words) >= _OWN_WORDS[reading.analysis.lang]


def _sentence_of(evidence: Evidence, utterance: Utterance) -> str:
    """The normalised sentence in which the evidence begins."""
    for sentence in utterance.sentences:
        start, end = utterance.source.span(sentence.start, sentence.end)
        if start <= evidence.start < end:
            return utterance.text[sentence.start : sentence.end]
    return plain(evidence.text)


def _technique(parts: tuple[Part, ...], text: str, cues: CueBook) -> Technique | None:
    """The technique of the redirect; its own words count first, then the whole reply's."""
    redirect = next((part for part in parts if part.kind is MoveKind.REDIRECT), None)
    if redirect is None:
        return None
    for words in (plain(redirect.evidence.text), text):
        for cue, technique in _TECHNIQUES:
            if cues.first(cue, words) is not None:
                return technique
    return None


def _is_open(analysis: Analysis, ask: Part, cues: CueBook) -> bool:
    words = plain(ask.evidence.text)
    if cues.first(CueKind.TAG_QUESTION, words) is not None:
        return False
    if cues.first(CueKind.OPEN_QUESTION, words) is not None:
        return True
    return analysis.has(MoveKind.OPEN) and not analysis.has(MoveKind.CLOSED)


def _level(analysis: Analysis, parts: tuple[Part, ...], empty: bool, text: str, cues: CueBook) -> Level:
    if analysis.has(MoveKind.RUDE) or cues.first(CueKind.MOCK, text) is not None:
        return Level.LL
    kinds = {part.kind for part in parts}
    cares = MoveKind.AGREE in kinds or cues.first(CueKind.CARE, text) is not None
    respects = cues.first(CueKind.RESPECT, text) is not None
    if any(analysis.has(fault) for fault in _COLD) or empty or not (cares or respects):
        return Level.L
    own = any(part.specific for part in parts if part.kind in (MoveKind.AGREE, MoveKind.PRAISE))
    return Level.HH if own and (respects or {MoveKind.PRAISE, MoveKind.ASK} <= kinds) else Level.H
