"""Reads the content of `content/moves` straight into the room's own types, so that its tests stand on no other room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.base.language import Lang
from bot.base.paths import content_dir
from bot.language.data import Cue, CueKind, Example, MoveData, Rule
from bot.language.moves import MoveKind


def move_data() -> MoveData:
    """All example files and rules of the content."""
    folder = content_dir() / "moves"
    rules = [_yaml(folder / f"rules.{lang.value}.yaml") | {"lang": lang} for lang in Lang]
    return MoveData(
        tuple(e for path in sorted(folder.glob("examples/*/*.yaml")) for e in _examples(_yaml(path))),
        tuple(_rule(entry, book["lang"]) for book in rules for entry in book["rules"]),
        tuple(Cue(CueKind(c["cue"]), book["lang"], c["pattern"]) for book in rules for c in book["cues"]),
    )


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _examples(file: dict[str, Any]) -> list[Example]:
    lang, label = Lang(file["lang"]), file["label"]
    shown = [(entry, [label, *entry.get("also", ())]) for entry in file.get("examples") or ()]
    missed = [(entry, entry["is"]) for entry in file.get("near_miss") or ()]
    return [
        Example(
            entry["t"],
            lang,
            tuple(MoveKind(value) for value in labels),
            entry.get("context"),
            bool(entry.get("held", False)),
        )
        for entry, labels in (*shown, *missed)
    ]


def _rule(entry: dict[str, Any], lang: Lang) -> Rule:
    return Rule(
        MoveKind(entry["label"]),
        lang,
        entry["pattern"],
        *(entry.get(key) for key in ("unless", "context", "floor", "cap")),
    )
