"""One turn in the making: rules read the state, change it and leave events; nothing outlives the step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.language.moves import MoveKind
from bot.scenarios.events import Deepened, Ended, Event, MeterMoved, Noticed, Said
from bot.scenarios.reading import Reading
from bot.scenarios.state import NeedState, OpenObjection, State
from bot.scenarios.types import METER_MAX, Cause, Effect, Ending, Need, Scenario, Tuning

_NONE = Effect(0, 0, 0)


class Draft:
    """The state so far and the events so far of one turn.

    `done` is set by a rule after which nothing else counts, `good` when the turn moved the conversation forward, `owed`
    to the customer's question that the rep has just left unanswered.
    """

    def __init__(self, scenario: Scenario, state: State, reading: Reading) -> None:
        self.scenario = scenario
        self.state = state
        self.reading = reading
        self.events: list[Event] = []
        self.done = False
        self.good = False
        self.owed = ""
        self._felt: set[Cause] = set()

    @property
    def tuning(self) -> Tuning:
        """The tuning of the session's level."""
        return self.scenario.tuning(self.state.level)

    @property
    def spoken(self) -> bool:
        """Whether the customer already has something to say."""
        return any(isinstance(event, Said) for event in self.events)

    def emit(self, event: Event) -> None:
        """Leave an event."""
        self.events.append(event)

    def change(self, **fields: Any) -> None:
        """Set fields of the state."""
        self.state = replace(self.state, **fields)

    def count(self, **fields: int) -> None:
        """Add to counts."""
        counts = self.state.counts
        sums = {name: getattr(counts, name) + more for name, more in fields.items()}
        self.change(counts=replace(counts, **sums))

    def say(self, occasion: str, rule: str, evidence: str = "") -> None:
        """Have the customer say something on an occasion, once in a turn."""
        if not any(isinstance(event, Said) and event.occasion == occasion for event in self.events):
            self.emit(Said(rule, evidence, occasion))

    def feel(self, cause: Cause, evidence: str, *, notice: bool = True) -> None:
        """Let a cause move the meters as the style weighs it, once in a turn."""
        if cause in self._felt:
            return
        self._felt.add(cause)
        if notice:
            self.emit(Noticed(cause.value, evidence))
        # Sessions begun under an older version have a style that does not know every cause.
        effect = self.scenario.style.effects.get(cause, _NONE)
        for meter in ("trust", "patience", "interest"):
            self._move(meter, getattr(effect, meter), cause.value, evidence)

    def _move(self, meter: str, by: int, rule: str, evidence: str) -> None:
        before = getattr(self.state, meter)
        after = min(METER_MAX, max(0, before + by))
        if after != before:
            self.emit(MeterMoved(rule, evidence, meter, before, after))
            self.change(**{meter: after})

    @property
    def main_level(self) -> int:
        """How far the furthest of the main needs has come."""
        return max(self.state.need(need.id).level for need in self.scenario.needs if need.main)

    def deepen(self, need: Need, top: int, rule: str, evidence: str) -> bool:
        """One fitting question's worth of progress, to at most level `top`. Says whether the need climbed."""
        held = self.state.need(need.id)
        if held.level >= top:
            return False
        points = held.points + 1
        climbed = points >= self.tuning.points
        level = held.level + 1 if climbed else held.level
        self._set_need(replace(held, level=level, points=0 if climbed else points))
        self.good = True
        if climbed:
            self.emit(Deepened(rule, evidence, need.id, held.level, level))
        return climbed

    def mark_implied(self, need: Need) -> None:
        """Remember that an Implication on the need was asked."""
        self._set_need(replace(self.state.need(need.id), implied=True))

    def _set_need(self, changed: NeedState) -> None:
        self.change(needs=tuple(changed if need.id == changed.id else need for need in self.state.needs))

    def keep_open(self, changed: OpenObjection) -> None:
        """Put an open objection's new state in its place."""
        self.change(open=tuple(changed if held.id == changed.id else held for held in self.state.open))

    def end(self, ending: Ending, rule: str, evidence: str = "", rung: str = "") -> None:
        """End the conversation; the first ending stands."""
        if self.state.ending is None:
            self.change(ending=ending)
            suffix = f".{rung}" if rung else ""
            self.say(f"end.{ending.value}{suffix}", rule, evidence)
            self.emit(Ended(rule, evidence, ending, rung))
        self.done = True

    def words(self, *kinds: MoveKind) -> str:
        """The rep's words that show one of these moves."""
        return self.reading.words(*kinds)
