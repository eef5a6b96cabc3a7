"""Training: a closed-form kernel ridge, and per label a calibration of its scores.

The kernel of two units is the nearness of their meanings (a Gaussian of their vectors) plus the product of their extras
(words, rules, form). Leave-one-out scores of a ridge have a closed form too: with them no example judges itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.base.language import Lang
from bot.language.calibration import fit_logistic, logistic
from bot.language.encoder import Matrix
from bot.language.features import LABELS, Lexicon
from bot.language.head import NEVER, Head, by_column, meaning, pooled
from bot.language.moves import MoveKind

Whole = npt.NDArray[np.int64]

# Chosen by leave-one-out on the training part.
_RIDGE = 0.6
_BLOCK = 512
_LEAST_POSITIVES = 15
# A kickback missed is worse than one suspected.
_BETA = {
    MoveKind.KICKBACK: 2.5,
    **dict.fromkeys((MoveKind.ARGUE, MoveKind.PERSUADE, MoveKind.REFUSE, MoveKind.EXCUSE, MoveKind.PRESSURE), 0.5),
    **dict.fromkeys((MoveKind.OVERPROMISE, MoveKind.RUDE, MoveKind.BADMOUTH), 0.5),
}
_THRESHOLDS = np.linspace(0.10, 0.90, 33)


@dataclass(frozen=True, slots=True)
class Material:
    """What is learnt from: all units (an example's together, its whole first) and the examples they belong to.

    `vectors`, `extras`: one row per unit; `owners`: the example of each unit; `truth`: examples x labels, 0 or 1;
    `langs`: the language of each example, as its place in `Lang`.
    """

    vectors: Matrix
    extras: Matrix
    owners: Whole
    truth: Matrix
    langs: Whole


def fit(lexicon: Lexicon, data: Material) -> Head:
    """Train one head for all languages, calibrated for each."""
    vectors, extras, owners, truth = data.vectors, data.extras, data.owners, data.truth
    first = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    anchors = by_column(vectors[first])
    wholes = extras[first]
    inverse = _inverse(meaning(vectors[first], anchors), wholes)
    pull = inverse @ (2.0 * truth - 1.0)
    raw = Head(lexicon, anchors, pull.astype(np.float32), wholes.T @ pull, *_uncalibrated(truth.shape[1]))
    own = np.concatenate(
        [
            np.einsum("un,un->u", _kernel(vectors[at], extras[at], anchors, wholes), inverse[owners[at]])
            for at in (slice(i, i + _BLOCK) for i in range(0, len(owners), _BLOCK))
        ]
    )
    left_out = raw.scores(vectors, extras) - own[:, None] * (pull / np.diag(inverse)[:, None])[owners]
    return _calibrated(raw, np.stack([pooled(part) for part in np.split(left_out, first[1:])]), data)


def _kernel(vectors: Matrix, extras: Matrix, anchors: npt.NDArray[np.float32], wholes: Matrix) -> Matrix:
    result: Matrix = meaning(vectors, anchors) + extras @ wholes.T
    return result


def _inverse(meanings: Matrix, wholes: Matrix) -> Matrix:
    kernel = meanings + wholes @ wholes.T
    kernel[np.diag_indices_from(kernel)] += _RIDGE
    inverse: Matrix = np.linalg.inv(kernel).astype(np.float64, copy=False)
    return inverse


def _uncalibrated(labels: int) -> tuple[Matrix, Matrix]:
    return np.tile(NEVER, (len(Lang), labels, 1)), np.full((len(Lang), labels), 0.5)


def _calibrated(raw: Head, left_out: Matrix, data: Material) -> Head:
    """`raw` with a calibration and a threshold per language and label, learnt from pooled leave-one-out scores."""
    calibration, thresholds = _uncalibrated(data.truth.shape[1])
    for lang, label in np.ndindex(*thresholds.shape):
        mine = _enough(data.langs == lang, data.truth[:, label])
        truth = data.truth[mine, label]
        if truth.any():
            calibration[lang, label] = fit_logistic(left_out[mine, label], truth)
            chances = logistic(left_out[mine, label] @ calibration[lang, label])
            thresholds[lang, label] = _best_threshold(chances, truth, _BETA.get(LABELS[label], 1.0))
    return Head(raw.lexicon, raw.anchors, raw.pull, raw.weights, calibration, thresholds)


def _enough(spoken: npt.NDArray[np.bool_], truth: Matrix) -> npt.NDArray[np.bool_]:
    """The examples to calibrate on: those of the language, or all while it has too few of the label."""
    return spoken if truth[spoken].sum() >= _LEAST_POSITIVES else np.ones_like(spoken)


def _best_threshold(chance: Matrix, truth: Matrix, beta: float) -> float:
    """The threshold with the best F-measure (`beta` > 1 weighs recall more); of equals, the middle one."""
    said = chance[:, None] >= _THRESHOLDS[None, :]
    hits = (said & (truth[:, None] > 0)).sum(axis=0)
    measure = (1 + beta**2) * hits / np.maximum(said.sum(axis=0) + beta**2 * truth.sum(), 1)
    return float(np.median(_THRESHOLDS[measure >= measure.max() - 1e-9]))
