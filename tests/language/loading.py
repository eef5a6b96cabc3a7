"""What nothing is trained on: sentences to measure with."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import yaml

from bot.base.language import Lang
from bot.base.paths import content_dir
from bot.catalog.findings import Finding
from bot.catalog.moves import load_everyday, load_examples
from bot.catalog.source import Source
from bot.language.category import Category
from bot.language.data import Example


def everyday() -> tuple[Example, ...]:
    """Harmless business sentences that training never sees."""
    source, findings = Source(content_dir()), list[Finding]()
    sentences = load_everyday(source.docs(source.files("moves/everyday.*.yaml"), findings), findings)
    assert not findings
    return sentences


class Part(Enum):
    """How the sentences came about that are trained on: the files of each part begin in their own ways."""

    COLLECTED = ()
    TURNS = ("field_turns_",)
    CONTRASTS = ("field_kickbacks_", "field_faults_")


def held_out(part: Part) -> tuple[Example, ...]:
    """Every fifth sentence of what is trained on.

    The turns of meetings and the faults beside sentences that nearly are one are harder than what was collected first.
    """
    source, findings = Source(content_dir()), list[Finding]()
    others = tuple(name for one in Part for name in one.value)
    files = [
        file
        for file in source.files("moves/examples/*/*.yaml")
        if (file.name.startswith(part.value) if part.value else not file.name.startswith(others))
    ]
    sentences = load_examples(source.docs(files, findings), findings)
    assert not findings
    return tuple(one for one in sentences if one.held_out)


def meetings() -> tuple[Example, ...]:
    """Turns of whole meetings, each after the customer's line, by writers who had not seen what is trained on."""
    source, findings = Source(Path(__file__).parent / "data"), list[Finding]()
    turns = load_everyday(source.docs(source.files("meetings.*.yaml"), findings), findings)
    assert not findings
    return turns


def red_lines(lang: Lang) -> dict[str, tuple[str, ...]]:
    """Offers of private gain, `plain` and `hinted`, and `honest` sentences in their words, by independent writers."""
    return {kind: tuple(said) for kind, said in _lists(f"kickbacks.{lang.value}.yaml").items()}


def pushback(lang: Lang) -> tuple[tuple[Category, str], ...]:
    """What customers say against buying, and its category, by writers who had not seen the content's phrasings."""
    return tuple((Category(kind), one) for kind, said in _lists(f"pushback.{lang.value}.yaml").items() for one in said)


def _lists(name: str) -> dict[str, list[str]]:
    body = yaml.safe_load((Path(__file__).parent / "data" / name).read_text(encoding="utf-8"))
    return {key: value for key, value in body.items() if key != "lang"}
