"""Which category a customer's words lean to: a kernel ridge over the phrasings, beside the nearness to single entries.

An entry has a handful of phrasings, its category a hundred: what is too far from each of them may still be clearly
about money.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.language.objection_space import Floats

# Chosen by leaving phrasings out: see `dojo`'s tests of objections.
_SHARPNESS = 2.0
_RIDGE = 0.3


@dataclass(frozen=True, slots=True)
class Leaning:
    """`rows`: the phrasings as unit points; `weights`: what nearness to each of them says of each category."""

    rows: Floats
    weights: Floats

    def of(self, query: Floats) -> Floats:
        """For each category about 1 where the words belong to it, about -1 where not. `query` is a unit point."""
        leaning: Floats = _kernel(self.rows @ query) @ self.weights
        return leaning


def learn(rows: Floats, kinds: npt.NDArray[np.int64], number: int) -> tuple[Leaning, Floats]:
    """The leaning of phrasings of these kinds (0 to number-1); and for each phrasing what the others say of it."""
    truth = (2 * np.eye(number) - 1)[kinds].astype(np.float32)
    kernel = _kernel(rows @ rows.T)
    kernel[np.diag_indices_from(kernel)] += _RIDGE
    inverse = np.asarray(np.linalg.inv(kernel), dtype=np.float32)
    weights: Floats = inverse @ truth
    left_out: Floats = truth - weights / np.diag(inverse)[:, None]
    return Leaning(rows, weights), left_out


def _kernel(products: Floats) -> Floats:
    kernel: Floats = np.exp(_SHARPNESS * (products - np.float32(1.0)))
    return kernel
