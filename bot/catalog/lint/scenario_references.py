"""What a scenario refers to exists, and it has everything the engine cannot do without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.catalog.findings import Finding
from bot.catalog.parsed import Parsed
from bot.catalog.strict_yaml import Step
from bot.scenarios.types import Scenario

_LISTS = ("topics", "facts", "needs", "objections", "questions", "ladder")
# What in each list names topics, and what in the scenario itself does.
_TOPICS = {
    "facts": ("topics",),
    "needs": ("topics", "consequences", "denied"),
    "objections": ("topics",),
    "questions": ("topics",),
    "ladder": ("topics",),
}
_OWN_TOPICS = ("goal_topics", "people_topics", "known_topics", "offer_topics")


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that stands at `steps` in scenario.yaml and means an entry of the list `of`."""

    of: str
    name: str
    steps: tuple[Step, ...]


def check(content: Parsed, findings: list[Finding]) -> None:
    """Append what a scenario refers to in vain, names twice or lacks altogether."""
    for scenario in content.scenarios.values():
        findings.extend(_strangers(content, scenario))
        findings.extend(_twice(content, scenario))
        findings.extend(_lacking(content, scenario))
        findings.extend(_units(content, scenario))


def references(scenario: Scenario) -> Iterator[Reference]:
    """Every name by which one part of the scenario means another."""
    for key in _OWN_TOPICS:
        yield from _listed("topics", getattr(scenario, key), (key,))
    for group, keys in _TOPICS.items():
        for index, entry in enumerate(getattr(scenario, group)):
            for key in keys:
                yield from _listed("topics", getattr(entry, key), (group, index, key))
    for index, fact in enumerate(scenario.facts):
        yield from _listed("facts", fact.after, ("facts", index, "after"))
        if fact.need:
            yield Reference("needs", fact.need, ("facts", index, "need"))
    for index, objection in enumerate(scenario.objections):
        if objection.hides:
            yield Reference("objections", objection.hides, ("objections", index, "hides"))


def _listed(of: str, names: Iterable[str], steps: tuple[Step, ...]) -> Iterator[Reference]:
    for index, name in enumerate(names):
        yield Reference(of, name, (*steps, index))


def _strangers(content: Parsed, scenario: Scenario) -> Iterator[Finding]:
    known = {group: {entry.id for entry in getattr(scenario, group)} for group in _LISTS}
    for one in references(scenario):
        if one.name not in known[one.of]:
            message = f"nothing among the {one.of} is called {one.name!r}"
            yield content.scenario(scenario.id, "scenario-reference", message, *one.steps)


def _twice(content: Parsed, scenario: Scenario) -> Iterator[Finding]:
    for group in _LISTS:
        seen = Counter(entry.id for entry in getattr(scenario, group))
        for name in (name for name, times in seen.items() if times > 1):
            yield content.scenario(scenario.id, "duplicate-id", f"{name!r} stands twice among the {group}", group)


def _lacking(content: Parsed, scenario: Scenario) -> Iterator[Finding]:
    advances = {rung.advance for rung in scenario.ladder}
    wanted = (
        ("needs", "a main need", any(need.main for need in scenario.needs)),
        ("ladder", "an advance: a step the customer takes", True in advances),
        ("ladder", "a continuation: a friendly end without a step", False in advances),
    )
    for group, what, there in wanted:
        if not there:
            yield content.scenario(scenario.id, "scenario-incomplete", f"{what} is needed", group)


def _units(content: Parsed, scenario: Scenario) -> Iterator[Finding]:
    for index, unit in enumerate(scenario.steps):
        if unit not in content.curriculum.units:
            yield content.scenario(scenario.id, "unknown-unit", f"the unit {unit!r} is not on the map", "steps", index)
