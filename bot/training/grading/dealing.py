"""Checks on offers, objections, commitment and conduct."""

from __future__ import annotations

from bot.language.moves import MoveKind
from bot.language.normalise import plain
from bot.scenarios.events import Ended, Offered, PassedOver, Proposed, Questioned, Raised, Replied, Settled
from bot.scenarios.topics import term
from bot.scenarios.types import EXPLICIT, Ending
from bot.training.grading.transcript import Transcript, failed, not_rated, passed, spared
from bot.training.grading.types import Outcome

_ALL_PARTS = 4
_MOST_PARTS = 3


def tied(transcript: Transcript) -> Outcome:
    """offer.tied: an offer names a need that was made explicit."""
    offers = list(transcript.all(Offered))
    if not offers:
        return not_rated()
    for turn, event in offers:
        if event.need:
            return passed(turn, event.evidence)
    return failed(offers[0][0], offers[0][1].evidence)


def proof(transcript: Transcript) -> Outcome:
    """offer.proof: a claim carries proof: a case, a figure, a trial."""
    offers = list(transcript.all(Offered))
    wanted = transcript.scenario.style.wants_proof or any(True for _ in transcript.all(Questioned))
    if not offers or not wanted:
        return not_rated()
    for turn, event in offers:
        if event.proof:
            return passed(turn, event.evidence)
    return failed(offers[0][0], offers[0][1].evidence)


def heard(transcript: Transcript) -> Outcome:
    """objection.heard: no objection is passed over or argued with."""
    if not any(True for _ in transcript.all(Raised)):
        return not_rated()
    ducked = [(turn, event.evidence) for turn, event in transcript.all(PassedOver)]
    argued = [(turn, event.evidence) for turn, event in transcript.all(Replied) if not event.parts]
    if ducked or argued:
        return failed(*min([*ducked, *argued]))
    first = next(iter(transcript.all(Raised)))[0]
    answered = first < len(transcript.turns)
    return passed(first + 1, transcript.text(first + 1)) if answered else not_rated()


def formula(transcript: Transcript) -> Outcome:
    """objection.formula: each real objection gets three parts of the formula, one of them all four (level 1: two)."""
    real = _real(transcript)
    if not real:
        return not_rated()
    best = {objection: _best(transcript, objection) for objection in real}
    least = min(_MOST_PARTS, transcript.scenario.tuning(transcript.level).parts)
    poor = [objection for objection in real if len(best[objection][1]) < least]
    whole = [objection for objection in real if len(best[objection][1]) == _ALL_PARTS]
    if poor or (not whole and transcript.level > 1):
        turn = best[(poor or list(real))[0]][0]
        return failed(turn, transcript.text(turn) if turn else "")
    turn = best[(whole or list(real))[0]][0]
    return passed(turn, transcript.text(turn))


def _real(transcript: Transcript) -> tuple[str, ...]:
    """The real objections that were raised and left a turn to answer them."""
    last = len(transcript.turns)
    return tuple(event.objection for turn, event in transcript.all(Raised) if event.real and turn < last)


def _best(transcript: Transcript, objection: str) -> tuple[int, tuple[MoveKind, ...]]:
    replies = [(turn, event.parts) for turn, event in transcript.all(Replied) if event.objection == objection]
    return max(replies, key=lambda reply: len(reply[1]), default=(0, ()))


def specific(transcript: Transcript) -> Outcome:
    """objection.specific: the reply fits what was said, so that every real objection is settled."""
    real = _real(transcript)
    settled = {event.objection: (turn, event) for turn, event in transcript.all(Settled)}
    if not real:
        return not_rated()
    for objection in real:
        if objection not in settled:
            turn = _best(transcript, objection)[0]
            return failed(turn, transcript.text(turn) if turn else "")
    turn, event = settled[real[0]]
    return passed(turn, event.evidence)


def smokescreen(transcript: Transcript) -> Outcome:
    """objection.smokescreen: a smokescreen is tested by a question."""
    last = len(transcript.turns)
    raised = [(turn, event.objection) for turn, event in transcript.all(Raised) if not event.real and turn < last]
    if not raised:
        return not_rated()
    tested = {event.objection: (turn, event.evidence) for turn, event in transcript.all(Settled)}
    for turn, objection in raised:
        if objection not in tested:
            return failed(turn + 1, transcript.text(turn + 1))
    return passed(*tested[raised[0][1]])


def no_early_concession(transcript: Transcript) -> Outcome:
    """deal.no_early_concession: nothing is given away for nothing."""
    asked_for = any(True for _ in transcript.all(Offered)) or any(True for _ in transcript.all(Raised))
    return spared(transcript.noticed("concession"), occasion=asked_for and transcript.substance >= 2)


def next_step(transcript: Transcript) -> Outcome:
    """deal.next_step: asks for a customer's action with date and person."""
    advances = {rung.id for rung in transcript.scenario.ladder if rung.advance}
    proposals = [(turn, event) for turn, event in transcript.all(Proposed) if event.rung in advances]
    dated: set[str] = set()
    named: set[str] = set()
    for turn, event in proposals:
        # The date may be given when the customer asks for it.
        dated |= {event.rung} if event.date else set()
        named |= {event.rung} if event.person else set()
        if event.rung in dated & named:
            return passed(turn, transcript.text(turn))
    return failed(proposals[0][0], transcript.text(proposals[0][0])) if proposals else failed()


def advance(transcript: Transcript) -> Outcome:
    """deal.advance: the customer agrees to an advance."""
    for turn, event in transcript.all(Ended):
        if event.ending is Ending.ADVANCE:
            return passed(turn, event.evidence)
    return failed()


def style_close(transcript: Transcript) -> Outcome:
    """style.close: the step is asked for in the way the style likes."""
    proposals = [turn for turn, _ in transcript.all(Proposed)]
    if not proposals:
        return failed() if transcript.main_level >= EXPLICIT else not_rated()
    for turn in proposals:
        text = plain(transcript.text(turn))
        if all(term(transcript.scenario, word, text) for word in transcript.scenario.style.close):
            return passed(turn, transcript.text(turn))
    return failed(proposals[-1], transcript.text(proposals[-1]))


def taboos(transcript: Transcript) -> Outcome:
    """keep.taboos: no arguing, pushing, instant no, rambling, talking behind backs, prying, excuses, rudeness."""
    broken = transcript.noticed("argue", "persuade", "refuse", "ramble", "badmouth", "confidential", "excuse", "rude")
    return spared(broken, occasion=transcript.substance >= 2)


def honest(transcript: Transcript) -> Outcome:
    """keep.honest: no badmouthing, overpromising, false urgency, invented pain."""
    broken = transcript.noticed("badmouth", "overpromise", "pressure", "invented_pain", "contradiction")
    return spared(broken, occasion=transcript.substance >= 2)


def lawful(transcript: Transcript) -> Outcome:
    """keep.lawful: no gift, kickback or insider offer."""
    for turn, event in transcript.all(Ended):
        if event.ending is Ending.COMPLIANCE_STOP:
            return failed(turn, event.evidence)
    return passed() if transcript.substance >= 2 else not_rated()
