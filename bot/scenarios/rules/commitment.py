"""The commitment ladder: asked too early it costs, asked well it is granted."""

from __future__ import annotations

from bot.base.language import Lang
from bot.language.moves import MoveKind
from bot.language.normalise import Span, length_in_words, plain, sentences
from bot.scenarios.draft import Draft
from bot.scenarios.events import Proposed, Settled
from bot.scenarios.likeness import proposes
from bot.scenarios.reading import CLEAR, OPENING_TURNS
from bot.scenarios.rules.closes import close, promised
from bot.scenarios.rules.objections import raise_for
from bot.scenarios.topics import term
from bot.scenarios.types import PAIN, Cause, Ending, Rung, Trigger

_EARLY_CLOSES = 2
# So sure a close must be that names no step and no date before anything was offered.
_OUT_OF_THE_BLUE = 0.85
# "Wednesday afternoon, then": Chinese characters, English words.
_PLAIN_ANSWER = {Lang.ZH: 10, Lang.EN: 6}


def commitments(draft: Draft) -> None:
    """Weigh a step the rep asks for, or the one asked for before once nothing stands in its way."""
    rung = _asked_for(draft)
    if rung is not None:
        _propose(draft, rung)
    elif draft.state.proposal and (_date(draft) or _settled_now(draft)):
        rung = next(rung for rung in draft.scenario.ladder if rung.id == draft.state.proposal)
        if _date(draft):
            _propose(draft, rung)
    if rung is not None and not rung.advance:
        draft.end(Ending.CONTINUATION, "continuation_asked", draft.words(MoveKind.CLOSE), rung.id)
    elif rung is not None and not draft.state.open:
        _weigh(draft, rung)


def _asked_for(draft: Draft) -> Rung | None:
    """The step the rep's words name; a close that names none asks for the first advance."""
    reading = draft.reading
    move = close(draft)
    if (draft.state.turn <= OPENING_TURNS and reading.asks_leave) or (move is None and reading.has(MoveKind.CLOSE)):
        return None
    talked = draft.state.counts.offers or draft.state.proposal
    if move is None and not (talked and (_date(draft) or proposes(reading.analysis))):
        return None
    named = [rung for rung in draft.scenario.ladder if reading.about(rung.topics)]
    if promised(draft.scenario, reading.text):
        # What the rep will do alone advances nothing; at most it puts off.
        return next((rung for rung in named if not rung.advance), None)
    if named:
        return named[0]
    if _date(draft) or (move is not None and move.confidence >= (CLEAR if talked else _OUT_OF_THE_BLUE)):
        return next(rung for rung in draft.scenario.ladder if rung.advance)
    return None


def _date(draft: Draft) -> str:
    """The date of a step: named where one is proposed or agreed, or given as a plain answer; no other date counts."""
    text = draft.reading.text
    dated = [span for span in sentences(text) if term(draft.scenario, "date", text[span.start : span.end])]
    for fits in (_proposes, _closes, _asks_for, _then_asks, _answers):
        for span in dated:
            if fits(draft, span):
                return term(draft.scenario, "date", text[span.start : span.end])
    return ""


def _proposes(draft: Draft, span: Span) -> bool:
    words = draft.reading.text[span.start : span.end + 1]
    return bool(term(draft.scenario, "proposes", words)) and not _of_their_own(draft, words)


def _closes(draft: Draft, span: Span) -> bool:
    words = draft.reading.text[span.start : span.end + 1]
    return close(draft) is not None and not _of_their_own(draft, words)


def _asks_for(draft: Draft, span: Span) -> bool:
    """ "Might Wednesday suit you?", once there is something to agree on."""
    words = draft.reading.text[span.start : span.end + 1]
    talked = draft.state.counts.offers or draft.state.proposal
    return "?" in words and bool(talked) and not _of_their_own(draft, words)


def _then_asks(draft: Draft, span: Span) -> bool:
    """ "Monday the 12th, thirty people, you in front. Are you on?"."""
    rest = draft.reading.text[span.end :]
    last = next((rest[one.start : one.end] for one in reversed(sentences(rest))), "")
    talked = draft.state.counts.offers or draft.state.proposal
    if not talked or draft.state.open or not last.endswith("?"):
        return False
    words = last.strip(" .!?")
    return term(draft.scenario, "tag", words) == words


def _answers(draft: Draft, span: Span) -> bool:
    words = draft.reading.text[span.start : span.end + 1]
    short = length_in_words(words) <= _PLAIN_ANSWER[draft.reading.analysis.lang]
    return short and "?" not in words and not _of_their_own(draft, words)


def _of_their_own(draft: Draft, words: str) -> bool:
    """What the rep promises to do themselves, or asks about the matter, proposes no step."""
    question = draft.reading.question
    asks = question is not None and bool(question.need) and words.strip(" ?") in plain(question.evidence)
    return promised(draft.scenario, words) or (asks and close(draft) is None)


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
    trigger = Trigger.OFFER_THIN if draft.main_level == PAIN else Trigger.CLOSE_EARLY
    if draft.state.counts.early_closes >= _EARLY_CLOSES:
        draft.end(Ending.REFUSAL, Cause.CLOSE_EARLY.value, evidence)
    elif not raise_for(draft, trigger, evidence):
        draft.say("close.early", Cause.CLOSE_EARLY.value, evidence)
