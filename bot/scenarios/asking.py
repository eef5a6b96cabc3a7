"""Which of the rep's questions the customer answers, as what kind, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.language.moves import SPIN, Analysis, Evidence, Move, MoveKind
from bot.language.normalise import Normalised, Span, clauses, sentences
from bot.scenarios.likeness import NAMES, Resembled, best, nearest_fact, resembled, step_nearness, weighed
from bot.scenarios.state import State
from bot.scenarios.topics import found, term
from bot.scenarios.types import Need, Scenario

SURE = 0.5
PERHAPS = 0.4
_ASKING = (*SPIN, MoveKind.OPEN, MoveKind.CLOSED, MoveKind.LEADING)
# Confidences come in steps of 0.05: three steps, and room for what 0.65 - 0.5 really is.
_CLOSE_CALL = 0.151
# The same for how much a question resembles others.
_NEARLY = 0.07
_CHATS = 0.6
_LEADS = 0.9
# So near a question must come to another need than the one talked of.
_SURELY_OTHER = 0.66


@dataclass(frozen=True, slots=True)
class Question:
    """The question the customer answers. `kind` is one of SPIN; `need` is what it is about.

    `topics` are those of the clause that asks, of its sentence where that clause names none; `near` those of the whole
    sentence. `bare`: nothing but "all right?" after a statement. `named`: it resembles one that the scenario names;
    `fact`: the fact that it resembles most; `factual`: more than anything else. `proposes`: only by what it resembles
    is it a question of any kind, and a step it resembles no less; `written`: it has the mark or the shape of a
    question, and is not only heard as one.
    """

    kind: MoveKind
    need: str
    topics: tuple[str, ...]
    near: tuple[str, ...]
    bare: bool
    named: bool
    fact: str
    factual: bool
    proposes: bool
    written: bool
    evidence: str


def asking(scenario: Scenario, norm: Normalised, analysis: Analysis) -> tuple[Span, ...]:
    """The sentences that ask: with a question mark, or with a sure asking move in them and a word that asks.

    Many people leave the mark out at the end of what they type: then the shape of the sentence tells.
    """
    sure = [move for move in analysis.moves if move.kind in _ASKING and move.confidence >= SURE]
    return tuple(
        span
        for span in sentences(norm.text)
        if _written(scenario, norm.text, span)
        or (any(within(norm, span, move) for move in sure) and _worded(scenario, norm.text[span.start : span.end]))
    )


def _worded(scenario: Scenario, words: str) -> bool:
    """Whether it asks without a question mark, as many people write."""
    return any(term(scenario, entry, words) for entry in ("asks", "tell"))


def _asks(text: str, span: Span) -> bool:
    return "?" in text[span.start : span.end + 1]


def _written(scenario: Scenario, text: str, span: Span) -> bool:
    """Whether it has the mark or the shape of a question."""
    return _asks(text, span) or _unmarked(scenario, text, span)


def _unmarked(scenario: Scenario, text: str, span: Span) -> bool:
    """Whether a sentence that ends without any mark has the shape of a question."""
    return not text[span.end :].strip() and bool(term(scenario, "unmarked", text[span.start : span.end]))


def within(norm: Normalised, span: Span, move: Move) -> bool:
    """Whether the words that show a move lie, at least partly, in that span of the normalised text."""
    start, end = norm.span(span.start, span.end)
    return start < move.evidence.end and move.evidence.start < end


def question(
    scenario: Scenario, state: State, analysis: Analysis, norm: Normalised, spans: tuple[Span, ...]
) -> Question | None:
    """The last question on the scenario's topics, else the last question: people answer what was said last."""
    if not spans:
        return None
    alike = {span: _alike(scenario, analysis, norm, span) for span in spans}
    about = [
        span
        for span in spans
        if found(scenario, norm.text[span.start : span.end])
        or any(one.score >= NAMES and one.about_something for one in alike[span])
    ]
    span = (about or spans)[-1]
    sentence = norm.text[span.start : span.end]
    around = found(scenario, norm.text)
    kinds = _kinds(norm, span, analysis, alike[span])
    named = best(alike[span], kinds[0].kind if kinds else MoveKind.SITUATION)
    if named is None and not found(scenario, sentence):
        # No word in it says what it is about: what it comes near to does, whatever its kind.
        named = next((one for one in alike[span] if one.score >= NAMES and one.about_something), None)
    near = found(scenario, sentence) or (() if named is None else named.topics)
    near = near or (around if len(spans) == 1 else ())
    topics = found(scenario, _own_clause(scenario, norm.text, span)) or near
    if not topics and state.topic and kinds and kinds[0].kind is not MoveKind.SITUATION:
        topics = near = (state.topic,)
    need = _need(scenario, state, topics, near, around)
    if named is not None:
        if not _stays(scenario, state, need, near + around, named):
            need = _nearer(scenario, need, alike[span], named)
        topics = tuple(dict.fromkeys((*topics, *named.topics)))
        near = tuple(dict.fromkeys((*near, *named.topics)))
    start, end = norm.span(span.start, span.end)
    return Question(
        kind=_kind(scenario, state, need, sentence, near, kinds),
        need=need.id if need is not None else "",
        topics=topics,
        near=near,
        bare=_bare(scenario, sentence),
        named=named is not None,
        fact=nearest_fact(alike[span]),
        # Where nothing was compared, as in old turns, a fact may answer.
        factual=bool(nearest_fact(alike[span][:1])) or not analysis.compared,
        proposes=_proposes(analysis, alike[span]),
        written=_written(scenario, norm.text, span),
        evidence=norm.source[start : end + 1].strip(),
    )


def _alike(scenario: Scenario, analysis: Analysis, norm: Normalised, span: Span) -> tuple[Resembled, ...]:
    """What a sentence resembles; of small talk nothing, whatever it comes near to."""
    chat = [move for move in analysis.moves if move.kind is MoveKind.SMALL_TALK and move.confidence >= _CHATS]
    if any(within(norm, span, move) for move in chat):
        return ()
    return resembled(scenario, analysis, *norm.span(span.start, span.end))


def _proposes(analysis: Analysis, alike: tuple[Resembled, ...]) -> bool:
    if any(move.kind in SPIN and move.confidence >= PERHAPS for move in analysis.moves):
        return False
    return step_nearness(analysis) >= max((one.score for one in alike), default=0.0)


def _own_clause(scenario: Scenario, text: str, sentence: Span) -> str:
    """The last clause with a word that asks, else the last one."""
    pieces = [text[clause.start : clause.end] for clause in clauses(text, sentence)]
    asks = [piece for piece in pieces if term(scenario, "asks", piece)]
    return (asks or pieces)[-1]


def _bare(scenario: Scenario, sentence: str) -> bool:
    """Whether its only question is a tag such as "all right?"."""
    words = sentence.strip(" .!?")
    tag = term(scenario, "tag", words)
    return bool(tag) and not term(scenario, "asks", words[: -len(tag)].strip(" ,"))


def _kinds(norm: Normalised, span: Span, analysis: Analysis, alike: tuple[Resembled, ...]) -> list[Move]:
    """The SPIN moves the sentence may be, the most confident first; those of the whole utterance if it has none."""
    spin = [move for move in analysis.moves if move.kind in SPIN]
    inside = [move for move in spin if within(norm, span, move)]
    if alike and not _wants_a_yes(norm, span, analysis, inside):
        start, end = norm.span(span.start, span.end)
        inside = weighed(inside, _as_asked(inside, alike), Evidence(start, end, norm.source[start:end]))
    likely = [move for move in inside if move.confidence >= PERHAPS]
    return likely or [move for move in spin if move.confidence >= SURE]


def _wants_a_yes(norm: Normalised, span: Span, analysis: Analysis, inside: list[Move]) -> bool:
    """Whether it surely asks for nothing but agreement ("Does your word mean anything?"), whatever it comes near to."""
    leading = [move for move in analysis.moves if move.kind is MoveKind.LEADING and move.confidence >= _LEADS]
    return any(within(norm, span, move) for move in leading) and all(move.confidence < PERHAPS for move in inside)


def _as_asked(kinds: list[Move], alike: tuple[Resembled, ...]) -> tuple[Resembled, ...]:
    """Who surely asks how things are asks for the fact, not for the consequence that the fact tells of."""
    if not any(move.kind is MoveKind.SITUATION and move.confidence >= SURE for move in kinds):
        return alike
    return tuple(replace(one, kind=MoveKind.SITUATION) if one.fact else one for one in alike)


def _kind(
    scenario: Scenario, state: State, need: Need | None, sentence: str, near: tuple[str, ...], kinds: list[Move]
) -> MoveKind:
    """The kind where the conversation tells more than the words alone."""
    if need is None:
        return kinds[0].kind if kinds else MoveKind.SITUATION
    implied = state.need(need.id).implied
    if implied and term(scenario, "solved", sentence):
        return MoveKind.NEED_PAYOFF
    leads_on = any(topic in need.consequences for topic in near) and bool(term(scenario, "link", sentence))
    return _settle_kind(kinds, implied, leads_on, new=_new(scenario, state, need))


def _new(scenario: Scenario, state: State, need: Need) -> bool:
    """Whether nothing has been said of it yet: no fact about it, no difficulty."""
    known = any(fact.need == need.id and fact.id in state.revealed for fact in scenario.facts)
    return not known and state.need(need.id).level <= 1


def _settle_kind(kinds: list[Move], implied: bool, leads_on: bool, *, new: bool) -> MoveKind:
    """Between Implication and Need-payoff, nearly alike, a Need-payoff once an Implication has landed.

    A question that leads on to a known consequence is an Implication, unless it is surely a Need-payoff. What is new is
    asked first how it is: nearly alike, that is what was asked.
    """
    best = kinds[0] if kinds else None
    near = [move.kind for move in kinds if best is not None and best.confidence - move.confidence <= _CLOSE_CALL]
    if MoveKind.NEED_PAYOFF in near and best is not None and best.confidence >= SURE and (implied or len(near) == 1):
        return MoveKind.NEED_PAYOFF
    if new and not leads_on and MoveKind.SITUATION in near:
        return MoveKind.SITUATION
    if leads_on or MoveKind.IMPLICATION in near:
        return MoveKind.IMPLICATION
    return best.kind if best is not None else MoveKind.SITUATION


def _need(scenario: Scenario, state: State, *nearer: tuple[str, ...]) -> Need | None:
    """The need a question is about: named in it or around it, else the one talked of whose consequence it is.

    `nearer`: the topics of the clause that asks, of its sentence, of the whole utterance.
    """
    for words in nearer:
        named = [need for need in scenario.needs if any(topic in need.topics for topic in words)]
        if named:
            return _current(named, state)
    for words in nearer[:2]:
        touched = [need for need in scenario.needs if set(words) & {*need.consequences, *need.denied}]
        if touched:
            return _current(touched, state)
    return None


def _stays(scenario: Scenario, state: State, need: Need | None, words: tuple[str, ...], named: Resembled) -> bool:
    """Whether a consequence that several needs share is asked of the one talked of.

    Unless another is surely meant: by what it resembles, or named in the same breath.
    """
    if need is None or not named.need or state.topic not in need.topics or named.score >= _SURELY_OTHER:
        return False
    other = scenario.need(named.need)
    return any(topic in need.consequences for topic in words) and not any(topic in other.topics for topic in words)


def _nearer(scenario: Scenario, need: Need | None, alike: tuple[Resembled, ...], named: Resembled) -> Need | None:
    """The need that the question resembles most, unless the one its words name is resembled nearly as much."""
    if not named.need:
        return need
    own = max((one.score for one in alike if need is not None and one.need == need.id), default=0.0)
    return need if need is not None and named.score - own <= _NEARLY else scenario.need(named.need)


def _current(needs: list[Need], state: State) -> Need:
    return next((need for need in needs if state.topic in need.topics), needs[0])
