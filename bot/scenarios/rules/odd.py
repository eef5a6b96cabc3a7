"""What ends or swallows a turn: unlawful offers, rudeness, noise, speeches."""

from __future__ import annotations

from bot.language.moves import SPIN, MoveKind
from bot.scenarios.draft import Draft
from bot.scenarios.reading import OPENING_TURNS
from bot.scenarios.topics import term
from bot.scenarios.types import Cause, Ending

# A turn this many times longer than the style likes is cut off: nothing in it is heard.
_CUT_OFF = 3
_CERTAIN = 0.95
# So often nobody is merely misunderstood: this script is for somebody else.
SURELY_ELSEWHERE = 3
# And so often where it leads nowhere either.
LIKELY_ELSEWHERE = 2


def unlawful(draft: Draft) -> None:
    """An offer of personal gain ends the conversation at once."""
    declined = MoveKind.KICKBACK in draft.reading.overruled
    outright = not declined and bool(term(draft.scenario, "unlawful", draft.reading.text))
    if outright or _beyond_doubt(draft, MoveKind.KICKBACK, "private_gain"):
        draft.end(Ending.COMPLIANCE_STOP, "kickback", draft.words(MoveKind.KICKBACK))


def _beyond_doubt(draft: Draft, kind: MoveKind, words: str) -> bool:
    """What ends or swallows everything must be certain, or sure and said in so many words."""
    move = draft.reading.sure(kind)
    if move is None:
        return False
    return move.confidence >= _CERTAIN or bool(term(draft.scenario, words, draft.reading.text))


def noise(draft: Draft) -> None:
    """Nothing said, another language, a bare list of words, orders to the machine: the customer is put off."""
    reading = draft.reading
    if _beyond_doubt(draft, MoveKind.INJECTION, "machine"):
        _put_off(draft, "injection", Cause.INJECTION, draft.words(MoveKind.INJECTION))
    elif reading.blank:
        _put_off(draft, "blank", Cause.ODD, "")
    elif reading.foreign:
        _put_off(draft, "foreign", Cause.ODD, draft.words())
    elif reading.listed:
        _put_off(draft, "listed", Cause.ODD, draft.words())


def elsewhere(draft: Draft) -> None:
    """What has nothing to do with this customer: they wonder at a question or an offer, are put off, and end it."""
    reading = draft.reading
    # Whoever says who they are has not begun; the first words may be about anything, and are only remembered.
    begun = draft.state.turn > 1
    wonders = begun and (reading.strange or reading.misplaced) and not draft.state.open and _explores(draft)
    if not wonders and not (reading.misplaced and _says_something(draft)):
        return
    evidence = draft.words(MoveKind.PRESENT, *SPIN)
    draft.count(elsewhere=1)
    # Once, anybody may be misunderstood; a reply or a summary that is out of place is only remembered.
    if wonders and draft.state.counts.elsewhere > 1:
        draft.feel(Cause.ELSEWHERE, evidence)
    surely = draft.state.counts.elsewhere >= SURELY_ELSEWHERE
    if wonders or surely:
        draft.say("odd.elsewhere", Cause.ELSEWHERE.value, evidence)
        draft.done = True
    if surely:
        draft.end(Ending.REFUSAL, Cause.ELSEWHERE.value, evidence)


def _says_something(draft: Draft) -> bool:
    """Whether it is more than a greeting, a chat or asking leave."""
    opens = draft.state.turn <= OPENING_TURNS and draft.reading.introduces
    return not (opens or draft.reading.asks_leave or draft.reading.has(MoveKind.SMALL_TALK))


def _explores(draft: Draft) -> bool:
    """Whether it asks or offers something, rather than chatting, asking leave or a date, or summing up."""
    reading = draft.reading
    if not _says_something(draft) or reading.summary is not None or reading.has(MoveKind.CLOSE):
        return False
    return reading.question is not None or reading.has(MoveKind.PRESENT)


def _put_off(draft: Draft, kind: str, cause: Cause, evidence: str) -> None:
    draft.count(odd=1)
    draft.feel(cause, evidence)
    draft.say(f"odd.{kind}", cause.value, evidence)
    draft.done = True


def rude(draft: Draft) -> None:
    """Rudeness is answered, nothing else is."""
    if draft.reading.has(MoveKind.RUDE):
        evidence = draft.words(MoveKind.RUDE)
        draft.count(rude=1)
        draft.feel(Cause.RUDE, evidence)
        draft.say("fault.rude", Cause.RUDE.value, evidence)
        draft.done = True


def speech(draft: Draft) -> None:
    """A long turn costs patience; a speech is cut off."""
    reading = draft.reading
    if not reading.long:
        return
    limit = draft.scenario.style.long_turn[reading.analysis.lang]
    draft.feel(Cause.LONG_TURN, draft.words())
    if reading.size > limit * _CUT_OFF:
        draft.say("long", Cause.LONG_TURN.value, draft.words())
        draft.done = True
