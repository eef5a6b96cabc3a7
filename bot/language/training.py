"""From example sentences to a trained head. Deterministic: the same data train the same head."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.language import head
from bot.language.data import Example, MoveData
from bot.language.encoder import Encoder, meanings
from bot.language.features import LABELS, VERSION, extras, learn_lexicon, width
from bot.language.head import LANGS, Head
from bot.language.ridge import Material, fit
from bot.language.rules import RuleBook
from bot.language.units import take_apart


def trained(
    data: MoveData,
    rules: RuleBook,
    encoder: Encoder | None,
    cache: Path | None = None,
    shipped: Path | None = None,
) -> Head:
    """The head for `data`: from the file `shipped` or `cache` if it was trained on the same, else trained now.

    Training on all of the content takes five minutes on one core and 9 GB; what was trained is left in `cache`.
    """
    digest = digest_of(data, encoder)
    for path in (shipped, cache):
        known = head.load(path, digest) if path is not None else None
        if known is not None:
            return known
    fresh = train(data.examples, rules, encoder).rounded()
    if cache is not None:
        fresh.save(cache, digest)
    return fresh


def digest_of(data: MoveData, encoder: Encoder | None) -> str:
    """What a kept head is recognised by: equal digests mean equal heads."""
    return f"{VERSION}:{encoder is not None}:{data.digest()}"


def train(examples: tuple[Example, ...], rules: RuleBook, encoder: Encoder | None) -> Head:
    """Train on the examples that are not held out."""
    seen = sorted((example for example in examples if not example.held_out), key=repr)
    taken = [take_apart(example.text, rules, example.lang, example.context) for example in seen]
    lexicon = learn_lexicon(utterance.units[0].text for utterance in taken)
    if not seen:
        return head.untrained(width(lexicon, len(rules)))
    owners = np.repeat(np.arange(len(seen)), [len(utterance.units) for utterance in taken])
    rows = np.concatenate([extras(utterance, lexicon, len(rules)) for utterance in taken])
    units = [unit.text for utterance in taken for unit in utterance.units]
    truth = np.array([[float(label in example.labels) for label in LABELS] for example in seen])
    langs = np.array([LANGS.index(example.lang) for example in seen])
    return fit(lexicon, Material(meanings(units, encoder), rows, owners, truth, langs))
