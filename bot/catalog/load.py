"""The content folder as one immutable catalog.

At the first start every file is parsed and checked. The plain data are then kept in the cache folder under a hash of
the files' bytes; a later start only hashes the files, and each part is built when somebody first asks for it. The
sentences that the analyser learns from are left alone: whose trained head fits never needs them (`Catalog.moves`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.base.language import Lang
from bot.catalog.content import GROUPS, build
from bot.catalog.findings import Finding, refuse
from bot.catalog.lint import references
from bot.catalog.parsed import parsed
from bot.catalog.source import Source
from bot.catalog.strict_yaml import Doc
from bot.catalog.texts import Texts
from bot.language.category import Pushback, kept_back
from bot.language.data import Example, MoveData, MoveRules, MoveSource
from bot.language.objection_space import key, spoken
from bot.language.objections import ObjectionText
from bot.scenarios.types import Scenario
from bot.training.curriculum import Curriculum, Lesson
from bot.training.grading.types import Rubric
from bot.training.items import Item, ItemKind
from bot.training.objections import Objection
from bot.training.tells import Tells
from bot.training.zones import Cities

# Groups that refer to each other: a change in one is checked against all.
_LINKED = ("curriculum", "items", "lessons", "objections", "scenarios")
# Read, checked and never kept when somebody asks for it, and not before.
_SELDOM = ("examples", "pushback")


class Catalog:
    """All content, in the types of the pure rooms. Parts are built at their first use and never change."""

    def __init__(self, parts: Mapping[str, Callable[[], Any]], hashes: Mapping[str, str]) -> None:
        self._parts = parts
        # A hash of each group's files, for whoever caches what is derived from them.
        self.hashes = hashes

    @cached_property
    def texts(self) -> Texts:
        """What users read."""
        return Texts(self._parts["texts"]())

    @cached_property
    def curriculum(self) -> Curriculum:
        """Tracks, units and skills."""
        made: Curriculum = self._parts["curriculum"]()
        return made

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by id, retired and draft ones too, in the order of the files."""
        made: Mapping[str, Item] = self._parts["items"]()
        return made

    @cached_property
    def lessons(self) -> Mapping[str, Lesson]:
        """The lessons by unit."""
        made: Mapping[str, Lesson] = self._parts["lessons"]()
        return made

    @cached_property
    def objections(self) -> Mapping[str, Objection]:
        """The objections by id."""
        made: Mapping[str, Objection] = self._parts["objections"]()
        return made

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The compiled scenarios by id."""
        made: Mapping[str, Scenario] = self._parts["scenarios"]()
        return made

    @cached_property
    def rubric(self) -> Rubric:
        """What scorecards are made by."""
        made: Rubric = self._parts["rubric"]()
        return made

    @cached_property
    def tells(self) -> Tells:
        """What gives each style away, by language."""
        made: Tells = self._parts["tells"]()
        return made

    @cached_property
    def objection_texts(self) -> tuple[ObjectionText, ...]:
        """The objections as the search index takes them."""
        return tuple(
            ObjectionText(
                entry.id,
                entry.category,
                {lang: (*wording.phrasings, *wording.roundabout) for lang, wording in entry.wording.items()},
            )
            for entry in self.objections.values()
        )

    @cached_property
    def cities(self) -> Cities:
        """The cities by which people name their time zone."""
        made: Cities = self._parts["cities"]()
        return made

    @property
    def moves(self) -> MoveSource:
        """What the analyser is built from. Its `read` raises ContentError for sentences that cannot be learnt from."""
        own: MoveRules = self._parts["rules"]()
        files = "".join(self.hashes[group] for group in ("rules", *_SELDOM))
        return MoveSource(own, files, self.read_moves)

    def read_moves(self) -> MoveData:
        """All sentences, rules and cues: some seconds and some hundred MB."""
        own: MoveRules = self._parts["rules"]()
        examples: tuple[Example, ...] = self._parts["examples"]()
        pushback: tuple[Pushback, ...] = self._parts["pushback"]()
        return MoveData(examples, own.rules, own.cues, pushback)

    @property
    def taught_phrasings(self) -> tuple[Pushback, ...]:
        """The phrasings of objections that a network learns their kinds from: nine in ten."""
        phrasings = (
            (said, entry.category)
            for entry in self.objection_texts
            for lang in Lang
            for said in entry.phrasings.get(lang, ())
        )
        return tuple(one for one in phrasings if not kept_back(key(spoken(one[0]))))

    @cached_property
    def drill_items(self) -> tuple[Item, ...]:
        """The live items in the order of the map: what drills are composed from."""
        units = self.curriculum.units
        return tuple(
            sorted((item for item in self.items.values() if item.live), key=lambda item: units[item.unit].order)
        )

    @cached_property
    def plays(self) -> Mapping[str, str]:
        """By unit, the scenario of its first live item of the kind play."""
        found = ((item.unit, item.scenario) for item in reversed(self.drill_items) if item.kind is ItemKind.PLAY)
        return {unit: scenario for unit, scenario in found if scenario is not None}

    def items_of(self, unit: str) -> tuple[Item, ...]:
        """The live items of a unit."""
        return tuple(item for item in self.items.values() if item.unit == unit and item.live)


def load(content_dir: Path, cache: Path | None = None) -> Catalog:
    """The catalog of a content folder; `cache` is a folder for parsed data, made when missing.

    Raises ContentError, listing every finding, when the content cannot be run with: unreadable YAML, wrong structure,
    references to what does not exist. What is wrong with sentences to learn from, `Catalog.moves` tells whoever reads
    them. Matters of quality are left to `dojo content check`.
    """
    source = Source(content_dir, cache)
    files = {group: source.files(*patterns) for group, patterns in GROUPS.items()}
    hashes = {group: source.key(files[group]) for group in GROUPS}
    fresh = [group for group in GROUPS if group not in _SELDOM and not source.kept(group, hashes[group])]
    checked = _check_and_keep(source, files, hashes, fresh) if fresh else {}
    # Without a cache what was checked just now is what is used.
    docs = checked if cache is None else {}

    def part(group: str) -> Callable[[], Any]:
        return lambda: _part(source, group, hashes[group], files[group], docs.get(group))

    return Catalog({group: part(group) for group in GROUPS}, hashes)


def _check_and_keep(
    source: Source, files: Mapping[str, tuple[Path, ...]], hashes: Mapping[str, str], fresh: list[str]
) -> Mapping[str, tuple[Doc, ...]]:
    """The documents of what is fresh and what that is linked with, checked and kept."""
    findings: list[Finding] = []
    # Large groups that nothing refers to are left alone unless they are what changed.
    docs = {group: source.docs(files[group], findings) for group in GROUPS if group in fresh or group in _LINKED}
    if "cities" in docs:
        build("cities", docs["cities"], findings)
    references.check(parsed(docs, findings), findings)
    refuse(findings)
    for group in fresh:
        source.keep(group, hashes[group], docs[group])
    source.forget_others(GROUPS)
    return docs


def _part(source: Source, group: str, key: str, files: tuple[Path, ...], docs: tuple[Doc, ...] | None) -> Any:
    """The part that a group's documents make: those given, else the kept ones, else freshly parsed ones.

    Raises ContentError should the files be bad: only what was never asked for before, or has changed since, can be.
    """
    findings: list[Finding] = []
    known = docs or source.recall(group, key)
    part = build(group, known if known is not None else source.docs(files, findings), findings)
    refuse(findings)
    return part
