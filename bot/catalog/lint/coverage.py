"""Coverage: everything the map says is asked about somewhere, and mostly in situations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.catalog.findings import Finding
from bot.catalog.parsed import Parsed, PlacedItem

ITEMS_MIN = 16


def check(content: Parsed, findings: list[Finding]) -> None:
    """Append the points that no live item asks about, and units with too few items or too much to recite."""
    by_unit: dict[str, list[PlacedItem]] = defaultdict(list)
    for placed in content.items:
        if placed.item.live:
            by_unit[placed.item.unit].append(placed)
    for unit in content.curriculum.units:
        if unit in content.points:
            findings.extend(_unit(content, unit, by_unit[unit]))
    findings.extend(_strangers(content))


def _unit(content: Parsed, unit: str, items: Sequence[PlacedItem]) -> Iterable[Finding]:
    if len(items) < ITEMS_MIN:
        yield content.unit(unit, "few-items", f"{len(items)} live items, {ITEMS_MIN} are needed", "items")
    recall = [placed.item.id for placed in items if placed.item.recall]
    if len(recall) * 3 > len(items):
        message = f"{len(recall)} of {len(items)} items ask for a fact, not for what to do: {', '.join(recall)}"
        yield content.unit(unit, "recall-heavy", message, "items")
    covered = {name for placed in items for name in placed.item.covers}
    for index, point in enumerate(content.points[unit]):
        if point.id not in covered:
            yield content.unit(unit, "point-uncovered", f"no live item covers {point.id!r}", "points", index)
    if not content.points[unit]:
        yield content.unit(unit, "point-uncovered", "the file names no points of the map")


def _strangers(content: Parsed) -> Iterable[Finding]:
    for placed in content.items:
        known = {point.id for point in content.points.get(placed.item.unit, ())}
        if not placed.item.covers:
            yield placed.finding("unknown-point", "the item covers no point of its unit")
        for index, name in enumerate(placed.item.covers):
            if name not in known:
                yield placed.finding("unknown-point", f"the unit has no point {name!r}", "covers", index)
