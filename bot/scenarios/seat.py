"""Changed seats: how far a selling conversation has come. Plain data that JSON round-trips."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.base.language import Lang
from bot.scenarios.codec import decode, encode


class Stage(StrEnum):
    """What the seller is waiting for an answer to, in the order of a sale."""

    OPENING = "opening"
    SITUATION = "situation"
    PROBLEM = "problem"
    IMPLICATION = "implication"
    DEEPER = "deeper"
    PAYOFF = "payoff"
    SUMMARY = "summary"
    OFFER = "offer"
    CLOSE = "close"
    SMALLER = "smaller"


class Move(StrEnum):
    """What a line of the seller is for: named under it."""

    OPENING = "opening"
    PERMISSION = "permission"
    PRAISE = "praise"
    SITUATION = "situation"
    PROBLEM = "problem"
    IMPLICATION = "implication"
    NEED_PAYOFF = "need_payoff"
    LISTEN = "listen"
    CLARIFY = "clarify"
    SUMMARY = "summary"
    OFFER = "offer"
    PROOF = "proof"
    CHECK = "check"
    CLOSE = "close"
    SMALLER = "smaller"
    AGREE = "agree"
    RECOGNISE = "recognise"
    REDIRECT = "redirect"
    ASK = "ask"
    INSIST = "insist"
    PRICE = "price"
    HONEST = "honest"
    REASON = "reason"
    BACK = "back"
    PATIENCE = "patience"
    CALM = "calm"
    THANKS = "thanks"
    LEAVE = "leave"


class Source(StrEnum):
    """Where the words of a line stand: the scenario's better lines, the seller's own, the replies to objections."""

    BETTER = "better"
    OWN = "own"
    REPLY = "reply"


class Ending(StrEnum):
    """How a selling conversation ended."""

    AGREED = "agreed"
    LEFT_OPEN = "left_open"
    NO_NEED = "no_need"
    NO_USE = "no_use"
    SENT_AWAY = "sent_away"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the seller says. `name` within its source: a check's id, or a text's. `words`: taken up in it."""

    move: Move
    source: Source
    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A conversation in changed seats; `id` is also its seed.

    `tries` counts what did not help at this stage; `aside`: something else is being answered before the stage goes on;
    `nodded`: the customer said yes to a question about the scenario's need; `objections`: categories in order, each as
    often as it was raised; `quotes`: what the customer said about their own matter; `topics`: of the scenario, touched
    by them; `used`: the seller's own texts so far; `last`: what was said last.
    """

    id: int
    scenario: str
    lang: Lang
    turn: int = 0
    stage: Stage = Stage.OPENING
    tries: int = 0
    aside: bool = False
    rude: int = 0
    silent: int = 0
    nodded: bool = False
    objections: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    last: tuple[Line, ...] = ()
    ending: Ending | None = None


def seat_to_json(seat: Seat) -> dict[str, Any]:
    """The seat as JSON values."""
    body: dict[str, Any] = encode(seat)
    return body


def seat_from_json(body: object) -> Seat | None:
    """The seat stored as `body`; None when it is none."""
    try:
        return decode(Seat, body)
    except ValueError:
        return None
