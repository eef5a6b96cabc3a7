"""Points: what was done, counted. A pure function of what is stored; nothing is ever taken away.

    a question answered right                       10   with a hint 5
    a written answer                                its mark ÷ 5, from a mark of 40 on
    a finished drill or check                       10   at most three on one date
    a role-play with a scorecard                    its mark ÷ 2, and 20 more when passed

Whole points; halves are dropped. What was right within the last 24 hours brings nothing when repeated: a question
answered right, a written item marked 60 or more, a customer with whom a role-play was passed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

T = TypeVar("T")

RIGHT, HINTED = 10, 5
MARKED_FROM, MARK_SHARE = 40, 5
FINISHED, FINISHED_MOST = 10, 3
PLAY_SHARE, PASSED = 2, 20
REST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to an item. `mark` (0–100) is that of a written answer, None for a question."""

    item_id: str
    at: datetime
    correct: bool
    hinted: bool = False
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Play:
    """A role-play that was marked: with which customer, its mark (0–100), whether it was passed."""

    scenario_id: str
    at: datetime
    total: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Points:
    """Points by where they come from."""

    questions: int
    written: int
    drills: int
    plays: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.questions + self.written + self.drills + self.plays


def points(answers: Iterable[Answer], finished: Iterable[date], plays: Iterable[Play]) -> Points:
    """The points of everything a person did; `finished` has the local date of each finished drill."""
    given = sorted(answers, key=lambda answer: answer.at)
    counted = _rested((answer.item_id, answer.at, answer.correct, answer) for answer in given)
    held = sorted(plays, key=lambda play: play.at)
    return Points(
        questions=sum(HINTED if one.hinted else RIGHT for one in counted if one.mark is None and one.correct),
        written=sum(one.mark // MARK_SHARE for one in counted if one.mark is not None and one.mark >= MARKED_FROM),
        drills=sum(FINISHED * min(times, FINISHED_MOST) for times in Counter(finished).values()),
        plays=sum(
            one.total // PLAY_SHARE + PASSED * one.passed
            for one in _rested((play.scenario_id, play.at, play.passed, play) for play in held)
        ),
    )


def _rested(done: Iterable[tuple[str, datetime, bool, T]]) -> list[T]:
    """What was not right within REST before; each with its name, moment and whether it was right, the oldest first."""
    last: dict[str, datetime] = {}
    kept: list[T] = []
    for name, at, right, one in done:
        if name not in last or at - last[name] >= REST:
            kept.append(one)
        if right:
            last[name] = at
    return kept
