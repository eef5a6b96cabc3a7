"""What nothing is trained on: sentences to measure with."""

from __future__ import annotations

from pathlib import Path

from bot.base.paths import content_dir
from bot.catalog.findings import Finding
from bot.catalog.moves import load_everyday, load_examples
from bot.catalog.source import Source
from bot.language.data import Example


def everyday() -> tuple[Example, ...]:
    """Harmless business sentences that training never sees."""
    source, findings = Source(content_dir()), list[Finding]()
    sentences = load_everyday(source.docs(source.files("moves/everyday.*.yaml"), findings), findings)
    assert not findings
    return sentences


def held_out(*, turns: bool) -> tuple[Example, ...]:
    """Every fifth sentence of what is trained on: of the turns of meetings, which are harder, or of all others."""
    source, findings = Source(content_dir()), list[Finding]()
    files = [file for file in source.files("moves/examples/*/*.yaml") if file.name.startswith("field_turns") is turns]
    sentences = load_examples(source.docs(files, findings), findings)
    assert not findings
    return tuple(one for one in sentences if one.held_out)


def meetings() -> tuple[Example, ...]:
    """Turns of whole meetings, each after the customer's line, by writers who had not seen what is trained on."""
    source, findings = Source(Path(__file__).parent / "data"), list[Finding]()
    turns = load_everyday(source.docs(source.files("meetings.*.yaml"), findings), findings)
    assert not findings
    return turns
