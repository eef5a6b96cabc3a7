"""What a person's counts say and what they do not: shares, changes, whom to look at first. Pure.

A figure is a share of right things: questions answered right and, in role-plays, checks met, of all that were asked or
had an occasion in the WINDOW up to today. Under ENOUGH pieces of evidence there is no figure. A change is told when
both windows have enough, when it is CHANGE or more, and when it is larger than chance alone moves such a share by in
nineteen cases of twenty (two standard errors).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from math import sqrt

# The weeks that a figure is made of, and as many before them that it is compared with.
WINDOW = timedelta(days=28)
ENOUGH = 8
CHANGE = 0.1
ERRORS = 2


@dataclass(frozen=True, slots=True)
class Count:
    """`good` of `of` pieces of evidence."""

    good: int = 0
    of: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.good + other.good, self.of + other.of)

    @property
    def share(self) -> float:
        """0–1; 0 of nothing."""
        return self.good / self.of if self.of else 0.0

    @property
    def enough(self) -> bool:
        """Whether the share means anything."""
        return self.of >= ENOUGH


class Change(StrEnum):
    """How a share has moved since the window before."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Cell:
    """A person's skill: questions and checks of the window, and all of the one before."""

    skill: str
    questions: Count
    checks: Count
    before: Count = field(default_factory=Count)

    @property
    def now(self) -> Count:
        """All evidence of the window."""
        return self.questions + self.checks

    @property
    def percent(self) -> int | None:
        """0–100, whole; None where there is not enough."""
        return round(100 * self.now.share) if self.now.enough else None

    @property
    def change(self) -> Change | None:
        """Since the window before; None where either has not enough."""
        return change(self.before, self.now)


Cells = Mapping[str, Cell]


def change(before: Count, now: Count) -> Change | None:
    """How a share has moved, if that can be said."""
    if not before.enough or not now.enough:
        return None
    moved = now.share - before.share
    if abs(moved) < CHANGE or abs(moved) <= ERRORS * _chance(before, now):
        return Change.SAME
    return Change.UP if moved > 0 else Change.DOWN


def _chance(before: Count, now: Count) -> float:
    """The standard error of the difference of two shares that are the same in truth."""
    both = (before + now).share
    return sqrt(both * (1 - both) * (1 / before.of + 1 / now.of))


def overall(cells: Cells) -> float | None:
    """The mean share of the skills with enough evidence, 0–1; None without any."""
    known = [cell.now.share for cell in cells.values() if cell.now.enough]
    return sum(known) / len(known) if known else None


def by_need(people: Mapping[int, Cells]) -> tuple[int, ...]:
    """Ids of people, lowest overall share first; who cannot be told yet comes last."""

    def key(user_id: int) -> tuple[bool, float, int]:
        found = overall(people[user_id])
        return found is None, found or 0.0, user_id

    return tuple(sorted(people, key=key))


def best_known(people: Iterable[Cells], order: Sequence[str], most: int) -> tuple[str, ...]:
    """At most `most` skills: those in which most people have enough evidence, in the given order; none without any."""
    told = dict.fromkeys(order, 0)
    for cells in people:
        for cell in cells.values():
            if cell.skill in told:
                told[cell.skill] += cell.now.enough
    ranked = sorted((skill for skill in order if told[skill]), key=lambda skill: -told[skill])[:most]
    return tuple(skill for skill in order if skill in ranked)


@dataclass(frozen=True, slots=True)
class Gain:
    """A person's skill that has risen."""

    user_id: int
    cell: Cell

    @property
    def by(self) -> float:
        """By how much at least, as a share: the rise less what chance could account for."""
        before, now = self.cell.before, self.cell.now
        return now.share - before.share - ERRORS * _chance(before, now)


def gains(people: Mapping[int, Cells]) -> tuple[Gain, ...]:
    """Every rise that can be told, the surest first: of many people's the largest alone would often be chance."""
    found = [
        Gain(user_id, cell) for user_id, cells in people.items() for cell in cells.values() if cell.change is Change.UP
    ]
    return tuple(sorted(found, key=lambda one: (-one.by, one.user_id, one.cell.skill)))


# An item is hard when it was asked so often in a week, and so many answers were wrong.
ASKED, WRONG = 3, 2


@dataclass(frozen=True, slots=True)
class Hard:
    """An item, and how many of its answers in a week were wrong."""

    item_id: str
    wrong: int
    asked: int


def hardest(asked: Iterable[Hard], most: int) -> tuple[Hard, ...]:
    """The items that went wrong most, by a share that few answers do not carry far: two more count as one wrong."""
    hard = [one for one in asked if one.asked >= ASKED and one.wrong >= WRONG and 2 * one.wrong >= one.asked]
    return tuple(sorted(hard, key=lambda one: (-(one.wrong + 1) / (one.asked + 2), -one.wrong, one.item_id))[:most])
