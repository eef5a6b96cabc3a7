"""The commitment ladder: asked too early it costs, asked well it is granted."""

from __future__ import annotations

from bot.language.moves import MoveKind
from bot.scenarios.draft import Draft
from bot.scenarios.events import Proposed, Settled
from bot.scenarios.reading import CLEAR
from bot.scenarios.rules.manners import OPENING_TURNS
from bot.scenarios.rules.objections import raise_for
from bot.scenarios.topics import term
from bot.scenarios.types import Cause, Ending, Rung, Trigger

_THIN = 3
_EARLY_CLOSES = 2


def commitments(draft: Draft) -> None:
    """Weigh a step the rep asks for, or the one asked for before once nothing stands in its way."""
    rung = _asked_for(draft)
    if rung is not None:
        _propose(draft, rung)
    elif draft.state.proposal and (_date(draft) or _settled_now(draft)):
        rung = next(rung for rung in draft.scenario.ladder if rung.id == draft.state.proposal)
        draft.change(date=_date(draft) or draft.state.date)
    if rung is not None and not rung.advance:
        draft.end(Ending.CONTINUATION, "continuation_asked", draft.words(MoveKind.CLOSE), rung.id)
    elif rung is not None and not draft.state.open:
        _weigh(draft, rung)


def _asked_for(draft: Draft) -> Rung | None:
    """The step the rep's words name; a close that names none asks for the first advance."""
    reading = draft.reading
    move = reading.sure(MoveKind.CLOSE)
    if draft.state.turn <= OPENING_TURNS and term(draft.scenario, "permission", reading.text):
        return None
    if move is None and not (_date(draft) and (draft.state.counts.offers or draft.state.proposal)):
        return None
    named = [rung for rung in draft.scenario.ladder if reading.about(rung.topics)]
    if named:
        return named[0]
    if move is not None and (move.confidence >= CLEAR or _date(draft)):
        return next(rung for rung in draft.scenario.ladder if rung.advance)
    return None


def _date(draft: Draft) -> str:
    return term(draft.scenario, "date", draft.reading.text)


def _settled_now(draft: Draft) -> bool:
    return any(isinstance(event, Settled) for event in draft.events)


def _propose(draft: Draft, rung: Rung) -> None:
    date = _date(draft)
    person = term(draft.scenario, "person", draft.reading.text)
    evidence = draft.words(MoveKind.CLOSE)
    draft.emit(Proposed("proposed", evidence, rung.id, bool(date), bool(person)))
    draft.change(proposal=rung.id, date=date or draft.state.date)
    if term(draft.scenario, "options", draft.reading.text):
        draft.feel(Cause.OPTIONS, evidence)


def _weigh(draft: Draft, rung: Rung) -> None:
    evidence = draft.words(MoveKind.CLOSE)
    state = draft.state
    if draft.main_level < rung.need:
        _early(draft, evidence)
    elif raise_for(draft, Trigger.CLOSE, evidence):
        draft.good = True
    elif state.trust < rung.trust or state.interest < rung.interest:
        draft.feel(Cause.CLOSE_VAGUE, evidence)
        draft.say("close.not_yet", "close_not_yet", evidence)
    elif draft.scenario.style.wants_date and not state.date:
        draft.feel(Cause.CLOSE_VAGUE, evidence)
        draft.say("close.when", Cause.CLOSE_VAGUE.value, evidence)
    else:
        draft.feel(Cause.CLOSE_CLEAR, evidence)
        draft.end(Ending.ADVANCE, Cause.CLOSE_CLEAR.value, evidence, rung.id)


def _early(draft: Draft, evidence: str) -> None:
    draft.change(proposal="", date="")
    draft.count(early_closes=1)
    draft.feel(Cause.CLOSE_EARLY, evidence)
    trigger = Trigger.OFFER_THIN if draft.main_level == _THIN else Trigger.CLOSE_EARLY
    if draft.state.counts.early_closes >= _EARLY_CLOSES:
        draft.end(Ending.REFUSAL, Cause.CLOSE_EARLY.value, evidence)
    elif not raise_for(draft, trigger, evidence):
        draft.say("close.early", Cause.CLOSE_EARLY.value, evidence)
