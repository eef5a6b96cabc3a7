"""Which customer to meet next, and the ways to look for one. Pure.

The recommended customer is the first in this order:

    0. for whoever has met nobody yet: customers who are easy to begin with;
    1. not met in the last LATELY days before those that were;
    2. scenarios with a step that teaches the weakest skill, then those in which it can be practised, then the others;
    3. never met, then met and not passed, then passed;
    4. the longest ago; among equals an order of each person's own, so that a team's newcomers meet different people.

A scenario teaches the skills of its steps. In every one questions, listening, needs and reading the customer are
practised, and wherever an objection may come, the formula and objections.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.scenarios.engine import draw
from bot.scenarios.types import Scenario, Trigger
from bot.training.points import Play

LATELY = timedelta(days=3)
_ALWAYS = frozenset({"spin", "listening", "needs", "styles"})
_WITH_OBJECTIONS = frozenset({"empathy", "objections"})
_NEVER = datetime.min.replace(tzinfo=UTC)
# An easy customer to begin with has at least this much patience, and does not start with an objection.
_PATIENT = 7
_AT_ONCE = frozenset({Trigger.OPENING, Trigger.FIRST_TURN})
_ORDERS = 1 << 32


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
    who: int,
) -> Scenario | None:
    """The customer to meet next for the person of the id `who`; None when there is none at all."""

    def rank(scenario: Scenario) -> tuple[bool, bool, int, int, datetime, int]:
        record = found.get(scenario.id, UNKNOWN)
        hard = not found and not easy(scenario)
        lately = record.last is not None and now - record.last < LATELY
        standing = list(Standing).index(record.standing)
        own = draw(who, scenario.id, below=_ORDERS)
        return hard, lately, _distance(scenario, weakest, skill_of), standing, record.last or _NEVER, own

    return min(scenarios, key=rank, default=None)


def easy(scenario: Scenario) -> bool:
    """Whether a customer is one to begin with: patient, and without an objection before anything was said."""
    at_once = any(_AT_ONCE.intersection(objection.triggers) for objection in scenario.objections)
    return scenario.style.start.patience >= _PATIENT and not at_once


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
