"""What the customer has just reacted to: the rep's words, the rules they set off, and what that did. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.scenarios.events import Event, MeterMoved

MOST = 3
METERS = ("trust", "patience", "interest")
# Rules that only say that something was heard; named where nothing else happened.
_PLAIN = frozenset({"opening", "asked", "offer", "reply", "proposed", "asks", "greeted"})


@dataclass(frozen=True, slots=True)
class Reaction:
    """Words of the rep (empty: none), the ids of the rules they set off, and how each meter moved by them."""

    evidence: str
    rules: tuple[str, ...]
    effects: tuple[tuple[str, int], ...]

    @property
    def weight(self) -> int:
        """How much it moved."""
        return sum(abs(by) for _, by in self.effects)


def reactions(events: Iterable[Event]) -> tuple[Reaction, ...]:
    """At most MOST of them, those that moved most, in the order in which they happened."""
    happened = list(events)
    told = [event for event in happened if event.rule not in _PLAIN] or happened
    words = dict.fromkeys(event.evidence for event in told)
    found = [_reaction(evidence, [event for event in told if event.evidence == evidence]) for evidence in words]
    kept = sorted(found, key=lambda one: -one.weight)[:MOST]
    return tuple(one for one in found if one in kept)


def _reaction(evidence: str, events: list[Event]) -> Reaction:
    moves = [event for event in events if isinstance(event, MeterMoved)]
    sums = ((meter, sum(move.after - move.before for move in moves if move.meter == meter)) for meter in METERS)
    rules = tuple(dict.fromkeys(event.rule for event in events))
    return Reaction(evidence, rules, tuple((meter, by) for meter, by in sums if by))
