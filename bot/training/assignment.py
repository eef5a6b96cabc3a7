"""Assignments: what may be assigned, when one is done, which dates to offer. See docs/assignments.md."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

# A skill is practised when it has this many points: an answer is worth one, a role-play in which it was marked five.
SKILL_POINTS, ROLEPLAY_POINTS = 10, 5
# The progress of a customer: met and marked; met and passed.
MET, PASSED = 1, 2
# The latest date one may set, in days from today.
LONGEST = 180
_FRIDAY = 4


class Kind(StrEnum):
    """What is assigned; `target` is the id of one."""

    SCENARIO = "scenario"
    UNIT = "unit"
    SKILL = "skill"


class Status(StrEnum):
    """How an assignment stands with one person."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"


class Why(StrEnum):
    """Reasons for declining that need not be typed."""

    TIME = "time"
    KNOWN = "known"
    FIT = "fit"


# What stands before a ready reason where it is stored, so that no typed one is taken for it.
READY = "#"


def offered_dates(today: date) -> tuple[date, ...]:
    """Dates to choose from: the coming Friday, the one after it, two weeks from today."""
    friday = today + timedelta(days=(_FRIDAY - today.weekday() - 1) % 7 + 1)
    return tuple(sorted({friday, friday + timedelta(days=7), today + timedelta(days=14)}))


def after_meeting(
    kind: Kind, progress: int, *, wanted: bool, practised: Collection[str], target: str, passed: bool
) -> int:
    """The progress after a marked role-play.

    `wanted`: it was with the customer who was assigned; `practised`: the skills that were marked in it.
    """
    if kind is Kind.SCENARIO and wanted:
        return max(progress, PASSED if passed else MET)
    if kind is Kind.SKILL and target in practised:
        return min(progress + ROLEPLAY_POINTS, SKILL_POINTS)
    return progress


def is_done(kind: Kind, progress: int) -> bool:
    """Whether that progress is all there is to do. A unit is done with one drill."""
    return progress >= (SKILL_POINTS if kind is Kind.SKILL else 1)


def reason_of(words: str) -> str:
    """A typed reason as it is stored: one line, and never taken for a ready one."""
    return " ".join(words.split()).lstrip(READY).strip()


def ready_reason(stored: str | None) -> Why | None:
    """The ready reason that is stored, if it is one."""
    code = None if stored is None or not stored.startswith(READY) else stored[len(READY) :]
    return Why(code) if code in set(Why) else None
