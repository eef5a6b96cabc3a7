"""The closed-form half of the head: a kernel ridge over meanings, words, rules and form.

The kernel of two units is the nearness of their meanings (a Gaussian of their vectors, by way of some thousand anchors
among the examples: Nyström) plus the product of their extras (words, rules, form). Leave-one-out scores of a ridge have
a closed form too: with them no example judges itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bot.language.encoder import DIMENSIONS, Matrix

Whole = npt.NDArray[np.int64]

# Chosen by leave-one-out on the training part.
_MEANING = 2.0
_SHARPNESS = 2.0
_RIDGE = 0.6
# More anchors say little more and cost time with every utterance.
_ANCHORS = 4000
_STEADY = 1e-3
_BLOCK = 2048
_SEED = 20261123


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

    @property
    def wholes(self) -> Whole:
        """The row of each example's whole."""
        return np.flatnonzero(np.r_[True, self.owners[1:] != self.owners[:-1]])


@dataclass(frozen=True, slots=True)
class Ridge:
    """`anchors`: vectors of some examples; `pull`: what being near to each says of each label; `weights`: of columns.

    The anchors lie in memory column by column, which halves the time of every comparison.
    """

    anchors: npt.NDArray[np.float32]
    pull: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float32]

    def scores(self, vectors: Matrix, extras: Matrix) -> Matrix:
        """Raw scores, units x labels: about 1 where a label holds, about -1 where not."""
        near: npt.NDArray[np.float32] = vectors.astype(np.float32) @ self.anchors.T
        near -= np.float32(1)
        near *= np.float32(_SHARPNESS)
        np.exp(near, out=near)
        near *= np.float32(_MEANING)
        scores: Matrix = (extras.astype(np.float32) @ self.weights + near @ self.pull).astype(np.float64)
        return scores

    def rounded(self) -> Ridge:
        """The ridge as a file keeps it, so that a kept one and a fresh one say the same."""
        return replace(self, anchors=by_column(self.anchors.astype(np.float16)))


def untaught(columns: int, labels: int) -> Ridge:
    """A ridge that has seen nothing and says nothing."""
    nothing = np.zeros((0, DIMENSIONS), dtype=np.float32), np.zeros((0, labels), dtype=np.float32)
    return Ridge(*nothing, np.zeros((columns, labels), dtype=np.float32))


def by_column(anchors: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
    """The anchors in single precision, as comparing one vector with all of them reads them quickest."""
    return np.asfortranarray(anchors, dtype=np.float32)


def fit(data: Material) -> tuple[Ridge, Matrix]:
    """The ridge, and the scores of every unit by a ridge that has not seen its example (units x labels)."""
    first = data.wholes
    draw = np.random.default_rng(_SEED)
    chosen = np.sort(draw.permutation(first)[:_ANCHORS])
    anchors = data.vectors[chosen]
    among = _nearness(anchors, anchors)
    among[np.diag_indices_from(among)] += _STEADY
    unmix = np.asarray(np.linalg.inv(np.linalg.cholesky(among)).T, dtype=np.float64)
    known = _columns(data, first, anchors, unmix)
    moments = known.T @ known
    moments[np.diag_indices_from(moments)] += _RIDGE
    inverse = np.linalg.inv(moments)
    aims = 2.0 * data.truth - 1.0
    weights = inverse @ (known.T @ aims)
    spread = known @ inverse
    own = np.einsum("nk,nk->n", spread, known)
    missed = (aims - known @ weights) / (1.0 - own)[:, None]
    left_out = []
    for at in range(0, len(data.owners), _BLOCK):
        rows = np.arange(at, min(at + _BLOCK, len(data.owners)))
        owners = data.owners[rows]
        columns = _columns(data, rows, anchors, unmix)
        left_out.append(columns @ weights - np.einsum("uk,uk->u", columns, spread[owners])[:, None] * missed[owners])
    met = len(anchors)
    ridge = Ridge(by_column(anchors), (unmix @ weights[:met]).astype(np.float32), weights[met:].astype(np.float32))
    return ridge, np.concatenate(left_out)


def _nearness(vectors: Matrix, anchors: Matrix) -> Matrix:
    near: Matrix = _MEANING * np.exp(_SHARPNESS * (vectors @ anchors.T - 1.0))
    return near


def _columns(data: Material, rows: Whole, anchors: Matrix, unmix: Matrix) -> Matrix:
    """What the ridge is linear in: nearness to the anchors, made independent of each other, and the extras."""
    return np.concatenate([_nearness(data.vectors[rows], anchors) @ unmix, data.extras[rows]], axis=1)
