"""The trained head at work: scores of units, confidences of an utterance; kept in a file."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.base.language import Lang
from bot.language.calibration import logistic
from bot.language.encoder import DIMENSIONS, Matrix
from bot.language.features import LABELS, Lexicon

# Chosen by leave-one-out on the training part.
_MEANING = 2.0
_SHARPNESS = 2.0
LANGS = tuple(Lang)
NEVER = np.array([-30.0, 0.0, 0.0])


@dataclass(frozen=True, slots=True)
class Head:
    """`anchors`: vectors of the examples; `pull`: what each says of each label; `weights`: the same of columns.

    The anchors lie in memory column by column (see `by_column`), which halves the time of every comparison.
    `calibration`: languages × labels × 3 (bias, whole, best piece). `thresholds`: languages × labels.
    """

    lexicon: Lexicon
    anchors: npt.NDArray[np.float32]
    pull: npt.NDArray[np.float32]
    weights: Matrix
    calibration: Matrix
    thresholds: Matrix

    def scores(self, vectors: Matrix, extras: Matrix) -> Matrix:
        """Raw scores, units × labels: about 1 where a label holds, about -1 where not."""
        scores: Matrix = extras @ self.weights + _single(vectors, self.anchors) @ self.pull
        return scores

    def confidences(self, scores: Matrix, lang: Lang) -> Matrix:
        """One confidence 0–1 per label for an utterance with these unit scores (the whole first); 0.5 is the border."""
        spoken = LANGS.index(lang)
        chance = logistic(np.einsum("lk,lk->l", self.calibration[spoken], pooled(scores)))
        return bend(chance, self.thresholds[spoken])

    def rounded(self) -> Head:
        """The head as a file keeps it, so that a kept head and a fresh one say the same."""
        return replace(
            self,
            anchors=by_column(self.anchors.astype(np.float16)),
            weights=self.weights.astype(np.float32).astype(np.float64),
        )

    def save(self, path: Path, digest: str) -> None:
        """Keep the head (see `rounded`) in a file, together with the digest of what it was trained on."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{id(self):x}.tmp")
        with draft.open("wb") as file:
            np.savez_compressed(
                file,
                digest=np.array(digest),
                grams=np.array(self.lexicon.grams, dtype=np.str_),
                gram_weights=np.array(self.lexicon.weights),
                anchors=self.anchors.astype(np.float16),
                pull=self.pull,
                weights=self.weights.astype(np.float32),
                calibration=self.calibration,
                thresholds=self.thresholds,
            )
        draft.replace(path)


def load(path: Path, digest: str) -> Head | None:
    """The head kept in `path`; None if there is none, it is damaged or was trained on something else."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            if str(kept["digest"]) != digest:
                return None
            lexicon = Lexicon(tuple(kept["grams"].tolist()), tuple(kept["gram_weights"].tolist()))
            anchors, pull = by_column(kept["anchors"]), kept["pull"].astype(np.float32)
            parts = (kept[name].astype(np.float64) for name in ("weights", "calibration", "thresholds"))
            return Head(lexicon, anchors, pull, *parts)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def untrained(columns: int) -> Head:
    """A head that recognises nothing: what is left when there are no examples is the rules."""
    labels = len(LABELS)
    never = np.tile(NEVER, (len(LANGS), labels, 1))
    nothing = np.zeros((0, DIMENSIONS), dtype=np.float32)
    return Head(
        Lexicon((), ()),
        nothing,
        np.zeros((0, labels), dtype=np.float32),
        np.zeros((columns, labels)),
        never,
        np.full((len(LANGS), labels), 0.5),
    )


def bend(chance: Matrix, threshold: Matrix) -> Matrix:
    """Chances 0–1 stretched so that `threshold` comes to stand at 0.5."""
    below = chance * 0.5 / threshold
    above = 0.5 + (chance - threshold) * 0.5 / (1.0 - threshold)
    bent: Matrix = np.where(chance < threshold, below, above)
    return bent


def by_column(anchors: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
    """The anchors in single precision, as comparing one vector with all of them reads them quickest."""
    return np.asfortranarray(anchors, dtype=np.float32)


def meaning(vectors: Matrix, anchors: npt.NDArray[np.float32]) -> Matrix:
    """The Gaussian of the distances between unit vectors, units × anchors, as precise as a fit needs it."""
    nearness = (vectors.astype(np.float32) @ anchors.T).astype(np.float64)
    result: Matrix = _MEANING * np.exp(_SHARPNESS * (nearness - 1.0))
    return result


def _single(vectors: Matrix, anchors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The same in single precision and in place: off by a hundred-thousandth, in a third of the time."""
    near: npt.NDArray[np.float32] = vectors.astype(np.float32) @ anchors.T
    near -= np.float32(1)
    near *= np.float32(_SHARPNESS)
    np.exp(near, out=near)
    near *= np.float32(_MEANING)
    return near


def pooled(scores: Matrix) -> Matrix:
    """Labels × 3: one, the score of the whole, the best score of a piece (of the whole if it has none)."""
    best = scores[1:].max(axis=0) if len(scores) > 1 else scores[0]
    return np.stack([np.ones_like(best), scores[0], best], axis=1)
