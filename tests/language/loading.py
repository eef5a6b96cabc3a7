"""What the analyser is trained on, from the content itself."""

from __future__ import annotations

from bot.base.paths import content_dir
from bot.catalog.load import load
from bot.language.data import MoveData


def move_data() -> MoveData:
    """All examples, rules and cues."""
    return load(content_dir()).moves
