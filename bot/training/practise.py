"""Practising one objection in up to three rounds: which words the customer uses, when they open up, what was learnt.

Everything follows from the objection, how often it was practised, and the rounds so far: the same state gives the same
next line, however often it is asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.language.moves import FORMULA, MoveKind
from bot.training.own_reply import Judgement, Step

ROUNDS = 3
# Characters of the rep's words that the summary quotes.
QUOTE = 60


@dataclass(frozen=True, slots=True)
class Round:
    """One reply of the rep: the parts that were there with the words that showed them, what to change first, and the
    words that were a fault."""

    parts: Mapping[MoveKind, str]
    first: Step
    opened: bool
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice under way or over. `go` counts from 0 how often this objection was practised before."""

    objection: str
    go: int = 0
    rounds: tuple[Round, ...] = ()

    @property
    def opened(self) -> bool:
        """Whether the customer has said what is behind it."""
        return bool(self.rounds) and self.rounds[-1].opened

    @property
    def over(self) -> bool:
        """Whether there is nothing more to answer."""
        return self.opened or len(self.rounds) >= ROUNDS

    @property
    def next_time(self) -> Step:
        """The one thing to do next time: what the last reply lacked most."""
        return self.rounds[-1].first if self.rounds else Step.NONE

    def answered(self, judgement: Judgement) -> Practice:
        """The practice after one more reply; one that is over stays as it is."""
        if self.over:
            return self
        parts = {part.kind: _cut(part.words) for part in judgement.parts if part.words is not None}
        faults = tuple(_cut(fault.words) for fault in judgement.faults)
        return replace(self, rounds=(*self.rounds, Round(parts, judgement.first, judgement.opens_up, faults)))


def line(objection: str, turn: int, phrasings: Sequence[str]) -> str:
    """The customer's words in that turn, counted from 0 over all goes: none comes again before all have come."""
    order = sorted(range(len(phrasings)), key=lambda number: _rank(objection, number))
    return phrasings[order[turn % len(order)]]


def spoken(practice: Practice, phrasings: Sequence[str]) -> str:
    """What the customer says in the round now open; of a practice that is over, what they said last."""
    number = len(practice.rounds) - (1 if practice.over else 0)
    return line(practice.objection, practice.go * ROUNDS + number, phrasings)


def to_json(practice: Practice) -> dict[str, Any]:
    """The practice as JSON values."""
    rounds = [
        {"parts": dict(one.parts), "first": one.first, "opened": one.opened, "faults": list(one.faults)}
        for one in practice.rounds
    ]
    return {"objection": practice.objection, "go": practice.go, "rounds": rounds}


def from_json(body: object) -> Practice | None:
    """The practice stored as `body`; None when it is none."""
    try:
        return _practice(body)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _practice(body: Any) -> Practice:
    return Practice(str(body["objection"]), int(body["go"]), tuple(_round(one) for one in body["rounds"]))


def _round(body: Any) -> Round:
    parts = {kind: str(body["parts"][kind]) for kind in FORMULA if kind in body["parts"]}
    return Round(parts, Step(body["first"]), bool(body["opened"]), tuple(str(words) for words in body["faults"]))


def _rank(objection: str, number: int) -> bytes:
    return hashlib.sha256(f"{objection}:{number}".encode()).digest()


def _cut(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= QUOTE else one_line[: QUOTE - 1] + "…"
