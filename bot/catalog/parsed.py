"""Everything that was parsed, with the places it stands at: what lint looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.base.language import Lang
from bot.catalog.content import build
from bot.catalog.findings import Finding
from bot.catalog.items import load_points, located_items
from bot.catalog.strict_yaml import Doc, Step
from bot.catalog.tables import text_place
from bot.catalog.texts import Tables
from bot.language.data import Example, MoveRules
from bot.scenarios.types import Scenario
from bot.training.curriculum import Curriculum, Lesson
from bot.training.items import Item, Point
from bot.training.objections import Objection


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item, its file and its place in it."""

    item: Item
    doc: Doc
    steps: tuple[Step, ...]

    def finding(self, code: str, message: str, *steps: Step) -> Finding:
        """A finding about this item, at `steps` below it."""
        return self.doc.finding(code, f"{self.item.id}: {message}", *self.steps, *steps)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The typed content with its documents, by group and path."""

    docs: Mapping[str, Mapping[str, Doc]]
    curriculum: Curriculum
    items: tuple[PlacedItem, ...]
    points: Mapping[str, tuple[Point, ...]]
    lessons: Mapping[str, Lesson]
    objections: Mapping[str, Objection]
    scenarios: Mapping[str, Scenario]
    texts: Tables
    rules: MoveRules
    examples: tuple[Example, ...]

    def lesson(self, unit: str, code: str, message: str, *steps: Step) -> Finding:
        """A finding about the lesson of a unit."""
        return self._at("lessons", unit, code, message, *steps)

    def unit(self, unit: str, code: str, message: str, *steps: Step) -> Finding:
        """A finding about the items of a unit as a whole."""
        return self._at("items", unit, code, message, *steps)

    def objection(self, objection_id: str, code: str, message: str, *steps: Step) -> Finding:
        """A finding about an objection."""
        return self._at("objections", objection_id, code, message, *steps)

    def scenario(self, scenario_id: str, code: str, message: str, *steps: Step, file: str = "scenario.yaml") -> Finding:
        """A finding about one of the files of a scenario, at `steps` in it."""
        path = f"scenarios/{scenario_id}/{file}"
        doc = self.docs["scenarios"].get(path)
        return Finding(code, path, 0, message) if doc is None else doc.finding(code, message, *steps)

    def text(self, lang: Lang, message_id: str, code: str, message: str) -> Finding:
        """A finding about one text."""
        group, _, name = message_id.partition(".")
        for doc in self.docs["texts"].values():
            if text_place(doc) == (lang, group):
                return doc.finding(code, f"{message_id}: {message}", name)
        return Finding(code, f"texts/{lang.value}/{group}.yaml", 0, f"{message_id}: {message}")

    def _at(self, group: str, stem: str, code: str, message: str, *steps: Step) -> Finding:
        for doc in self.docs[group].values():
            if PurePosixPath(doc.path).stem == stem:
                return doc.finding(code, f"{stem}: {message}", *steps)
        return Finding(code, f"{group}/{stem}.yaml", 0, f"{stem}: {message}")


def parsed(docs: Mapping[str, tuple[Doc, ...]], findings: list[Finding]) -> Parsed:
    """The typed content of those documents; a group that is not among them is empty."""
    return Parsed(
        docs={group: {doc.path: doc for doc in docs.get(group, ())} for group in (*docs, *_ALWAYS)},
        curriculum=build("curriculum", docs.get("curriculum", ()), findings),
        items=tuple(PlacedItem(*found) for found in located_items(docs.get("items", ()), findings)),
        points=load_points(docs.get("items", ()), findings),
        lessons=build("lessons", docs.get("lessons", ()), findings),
        objections=build("objections", docs.get("objections", ()), findings),
        scenarios=build("scenarios", docs.get("scenarios", ()), findings),
        texts=build("texts", docs.get("texts", ()), findings),
        rules=build("rules", docs.get("rules", ()), findings),
        examples=build("examples", docs.get("examples", ()), findings),
    )


_ALWAYS = ("texts", "items", "lessons", "objections", "scenarios")
