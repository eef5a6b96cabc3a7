"""Everything that is wrong with a content folder, in one run."""

from __future__ import annotations

from pathlib import Path

from bot.catalog.content import GROUPS, build, only
from bot.catalog.findings import Finding, ordered
from bot.catalog.lint import (
    coverage,
    echoes,
    items,
    lessons,
    objections,
    references,
    scenario_asks,
    scenario_plans,
    scenarios,
    texts,
    words,
)
from bot.catalog.moves import load_everyday
from bot.catalog.parsed import Parsed, parsed
from bot.catalog.source import Source
from bot.language.encoder import Encoder


def check(content_dir: Path, encoder: Encoder | None = None) -> tuple[Finding, ...]:
    """Every finding, by file and line: what keeps the dojo from starting, and what merely is not good enough.

    Only with an encoder are texts compared by meaning, which takes some seconds more.
    """
    findings: list[Finding] = []
    source = Source(content_dir)
    content = read(source, findings)
    references.check(content, findings)
    for area in (texts, items, coverage, lessons, objections, scenarios, scenario_asks):
        area.check(content, findings)
    scenario_plans.check(content, content_dir, findings)
    echoes.check(content, findings, encoder)
    echoes.check_items(content, findings, encoder)
    _forbidden(source, content, findings)
    return ordered(findings)


def read(source: Source, findings: list[Finding]) -> Parsed:
    """The whole content folder, freshly parsed."""
    docs = {group: source.docs(source.files(*patterns), findings) for group, patterns in GROUPS.items()}
    build("cities", docs["cities"], findings)
    build("tells", docs["tells"], findings)
    build("pushback", docs["pushback"], findings)
    load_everyday(source.docs(source.files("moves/everyday.*.yaml"), findings), findings)
    return parsed(docs, findings)


def _forbidden(source: Source, content: Parsed, findings: list[Finding]) -> None:
    doc = only(source.docs(source.files("forbidden.yaml"), findings), "forbidden.yaml", findings)
    if doc is not None:
        words.check(content, words.load_words(doc, findings), findings)
