"""Sayings: sentences with a label that an utterance is compared with, by meaning.

A scenario names the questions a rep might ask of its customer in many wordings. What the rep really says is near in
meaning to one of them far more often than it holds the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.language.directions import Directions, unit
from bot.language.encoder import Matrix
from bot.language.trades import Trades

# Less likeness than this says nothing at all.
LEAST = 0.40
MOST = 8
# The label of what is said in other trades.
ELSEWHERE = "elsewhere:"
_STEP = 50


@dataclass(frozen=True, slots=True)
class Near:
    """A piece (its place) that comes near to a label, and how near."""

    label: str
    score: float
    piece: int


class Sayings:
    """Labelled sentences as vectors, beside those of other `trades` than the listener's `own`.

    Immutable: threads may share it.
    """

    def __init__(
        self, labels: Sequence[str], vectors: npt.NDArray[np.float32], trades: Trades | None = None, own: str = ""
    ) -> None:
        self._trades = trades
        self._own = own
        self._labels = tuple(dict.fromkeys(labels))
        places = {label: place for place, label in enumerate(self._labels)}
        of = np.array([places[label] for label in labels], dtype=np.intp)
        self._starts = np.searchsorted(np.sort(of), np.arange(len(self._labels)))
        self._vectors = vectors[np.argsort(of, kind="stable")]

    @classmethod
    def build(
        cls,
        sayings: Sequence[tuple[str, str]],
        directions: Directions,
        trades: Trades | None = None,
        own: str = "",
    ) -> Sayings:
        """From pairs of label and sentence."""
        vectors = unit(directions.of([text for _, text in sayings]))
        return cls([label for label, _ in sayings], vectors, trades, own)

    def nearest(self, pieces: Matrix) -> tuple[Near, ...]:
        """The labels that each of the pieces (a row each) comes near to, at most MOST a piece; nearest first.

        The first piece is the whole; it alone is compared with other trades too.
        """
        if not self._labels or not len(pieces):
            return ()
        # Rows have unit length: the product is the cosine.
        cosines = pieces.astype(np.float32) @ self._vectors.T
        best = np.maximum.reduceat(cosines, self._starts, axis=1)
        found = [near for number, row in enumerate(best) for near in self._of_piece(number, row)]
        found += self._elsewhere(pieces[0])
        return tuple(sorted(found, key=lambda near: (-near.score, near.piece)))

    def _of_piece(self, number: int, row: npt.NDArray[np.float32]) -> list[Near]:
        order = np.argsort(-row, kind="stable")[:MOST]
        scored = ((int(place), _rounded(row[place])) for place in order)
        return [Near(self._labels[place], score, number) for place, score in scored if score >= LEAST]

    def _elsewhere(self, whole: Matrix) -> list[Near]:
        if self._trades is None:
            return []
        score = _rounded(self._trades.nearest(whole, self._own))
        return [Near(ELSEWHERE, score, 0)] if score >= LEAST else []


def _rounded(cosine: float | np.float32) -> float:
    return round(float(cosine) * _STEP) / _STEP
