"""What the playground starts with, read from `content/playground.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.base.language import Lang
from bot.base.paths import content_dir


@dataclass(frozen=True, slots=True)
class Setup:
    """The bot's name, the people of a new playground, and the page's sentences by key and language."""

    username: str
    first_name: str
    lang_default: Lang
    people: tuple[Mapping[str, str], ...]
    errors: Mapping[str, Mapping[str, str]]

    def sentence(self, key: str, lang: Lang, params: Mapping[str, object]) -> str:
        """The page's sentence for an error, filled in."""
        return self.errors[key][lang].format(**params)


def load_setup(path: Path | None = None) -> Setup:
    """Read the file (by default the one in the content folder)."""
    source = path if path is not None else content_dir() / "playground.yaml"
    data: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return Setup(
        username=data["bot"]["username"],
        first_name=data["bot"]["first_name"],
        lang_default=Lang(data["lang_default"]),
        people=tuple(data["people"]),
        errors=data["errors"],
    )
