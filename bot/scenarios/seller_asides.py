"""Changed seats: what a customer may do at any time, and what the seller then says before going on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.scenarios import seller_lines as say
from bot.scenarios.hearing import Heard, Said
from bot.scenarios.seat import Ending, Move, Seat
from bot.scenarios.types import Scenario

# Kinds of objection after which the customer is asked which one matters most.
MANY_OBJECTIONS = 4
_BUSY = "busy"

Reaction = Callable[[Scenario, Seat, Heard], Seat]


def _nothing(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    """Silence: time first, then a way out, then the seller leaves."""
    seat = replace(seat, silent=seat.silent + 1)
    if seat.silent > 2:
        return say.left(seat, "leave_silent", Ending.NO_USE)
    return say.said(seat, say.own(seat, "wait" if seat.silent == 1 else "wait_again", Move.PATIENCE))


def _ended(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    return say.left(seat, "goodbye", Ending.SENT_AWAY)


def _rude(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    """Calm once; the second time the seller has no business there."""
    seat = replace(seat, rude=seat.rude + 1, aside=True)
    if seat.rude > 1:
        return say.left(seat, "leave_rude", Ending.NO_USE)
    return say.said(seat, say.own(seat, "calm", Move.CALM))


def _objected(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    """Four parts; said again, the answer to that; a third time it is a no."""
    before = seat.objections.count(heard.objection)
    seat = replace(seat, objections=(*seat.objections, heard.objection), aside=True)
    if before and heard.objection == _BUSY:
        return say.once(replace(seat, aside=False), "later", Move.SMALLER, otherwise=("leave_open", Ending.LEFT_OPEN))
    if before > 1:
        return say.left(seat, "leave_no", Ending.LEFT_OPEN)
    if before == 1:
        return say.said(seat, say.own(seat, "insist", Move.INSIST))
    if len(set(seat.objections)) == MANY_OBJECTIONS:
        return say.said(seat, say.own(seat, "many", Move.CLARIFY))
    return say.said(seat, *say.four_parts(heard.objection))


def _who(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    lines = [say.own(seat, "sorry", Move.HONEST), say.better("open.rapport", Move.OPENING)]
    return say.said(replace(seat, aside=False), *lines, *say.back(scenario, seat))


def _price(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    """First what it has to do, then what it costs; asked again, when the figure will come."""
    if Move.PRICE in seat.moves:
        return say.said(seat, say.own(seat, "price_written", Move.HONEST), *say.back(scenario, seat))
    return say.said(replace(seat, aside=True), say.better("deal.no_early_concession", Move.PRICE))


def _proof(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    if Move.PROOF in seat.moves:
        return _asked(scenario, seat, heard)
    return say.said(seat, say.better("offer.proof", Move.PROOF), *say.back(scenario, seat))


def _meaning(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    return say.said(seat, say.own(seat, "reason", Move.REASON), *say.back(scenario, seat))


def _asked(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    """Something the seller cannot know: they say so, and when they will."""
    return say.said(seat, say.own(seat, "unknown", Move.HONEST), *say.back(scenario, seat))


ASIDES: Mapping[Said, Reaction] = {
    Said.NOTHING: _nothing,
    Said.ENDING: _ended,
    Said.RUDE: _rude,
    Said.OBJECTION: _objected,
    Said.WHO: _who,
    Said.PRICE: _price,
    Said.PROOF: _proof,
    Said.MEANING: _meaning,
    Said.QUESTION: _asked,
}
