"""What the customer remembers: the rep's promises and figures, and coming back to them later."""

from __future__ import annotations

from dataclasses import replace

from bot.language.moves import MoveKind
from bot.scenarios.draft import Draft
from bot.scenarios.events import Noticed
from bot.scenarios.state import Kept
from bot.scenarios.topics import term

# Turns that lie between the words and the customer's coming back to them.
_LATER = 3
_MOST = 6
_LONGEST = 48


def note(draft: Draft) -> None:
    """Keep what the rep has just promised, or the figure of a proof; the same words once."""
    found = [("promise", term(draft.scenario, "promise", draft.reading.text))]
    # The customer's own figures, taken up in a question, are nothing to come back to.
    if draft.reading.has(MoveKind.PROOF) and draft.reading.question is None:
        found.append(("said", term(draft.scenario, "figure", draft.reading.text)))
    for kind, phrase in found:
        words = phrase.strip(" .,;!?")
        known = any(kept.words == words for kept in draft.state.kept)
        if words and len(words) <= _LONGEST and not known and len(draft.state.kept) < _MOST:
            draft.change(kept=(*draft.state.kept, Kept(kind, words, draft.state.turn, False)))


def come_back(draft: Draft) -> None:
    """Come back to the oldest thing kept, once, when nothing else is open."""
    state = draft.state
    busy = draft.done or state.ending is not None or state.open or state.pending or draft.owed
    if busy or draft.reading.has(MoveKind.CLOSE):
        return
    due = next((kept for kept in state.kept if not kept.recalled and state.turn - kept.turn >= _LATER), None)
    if due is None:
        return
    draft.change(kept=tuple(replace(kept, recalled=True) if kept == due else kept for kept in state.kept))
    draft.emit(Noticed(f"memory.{due.kind}", due.words))
    draft.say(f"memory.{due.kind}", f"memory.{due.kind}", due.words)
