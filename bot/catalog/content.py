"""Which files make which part of the catalog."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.catalog.cities import load_cities
from bot.catalog.curriculum import load_curriculum, load_lessons
from bot.catalog.findings import Finding
from bot.catalog.items import load_items
from bot.catalog.moves import load_examples, load_pushback, load_rules
from bot.catalog.objections import load_objections
from bot.catalog.rubric import PATTERNS as RUBRIC_FILES
from bot.catalog.rubric import load_rubric
from bot.catalog.scenarios import PATTERNS as SCENARIO_FILES
from bot.catalog.scenarios import load_scenarios
from bot.catalog.strict_yaml import Doc
from bot.catalog.tables import load_tables
from bot.catalog.tells import PATTERNS as TELL_FILES
from bot.catalog.tells import load_tells
from bot.training.curriculum import Curriculum
from bot.training.zones import Cities

GROUPS: Mapping[str, tuple[str, ...]] = {
    "texts": ("texts/*/*.yaml",),
    "curriculum": ("curriculum.yaml",),
    "items": ("items/*.yaml",),
    "lessons": ("lessons/*.yaml",),
    "objections": ("objections/*.yaml",),
    "scenarios": SCENARIO_FILES,
    "rubric": RUBRIC_FILES,
    "tells": TELL_FILES,
    "cities": ("cities.yaml",),
    "rules": ("moves/rules.*.yaml",),
    "examples": ("moves/examples/*/*.yaml",),
    "pushback": ("moves/pushback.*.yaml",),
}


def build(group: str, docs: tuple[Doc, ...], findings: list[Finding]) -> Any:
    """The typed part of the catalog that a group's documents make."""
    match group:
        case "texts":
            return load_tables(docs, findings)
        case "curriculum":
            doc = only(docs, "curriculum.yaml", findings)
            return load_curriculum(doc, findings) if doc is not None else Curriculum((), {}, {})
        case "items":
            return load_items(docs, findings)
        case "lessons":
            return load_lessons(docs, findings)
        case "objections":
            return load_objections(docs, findings)
        case "scenarios":
            return load_scenarios(docs, findings) if docs else {}
        case "rubric":
            return load_rubric(docs, findings)
        case "tells":
            return load_tells(docs, findings) if docs else {}
        case "cities":
            doc = only(docs, "cities.yaml", findings)
            return load_cities(doc, findings) if doc is not None else Cities((), {})
        case "rules":
            return load_rules(docs, findings)
        case "examples":
            return load_examples(docs, findings)
        case "pushback":
            return load_pushback(docs, findings)
    raise ValueError(f"no such group of content: {group}")


def only(docs: tuple[Doc, ...], path: str, findings: list[Finding]) -> Doc | None:
    """The one document of a group; None, and a finding unless there is one for that file, when it is missing."""
    if docs:
        return docs[0]
    if all(finding.path != path for finding in findings):
        findings.append(Finding("file-missing", path, 0, "this file is needed"))
    return None
