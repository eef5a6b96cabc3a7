"""What a question comes near to among those that the scenario names, beside what its words alone say.

The kind of a question often lies in what it is about: "and who stands in front of the class next morning?" asks for a
consequence, though no word in it says so. Where it resembles a question that the scenario names as an Implication
about a need, that counts beside the recognised kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.base.language import Lang
from bot.language.moves import SPIN, Analysis, Evidence, Likeness, Move, MoveKind
from bot.language.sayings import ELSEWHERE, LEAST
from bot.scenarios.types import AskKind, Fact, Scenario

# From this nearness on a resemblance counts, each hundredth above it with this weight; and from there it names
# what the question is about where the words do not.
_FROM = 0.38
_WEIGHT = 3.0
NAMES = 0.54
_SOUNDS = 0.56
_OFFERS = 0.60
_PROVES = 0.58
# Nothing that belongs to this customer is less near: nine of ten questions for another customer are.
_STRANGE = 0.52
# To the objection that is open: there is only the one to be answered.
_ANSWERS = 0.46
_BETTER = {
    AskKind.OFFER: ("offer.tied", "offer.proof"),
    AskKind.STEP: ("deal.next_step", "deal.advance", "style.close"),
}
# Of the lines that stand for an offer, the one that proves it.
_PROOF = "offer.proof"
# A consequence and a solution are asked for in much the same words ("if …, what would …?"): of these two the one that
# is resembled more decides, from this much on. A consequence taken for a solution costs the rep more than the reverse.
_TELLS_APART = {MoveKind.IMPLICATION: 0.04, MoveKind.NEED_PAYOFF: 0.06}
# Against words that are this sure it must be this near.
_SURE = 0.8
_NEAR = 0.70
_KINDS = {
    AskKind.PROBLEM: MoveKind.PROBLEM,
    AskKind.IMPLICATION: MoveKind.IMPLICATION,
    AskKind.NEED_PAYOFF: MoveKind.NEED_PAYOFF,
    AskKind.FACT: MoveKind.SITUATION,
}
_APART = {MoveKind.IMPLICATION: MoveKind.NEED_PAYOFF, MoveKind.NEED_PAYOFF: MoveKind.IMPLICATION}


@dataclass(frozen=True, slots=True)
class Resembled:
    """A named question that a piece of the utterance resembles; `fact` is the one it asks for, if any."""

    kind: MoveKind
    need: str
    topics: tuple[str, ...]
    score: float
    fact: str = ""

    @property
    def about_something(self) -> bool:
        """Whether it is about a need or a fact, and not a question for any customer."""
        return bool(self.topics)


def resembled(scenario: Scenario, analysis: Analysis, start: int, end: int) -> tuple[Resembled, ...]:
    """What the words from `start` to `end` resemble, nearest first. Unknown labels are passed over."""
    inside = [like for like in analysis.likes if start < like.evidence.end and like.evidence.start < end]
    found = [_resembled(scenario, like) for like in inside]
    return tuple(one for one in found if one is not None)


def _resembled(scenario: Scenario, like: Likeness) -> Resembled | None:
    kind, _, about = like.label.partition(":")
    if kind == AskKind.COMMON.value:
        common = _KINDS.get(AskKind(about)) if about in set(AskKind) else None
        return None if common is None else Resembled(common, "", (), like.score)
    if kind == AskKind.FACT.value:
        fact = next((fact for fact in scenario.facts if fact.id == about), None)
        return _for_fact(scenario, fact, like.score) if fact is not None else None
    need = next((need for need in scenario.needs if need.id == about), None)
    if need is None or kind not in (AskKind.PROBLEM, AskKind.IMPLICATION, AskKind.NEED_PAYOFF):
        return None
    return Resembled(_KINDS[AskKind(kind)], need.id, need.topics[:1], like.score)


def _for_fact(scenario: Scenario, fact: Fact, score: float) -> Resembled:
    return Resembled(_kind_of(scenario, fact), fact.need, fact.topics, score, fact.id)


def nearest_fact(near: tuple[Resembled, ...]) -> str:
    """The fact that is asked for, as far as resemblance tells; empty when it is near to none."""
    return next((one.fact for one in near if one.fact and one.score >= _FROM), "")


def _kind_of(scenario: Scenario, fact: Fact) -> MoveKind:
    """What a question for a fact is: one for a consequence where the fact tells of one, else for how things are."""
    leads = any(topic in need.consequences for need in scenario.needs for topic in fact.topics)
    own = any(topic in need.topics for need in scenario.needs for topic in fact.topics)
    return MoveKind.IMPLICATION if leads and not own else MoveKind.SITUATION


def weighed(kinds: list[Move], near: tuple[Resembled, ...], evidence: Evidence) -> list[Move]:
    """The SPIN moves with what they resemble counted in, the most confident first."""
    said = {move.kind: move.confidence for move in reversed(kinds)}
    like = {one.kind: one.score for one in reversed(near)}
    moves = [Move(kind, round(said.get(kind, 0.0) + _bonus(like.get(kind, 0.0)), 2), evidence) for kind in SPIN]
    ordered = sorted((move for move in moves if move.confidence > 0), key=lambda move: -move.confidence)
    if not ordered or ordered[0].kind not in _APART:
        return ordered
    first, other = ordered[0].kind, _APART[ordered[0].kind]
    nearer = round(like.get(other, 0.0) - like.get(first, _FROM), 2) >= _TELLS_APART[other]
    if not nearer or (said.get(first, 0.0) >= _SURE and like[other] < _NEAR):
        return ordered
    # With the confidence of the one it replaces, and alone: nothing near it is left to choose from.
    return [Move(other, ordered[0].confidence, evidence)]


def sayings(scenario: Scenario, lang: Lang) -> tuple[tuple[str, str], ...]:
    """What the rep might say to this customer, in one language, with its label: for whoever analyses what they say.

    Beside the asks these are the better lines of the checks on offers and on next steps.
    """
    texts = scenario.texts[lang]
    better = ((_label(kind, one), texts.get(f"better.{one}", "")) for kind, checks in _BETTER.items() for one in checks)
    return (
        *((ask.label, ask.text) for ask in scenario.asks if ask.lang is lang),
        *((label, text) for label, text in better if text),
    )


def _label(kind: AskKind, check: str) -> str:
    return f"{kind.value}:{'proof' if check == _PROOF else ''}"


def spoken(scenarios: Iterable[Scenario], lang: Lang) -> tuple[tuple[str, str], ...]:
    """What customers of each trade are asked, in one language, with the trade it belongs to."""
    common = AskKind.COMMON
    return tuple(
        (scenario.industry, ask.text)
        for scenario in sorted(scenarios, key=lambda one: one.id)
        for ask in scenario.asks
        if ask.lang is lang and ask.kind is not common
    )


def offers(analysis: Analysis) -> bool:
    """Whether a statement in it is near to what the scenario offers."""
    said = (like for like in analysis.likes if like.label.startswith(f"{AskKind.OFFER.value}:"))
    return any(like.score >= _OFFERS and not _asks(analysis, like.evidence) for like in said)


def proves(analysis: Analysis) -> str:
    """The statement in it that is near to the scenario's own proof of its offer; empty if there is none."""
    said = (like for like in analysis.likes if like.label == f"{AskKind.OFFER.value}:proof")
    found = (like.evidence for like in said if like.score >= _PROVES)
    return next((one.text for one in found if not _asks(analysis, one)), "")


def _asks(analysis: Analysis, evidence: Evidence) -> bool:
    return any(mark in analysis.text[evidence.start : evidence.end + 1] for mark in "?？")


def proposes(analysis: Analysis) -> bool:
    """Whether it is near to a step that the scenario names."""
    return bool(_near(analysis, f"{AskKind.STEP.value}:", _OFFERS))


def step_nearness(analysis: Analysis) -> float:
    """How near a piece of it comes to a step that the scenario names."""
    label = f"{AskKind.STEP.value}:"
    return max((like.score for like in analysis.likes if like.label == label), default=0.0)


def strange(analysis: Analysis) -> bool:
    """Whether it was compared with what this customer is asked and told, and comes near to none of it."""
    return analysis.compared and near(analysis) < _STRANGE


def near(analysis: Analysis) -> float:
    """How near a piece of it comes to anything of this customer's."""
    return max(_own(analysis, 0), default=0.0)


def elsewhere(analysis: Analysis) -> float:
    """By how much the whole of it is nearer to what is asked in another trade than to anything of this customer's."""
    other = next((like.score for like in analysis.likes if like.label == ELSEWHERE), 0.0)
    own = max(_own(analysis, len(analysis.text.strip())), default=LEAST)
    return round(other - max(own, LEAST), 2)


def _own(analysis: Analysis, least: int) -> Iterator[float]:
    """How near pieces of at least so many characters come to what is this customer's alone."""
    shared = (f"{AskKind.COMMON.value}:", ELSEWHERE)
    for like in analysis.likes:
        if not like.label.startswith(shared) and like.evidence.end - like.evidence.start >= least:
            yield like.score


def sounds_like(analysis: Analysis, common: str) -> str:
    """The piece of the utterance that is near to what is said to any customer under that name; empty if none is."""
    return _near(analysis, f"{AskKind.COMMON.value}:{common}", _SOUNDS)


def about_objection(analysis: Analysis, objection_id: str) -> bool:
    """Whether the objection that the utterance comes nearest to is this one: as near to two, it is about neither."""
    kind = f"{AskKind.OBJECTION.value}:"
    near = {like.label: like.score for like in reversed(analysis.likes) if like.label.startswith(kind)}
    own = near.pop(kind + objection_id, 0.0)
    return own >= _ANSWERS and own > max(near.values(), default=0.0)


def _near(analysis: Analysis, label: str, least: float) -> str:
    return next((like.evidence.text for like in analysis.likes if like.label == label and like.score >= least), "")


def _bonus(score: float) -> float:
    return max(0.0, score - _FROM) * _WEIGHT


def best(near: tuple[Resembled, ...], kind: MoveKind) -> Resembled | None:
    """The nearest of that kind, if it is near enough to say what is asked about."""
    return next((one for one in near if one.kind is kind and one.score >= NAMES and one.about_something), None)
