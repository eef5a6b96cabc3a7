"""What happened in a turn, and why: every event names its rule and quotes the rep's words that set it off.

The rule ids are explained to the rep in `content/rubric/rules.*.yaml`; `evidence` is empty where nothing was said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.language.moves import MoveKind
from bot.scenarios.codec import decode, encode
from bot.scenarios.types import Ending


@dataclass(frozen=True, slots=True)
class Asked:
    """The rep asked a question; the engine took it as `kind` about `need` (empty: none)."""

    rule: str
    evidence: str
    kind: MoveKind
    need: str
    topics: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Revealed:
    """A fact came out."""

    rule: str
    evidence: str
    fact: str


@dataclass(frozen=True, slots=True)
class Deepened:
    """A need climbed from one level to another."""

    rule: str
    evidence: str
    need: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Offered:
    """The rep offered, with the main need at `need_level`; `need`: the explicit need the offer names, if any."""

    rule: str
    evidence: str
    need: str
    need_level: int
    proof: bool


@dataclass(frozen=True, slots=True)
class Raised:
    """The customer raised an objection."""

    rule: str
    evidence: str
    objection: str
    real: bool


@dataclass(frozen=True, slots=True)
class Replied:
    """The rep replied to an open objection: the parts of the formula so far, whether on topic, and the outcome."""

    rule: str
    evidence: str
    objection: str
    parts: tuple[MoveKind, ...]
    on_topic: bool
    conceded: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """An objection is out of the way. `anticipated`: answered before it was raised."""

    rule: str
    evidence: str
    objection: str
    anticipated: bool


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An open objection was left unanswered."""

    rule: str
    evidence: str
    objection: str


@dataclass(frozen=True, slots=True)
class Questioned:
    """The customer asked something of their own (`again`: for the second time)."""

    rule: str
    evidence: str
    question: str
    again: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """The rep asked for a step of the ladder, with or without a date and a person."""

    rule: str
    evidence: str
    rung: str
    date: bool
    person: bool


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something else the customer noticed, good or bad; the rule says what."""

    rule: str
    evidence: str


@dataclass(frozen=True, slots=True)
class MeterMoved:
    """A meter (`trust`, `patience` or `interest`) went from one value to another."""

    rule: str
    evidence: str
    meter: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Said:
    """The customer has something to say on an occasion; the wording is chosen afterwards."""

    rule: str
    evidence: str
    occasion: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The conversation is over."""

    rule: str
    evidence: str
    ending: Ending
    rung: str


Event = (
    Asked
    | Revealed
    | Deepened
    | Offered
    | Raised
    | Replied
    | Settled
    | PassedOver
    | Questioned
    | Proposed
    | Noticed
    | MeterMoved
    | Said
    | Ended
)
_KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        Asked,
        Revealed,
        Deepened,
        Offered,
        Raised,
        Replied,
        Settled,
        PassedOver,
        Questioned,
        Proposed,
        Noticed,
        MeterMoved,
        Said,
        Ended,
    )
}


def event_to_json(event: Event) -> dict[str, Any]:
    """The event as JSON values, its type under `event`."""
    return {"event": type(event).__name__, **encode(event)}


def event_from_json(body: Any) -> Event:
    """The event stored as `body`. Raises ValueError when it is none."""
    if not isinstance(body, dict) or body.get("event") not in _KINDS:
        raise ValueError("not an event")
    return decode(_KINDS[body["event"]], {key: value for key, value in body.items() if key != "event"})
