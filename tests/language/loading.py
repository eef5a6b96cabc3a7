"""What the analyser is trained on, from the content itself."""

from __future__ import annotations

from bot.base.paths import content_dir
from bot.catalog.findings import Finding
from bot.catalog.load import load
from bot.catalog.moves import load_everyday
from bot.catalog.source import Source
from bot.language.data import Example, MoveData


def everyday() -> tuple[Example, ...]:
    """Harmless business sentences that training never sees."""
    source, findings = Source(content_dir()), list[Finding]()
    sentences = load_everyday(source.docs(source.files("moves/everyday.*.yaml"), findings), findings)
    assert not findings
    return sentences


def move_data() -> MoveData:
    """All examples, rules and cues."""
    return load(content_dir()).moves
