"""Which customer to meet next, and the ways to look for one. Pure.

The recommended customer is the first in this order:

    1. not met in the last LATELY days before those that were;
    2. scenarios with a step that teaches the weakest skill, then those in which it can be practised, then the others;
    3. never met, then met and not passed, then passed;
    4. the longest ago; among equals the order of the content.

A scenario teaches the skills of its steps. In every one questions, listening, needs and reading the customer are
practised, and wherever an objection may come, the formula and objections.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.scenarios.types import Scenario
from bot.training.points import Play

LATELY = timedelta(days=3)
_ALWAYS = frozenset({"spin", "listening", "needs", "styles"})
_WITH_OBJECTIONS = frozenset({"empathy", "objections"})
_NEVER = datetime.min.replace(tzinfo=UTC)


class Standing(StrEnum):
    """How far somebody has come with a customer."""

    FRESH = "fresh"
    TRIED = "tried"
    PASSED = "passed"


class Way(StrEnum):
    """What customers are looked for by."""

    INDUSTRY = "industry"
    STYLE = "style"
    SKILL = "skill"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Record:
    """What became of somebody's marked role-plays with one customer. `best` is a mark, 0–100."""

    times: int = 0
    best: int | None = None
    passed: bool = False
    last: datetime | None = None

    @property
    def standing(self) -> Standing:
        """How far they have come."""
        if self.passed:
            return Standing.PASSED
        return Standing.TRIED if self.times else Standing.FRESH


UNKNOWN = Record()


def records(plays: Iterable[Play]) -> dict[str, Record]:
    """The record with each customer met, by the scenario's id."""
    found: dict[str, Record] = {}
    for play in plays:
        before = found.get(play.scenario_id, UNKNOWN)
        found[play.scenario_id] = Record(
            times=before.times + 1,
            best=play.total if before.best is None else max(before.best, play.total),
            passed=before.passed or play.passed,
            last=play.at if before.last is None else max(before.last, play.at),
        )
    return found


def taught(scenario: Scenario, skill_of: Mapping[str, str]) -> tuple[str, ...]:
    """The skills of the scenario's steps; `skill_of` gives the skill of a unit of the map."""
    return tuple(dict.fromkeys(skill_of[step] for step in scenario.steps if step in skill_of))


def recommended(
    scenarios: Sequence[Scenario],
    found: Mapping[str, Record],
    weakest: str | None,
    skill_of: Mapping[str, str],
    now: datetime,
) -> Scenario | None:
    """The customer to meet next; None when there is none at all."""

    def rank(scenario: Scenario) -> tuple[bool, int, int, datetime]:
        record = found.get(scenario.id, UNKNOWN)
        lately = record.last is not None and now - record.last < LATELY
        standing = list(Standing).index(record.standing)
        return lately, _distance(scenario, weakest, skill_of), standing, record.last or _NEVER

    return min(scenarios, key=rank, default=None)


def trains(scenario: Scenario, skill: str | None, skill_of: Mapping[str, str]) -> bool:
    """Whether a skill is taught or can be practised there."""
    return skill is not None and _distance(scenario, skill, skill_of) < 2


def _distance(scenario: Scenario, skill: str | None, skill_of: Mapping[str, str]) -> int:
    """0: taught there; 1: practised; 2: neither."""
    if skill is None:
        return 0
    if skill in taught(scenario, skill_of):
        return 0
    practised = _ALWAYS | (_WITH_OBJECTIONS if scenario.objections else frozenset())
    return 1 if skill in practised else 2


def keys(scenario: Scenario, way: Way, found: Mapping[str, Record], skill_of: Mapping[str, str]) -> tuple[str, ...]:
    """The groups a scenario belongs to, in that way of looking."""
    match way:
        case Way.INDUSTRY:
            return (scenario.industry,)
        case Way.STYLE:
            return (scenario.customer.style.value,)
        case Way.SKILL:
            return taught(scenario, skill_of)
        case Way.STANDING:
            return (found.get(scenario.id, UNKNOWN).standing.value,)
