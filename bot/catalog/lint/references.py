"""Units, skills and prerequisites that content speaks of must exist; nothing may wait for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.catalog.findings import Finding
from bot.catalog.lint import scenario_references
from bot.catalog.parsed import Parsed, PlacedItem


def check(content: Parsed, findings: list[Finding]) -> None:
    """Append what refers to nothing."""
    units, skills = content.curriculum.units, content.curriculum.skills
    for placed in content.items:
        if placed.item.unit not in units:
            findings.append(placed.finding("unknown-unit", f"the unit {placed.item.unit!r} is not on the map"))
        if placed.item.skill not in skills:
            findings.append(placed.finding("unknown-skill", f"the skill {placed.item.skill!r} is not on the map"))
        scenario = placed.item.scenario
        if scenario is not None and scenario not in content.scenarios:
            findings.append(placed.finding("unknown-scenario", f"there is no scenario {scenario!r}", "scenario"))
    strangers = [unit for unit in content.lessons if unit not in units]
    findings.extend(content.lesson(unit, "unknown-unit", "this unit is not on the map") for unit in strangers)
    for objection in content.objections.values():
        for index, skill in enumerate(objection.skills):
            if skill not in skills:
                message = f"the skill {skill!r} is not on the map"
                findings.append(content.objection(objection.id, "unknown-skill", message, "skills", index))
    findings.extend(_prerequisites(content.items))
    scenario_references.check(content, findings)


def _prerequisites(items: Iterable[PlacedItem]) -> Iterable[Finding]:
    placed = {entry.item.id: entry for entry in items}
    for entry in placed.values():
        for index, wanted in enumerate(entry.item.prerequisites):
            if wanted not in placed:
                yield entry.finding("unknown-prerequisite", f"there is no item {wanted!r}", "prerequisites", index)
            elif entry.item.live and not placed[wanted].item.live:
                message = f"{wanted!r} is not live, so this item can never be reached"
                yield entry.finding("unreachable", message, "prerequisites", index)
    graph = {name: tuple(p for p in entry.item.prerequisites if p in placed) for name, entry in placed.items()}
    for name in _in_cycles(graph):
        yield placed[name].finding("prerequisite-cycle", "its prerequisites lead back to itself", "prerequisites")


def _in_cycles(graph: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The nodes that reach themselves, found among those left when all without open prerequisites are taken away."""
    left = dict(graph)
    while ready := [name for name, wanted in left.items() if not any(p in left for p in wanted)]:
        for name in ready:
            del left[name]
    return [name for name in left if _reaches(left, name)]


def _reaches(graph: Mapping[str, tuple[str, ...]], start: str) -> bool:
    seen: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        name = ahead.pop()
        if name == start:
            return True
        if name in graph and name not in seen:
            seen.add(name)
            ahead.extend(graph[name])
    return False
