"""A rep's own answer to an objection: what is there, what is missing, and what to change first.

The judgement is the same for everybody and published: four parts, taken back or not, praise of one's own, a question
that is open and leads on, and faults, which outweigh everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bot.language.analyser import SURE
from bot.language.formula import Level, Reply, Technique
from bot.language.moves import FAULTS, FORMULA, MoveKind

# Parts that do without the fourth, or agreement and question alone, are enough for the customer to open up.
ENOUGH_PARTS = 3


class Step(StrEnum):
    """What to change first; the values name texts."""

    LAWFUL = "lawful"
    FAULT = "fault"
    TAKEN_BACK = "taken_back"
    AGREE = "agree"
    ASK = "ask"
    REDIRECT = "redirect"
    PRAISE = "praise"
    STOCK_PRAISE = "stock_praise"
    CLOSED_ASK = "closed_ask"
    BACKWARD_ASK = "backward_ask"
    ORDER = "order"
    NONE = "none"


# Nobody is told that they offered a bribe because it sounds a little like one.
_OFFERED = 0.7
# The check of the published rubric that says why a fault is one; what speaks for itself has none.
FAULT_CHECKS: Mapping[MoveKind, str] = MappingProxyType(
    {
        MoveKind.ARGUE: "keep.taboos",
        MoveKind.PERSUADE: "keep.taboos",
        MoveKind.REFUSE: "keep.taboos",
        MoveKind.RAMBLE: "listen.brief",
        MoveKind.BADMOUTH: "keep.taboos",
        MoveKind.EXCUSE: "keep.taboos",
        MoveKind.KICKBACK: "keep.lawful",
        MoveKind.PRESSURE: "keep.taboos",
        MoveKind.OVERPROMISE: "keep.honest",
        MoveKind.RUDE: "keep.taboos",
    }
)


@dataclass(frozen=True, slots=True)
class PartSeen:
    """One of the four parts; `words` are the rep's own that show it, None when it is missing."""

    kind: MoveKind
    words: str | None


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault and the rep's own words that show it."""

    kind: MoveKind
    words: str

    @property
    def rule(self) -> str:
        """Its name among the rubric's rules."""
        return self.kind.value.removeprefix("fault.")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said about a reply. `parts` stand in the formula's order.

    `specific_praise`, `open_ask` and `forward_ask` are None where there is no such part. `closest`: the two readings
    nearest to a reply in which nothing was recognised surely; empty otherwise.
    """

    parts: tuple[PartSeen, ...]
    taken_back: bool
    specific_praise: bool | None
    technique: Technique | None
    open_ask: bool | None
    forward_ask: bool | None
    in_order: bool
    faults: tuple[Fault, ...]
    level: Level
    closest: tuple[MoveKind, ...] = ()

    def has(self, kind: MoveKind) -> bool:
        """Whether that part is there."""
        return any(part.kind is kind and part.words is not None for part in self.parts)

    @property
    def first(self) -> Step:
        """The one thing to change first: what does most harm, then what the formula needs most."""
        return next((step for step, applies in self._steps() if applies), Step.NONE)

    @property
    def opens_up(self) -> bool:
        """Whether the customer would now say what is behind it: no fault, and enough of the formula stands."""
        kept = {part.kind for part in self.parts if part.words is not None}
        if self.taken_back:
            kept.discard(MoveKind.AGREE)
        enough = len(kept) >= ENOUGH_PARTS or {MoveKind.AGREE, MoveKind.ASK} <= kept
        return enough and not self.faults

    def _steps(self) -> tuple[tuple[Step, bool], ...]:
        return (
            (Step.LAWFUL, any(fault.kind is MoveKind.KICKBACK for fault in self.faults)),
            (Step.FAULT, bool(self.faults)),
            (Step.TAKEN_BACK, self.taken_back),
            (Step.AGREE, not self.has(MoveKind.AGREE)),
            (Step.ASK, not self.has(MoveKind.ASK)),
            (Step.REDIRECT, not self.has(MoveKind.REDIRECT)),
            (Step.PRAISE, not self.has(MoveKind.PRAISE)),
            (Step.STOCK_PRAISE, self.specific_praise is False),
            (Step.CLOSED_ASK, self.open_ask is False),
            (Step.BACKWARD_ASK, self.forward_ask is False),
            (Step.ORDER, not self.in_order),
        )


def judge(reply: Reply) -> Judgement:
    """What is to be said about a reply as the formula reads it."""
    ask, praise = reply.part(MoveKind.ASK), reply.part(MoveKind.PRAISE)
    return Judgement(
        parts=tuple(PartSeen(kind, _words(reply, kind)) for kind in FORMULA),
        taken_back=reply.empty_agreement,
        specific_praise=None if praise is None else praise.specific,
        technique=reply.technique,
        open_ask=None if ask is None else reply.open_ask,
        forward_ask=None if ask is None else reply.forward_ask,
        in_order=reply.in_order,
        faults=_faults(reply),
        level=reply.level,
        closest=_closest(reply),
    )


def _words(reply: Reply, kind: MoveKind) -> str | None:
    part = reply.part(kind)
    return None if part is None else part.evidence.text.strip()


def _closest(reply: Reply) -> tuple[MoveKind, ...]:
    kinds = [move.kind for move in reply.analysis.moves]
    if kinds[:1] != [MoveKind.UNCLEAR]:
        return ()
    # Nobody is asked whether they meant to be rude.
    found = tuple(kind for kind in kinds[1:] if kind not in FAULTS)[:2]
    return found if len(found) == 2 else ()


def _faults(reply: Reply) -> tuple[Fault, ...]:
    """The faults, gravest first, the red line before all; the same words are blamed once."""
    sure = [move for move in reply.analysis.sure(SURE) if move.kind in FAULTS]
    sure = [move for move in sure if move.kind is not MoveKind.KICKBACK or move.confidence >= _OFFERED]
    sure.sort(key=lambda move: (move.kind is not MoveKind.KICKBACK, -move.confidence))
    words: dict[str, MoveKind] = {}
    for move in sure:
        words.setdefault(move.evidence.text.strip(), move.kind)
    return tuple(Fault(kind, said) for said, kind in words.items())
