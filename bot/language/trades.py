"""What is said in each trade: what is nearer to another trade than to the listener's own was meant for somebody else.

Nearly three thousand sentences in each language, as bytes (see `directions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.language.directions import Bytes, Directions
from bot.language.encoder import Matrix


@dataclass(frozen=True, slots=True)
class Trades:
    """Sentences and whose trade each belongs to. Immutable: threads may share it."""

    owners: npt.NDArray[np.str_]
    rows: Bytes
    lengths: npt.NDArray[np.float32]

    @classmethod
    def build(cls, sentences: Sequence[tuple[str, str]], directions: Directions) -> Trades:
        """From pairs of trade and sentence."""
        rows = directions.of([text for _, text in sentences])
        lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
        return cls(np.array([trade for trade, _ in sentences], dtype=np.str_), rows, np.maximum(lengths, 1))

    def nearest(self, vector: Matrix, but: str) -> float:
        """How near a vector of unit length comes to what is said in any trade `but` that one; 0 where there is none."""
        others = self.owners != but
        if not others.any():
            return 0.0
        cosines = self.rows.astype(np.float32) @ vector.astype(np.float32) / self.lengths
        return float(cosines[others].max())
