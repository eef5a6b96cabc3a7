"""How much content there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.base.language import Lang
from bot.catalog.load import Catalog


def stats(catalog: Catalog) -> dict[str, object]:
    """Counts as plain data: totals first, then live items by unit and kind, objections by category, moves by label."""
    live = [item for item in catalog.items.values() if item.live]
    moves = catalog.read_moves().examples
    return {
        "units": len(catalog.curriculum.units),
        "lessons": len(catalog.lessons),
        "cards": sum(len(lesson.cards) for lesson in catalog.lessons.values()),
        "items": len(live),
        "objections": len(catalog.objections),
        "scenarios": len(catalog.scenarios),
        "moves": len(moves),
        "texts": len(catalog.texts.ids()),
        "items_by_unit": _counted(item.unit for item in live),
        "items_by_kind": _counted(item.kind.value for item in live),
        "objections_by_category": _counted(entry.category.value for entry in catalog.objections.values()),
        "moves_by_label": {
            lang.value: _counted(label.value for entry in moves if entry.lang is lang for label in entry.labels)
            for lang in Lang
        },
    }


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
