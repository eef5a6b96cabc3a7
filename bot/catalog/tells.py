"""`content/scenarios/style-tells.<lang>.yaml` → what gives each style away.

A style has `traits` (what words show, by id), `not` (what speaks against each other style) and its lines, `faint` and
`clear`, by trait. In a line the words that show the trait stand in [brackets].
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.reader import Reader
from bot.catalog.strict_yaml import Doc
from bot.scenarios.types import StyleId
from bot.training.tells import StyleTells, Tell, Tells

PATTERNS = ("scenarios/style-tells.*.yaml",)
# Twelve customers' worth of lines: two faint ones each, then three clear ones.
_AT_LEAST = {"faint": 24, "clear": 36}
_MARKED = re.compile(r"([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)")


def load_tells(docs: Iterable[Doc], findings: list[Finding]) -> Tells:
    """The styles by language; what is missing or marked wrongly is found."""
    by_path = {doc.path: doc for doc in docs}
    found = {}
    for lang in Lang:
        path = f"scenarios/style-tells.{lang}.yaml"
        if path not in by_path:
            findings.append(Finding("file-missing", path, 0, "this file is needed"))
        top = Reader(by_path.get(path, Doc(path, {}, {})), findings)
        found[lang] = {style: _style(top.child(style.value), style) for style in StyleId}
        top.done()
    return found


def _style(reader: Reader, style: StyleId) -> StyleTells:
    traits, against = reader.child("traits"), reader.child("not")
    names = tuple(reader.raw("traits")) if isinstance(reader.raw("traits"), dict) else ()
    made = StyleTells(
        traits={name: traits.text(name) for name in names},
        against={other: against.text(other.value) for other in StyleId if other is not style},
        lines=(*_lines(reader, "faint", names), *_lines(reader, "clear", names)),
    )
    against.done()
    reader.done()
    return made


def _lines(reader: Reader, kind: str, traits: tuple[str, ...]) -> tuple[Tell, ...]:
    by_trait = reader.child(kind)
    lines = tuple(
        _line(by_trait, trait, number, text, clear=kind == "clear")
        for trait in traits
        for number, text in enumerate(by_trait.texts(trait))
    )
    by_trait.done()
    if len(lines) < _AT_LEAST[kind]:
        reader.fail(f"{kind}: at least {_AT_LEAST[kind]} lines are expected", kind)
    return lines


def _line(reader: Reader, trait: str, number: int, text: str, *, clear: bool) -> Tell:
    marked = _MARKED.fullmatch(text)
    if marked is None:
        reader.fail("the words that show the trait stand in brackets, once", trait, number)
        return Tell(text, text, trait, clear)
    before, words, after = marked.groups()
    return Tell(before + words + after, words, trait, clear)
