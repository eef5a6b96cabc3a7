"""How well sentences are read: tables for people, figures for floors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.base.language import Lang
from bot.language.analyser import Analyser
from bot.language.data import Example
from bot.language.moves import SPIN, MoveKind

# Labels with fewer examples tell nothing.
_LEAST = 8


def macro_f1(analyser: Analyser, examples: Sequence[Example], lang: Lang) -> float:
    """The mean of the labels' F1 over the examples in `lang`; prints a line for each label."""
    mine = [example for example in examples if example.lang is lang]
    said = [frozenset(m.kind for m in analyser.analyse(e.text, lang, e.context).sure()) for e in mine]
    table = {kind: _f1(kind, mine, said) for kind in MoveKind if kind is not MoveKind.UNCLEAR}
    for kind, (number, precision, recall, f1) in table.items():
        print(f"{lang.value} {kind.value:18} n={number:4} precision={precision:.2f} recall={recall:.2f} F1={f1:.2f}")
    rated = [f1 for number, _, _, f1 in table.values() if number >= _LEAST]
    assert rated
    macro = sum(rated) / len(rated)
    print(f"{lang.value} macro-F1 {macro:.3f} over {len(rated)} labels, {len(mine)} sentences")
    return macro


def spin_first(analyser: Analyser, examples: Sequence[Example], lang: Lang) -> float:
    """The share of SPIN questions whose kind comes first; prints which is taken for which."""
    mine = [e for e in examples if e.lang is lang and sum(k in SPIN for k in e.labels) == 1]
    confusion: Counter[tuple[str, str]] = Counter()
    for example in mine:
        (want,) = (kind for kind in example.labels if kind in SPIN)
        moves = analyser.analyse(example.text, lang, example.context).moves
        got = next((move.kind for move in moves if move.kind in SPIN), None)
        confusion[want.value, got.value if got is not None else "none"] += 1
    columns = [*(kind.value for kind in SPIN), "none"]
    for want in SPIN:
        print(f"{lang.value} {want.value:18}", *(f"{confusion[want.value, got]:4}" for got in columns))
    right = sum(confusion[kind.value, kind.value] for kind in SPIN)
    print(f"{lang.value} first reading right: {right / len(mine):.3f} of {len(mine)}")
    return right / len(mine)


def _f1(
    kind: MoveKind, examples: Sequence[Example], said: Sequence[frozenset[MoveKind]]
) -> tuple[int, float, float, float]:
    """How many examples hold the label; precision, recall and F1 of recognising it."""
    true = sum(kind in example.labels for example in examples)
    hit = sum(kind in example.labels and kind in kinds for example, kinds in zip(examples, said, strict=True))
    told = sum(kind in kinds for kinds in said)
    precision, recall = hit / max(told, 1), hit / max(true, 1)
    return true, precision, recall, 2 * hit / max(true + told, 1)
