"""What the mark of a written answer is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.language.moves import MoveKind
from bot.training.items import WriteTask
from bot.training.own_reply import Fault

# From here on an answer counts as right; from there on nothing is left to be wished for.
PASS, GOOD = 60, 85
# What one fault costs, the most that an answer with a fault can get, and the most for one over the red line.
FAULT_COSTS, FAULT_CAP, UNLAWFUL_CAP = 25, 50, 0
# How surely a fault must be there to cost anything.
CERTAIN = 0.75


class Refusal(StrEnum):
    """Why a text is no answer at all: it gets no points. The values name texts."""

    EMPTY = "empty"  # too few words to judge
    GIBBERISH = "gibberish"  # no words
    INSTRUCTION = "instruction"  # addressed to the marking, not to the customer
    COPIED_LINE = "copied_line"  # the line that was given
    COPIED_EXAMPLE = "copied_example"  # an example answer of the content


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing an answer is marked by; `id` names texts.

    `points` of `of` were earned. `words` are the rep's own that decided it, None where nothing shows it.
    """

    id: str
    points: int
    of: int
    words: str | None = None

    @property
    def met(self) -> bool:
        """Whether nothing of it is missing."""
        return self.points == self.of


@dataclass(frozen=True, slots=True)
class Grade:
    """The mark, 0–100, and why. `read_as`: the kind of question that was asked, where the task is about that."""

    task: WriteTask
    mark: int
    criteria: tuple[Criterion, ...] = ()
    faults: tuple[Fault, ...] = ()
    read_as: MoveKind | None = None
    refusal: Refusal | None = None

    @property
    def correct(self) -> bool:
        """Whether it counts as a right answer."""
        return self.mark >= PASS

    @property
    def next(self) -> Criterion | None:
        """What to change first: of the formula the first part that is missing, else where most points were left.

        None when nothing is missing.
        """
        left = [one for one in self.criteria if not one.met]
        if self.task is WriteTask.FORMULA:
            return next((one for one in left if one.points == 0), left[0] if left else None)
        return max(left, key=lambda one: one.of - one.points, default=None)


def total(criteria: tuple[Criterion, ...], faults: tuple[Fault, ...]) -> int:
    """The sum of the points after what the faults cost."""
    mark = sum(one.points for one in criteria)
    if any(fault.kind is MoveKind.KICKBACK for fault in faults):
        return min(mark, UNLAWFUL_CAP)
    return max(0, min(mark - FAULT_COSTS * len(faults), FAULT_CAP)) if faults else mark


def to_json(grade: Grade) -> dict[str, Any]:
    """The grade as JSON values."""
    return {
        "task": grade.task.value,
        "mark": grade.mark,
        "criteria": [{"id": one.id, "points": one.points, "of": one.of, "words": one.words} for one in grade.criteria],
        "faults": [{"kind": fault.kind.value, "words": fault.words} for fault in grade.faults],
        "read_as": None if grade.read_as is None else grade.read_as.value,
        "refusal": None if grade.refusal is None else grade.refusal.value,
    }


def from_json(body: Mapping[str, Any]) -> Grade:
    """The grade stored as `body`. Raises KeyError or ValueError when it is none."""
    return Grade(
        task=WriteTask(body["task"]),
        mark=body["mark"],
        criteria=tuple(Criterion(one["id"], one["points"], one["of"], one["words"]) for one in body["criteria"]),
        faults=tuple(Fault(MoveKind(one["kind"]), one["words"]) for one in body["faults"]),
        read_as=None if body["read_as"] is None else MoveKind(body["read_as"]),
        refusal=None if body["refusal"] is None else Refusal(body["refusal"]),
    )
