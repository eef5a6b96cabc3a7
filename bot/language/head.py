"""The trained head at work: ridge and network read an utterance, a calibration weighs both; kept in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.base.files import DAMAGED, replacing
from bot.base.language import Lang
from bot.base.rows import on_disk
from bot.language.calibration import logistic
from bot.language.encoder import Matrix
from bot.language.features import LABELS, Lexicon
from bot.language.listener import Listener
from bot.language.network import Floats, Vocabulary
from bot.language.ridge import Ridge, by_column, untaught
from bot.language.tokens import Tokens

LANGS = tuple(Lang)
# Bias, ridge on the whole, ridge on its best piece, network.
NEVER = np.array([-30.0, 0.0, 0.0, 0.0])
_LEAST_ODDS, _MOST_ODDS = -5.0, 2.0
_ARRAYS = ("words", "grain", "places", "stretch", "shift")


@dataclass(frozen=True, slots=True)
class Head:
    """`calibration`: languages x labels x 4 (see `NEVER`); `thresholds`: languages x labels, 0-1.

    Without a listener the ridge reads alone: what the network makes of a text is zero for every label.
    """

    lexicon: Lexicon
    ridge: Ridge
    listener: Listener | None
    calibration: Matrix
    thresholds: Matrix

    def warm(self) -> None:
        """Open the network now, so that no user waits for it."""
        if self.listener is not None:
            self.listener.warm()

    def heard(self, text: str, before: str | None) -> Matrix:
        """What the network makes of an utterance after the customer's line `before`: one score per label.

        It reads the first 160 tokens, about as many Chinese characters or 120 English words, and the line's last 16.
        """
        if self.listener is None:
            return np.zeros(len(LABELS))
        return _of_moves(self.listener.scores(text, before))

    def listen(self, text: str, before: str | None) -> Callable[[], Matrix]:
        """Begin with `heard` in a thread beside the caller's own; what is returned waits for it."""
        if self.listener is None:
            return partial(self.heard, text, before)
        listening = self.listener.listen(text, before)
        return lambda: _of_moves(listening())

    def confidences(self, scores: Matrix, heard: Matrix, lang: Lang) -> Matrix:
        """One confidence 0-1 per label for an utterance; 0.5 is the border.

        `scores`: the ridge's, units x labels, the whole first; `heard`: the network's, one per label.
        """
        spoken = LANGS.index(lang)
        chance = logistic(np.einsum("lk,lk->l", self.calibration[spoken], pooled(scores, heard)))
        return bend(chance, self.thresholds[spoken])

    def rounded(self) -> Head:
        """The head as a file keeps it, so that a kept head and a fresh one say the same."""
        return replace(self, ridge=self.ridge.rounded())

    def save(self, path: Path, marks: Sequence[str]) -> None:
        """Keep the head (see `rounded`) in a file, together with the marks of what it was trained on."""
        _write(path, {**self._arrays(), **_marked(marks)})

    def _arrays(self) -> dict[str, npt.NDArray[Any]]:
        return {
            "grams": np.array(self.lexicon.grams, dtype=np.str_),
            "gram_weights": np.array(self.lexicon.weights),
            "anchors": self.ridge.anchors.astype(np.float16),
            "pull": self.ridge.pull,
            "columns": self.ridge.weights,
            "calibration": self.calibration,
            "thresholds": self.thresholds,
            **_kept(self.listener),
        }


def load(path: Path, mark: str, words: Path | None = None) -> Head | None:
    """The head kept in `path`; None if there is none, it is damaged or none of its marks is this one.

    What the network knows of each word is read from the file `words` as it is needed (see `on_disk`).
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            if mark not in kept["marks"].tolist():
                return None
            return Head(
                Lexicon(tuple(kept["grams"].tolist()), tuple(kept["gram_weights"].tolist())),
                Ridge(by_column(kept["anchors"]), kept["pull"].astype(np.float32), kept["columns"].astype(np.float32)),
                _listener(kept, words),
                kept["calibration"].astype(np.float64),
                kept["thresholds"].astype(np.float64),
            )
    except DAMAGED:
        return None


def marks(path: Path) -> list[str]:
    """The marks of the head kept in `path`; none if there is none or it is damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return [str(one) for one in kept["marks"]]
    except DAMAGED:
        return []


def mark(path: Path, marks: Sequence[str]) -> None:
    """Give the head kept in `path` other marks: what it was trained on stands in other files now."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        arrays = {**kept, **_marked(marks)}
    _write(path, arrays)


def _marked(marks: Sequence[str]) -> dict[str, npt.NDArray[Any]]:
    return {"marks": np.array(list(marks), dtype=np.str_)}


def _write(path: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    with replacing(path) as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def _of_moves(told: Floats) -> Matrix:
    """Of what the network tells the part about moves; the other is about objections (`of_kinds`)."""
    return told[: len(LABELS)].astype(np.float64)


def of_kinds(told: Floats) -> Floats:
    """Of what the network tells the part about objections: per category the logarithm of the odds that it is meant.

    All of them are low for what is no objection. Surer than 88 % or less likely than 1 % they tell no more.
    """
    odds: Floats = np.clip(told[len(LABELS) :], _LEAST_ODDS, _MOST_ODDS)
    return odds


def _kept(listener: Listener | None) -> dict[str, npt.NDArray[Any]]:
    if listener is None:
        return {}
    if not listener.kept:
        raise ValueError("a listener that was read from a file has let its model go: copy the file instead")
    vocabulary = listener.vocabulary
    return {
        "pieces": np.array(vocabulary.tokens.pieces, dtype=np.str_),
        "chances": vocabulary.tokens.chances,
        **{name: getattr(vocabulary, name) for name in _ARRAYS},
        "model": np.frombuffer(listener.kept, dtype=np.uint8),
    }


def _listener(kept: Mapping[str, npt.NDArray[Any]], words: Path | None) -> Listener | None:
    if "model" not in kept:
        return None
    tokens = Tokens(tuple(kept["pieces"].tolist()), kept["chances"].astype(np.float32))
    known, *others = (kept[name] for name in _ARRAYS)
    return Listener(Vocabulary(tokens, on_disk(known, words), *others), kept["model"].tobytes())


def untrained(columns: int) -> Head:
    """A head that recognises nothing: what is left when there are no examples is the rules."""
    return Head(Lexicon((), ()), untaught(columns, len(LABELS)), None, *uncalibrated(len(LABELS)))


def uncalibrated(labels: int) -> tuple[Matrix, Matrix]:
    """A calibration that says no to everything, and thresholds in the middle."""
    return np.tile(NEVER, (len(LANGS), labels, 1)), np.full((len(LANGS), labels), 0.5)


def bend(chance: Matrix, threshold: Matrix) -> Matrix:
    """Chances 0-1 stretched so that `threshold` comes to stand at 0.5."""
    below = chance * 0.5 / threshold
    above = 0.5 + (chance - threshold) * 0.5 / (1.0 - threshold)
    bent: Matrix = np.where(chance < threshold, below, above)
    return bent


def pooled(scores: Matrix, heard: Matrix) -> Matrix:
    """Labels x 4: one, the ridge's score of the whole, its best of a piece (else the whole's), the network's."""
    best = scores[1:].max(axis=0) if len(scores) > 1 else scores[0]
    return np.stack([np.ones_like(best), scores[0], best, heard], axis=1)
