"""What an utterance means to this customer: the recognised moves seen in the light of scenario and state."""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass

from bot.language.moves import FORMULA, SPIN, Analysis, Evidence, Move, MoveKind
from bot.language.normalise import Normalised, Span, length_in_words, normalise, sentences
from bot.scenarios.likeness import NAMES, Resembled, best, resembled, weighed
from bot.scenarios.state import State
from bot.scenarios.topics import found, term
from bot.scenarios.types import Need, Scenario

SURE = 0.5
PERHAPS = 0.4
CLEAR = 0.7
_ASKING = (*SPIN, MoveKind.OPEN, MoveKind.CLOSED, MoveKind.LEADING)
# What costs the rep dearly must be beyond doubt.
_LEAST = {
    MoveKind.RUDE: 0.6,
    MoveKind.BADMOUTH: 0.7,
    MoveKind.OVERPROMISE: 0.6,
    MoveKind.PRESSURE: 0.6,
    MoveKind.ARGUE: 0.6,
    MoveKind.PERSUADE: 0.6,
    MoveKind.REFUSE: 0.6,
    MoveKind.EXCUSE: 0.6,
    MoveKind.RAMBLE: 0.7,
    MoveKind.PRAISE: 0.55,
}
# Confidences come in steps of 0.05: three steps, and room for what 0.65 - 0.5 really is.
_CLOSE_CALL = 0.151
_NEARLY = 0.07
_NOT_WORDS = re.compile(r"[\W_]+")
_LIST_CUT = re.compile(r"[\s,、;/|。.+]+")
_REMEMBERED = 160
# A piece of more Chinese characters is no word of a list but a sentence.
_LONGEST_WORD = 8


@dataclass(frozen=True, slots=True)
class Question:
    """The question the customer answers. `kind` is one of SPIN; `need` and `topics` are what it is about."""

    kind: MoveKind
    need: str
    topics: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One utterance as the customer takes it.

    `recaps`: it says in so many words that it sums up; `declines`: it says no to something unlawful.
    """

    analysis: Analysis
    recaps: bool
    text: str
    memory: str
    size: int
    topics: tuple[str, ...]
    question: Question | None
    questions: int
    repeated: bool
    blank: bool
    foreign: bool
    listed: bool
    long: bool
    declines: bool

    def sure(self, kind: MoveKind) -> Move | None:
        """The most confident sure move of that kind."""
        # A lawful no, said plainly, is neither a refusal on the spot nor an offer of the thing declined.
        if self.declines and kind in (MoveKind.REFUSE, MoveKind.KICKBACK):
            return None
        # A short turn does not ramble, whatever it sounds like.
        if kind is MoveKind.RAMBLE and not self.long:
            return None
        least = _LEAST.get(kind, SURE)
        return next((move for move in self.analysis.moves if move.kind is kind and move.confidence >= least), None)

    def has(self, *kinds: MoveKind) -> bool:
        """Whether a move of one of these kinds is sure."""
        return any(self.sure(kind) is not None for kind in kinds)

    def words(self, *kinds: MoveKind) -> str:
        """The rep's words that show the first sure move among these kinds; the whole utterance, cut, without one."""
        for kind in kinds:
            move = self.sure(kind)
            if move is not None:
                return move.evidence.text
        return self.analysis.text.strip()[:_REMEMBERED]

    @property
    def summary(self) -> Move | None:
        """The move that sums up, where that is what the utterance mainly does."""
        move = self.sure(MoveKind.SUMMARISE)
        return move if move is not None and (move.confidence >= CLEAR or self.recaps) else None

    @property
    def parts(self) -> tuple[MoveKind, ...]:
        """The parts of the empathy formula in it; any question counts as the asking part."""
        asks = self.question is not None
        return tuple(part for part in FORMULA if self.has(part) or (part is MoveKind.ASK and asks))

    def about(self, topics: tuple[str, ...]) -> bool:
        """Whether it touches one of these topics."""
        return any(topic in self.topics for topic in topics)


def read(scenario: Scenario, state: State, analysis: Analysis) -> Reading:
    """Read an utterance. Total: any text, any length."""
    norm = normalise(analysis.text)
    asking = _asking(norm, analysis)
    memory = _NOT_WORDS.sub("", norm.text.lower())[:_REMEMBERED]
    size = length_in_words(norm.text)
    return Reading(
        analysis=analysis,
        recaps=bool(term(scenario, "recap", norm.text)),
        text=norm.text,
        memory=memory,
        size=size,
        topics=found(scenario, norm.text),
        question=_question(scenario, state, analysis, norm, asking),
        questions=len(asking),
        repeated=_repeated(memory, state.asked),
        blank=not memory,
        foreign=_foreign(scenario, norm.text),
        listed=_listed(norm.text),
        long=size > scenario.style.long_turn[analysis.lang],
        declines=_declines(scenario, norm.text),
    )


def _declines(scenario: Scenario, text: str) -> bool:
    """A no to a favour, without a "but" that takes it back."""
    return bool(term(scenario, "declines", text)) and not term(scenario, "takes_back", text)


def _asking(norm: Normalised, analysis: Analysis) -> tuple[Span, ...]:
    """The sentences that ask: with a question mark, or with a sure asking move in them."""
    sure = [move for move in analysis.moves if move.kind in _ASKING and move.confidence >= SURE]
    spans = sentences(norm.text)
    return tuple(span for span in spans if _asks(norm.text, span) or any(_within(norm, span, move) for move in sure))


def _asks(text: str, span: Span) -> bool:
    return "?" in text[span.start : span.end + 1]


def _within(norm: Normalised, span: Span, move: Move) -> bool:
    start, end = norm.span(span.start, span.end)
    return start < move.evidence.end and move.evidence.start < end


def _question(
    scenario: Scenario, state: State, analysis: Analysis, norm: Normalised, asking: tuple[Span, ...]
) -> Question | None:
    """The last question on the scenario's topics, else the last question: people answer what was said last."""
    if not asking:
        return None
    near = {span: resembled(scenario, analysis, *norm.span(span.start, span.end)) for span in asking}
    about = [
        span
        for span in asking
        if found(scenario, norm.text[span.start : span.end]) or any(one.score >= NAMES for one in near[span])
    ]
    span = (about or asking)[-1]
    sentence = norm.text[span.start : span.end]
    kinds = _kinds(norm, span, analysis, near[span])
    kind = kinds[0].kind if kinds else MoveKind.SITUATION
    named = best(near[span], kind)
    topics = found(scenario, sentence) or (() if named is None else named.topics)
    topics = topics or (found(scenario, norm.text) if len(asking) == 1 else ())
    if not topics and state.topic and kind is not MoveKind.SITUATION:
        topics = (state.topic,)
    need = _need(scenario, state, topics, found(scenario, norm.text))
    if named is not None and named.need:
        need = _nearer(scenario, need, near[span], named)
    if named is not None:
        topics = tuple(dict.fromkeys((*topics, *named.topics)))
    reached = tuple(topic for topic in topics if need is not None and topic in need.consequences)
    if need is not None:
        implied = state.need(need.id).implied
        leads_on = bool(reached and term(scenario, "link", norm.text))
        if implied and term(scenario, "solved", sentence):
            kind = MoveKind.NEED_PAYOFF
        else:
            kind = _settle_kind(kinds, implied, leads_on)
    start, end = norm.span(span.start, span.end)
    evidence = norm.source[start : end + 1].strip()
    return Question(kind, need.id if need is not None else "", topics, evidence)


def _kinds(norm: Normalised, span: Span, analysis: Analysis, near: tuple[Resembled, ...]) -> list[Move]:
    """The SPIN moves the sentence may be, the most confident first; those of the whole utterance if it has none."""
    spin = [move for move in analysis.moves if move.kind in SPIN]
    inside = [move for move in spin if _within(norm, span, move)]
    if near:
        start, end = norm.span(span.start, span.end)
        inside = weighed(inside, near, Evidence(start, end, norm.source[start:end]))
    likely = [move for move in inside if move.confidence >= PERHAPS]
    return likely or [move for move in spin if move.confidence >= SURE]


def _settle_kind(kinds: list[Move], implied: bool, leads_on: bool) -> MoveKind:
    """The kind where the conversation tells more than the words alone.

    Between Implication and Need-payoff, nearly alike, it is a Need-payoff once an Implication has landed. A question
    that leads on to a known consequence is an Implication, unless it is surely a Need-payoff.
    """
    best = kinds[0] if kinds else None
    near = [move.kind for move in kinds if best is not None and best.confidence - move.confidence <= _CLOSE_CALL]
    if MoveKind.NEED_PAYOFF in near and best is not None and best.confidence >= SURE and (implied or len(near) == 1):
        return MoveKind.NEED_PAYOFF
    if leads_on or MoveKind.IMPLICATION in near:
        return MoveKind.IMPLICATION
    return best.kind if best is not None else MoveKind.SITUATION


def _need(scenario: Scenario, state: State, topics: tuple[str, ...], nearby: tuple[str, ...]) -> Need | None:
    """The need a question is about: named in it or around it, else the one talked of whose consequence it is."""
    for words in (topics, nearby):
        named = [need for need in scenario.needs if any(topic in need.topics for topic in words)]
        if named:
            return _current(named, state)
    touched = [need for need in scenario.needs if any(topic in (*need.consequences, *need.denied) for topic in topics)]
    return _current(touched, state) if touched else None


def _nearer(scenario: Scenario, need: Need | None, near: tuple[Resembled, ...], named: Resembled) -> Need:
    """The need that the question resembles most, unless the one its words name is resembled nearly as much."""
    own = max((one.score for one in near if need is not None and one.need == need.id), default=0.0)
    return need if need is not None and named.score - own <= _NEARLY else scenario.need(named.need)


def _current(needs: list[Need], state: State) -> Need:
    return next((need for need in needs if state.topic in need.topics), needs[0])


def _repeated(memory: str, asked: tuple[str, ...]) -> bool:
    return len(memory) >= 4 and any(_alike(memory, earlier) for earlier in asked)


def _alike(one: str, other: str) -> bool:
    """Equal, or sharing four fifths of their pairs of characters."""
    if one == other:
        return True
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    others = {other[i : i + 2] for i in range(len(other) - 1)}
    return len(pairs & others) * 5 >= len(pairs | others) * 4 and len(pairs) >= 5


def _foreign(scenario: Scenario, text: str) -> bool:
    """Neither Chinese nor English: mostly letters of other scripts, or words of another language."""
    letters = [char for char in text if char.isalpha()]
    known = sum(1 for char in letters if char.isascii() or "㐀" <= char <= "鿿")
    if letters and known * 2 < len(letters):
        return True
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    return sum(1 for word in words if term(scenario, "foreign", word) == word) >= 3


def _listed(text: str) -> bool:
    """A bare list of words rather than a sentence."""
    pieces = [piece for piece in _LIST_CUT.split(text.strip("?!")) if piece]
    if len(pieces) < 6:
        return False
    if detect_han(text):
        return statistics.median(len(piece) for piece in pieces) <= 4 and max(map(len, pieces)) <= _LONGEST_WORD
    clauses = [clause for clause in re.split(r"[,;/|\n]+", text) if clause.strip()]
    return len(clauses) >= 6 and statistics.median(len(clause.split()) for clause in clauses) <= 2


def detect_han(text: str) -> bool:
    """Whether a text is written in Chinese characters at all."""
    return any("㐀" <= char <= "鿿" for char in text)
