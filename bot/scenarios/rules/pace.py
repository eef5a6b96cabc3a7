"""The customer's own part: questions back, patience that runs out, the end of the meeting."""

from __future__ import annotations

from bot.language.moves import MoveKind
from bot.scenarios.draft import Draft
from bot.scenarios.events import MeterMoved, Offered, Questioned, Raised, Replied, Said, Settled
from bot.scenarios.reading import OPENING_TURNS
from bot.scenarios.rules.objections import raise_for
from bot.scenarios.types import EXPLICIT, Cause, CustomerQuestion, Ending, Trigger

_HURRY = 3
_IMPATIENT = 2
_COLD = 2
_FRIENDLY = 5
# A question of the customer's own at least every fourth turn.
_DUE = 4
# Turns that may pass after the offer before a step is asked for.
_LINGERS = 3


def pending(draft: Draft) -> None:
    """A question the customer asked wants an answer: they come back to it once, then mark the silence."""
    if not draft.state.pending:
        return
    question = next(held for held in draft.scenario.questions if held.id == draft.state.pending)
    if draft.reading.about(question.topics) or draft.reading.has(*question.moves):
        draft.feel(Cause.ANSWERED, draft.words())
        draft.change(pending="", reminded=False)
        draft.good = True
    elif not draft.state.reminded:
        draft.owed = question.id
    else:
        draft.feel(Cause.IGNORED, draft.words())
        draft.change(pending="", reminded=False)


def first_turn(draft: Draft) -> None:
    """Some customers begin with an objection, whatever the rep's first words are."""
    if draft.state.turn == 1 and draft.state.ending is None and not draft.state.open and not draft.done:
        raise_for(draft, Trigger.FIRST_TURN, draft.words())


def lingering(draft: Draft) -> None:
    """Need and offer are clear, nothing stands in the way, and no step is asked for: the customer tires of waiting."""
    state = draft.state
    clear = draft.main_level >= EXPLICIT and state.counts.offers > 0
    if not clear or state.open or state.proposal or state.ending is not None or draft.done:
        return
    if any(isinstance(event, Replied | Settled | Offered) for event in draft.events) and not _again(draft):
        return
    draft.count(lingering=1)
    if draft.state.counts.lingering >= _LINGERS:
        draft.feel(Cause.LINGERING, draft.words())
        draft.say("linger", Cause.LINGERING.value, draft.words())


def _again(draft: Draft) -> bool:
    """Whether the rep offers once more what was offered already."""
    return draft.state.counts.offers > 1 and any(isinstance(event, Offered) for event in draft.events)


def silence(draft: Draft) -> None:
    """A turn that says nothing to the customer costs patience and gets a short answer."""
    if draft.spoken:
        return
    early = draft.state.turn <= OPENING_TURNS
    if draft.good or (early and draft.reading.has(MoveKind.GREET)):
        draft.say("greeted" if early else "go_on", "greeted", draft.words())
        return
    draft.feel(Cause.IDLE, draft.words())
    draft.say("idle", Cause.IDLE.value, draft.words())


def impatience(draft: Draft) -> None:
    """Patience that falls low shows: first a reminder of the time, then a way out."""
    falls = [event for event in draft.events if isinstance(event, MeterMoved) and event.meter == "patience"]
    if not falls or draft.state.ending is not None:
        return
    before, after = falls[0].before, falls[-1].after
    # Nobody says in one breath that they are satisfied and that they want to be rid of it.
    settled = any(isinstance(event, Settled) for event in draft.events)
    if after <= _IMPATIENT < before and not draft.state.open and not settled:
        raise_for(draft, Trigger.IMPATIENT, falls[-1].evidence)
    elif after <= _HURRY < before:
        draft.say("hurry", "hurry", falls[-1].evidence)


def endings(draft: Draft) -> None:
    """Leave when there is no trust, patience or interest left, or when the time is up."""
    state = draft.state
    if state.ending is not None:
        return
    if state.trust == 0:
        draft.end(Ending.WALK_OUT, "no_trust", draft.words())
    elif state.patience == 0:
        draft.end(Ending.WALK_OUT if state.trust <= _COLD else Ending.REFUSAL, "no_patience", draft.words())
    elif state.interest == 0:
        draft.end(Ending.REFUSAL, "no_interest", draft.words())
    elif state.turn >= draft.tuning.turns:
        friendly = state.trust >= _FRIENDLY and state.interest >= _FRIENDLY
        draft.end(Ending.CONTINUATION if friendly else Ending.TIMED_OUT, "time_up", "")


def own_questions(draft: Draft) -> None:
    """Ask something back when it is time."""
    draft.count(since_question=1)
    objected = any(isinstance(event, Raised | Replied) for event in draft.events)
    if draft.owed and draft.state.ending is None and not draft.done and not objected:
        _remind(draft)
        return
    if any(isinstance(event, Said) and _asks(draft, event.occasion) for event in draft.events):
        draft.count(since_question=-draft.state.counts.since_question)
    since = draft.state.counts.since_question
    # An open objection is a question too: nobody asks two at a time. Nor does anybody who has just said "go on, ask".
    tested = any(isinstance(event, Settled) and event.rule == Cause.TESTED.value for event in draft.events)
    if draft.state.ending is not None or since < _DUE or draft.state.open or tested:
        return
    question = None if draft.done or draft.state.pending else _next(draft)
    draft.count(since_question=-since)
    if question is None:
        draft.emit(Questioned("asks", "", "", False))
        draft.say("ask", "asks")
        return
    draft.change(questions=(*draft.state.questions, question.id), pending=question.id, reminded=False)
    draft.emit(Questioned("asks", "", question.id, False))
    draft.say(f"ask.{question.id}", "asks")


def _asks(draft: Draft, occasion: str) -> bool:
    """Whether whatever is said on this occasion asks the rep something, in both languages."""
    lines = [line for line in draft.scenario.lines.get(occasion, ()) if not line.bank]
    return bool(lines) and all("?" in text or "？" in text for line in lines for text in line.text.values())


def _remind(draft: Draft) -> None:
    draft.change(reminded=True)
    draft.count(since_question=-draft.state.counts.since_question)
    draft.emit(Questioned("again", draft.words(), draft.owed, True))
    draft.say(f"again.{draft.owed}", "again", draft.words())


def _next(draft: Draft) -> CustomerQuestion | None:
    offered = draft.state.counts.offers > 0
    for question in draft.scenario.questions:
        if question.id not in draft.state.questions and question.after_offer == offered:
            return question
    return None
