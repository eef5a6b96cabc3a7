"""`scenarios/styles.yaml`: how each style weighs what a rep does, and what a level of difficulty changes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.reader import Reader
from bot.catalog.strict_yaml import Doc
from bot.scenarios import types as made
from bot.scenarios.types import Style, StyleId, Tuning


def read_styles(doc: Doc, findings: list[Finding]) -> tuple[Mapping[StyleId, Style], tuple[Tuning, ...]]:
    """Every style by id, and the tuning of each level of difficulty."""
    top = Reader(doc, findings)
    tunings = tuple(_tuning(reader) for reader in top.children("levels", at_least=3))
    styles = {style.id: style for style in (_style(reader) for reader in top.children("styles", at_least=1))}
    for missing in [style for style in StyleId if style not in styles]:
        top.fail(f"no policy for {missing.value}", "styles")
    top.done()
    return styles, tunings


def _tuning(reader: Reader) -> Tuning:
    tuning = Tuning(
        level=reader.integer("level", 1, 3),
        turns=reader.integer("turns", 6, 40),
        bonus=_effect(reader, "bonus"),
        need_bonus=reader.integer("need_bonus", 0, 2),
        points=reader.integer("points", 1, 3),
        parts=reader.integer("parts", 2, 4),
        early_offers=reader.integer("early_offers", 0, 3),
    )
    reader.done()
    return tuning


def _style(reader: Reader) -> Style:
    effects = reader.child("effects")
    turn = reader.integers("long_turn")
    if len(turn) != 2:
        reader.fail("long_turn: Chinese characters and English words are expected", "long_turn")
        turn = (150, 100)
    style = Style(
        id=reader.choice("id", StyleId),
        start=_effect(reader, "start"),
        effects={cause: _effect(effects, cause.value) for cause in made.Cause},
        opening=reader.choice("opening", made.Opening),
        free_situations=reader.integer("free_situations", 1, 7),
        long_turn={Lang.ZH: turn[0], Lang.EN: turn[1]},
        wants_proof=reader.flag("wants_proof"),
        wants_date=reader.flag("wants_date"),
        close=reader.texts("close", at_least=1),
    )
    effects.done()
    reader.done()
    return style


def _effect(reader: Reader, key: str) -> made.Effect:
    numbers = reader.integers(key)
    if len(numbers) != 3 or any(abs(number) > made.METER_MAX for number in numbers):
        reader.fail(f"{key}: three integers for trust, patience and interest are expected", key)
        return made.Effect(0, 0, 0)
    return made.Effect(*numbers)
