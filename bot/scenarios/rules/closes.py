"""What the customer takes for a close: words that ask them for a step."""

from __future__ import annotations

import re

from bot.language.moves import SPIN, Move, MoveKind
from bot.language.normalise import plain
from bot.scenarios.draft import Draft
from bot.scenarios.reading import CLEAR
from bot.scenarios.topics import term
from bot.scenarios.types import PAIN, Scenario

# So sure a close must be to be one inside a question about a need.
_BEYOND_DOUBT = 0.8
# Whoever is spoken to, or both together: then more is asked for than the rep's own doing.
_TO_THEM = re.compile(r"[您你]|咱|\b(?:you|your|we|us|let's)\b", re.IGNORECASE)


def close(draft: Draft) -> Move | None:
    """The move that asks for a step; None where what was said shows it to be something else.

    Before anything was offered a step is asked for surely, or when something hurts already, and in no promise.
    """
    move = draft.reading.sure(MoveKind.CLOSE)
    if move is None or _explores(draft, move) or _forces(draft, move):
        return None
    if draft.state.counts.offers or draft.state.proposal:
        return move
    # Whom something hurts may be asked for a step in any words.
    ripe = move.confidence >= CLEAR or draft.main_level >= PAIN
    return move if ripe and not promised(draft.scenario, draft.reading.text) else None


def promised(scenario: Scenario, words: str) -> bool:
    """Whether the rep says what they will do themselves, and nothing else is asked for."""
    promise = term(scenario, "promise", words)
    rest = words.replace(promise, "", 1)
    return bool(promise) and "?" not in rest and not _TO_THEM.search(rest)


def _explores(draft: Draft, move: Move) -> bool:
    """Whether what sounds like a close is a question about a need: "where does that leave the eighteenth?"."""
    question = draft.reading.question
    if question is None or not question.need or question.proposes:
        return False
    if question.kind is MoveKind.SITUATION:
        return _asks_how(draft)
    asked = plain(question.evidence)
    if term(draft.scenario, "date", asked) and term(draft.scenario, "person", asked):
        return False
    surer = any(one.kind in SPIN and one.confidence >= move.confidence for one in draft.reading.analysis.moves)
    words = move.evidence.text.strip(" ?？")
    same = words in question.evidence or question.evidence in move.evidence.text
    # A step is asked for with a yes in view; who asks openly, and has offered nothing, asks on.
    wide = None if draft.state.counts.offers else draft.reading.sure(MoveKind.OPEN)
    asks_on = same or (wide is not None and wide.confidence > move.confidence)
    return asks_on and (surer or move.confidence < _BEYOND_DOUBT)


def _asks_how(draft: Draft) -> bool:
    """Whether it asks openly how things are, before anything hurts or was offered: "and on the 12th, what's shown?"."""
    reading = draft.reading
    openly = reading.has(MoveKind.OPEN) and not reading.has(MoveKind.CLOSED)
    return openly and not draft.state.counts.offers and draft.main_level < PAIN


def _forces(draft: Draft, move: Move) -> bool:
    """Whether its words force or promise at least as surely as they ask: "sign today or the price is gone"."""
    faults = (draft.reading.sure(kind) for kind in (MoveKind.PRESSURE, MoveKind.OVERPROMISE))
    return any(
        fault is not None
        and fault.confidence >= move.confidence
        and fault.evidence.start < move.evidence.end
        and move.evidence.start < fault.evidence.end
        for fault in faults
    )
