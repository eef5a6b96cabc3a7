"""Objections: raised by causes, settled only by a fitting reply, never by passing them over."""

from __future__ import annotations

from dataclasses import replace

from bot.base.language import Lang
from bot.language.moves import FORMULA, MoveKind
from bot.language.normalise import length_in_words
from bot.scenarios.asking import Question
from bot.scenarios.draft import Draft
from bot.scenarios.events import PassedOver, Raised, Replied, Settled
from bot.scenarios.reading import CLEAR
from bot.scenarios.state import OpenObjection
from bot.scenarios.topics import found, term
from bot.scenarios.types import Cause, Ending, Objection, Trigger

_ANTICIPATES = 2
_COMPLAINT = "complaint"
# How much a reply must say of its own: Chinese characters, English words.
_SUBSTANCE = {Lang.ZH: 10, Lang.EN: 6}
_UNNAMED = 4
_AGAINST = (MoveKind.ARGUE, MoveKind.REFUSE, MoveKind.PERSUADE, MoveKind.EXCUSE)
# Beside these no part of the formula is believed.
_SPOILS = (MoveKind.PRESSURE, MoveKind.BADMOUTH, MoveKind.RUDE, MoveKind.OVERPROMISE, MoveKind.KICKBACK)


def raise_for(draft: Draft, trigger: Trigger, evidence: str) -> bool:
    """Raise the first objection that this triggers and that has not come up; says whether one was raised."""
    state = draft.state
    for objection in draft.scenario.objections:
        fresh = objection.id not in state.raised and objection.id not in state.settled
        if fresh and trigger in objection.triggers and state.level in objection.levels:
            _raise(draft, objection, trigger.value, evidence)
            return True
    return False


def _raise(draft: Draft, objection: Objection, rule: str, evidence: str) -> None:
    state = draft.state
    draft.change(raised=(*state.raised, objection.id), open=(*state.open, OpenObjection(objection.id, (), 0)))
    draft.emit(Raised(f"raise.{rule}", evidence, objection.id, objection.real))
    draft.say(f"objection.{objection.id}", f"raise.{rule}", evidence)


def replies(draft: Draft) -> None:
    """While an objection is open, the customer hears the rep's words as the answer to it."""
    if not draft.state.open:
        return
    held = _addressed(draft)
    objection = draft.scenario.objection(held.id)
    if objection.real:
        _real(draft, held, objection)
    else:
        _smokescreen(draft, held, objection)


def _addressed(draft: Draft) -> OpenObjection:
    """The open objection the rep speaks to, else the one raised last."""
    for held in reversed(draft.state.open):
        if draft.reading.answers(draft.scenario.objection(held.id)):
            return held
    return draft.state.open[-1]


def _smokescreen(draft: Draft, held: OpenObjection, objection: Objection) -> None:
    on_topic = draft.reading.answers(objection)
    question = draft.reading.question
    # "All in glass, and how many shelves?": a pitch with a question about details finds nothing out.
    sells = draft.reading.has(MoveKind.PRESENT) and not draft.reading.has(MoveKind.ASK)
    if sells:
        _pass_over(draft, held, objection)
    elif question is not None and _tests(draft, question) and (on_topic or _means_it(draft)):
        evidence = question.evidence
        _replied(draft, objection, _parts(draft, objection), on_topic, evidence)
        _settle(draft, objection, Cause.TESTED, evidence, "tested")
        if objection.hides and objection.hides not in (*draft.state.raised, *draft.state.settled):
            _raise(draft, draft.scenario.objection(objection.hides), "behind", evidence)
    elif draft.reading.about(objection.topics) and not _argues(draft):
        _replied(draft, objection, _parts(draft, objection), True, draft.words())
        draft.end(Ending.CONTINUATION, "smokescreen_taken", draft.words())
    else:
        _pass_over(draft, held, objection)


def _tests(draft: Draft, question: Question) -> bool:
    """Whether a question finds anything out.

    "… all right?" after a price or a promise does not, asking for leave does; beside a threat or an insult none does.
    """
    if draft.reading.has(*_SPOILS):
        return False
    # "Just two minutes, may I?" sounds a little like asking for a step.
    close = draft.reading.sure(MoveKind.CLOSE)
    closes = close is not None and close.confidence >= CLEAR
    deals = closes or draft.reading.has(MoveKind.QUOTE_PRICE, MoveKind.CONCEDE_PRICE)
    return not question.bare or (not deals and bool(draft.reading.asks_leave))


def _real(draft: Draft, held: OpenObjection, objection: Objection) -> None:
    reading = draft.reading
    deals = reading.has(MoveKind.CONCEDE_PRICE, MoveKind.QUOTE_PRICE)
    if not reading.answers(objection) and not _argues(draft) and not deals:
        _pass_over(draft, held, objection)
        return
    evidence = draft.words(MoveKind.REDIRECT, MoveKind.AGREE, MoveKind.ASK)
    if _argues(draft):
        _replied(draft, objection, (), True, draft.words(*_AGAINST))
        _unsettled(draft, objection, Cause.NOT_SETTLED, "argued", draft.words(*_AGAINST))
    elif reading.has(MoveKind.CONCEDE_PRICE):
        words = draft.words(MoveKind.CONCEDE_PRICE)
        _replied(draft, objection, _parts(draft, objection), True, words, conceded=True)
        _unsettled(draft, objection, Cause.CONCESSION, "conceded", words)
    elif not reading.answers(objection):
        _only_a_price(draft, held, objection)
    elif not _says_something(draft, objection):
        _replied(draft, objection, held.parts, False, evidence)
        _unsettled(draft, objection, Cause.NOT_SETTLED, "half", evidence)
    else:
        _weigh(draft, held, objection, evidence)


def _only_a_price(draft: Draft, held: OpenObjection, objection: Objection) -> None:
    """A price, and nothing about the doubt: the figure is heard, and the doubt stands."""
    evidence = draft.words(MoveKind.QUOTE_PRICE)
    _replied(draft, objection, held.parts, False, evidence)
    _unsettled(draft, objection, Cause.NOT_SETTLED, "quoted", evidence)


def _argues(draft: Draft) -> bool:
    """Whether it goes against the customer: by a recognised fault, or by words that blame, with no agreement beside."""
    reading = draft.reading
    if reading.has(*_AGAINST):
        return True
    return not _means_it(draft) and bool(term(draft.scenario, "blames", reading.text))


def _means_it(draft: Draft) -> bool:
    """Whether it clearly agrees: half understood, an agreement outweighs nothing."""
    agrees = draft.reading.sure(MoveKind.AGREE)
    return agrees is not None and agrees.confidence >= CLEAR


def _says_something(draft: Draft, objection: Objection) -> bool:
    """Whether something about this objection is left without the phrases that could be said to anybody."""
    core = draft.reading.core
    least = _SUBSTANCE[draft.reading.analysis.lang]
    if not any(topic in found(draft.scenario, core) for topic in objection.topics):
        # None of its words, and yet what it resembles most: then there must be more of it.
        least *= _UNNAMED
    return length_in_words(core) >= least


def _parts(draft: Draft, objection: Objection) -> tuple[MoveKind, ...]:
    """The parts of the formula in the reply. To somebody who complains, saying sorry is meeting the feeling."""
    if draft.reading.has(*_SPOILS):
        return ()
    sorry = draft.reading.apologises and (Trigger.OPENING in objection.triggers or objection.category == _COMPLAINT)
    heard = draft.reading.parts
    return tuple(part for part in FORMULA if part in heard or (sorry and part is MoveKind.AGREE))


def _weigh(draft: Draft, held: OpenObjection, objection: Objection, evidence: str) -> None:
    """Parts add up over replies; enough of them, with one that leads on, settle the objection."""
    parts = tuple(part for part in FORMULA if part in held.parts or part in _parts(draft, objection))
    _replied(draft, objection, parts, True, evidence)
    draft.keep_open(replace(held, parts=parts))
    leads_on = MoveKind.REDIRECT in parts or MoveKind.ASK in parts
    if len(parts) >= draft.tuning.parts and leads_on:
        _settle(draft, objection, Cause.SETTLED, evidence, "settled")
    elif len(parts) > len(held.parts):
        _unsettled(draft, objection, Cause.HALF_SETTLED, "half", evidence)
    elif draft.reading.has(MoveKind.QUOTE_PRICE):
        _unsettled(draft, objection, Cause.NOT_SETTLED, "quoted", draft.words(MoveKind.QUOTE_PRICE))
    else:
        _unsettled(draft, objection, Cause.NOT_SETTLED, "again", evidence)


def _replied(
    draft: Draft,
    objection: Objection,
    parts: tuple[MoveKind, ...],
    on_topic: bool,
    evidence: str,
    *,
    conceded: bool = False,
) -> None:
    draft.emit(Replied("reply", evidence, objection.id, parts, on_topic, conceded))


def _settle(draft: Draft, objection: Objection, cause: Cause, evidence: str, occasion: str) -> None:
    draft.change(
        open=tuple(held for held in draft.state.open if held.id != objection.id),
        settled=(*draft.state.settled, objection.id),
    )
    draft.emit(Settled(cause.value, evidence, objection.id, False))
    draft.feel(cause, evidence, notice=False)
    draft.say(f"objection.{objection.id}.{occasion}", cause.value, evidence)
    draft.good = True


def _unsettled(draft: Draft, objection: Objection, cause: Cause, occasion: str, evidence: str) -> None:
    draft.feel(cause, evidence)
    draft.say(f"objection.{objection.id}.{occasion}", cause.value, evidence)


def _pass_over(draft: Draft, held: OpenObjection, objection: Objection) -> None:
    draft.keep_open(replace(held, passed=held.passed + 1))
    draft.emit(PassedOver(Cause.PASSED_OVER.value, draft.words(), objection.id))
    draft.feel(Cause.PASSED_OVER, draft.words(), notice=False)
    draft.say(f"objection.{objection.id}.again", Cause.PASSED_OVER.value, draft.words())


def anticipate(draft: Draft) -> None:
    """A doubt met before it is raised, with at least two parts of the formula, does not come up."""
    reading = draft.reading
    if reading.has(*_AGAINST, *_SPOILS) or len(reading.parts) < _ANTICIPATES:
        return
    for objection in draft.scenario.objections:
        known = (*draft.state.raised, *draft.state.settled)
        if objection.real and objection.id not in known and reading.about(objection.topics):
            draft.change(settled=(*draft.state.settled, objection.id))
            draft.emit(Settled("anticipated", draft.words(MoveKind.PROOF, MoveKind.REDIRECT), objection.id, True))
