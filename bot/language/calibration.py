"""Logistic regression: raw scores to chances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.language.encoder import Matrix

_RIDGE = 1e-2
_NEWTON_STEPS = 30


def logistic(values: Matrix) -> Matrix:
    """1 / (1 + e^-x), kept from overflowing."""
    result: Matrix = 1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0)))
    return result


def fit_logistic(inputs: Matrix, truth: Matrix) -> Matrix:
    """The weights, one per column of `inputs`, that explain `truth` (0/1) best: Newton's method, a little ridge."""
    weights = np.zeros(inputs.shape[1])
    ridge = _RIDGE * np.eye(inputs.shape[1])
    for _ in range(_NEWTON_STEPS):
        chance = logistic(inputs @ weights)
        slope = inputs.T @ (chance - truth) + ridge @ weights
        curve = (inputs * (chance * (1.0 - chance))[:, None]).T @ inputs + ridge
        weights = weights - np.linalg.solve(curve, slope)
    return weights


@dataclass(frozen=True, slots=True)
class Logistic:
    """Chance = logistic(bias + slope x value)."""

    bias: float
    slope: float

    @classmethod
    def fit(cls, values: Matrix, truth: Matrix) -> Logistic:
        """Learn bias and slope from values and what was true (0/1)."""
        bias, slope = fit_logistic(np.stack([np.ones_like(values), values], axis=1), truth)
        return cls(float(bias), float(slope))

    def chance(self, value: float) -> float:
        """The chance for one value."""
        return float(logistic(np.array(self.bias + self.slope * value)))
