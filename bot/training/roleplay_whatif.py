"""What if: one of the rep's lines said differently, the others kept as they were. Pure.

The conversation is replayed with the same seed up to that line, then with the new one, then with the old later lines
as far as the customer stays to hear them. They were meant for another answer, so the mark is a hint, not a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.moves import Analysis
from bot.scenarios.session import Beat, replay
from bot.training.grading.score import grade
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import Rubric, Scorecard


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What would have come of it: that turn then and now, the card, later lines still heard and those that were not."""

    turn: int
    then: Beat
    now: Beat
    card: Scorecard
    kept: int
    unheard: int


def otherwise(old: Transcript, rubric: Rubric, turn: int, said: Analysis) -> Otherwise:
    """The conversation with `said` in the place of that turn (from 1). Raises IndexError when it has no such turn."""
    if not 1 <= turn < len(old.beats):
        raise IndexError(turn)
    spoken = [beat.analysis for beat in old.turns if beat.analysis is not None]
    spoken[turn - 1] = said
    beats = replay(old.scenario, old.lang, spoken, seed=old.seed, level=old.level)
    card = grade(Transcript(old.scenario, old.lang, old.seed, old.level, beats), rubric)
    heard = len(beats) - 1
    return Otherwise(turn, old.beats[turn], beats[turn], card, heard - turn, len(spoken) - heard)
