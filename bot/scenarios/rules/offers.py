"""Offers: heard when a need is explicit, punished when they come before."""

from __future__ import annotations

from bot.language.moves import Move, MoveKind
from bot.language.normalise import plain
from bot.scenarios.draft import Draft
from bot.scenarios.events import Offered
from bot.scenarios.likeness import offers as offers_like
from bot.scenarios.likeness import proves
from bot.scenarios.reading import OPENING_TURNS
from bot.scenarios.rules.objections import anticipate, raise_for
from bot.scenarios.topics import found, term
from bot.scenarios.types import EXPLICIT, PAIN, Cause, Ending, Trigger

_FELT = 2
_INTRODUCTION = 60
_KINDS = (MoveKind.PRESENT, MoveKind.QUOTE_PRICE)


def offers(draft: Draft) -> None:
    """Weigh an offer by how far the main need has come."""
    if draft.reading.has(MoveKind.CONCEDE_PRICE):
        evidence = draft.words(MoveKind.CONCEDE_PRICE)
        draft.feel(Cause.CONCESSION, evidence)
        draft.say("concession", Cause.CONCESSION.value, evidence)
    if not _is_offer(draft):
        draft.good = draft.good or _proves(draft)
        return
    evidence = draft.words(*_KINDS)
    level = draft.main_level
    need = _tied(draft)
    draft.count(offers=1)
    draft.emit(Offered("offer", evidence, need, level, _proof(draft)))
    if level >= EXPLICIT:
        _heard(draft, need, evidence)
    elif level == PAIN:
        _thin(draft, evidence)
    else:
        _early(draft, evidence)


def _is_offer(draft: Draft) -> bool:
    """A presentation or a price, but not an introduction, a summary, a proposal or a question about the need."""
    reading = draft.reading
    move = reading.sure(MoveKind.PRESENT) or reading.sure(MoveKind.QUOTE_PRICE)
    if move is None and draft.state.counts.offers == 0 and _proves(draft):
        move = reading.sure(MoveKind.PROOF)
    if reading.summary is not None or (move is None and not _tells_of_product(draft) and not _resembles(draft)):
        return False
    introduces = reading.introduces or reading.asks_leave or reading.has(MoveKind.GREET)
    if draft.state.turn <= OPENING_TURNS and introduces and (reading.size <= _INTRODUCTION or _says_who(draft)):
        return False
    if move is None and _imagines(draft):
        return False
    if draft.state.counts.offers and reading.has(MoveKind.CLOSE):
        return False
    question = reading.question
    return question is None or not question.need or move is None or not _inside(move, question.evidence)


def _proves(draft: Draft) -> bool:
    """Whether it does nothing but bring proof to somebody who wants a solution: that offers one."""
    reading = draft.reading
    asks = reading.question is not None or reading.summary is not None
    return draft.main_level >= EXPLICIT and not asks and reading.has(MoveKind.PROOF)


def _says_who(draft: Draft) -> bool:
    """Whether what is named of the product only says who is calling, before leave to ask is asked for."""
    reading = draft.reading
    return bool(reading.introduces and reading.asks_leave) and reading.sure(MoveKind.PRESENT) is None


def _imagines(draft: Draft) -> bool:
    """Whether it asks what a solution would mean: "imagine every van on the forecourt four weeks early …"."""
    question = draft.reading.question
    if question is None or not question.need or question.kind is not MoveKind.NEED_PAYOFF:
        return False
    return question.written


def _resembles(draft: Draft) -> bool:
    """Whether it states what the scenario's own offers say, for the first time: replies come back to it later."""
    return draft.state.counts.offers == 0 and offers_like(draft.reading.analysis)


def _inside(move: Move, evidence: str) -> bool:
    return move.evidence.text.strip(" ?？") in evidence


def _tells_of_product(draft: Draft) -> bool:
    """The product is named in a statement: an offer, even where no presentation was recognised."""
    reading = draft.reading
    if not reading.about(draft.scenario.offer_topics):
        return False
    if reading.question is None or not reading.question.written or reading.has(MoveKind.PROOF):
        return True
    asked = found(draft.scenario, plain(reading.question.evidence))
    return not any(topic in draft.scenario.offer_topics for topic in asked)


def _proof(draft: Draft) -> bool:
    reading = draft.reading
    return bool(reading.has(MoveKind.PROOF) or term(draft.scenario, "proof", reading.text) or proves(reading.analysis))


def _tied(draft: Draft) -> str:
    """The explicit need that the offer names; empty when it names none."""
    for need in draft.scenario.needs:
        if draft.state.need(need.id).level >= EXPLICIT and draft.reading.about(need.topics):
            return need.id
    return ""


def _heard(draft: Draft, need: str, evidence: str) -> None:
    if _proof(draft):
        draft.feel(Cause.PROOF, draft.words(MoveKind.PROOF))
    else:
        draft.feel(Cause.CLAIM, evidence)
    if need:
        draft.feel(Cause.OFFER_TIED, evidence)
    anticipate(draft)
    draft.say("offer.heard" if need else "offer.loose", Cause.OFFER_TIED.value if need else Cause.CLAIM.value, evidence)
    draft.good = True
    raise_for(draft, Trigger.OFFER_HEARD, evidence)


def _thin(draft: Draft, evidence: str) -> None:
    draft.feel(Cause.OFFER_THIN, evidence)
    if not raise_for(draft, Trigger.OFFER_THIN, evidence):
        draft.say("offer.thin", Cause.OFFER_THIN.value, evidence)
    draft.done = True


def _early(draft: Draft, evidence: str) -> None:
    draft.count(early_offers=1)
    draft.feel(Cause.OFFER_EARLY, evidence)
    # Nobody is shown the door for one offer after a matter has come up that troubles the customer.
    borne = draft.tuning.early_offers or (1 if draft.main_level >= _FELT else 0)
    if draft.state.counts.early_offers > borne:
        draft.end(Ending.REFUSAL, Cause.OFFER_EARLY.value, evidence)
    elif not raise_for(draft, Trigger.OFFER_EARLY, evidence):
        draft.say("offer.early", Cause.OFFER_EARLY.value, evidence)
    draft.done = True
