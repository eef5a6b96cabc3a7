"""How hard a person's customers are: a level from 1 to 3 that follows how their conversations end. Pure.

Three passes in a row at one's level raise it by one; two bad ends in a row (a refusal, a walk-out, a compliance stop)
lower it by one. Any other end breaks both rows, and so does a level chosen by hand. A conversation at another level
than one's own counts for neither.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.scenarios.types import Ending

LEAST, MOST, USUAL = 1, 3, 2
PASSES, BAD_ENDS = 3, 2
_BAD = frozenset({Ending.REFUSAL, Ending.WALK_OUT, Ending.COMPLIANCE_STOP})


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A person's level and the row they are on: passes counted up from 0, bad ends down."""

    level: int = USUAL
    row: int = 0


def after(now: Difficulty, *, level: int, passed: bool, ending: Ending | None) -> Difficulty:
    """What a conversation at `level` that ended so makes of it; without an ending it was given up."""
    if level != now.level:
        return now
    if passed:
        row = max(now.row, 0) + 1
        return Difficulty(now.level + 1) if row >= PASSES and now.level < MOST else Difficulty(now.level, row)
    if ending in _BAD:
        row = min(now.row, 0) - 1
        return Difficulty(now.level - 1) if row <= -BAD_ENDS and now.level > LEAST else Difficulty(now.level, row)
    return Difficulty(now.level)


def chosen(level: int) -> Difficulty:
    """A level chosen by hand, brought into range."""
    return Difficulty(min(max(level, LEAST), MOST))
