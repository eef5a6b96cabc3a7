"""The coverage table: what the map names for each unit, and which items ask about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.catalog.check import read
from bot.catalog.findings import Finding
from bot.catalog.parsed import Parsed
from bot.catalog.source import Source
from bot.training.items import Item, ItemKind, Point


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """A unit's live items, and for each of its points the ids of those that ask about it."""

    unit: str
    items: tuple[Item, ...]
    points: tuple[tuple[Point, tuple[str, ...]], ...]


def coverage(content_dir: Path) -> tuple[UnitCoverage, ...]:
    """The table of a content folder, in the order of the map."""
    findings: list[Finding] = []
    return tuple(_units(read(Source(content_dir), findings)))


def _units(content: Parsed) -> Iterator[UnitCoverage]:
    for unit in content.curriculum.units:
        items = tuple(placed.item for placed in content.items if placed.item.unit == unit and placed.item.live)
        points = tuple(
            (point, tuple(item.id for item in items if point.id in item.covers))
            for point in content.points.get(unit, ())
        )
        yield UnitCoverage(unit, items, points)


def markdown(table: tuple[UnitCoverage, ...]) -> str:
    """The table as a page for the documentation."""
    total = sum(len(unit.items) for unit in table)
    head = (
        "# What the questions cover\n\n"
        "Made by `dojo content coverage` from `content/items`; a test holds it to the content, and\n"
        f"`dojo content check` fails on a point that nothing asks about. {total} live items in {len(table)} units.\n"
    )
    return "\n".join([head, _summary(table), *(_section(unit) for unit in table)])


def _summary(table: tuple[UnitCoverage, ...]) -> str:
    lines = ["| unit | items | quiz | label | write | play | ask for a fact | points |", "| --- |" + " ---: |" * 7]
    for unit in table:
        kinds = Counter(item.kind for item in unit.items)
        counts = [len(unit.items), *(kinds[kind] for kind in ItemKind)]
        recall = sum(item.recall for item in unit.items)
        lines.append(f"| {unit.unit} | " + " | ".join(map(str, (*counts, recall, len(unit.points)))) + " |")
    return "\n".join(lines) + "\n"


def _section(unit: UnitCoverage) -> str:
    lines = [f"## {unit.unit}\n", "| point | asked by |", "| --- | --- |"]
    lines += [f"| {_cell(point.what)} | {', '.join(items)} |" for point, items in unit.points]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
