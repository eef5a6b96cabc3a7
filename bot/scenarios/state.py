"""A conversation's state: integers, text ids and tuples, versioned; JSON round-trips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.language.moves import MoveKind
from bot.scenarios.codec import decode, encode
from bot.scenarios.figures import Figure
from bot.scenarios.types import ENGINE_VERSION, Ending


@dataclass(frozen=True, slots=True)
class NeedState:
    """How far a need has come: `points` towards the next level; `implied` once an Implication on it has landed."""

    id: str
    level: int
    points: int
    implied: bool


@dataclass(frozen=True, slots=True)
class OpenObjection:
    """An objection that waits for its answer: the parts of the formula heard so far, how often it was passed over."""

    id: str
    parts: tuple[MoveKind, ...]
    passed: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What the customer remembers of the rep's words: a `promise` or something `said`, when, and whether it came up."""

    kind: str
    words: str
    turn: int
    recalled: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How often things happened. `lingering`: turns without asking for a step though need and offer are clear."""

    situations: int = 0
    early_offers: int = 0
    early_closes: int = 0
    offers: int = 0
    rude: int = 0
    odd: int = 0
    since_question: int = 0
    lingering: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """All that a conversation knows between two turns.

    `said` lists the ids of the customer's lines in order; `asked` the rep's utterances, normalised and cut, for memory.
    """

    version: int
    scenario: str
    seed: int
    level: int
    turn: int
    trust: int
    patience: int
    interest: int
    needs: tuple[NeedState, ...]
    revealed: tuple[str, ...] = ()
    open: tuple[OpenObjection, ...] = ()
    settled: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    topic: str = ""
    questions: tuple[str, ...] = ()
    pending: str = ""
    reminded: bool = False
    proposal: str = ""
    date: str = ""
    figures: tuple[Figure, ...] = ()
    thanked: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    counts: Counts = Counts()
    said: tuple[str, ...] = ()
    ending: Ending | None = None

    def need(self, need_id: str) -> NeedState:
        """The state of that need."""
        return next(need for need in self.needs if need.id == need_id)


def state_to_json(state: State) -> dict[str, Any]:
    """The state as JSON values."""
    body: dict[str, Any] = encode(state)
    return body


def state_from_json(body: Any) -> State:
    """The state stored as `body`. Raises ValueError when it is not one of this engine's version."""
    state = decode(State, body)
    if state.version != ENGINE_VERSION:
        raise ValueError(f"state of engine {state.version}, not {ENGINE_VERSION}")
    return state
