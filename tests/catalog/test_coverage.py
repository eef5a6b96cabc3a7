"""The coverage table: made from the content, kept beside it, and big enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.base.paths import content_dir
from bot.catalog.coverage import UnitCoverage, coverage, markdown

CORE = ("spin", "styles", "empathy", "objections")


@pytest.fixture(scope="module")
def table() -> tuple[UnitCoverage, ...]:
    return coverage(content_dir())


def test_the_documented_table_is_the_contents_own(table: tuple[UnitCoverage, ...]) -> None:
    page = Path(__file__).parents[2] / "docs" / "coverage.md"
    assert page.read_text(encoding="utf-8") == markdown(table), "run: dojo content coverage > docs/coverage.md"


def test_every_point_of_the_map_is_asked_about(table: tuple[UnitCoverage, ...]) -> None:
    assert len(table) == 27
    assert all(unit.points and all(items for _, items in unit.points) for unit in table)


def test_there_are_enough_items(table: tuple[UnitCoverage, ...]) -> None:
    items = {unit.unit: len(unit.items) for unit in table}
    assert sum(items.values()) >= 600
    assert min(items.values()) >= 16
    assert min(items[unit] for unit in CORE) >= 60


def test_most_items_are_situations(table: tuple[UnitCoverage, ...]) -> None:
    everything = [item for unit in table for item in unit.items]
    assert sum(item.recall for item in everything) * 3 <= len(everything)
