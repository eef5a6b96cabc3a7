"""How the rep behaves: introduction, small talk, praise, faults, memory for names, figures and repetition."""

from __future__ import annotations

from bot.language.moves import MoveKind
from bot.scenarios.draft import Draft
from bot.scenarios.figures import contradicts, stated
from bot.scenarios.reading import OPENING_TURNS
from bot.scenarios.topics import term
from bot.scenarios.types import Cause

# Who names the person they talk to ("Mr Gan! You're amazing!") has said nothing particular of them.
_WHO = "person"
_MAX_PRAISES = 2
_FAULTS = (
    (MoveKind.BADMOUTH, Cause.BADMOUTH),
    (MoveKind.OVERPROMISE, Cause.OVERPROMISE),
    (MoveKind.PRESSURE, Cause.PRESSURE),
    (MoveKind.ARGUE, Cause.ARGUE),
    (MoveKind.REFUSE, Cause.REFUSE),
    (MoveKind.PERSUADE, Cause.PERSUADE),
    (MoveKind.EXCUSE, Cause.EXCUSE),
    (MoveKind.RAMBLE, Cause.RAMBLE),
)
# What the words alone show, whatever moves were recognised.
_CONFIDENTIAL = "confidential"
_OUTRIGHT = (("runs_down", Cause.BADMOUTH), (_CONFIDENTIAL, Cause.CONFIDENTIAL))
_APPEALS = (("trade", Cause.TRADE), ("safety", Cause.SAFETY), ("standing", Cause.STANDING))


def faults(draft: Draft) -> None:
    """Each recognised fault costs what the style says; the customer answers the first one."""
    found = [(cause, draft.words(kind)) for kind, cause in _FAULTS if draft.reading.has(kind)]
    found += [(cause, draft.words()) for entry, cause in _OUTRIGHT if _outright(draft, entry)]
    for cause, evidence in found:
        draft.feel(cause, evidence)
        # Arguing against an objection is answered with the objection itself.
        if not draft.spoken and not (draft.state.open and cause in (Cause.ARGUE, Cause.PERSUADE, Cause.REFUSE)):
            draft.say(f"fault.{cause.value}", cause.value, evidence)


def _outright(draft: Draft, entry: str) -> bool:
    """Whether the words show it; who will not look at what others quoted names it too."""
    text = draft.reading.text
    shown = bool(term(draft.scenario, entry, text))
    return shown and not (entry == _CONFIDENTIAL and term(draft.scenario, "wont_look", text))


def names(draft: Draft) -> None:
    """A wrong name is noticed: one the scenario knows, or any other in the greeting."""
    wrong = term(draft.scenario, "wrong_name", draft.reading.text) or draft.reading.calls
    if wrong:
        draft.count(elsewhere=1 if draft.reading.calls else 0)
        draft.feel(Cause.WRONG_NAME, wrong)
        draft.say("wrong_name", Cause.WRONG_NAME.value, wrong)


def appeals(draft: Draft) -> None:
    """Giving only for something in return, taking the hurry out of it, a promise of standing: each counts once."""
    for entry, cause in _APPEALS:
        words = term(draft.scenario, entry, draft.reading.text)
        if words:
            _once(draft, cause, words)


def figures(draft: Draft) -> None:
    """Another figure or day for the same thing, without a reason given, is noticed."""
    reading, held = draft.reading, draft.state.figures
    promise = term(draft.scenario, "promise", reading.text)
    new = stated(draft.scenario, reading.text, reading.sure(MoveKind.QUOTE_PRICE), promise)
    explained = term(draft.scenario, "corrects", reading.text) or reading.has(MoveKind.CONCEDE_PRICE) or reading.trades
    wrong = [figure for figure in new if contradicts(figure, held)]
    if wrong and not explained:
        price = wrong[0].subject == "price"
        evidence = draft.words(MoveKind.QUOTE_PRICE) if price else draft.words()
        draft.feel(Cause.CONTRADICTION, evidence)
        draft.say("contradiction" if price else "contradiction.other", Cause.CONTRADICTION.value, evidence)
    draft.change(figures=held + tuple(figure for figure in new if figure not in held))


def opening(draft: Draft) -> None:
    """Saying who one is and asking leave to ask, in the first two turns, each counts once."""
    if draft.state.turn > OPENING_TURNS:
        return
    who = draft.reading.introduces
    if who or draft.reading.has(MoveKind.GREET):
        _once(draft, Cause.INTRODUCED, who or draft.words(MoveKind.GREET))
    leave = draft.reading.asks_leave
    if leave and draft.reading.question is not None:
        _once(draft, Cause.PERMISSION, leave)


def small_talk(draft: Draft) -> None:
    """Small talk is welcome or not, as the style says."""
    if not draft.reading.has(MoveKind.SMALL_TALK) or _is_asking(draft):
        return
    early = draft.state.turn <= OPENING_TURNS
    cause = Cause.SMALL_TALK_EARLY if early else Cause.SMALL_TALK_LATE
    evidence = draft.words(MoveKind.SMALL_TALK)
    draft.feel(cause, evidence)
    unwelcome = draft.scenario.style.effects[cause].patience < 0
    if not draft.spoken:
        draft.say("small_talk" if unwelcome else "small_talk.warm", cause.value, evidence)


def _is_asking(draft: Draft) -> bool:
    """Whether what sounds like small talk is a question about a need."""
    question, move = draft.reading.question, draft.reading.sure(MoveKind.SMALL_TALK)
    if question is None or move is None or move.evidence.text.strip(" ?？") not in question.evidence:
        return False
    return any(topic in need.topics for need in draft.scenario.needs for topic in question.near)


def praise(draft: Draft) -> None:
    """Particular praise counts, at most twice; general praise does what the style says; of one's own goods, nothing."""
    reading = draft.reading
    if not reading.has(MoveKind.PRAISE):
        return
    if reading.has(MoveKind.PRESENT) or reading.about(draft.scenario.offer_topics):
        return
    cause = _praise_cause(draft)
    evidence = draft.words(MoveKind.PRAISE)
    if sum(1 for thanked in draft.state.thanked if thanked.startswith("praise")) >= _MAX_PRAISES:
        cause = Cause.PRAISE_GENERAL
    draft.change(thanked=(*draft.state.thanked, cause.value))
    draft.feel(cause, evidence)
    if not draft.spoken and draft.reading.question is None:
        draft.say("praise.empty" if cause is Cause.PRAISE_GENERAL else "praise.good", cause.value, evidence)


def opening_praise(draft: Draft) -> None:
    """Who begins with a complaint hears praise all the same in the first two turns, if it is particular."""
    if draft.state.turn <= OPENING_TURNS and _praise_cause(draft) is not Cause.PRAISE_GENERAL:
        praise(draft)


def _praise_cause(draft: Draft) -> Cause:
    if draft.reading.about(draft.scenario.goal_topics):
        return Cause.PRAISE_RESULTS
    particular = any(topic != _WHO for topic in draft.reading.topics)
    return Cause.PRAISE_SPECIFIC if particular else Cause.PRAISE_GENERAL


def repetition(draft: Draft) -> None:
    """The same words again: the customer says so and answers nothing."""
    if draft.reading.repeated:
        draft.feel(Cause.REPEATED, draft.words())
        draft.say("repeated", Cause.REPEATED.value, draft.words())
        draft.done = True


def _once(draft: Draft, cause: Cause, evidence: str) -> None:
    if cause.value not in draft.state.thanked:
        draft.change(thanked=(*draft.state.thanked, cause.value))
        draft.feel(cause, evidence)
        draft.good = True
