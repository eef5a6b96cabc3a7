"""A conversation as the checks read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from bot.base.language import Lang
from bot.scenarios.events import Asked, Deepened, Event, Noticed, Revealed, Settled
from bot.scenarios.session import Beat
from bot.scenarios.state import State
from bot.scenarios.types import Need, Scenario
from bot.training.grading.types import Outcome, Verdict

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole conversation: the opening beat, then one beat for each turn of the rep."""

    scenario: Scenario
    lang: Lang
    seed: int
    level: int
    beats: tuple[Beat, ...]

    @property
    def final(self) -> State:
        """The state after the last turn."""
        return self.beats[-1].state

    @property
    def turns(self) -> tuple[Beat, ...]:
        """The beats with words of the rep; turn n stands at index n − 1."""
        return self.beats[1:]

    def text(self, turn: int) -> str:
        """The rep's words in that turn (from 1)."""
        analysis = self.beats[turn].analysis
        return analysis.text if analysis is not None else ""

    def all(self, kind: type[E]) -> Iterator[tuple[int, E]]:
        """Every event of a type with its turn, in order."""
        for turn, beat in enumerate(self.beats):
            for event in beat.events:
                if isinstance(event, kind):
                    yield turn, event

    def noticed(self, *rules: str) -> tuple[tuple[int, Noticed], ...]:
        """Everything noticed under one of these rules."""
        return tuple((turn, event) for turn, event in self.all(Noticed) if event.rule in rules)

    @property
    def substance(self) -> int:
        """In how many turns the rep brought something to light, forward or out of the way."""
        return sum(1 for beat in self.turns if any(_counts(event) for event in beat.events))

    @property
    def furthest(self) -> Need:
        """The main need that came furthest."""
        mains = [need for need in self.scenario.needs if need.main] or list(self.scenario.needs)
        return max(mains, key=lambda need: self.final.need(need.id).level)

    @property
    def main_level(self) -> int:
        """The level of the main need that came furthest."""
        return self.final.need(self.furthest.id).level


def _counts(event: Event) -> bool:
    return isinstance(event, Revealed | Deepened | Settled) or (isinstance(event, Noticed) and event.rule == "summary")


def passed(turn: int = 0, evidence: str = "") -> Outcome:
    """A check passed by these words."""
    return Outcome(Verdict.PASSED, turn, evidence)


def failed(turn: int = 0, evidence: str = "") -> Outcome:
    """A check failed, by these words where some stand for it."""
    return Outcome(Verdict.FAILED, turn, evidence)


def not_rated() -> Outcome:
    """A check that had no occasion."""
    return Outcome(Verdict.NOT_RATED)


def shown(found: tuple[tuple[int, Noticed], ...]) -> Outcome:
    """Passed by the first of what was found; failed without any."""
    return passed(found[0][0], found[0][1].evidence) if found else failed()


def spared(found: tuple[tuple[int, Noticed], ...], *, occasion: bool) -> Outcome:
    """Failed by the first of what was found; without any passed, where there was an occasion."""
    if found:
        return failed(found[0][0], found[0][1].evidence)
    return passed() if occasion else not_rated()


def asked(transcript: Transcript) -> tuple[tuple[int, Asked], ...]:
    """Every question the customer took as one."""
    return tuple(transcript.all(Asked))
