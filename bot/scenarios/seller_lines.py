"""Changed seats: which words the seller uses, by name; the texts themselves stand in the content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.scenarios.hearing import Heard, Said
from bot.scenarios.seat import Ending, Line, Move, Seat, Source, Stage
from bot.scenarios.types import Scenario, StyleId

PARTS = {"agree": Move.AGREE, "praise": Move.RECOGNISE, "redirect": Move.REDIRECT, "ask": Move.ASK}
# How many ways there are to say what a conversation may need more than once.
VARIANTS: Mapping[str, int] = {
    "taken_up": 4,
    "ask_back": 2,
    "back": 3,
    "unknown": 3,
    "reason": 2,
    "deeper": 2,
    "check": 2,
    "agreed": 2,
}
# What every scenario's better lines must have, for a seller to say it.
NEEDED = (
    "open.rapport",
    "open.permission",
    "open.praise",
    "find.situation",
    "find.problem",
    "find.implication",
    "find.payoff",
    "listen.summary",
    "offer.tied",
    "offer.proof",
    "deal.next_step",
    "deal.advance",
    "deal.no_early_concession",
)
_SPOKEN = re.compile(r"“((?:[^“”]|“[^“”]*”)*)”")
_QUESTIONS: Mapping[Stage, tuple[str, Move]] = {
    Stage.OPENING: ("open.permission", Move.PERMISSION),
    Stage.SITUATION: ("find.situation", Move.SITUATION),
    Stage.PROBLEM: ("find.problem", Move.PROBLEM),
    Stage.IMPLICATION: ("find.implication", Move.IMPLICATION),
    Stage.PAYOFF: ("find.payoff", Move.NEED_PAYOFF),
    Stage.CLOSE: ("deal.next_step", Move.CLOSE),
}


def spoken(text: str) -> str:
    """What is said in a better line: the part in quotation marks, or all of it when there is none."""
    found = _SPOKEN.findall(text)
    return " ".join(found) if found else text


def better(check: str, move: Move) -> Line:
    """The scenario's better line for a check."""
    return Line(move, Source.BETTER, check)


def own(seat: Seat, name: str, move: Move, *words: str) -> Line:
    """One of the seller's own texts, in a way not used just before; `words` are the customer's, taken up in it."""
    count = VARIANTS.get(name, 1)
    number = f"_{(seat.id + seat.used.count(name)) % count + 1}" if count > 1 else ""
    return Line(move, Source.OWN, f"{name}{number}", words)


def is_own(line: Line) -> bool:
    """Whether a line is one of the seller's own texts."""
    return line.source is Source.OWN


def base(line: Line) -> str:
    """The name of an own text without its variant."""
    name, _, number = line.name.rpartition("_")
    return name if number.isdecimal() else line.name


def opening() -> tuple[Line, ...]:
    """Who, what about, and leave to ask."""
    return better("open.rapport", Move.OPENING), better("open.permission", Move.PERMISSION)


def four_parts(category: str) -> tuple[Line, ...]:
    """The whole reply to an objection of that category, part by part.

    The replies kept for reps speak of their own trade and of what a customer had said there; the seller's fit any.
    """
    return tuple(Line(move, Source.REPLY, f"{category}_{part}") for part, move in PARTS.items())


def taken_up(scenario: Scenario, seat: Seat, heard: Heard) -> tuple[Line, ...]:
    """The customer's words taken up before the next question; not for a tiger, who wants the next question."""
    telling = heard.said is Said.ANSWER and heard.understood and heard.words
    if not telling or scenario.customer.style is StyleId.TIGER or seat.stage is Stage.DEEPER:
        return ()
    return (own(seat, "taken_up", Move.LISTEN, heard.words),)


def stage(scenario: Scenario, seat: Seat, words: str) -> tuple[Line, ...]:
    """What is said at the seat's stage; `words` of the customer go into a deeper question."""
    match seat.stage:
        case Stage.SITUATION:
            return better("open.praise", Move.PRAISE), better("find.situation", Move.SITUATION)
        case Stage.DEEPER:
            return (own(seat, "deeper", Move.IMPLICATION, words),)
        case Stage.PAYOFF if not need_touched(scenario, seat) and seat.quotes:
            return (own(seat, "payoff", Move.NEED_PAYOFF, seat.quotes[-1]),)
        case Stage.OFFER:
            tied, proof = better("offer.tied", Move.OFFER), better("offer.proof", Move.PROOF)
            return tied, *(() if Move.PROOF in seat.moves else (proof,)), own(seat, "check", Move.CHECK)
        case Stage.SMALLER:
            intro, step = own(seat, "smaller", Move.SMALLER), better("deal.advance", Move.SMALLER)
            return intro, step, own(seat, "smaller_ask", Move.CHECK)
    return (_question(seat),)


def back(scenario: Scenario, seat: Seat) -> tuple[Line, ...]:
    """The way back to what was asked, after something else was answered."""
    if seat.stage is Stage.OPENING:
        return (_question(seat),)
    if seat.stage in _QUESTIONS:
        return own(seat, "back", Move.BACK), _question(seat)
    return (own(seat, f"back_{seat.stage}", Move.BACK),)


def _question(seat: Seat) -> Line:
    return better(*_QUESTIONS[seat.stage])


def need_touched(scenario: Scenario, seat: Seat) -> bool:
    """Whether the customer has said anything about a need of the scenario: else its lines are not about them."""
    return seat.nodded or any(set(seat.topics) & {*need.topics, *need.consequences} for need in scenario.needs)


def need_named(scenario: Scenario, seat: Seat) -> bool:
    """Whether the customer's words have touched every main need: only then may it be summed up as theirs."""
    main = [need for need in scenario.needs if need.main] or list(scenario.needs)
    return all(set(seat.topics) & {*need.topics, *need.consequences} for need in main)


# --- how a turn ends


def once(seat: Seat, name: str, move: Move, *, otherwise: tuple[str, Ending]) -> Seat:
    """Ask that once in a conversation; after that leave."""
    if name in seat.used:
        return left(seat, *otherwise)
    return said(seat, own(seat, name, move))


def left(seat: Seat, name: str, ending: Ending, move: Move = Move.LEAVE) -> Seat:
    """The last line, and how it ended."""
    return replace(said(seat, own(seat, name, move)), ending=ending)


def said(seat: Seat, *lines: Line) -> Seat:
    """The seat after those lines."""
    texts = tuple(base(line) for line in lines if is_own(line))
    moves = tuple(line.move for line in lines)
    return replace(seat, used=(*seat.used, *texts), moves=(*seat.moves, *moves), last=lines)
