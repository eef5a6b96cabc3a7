"""Numbers for the head beside the meaning: which words a unit holds, which rules it hit, what form it has."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from bot.base.language import Lang
from bot.language.encoder import Matrix
from bot.language.moves import MoveKind
from bot.language.normalise import length_in_words
from bot.language.units import Unit, Utterance

# Part of every cached head's digest: raise it when units, features or the fit change.
VERSION = 8
LABELS: tuple[MoveKind, ...] = tuple(kind for kind in MoveKind if kind is not MoveKind.UNCLEAR)
_MOST_GRAMS = 3000
_LEAST_TEXTS = 3
_WORDS_WEIGHT = 0.8
_RULE_WEIGHT = 0.3
# What any rule of a label says, in either language: languages learn from each other by it.
_LABEL_WEIGHT = 0.25
_COLUMN = {label: i for i, label in enumerate(LABELS)}
_FORM = 6
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+|[㐀-鿿]|[?!]")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words, pairs and triples worth knowing (Chinese: characters), and how telling each is."""

    grams: tuple[str, ...]
    weights: tuple[float, ...]
    _index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {gram: i for i, gram in enumerate(self.grams)})

    def fill(self, row: Matrix, text: str) -> None:
        """Set the columns of the grams that `text` holds; the row gets a fixed length if there are any."""
        known = [i for gram in sorted(_grams(text)) if (i := self._index.get(gram)) is not None]
        values = np.array([self.weights[i] for i in known])
        if known:
            row[known] = values * (_WORDS_WEIGHT / math.sqrt(float(values @ values)))


def learn_lexicon(texts: Iterable[str]) -> Lexicon:
    """The commonest grams of `texts`, the rarer the more telling."""
    counts: Counter[str] = Counter()
    number = 0
    for text in texts:
        counts.update(_grams(text))
        number += 1
    kept = sorted((gram for gram in counts if counts[gram] >= _LEAST_TEXTS), key=lambda gram: (-counts[gram], gram))
    grams = tuple(kept[:_MOST_GRAMS])
    return Lexicon(grams, tuple(math.log(1 + number / counts[gram]) for gram in grams))


def width(lexicon: Lexicon, rules: int) -> int:
    """How many columns `extras` has."""
    return len(lexicon.grams) + rules + len(LABELS) + _FORM


def extras(utterance: Utterance, lexicon: Lexicon, rules: int) -> Matrix:
    """One row per unit: words, rules (one column for each), labels that have a rule's hit, form."""
    words = len(lexicon.grams)
    rows = np.zeros((len(utterance.units), width(lexicon, rules)))
    for row, unit in zip(rows, utterance.units, strict=True):
        lexicon.fill(row[:words], unit.text)
        for hit in utterance.hits_in(unit.span):
            row[words + hit.number] = _RULE_WEIGHT
            if hit.rule.cap is None:
                row[words + rules + _COLUMN[hit.rule.label]] = _LABEL_WEIGHT
        row[-_FORM:] = _form(unit, utterance.lang)
    return rows


def _grams(text: str) -> set[str]:
    tokens = _TOKEN.findall(text.lower())
    pairs = ["_".join(pair) for pair in pairwise(tokens)]
    triples = ["_".join(tokens[i : i + 3]) for i in range(len(tokens) - 2)]
    starts = ["^" + "_".join(tokens[:n]) for n in (1, 2, 3) if len(tokens) >= n]
    ends = ["_".join(tokens[-3:]) + "$"] if tokens else []
    return {*tokens, *pairs, *triples, *starts, *ends}


def _form(unit: Unit, lang: Lang) -> tuple[float, ...]:
    """What is not in the words: question or call, figures, length, language; and the bias."""
    length = min(length_in_words(unit.text) / 100, 2.0)
    asks = 0.3 if "?" in unit.text else 0.0
    calls = 0.3 if "!" in unit.text else 0.0
    figures = 0.3 if any(char.isdigit() for char in unit.text) else 0.0
    return asks, calls, figures, length, 0.3 if lang is Lang.ZH else 0.0, 1.0
