"""Moves: what a rep does with an utterance, each with its confidence and the words that show it.

The vocabulary of the whole product: the drills' written answers, the simulated customer and the scorecard speak it.
Question kinds follow Rackham (SPIN) and D0; the formula's parts and its levels are D0's; the faults are D3's taboos and
the compliance red lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.base.language import Lang


class MoveKind(StrEnum):
    """A kind of move. The value is what scripts and stored sessions see: never rename one."""

    SITUATION = "spin.situation"
    PROBLEM = "spin.problem"
    IMPLICATION = "spin.implication"
    NEED_PAYOFF = "spin.need_payoff"
    OPEN = "question.open"
    CLOSED = "question.closed"
    LEADING = "question.leading"
    AGREE = "empathy.agree"
    PRAISE = "empathy.praise"
    REDIRECT = "empathy.redirect"
    ASK = "empathy.ask"
    GREET = "greet"
    SMALL_TALK = "small_talk"
    PRESENT = "present"
    PROOF = "proof"
    CLOSE = "close"
    QUOTE_PRICE = "quote_price"
    CONCEDE_PRICE = "concede_price"
    SUMMARISE = "summarise"
    UNCLEAR = "unclear"
    ARGUE = "fault.argue"
    PERSUADE = "fault.persuade"
    REFUSE = "fault.refuse"
    RAMBLE = "fault.ramble"
    BADMOUTH = "fault.badmouth"
    EXCUSE = "fault.excuse"
    KICKBACK = "fault.kickback"
    PRESSURE = "fault.pressure"
    OVERPROMISE = "fault.overpromise"
    RUDE = "fault.rude"
    INJECTION = "fault.injection"


SPIN = (MoveKind.SITUATION, MoveKind.PROBLEM, MoveKind.IMPLICATION, MoveKind.NEED_PAYOFF)
FORMULA = (MoveKind.AGREE, MoveKind.PRAISE, MoveKind.REDIRECT, MoveKind.ASK)
FAULTS = tuple(kind for kind in MoveKind if kind.value.startswith("fault."))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rep's own words that show a move: `text == utterance[start:end]`, indices in code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Move:
    """One recognised move. `confidence` is a multiple of 0.05 from 0.10 to 1.00."""

    kind: MoveKind
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near a piece of the utterance comes to something that could be said (`sayings`).

    `label` is the saying's, `score` the cosine of the two meanings, a multiple of 0.02 up to 1.00.
    """

    label: str
    score: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one utterance does: moves with the most confident first (ties in the order of MoveKind).

    `likes`: what its pieces resemble, nearest first. `compared`: whether there were sayings to compare it with.
    """

    text: str
    lang: Lang
    moves: tuple[Move, ...]
    likes: tuple[Likeness, ...] = ()
    compared: bool = False

    def has(self, kind: MoveKind, at_least: float = 0.5) -> bool:
        """Whether a move of that kind was recognised with at least that confidence."""
        return any(move.kind is kind and move.confidence >= at_least for move in self.moves)

    def sure(self, at_least: float = 0.5) -> tuple[Move, ...]:
        """The moves recognised with at least that confidence."""
        return tuple(move for move in self.moves if move.confidence >= at_least)
