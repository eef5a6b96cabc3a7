"""An encoder that keeps the vectors of long lists in a file, so that a restart need not encode them again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.base.files import DAMAGED, replacing
from bot.language.encoder import DIMENSIONS, Encoder, Matrix

# Shorter lists are what users say: quick to encode, and not to be written to any file.
_LONG = 50


@dataclass(frozen=True, slots=True)
class KeptVectors:
    """Encodes like `encoder`; the last list of 50 texts or more is kept in `path` under the hash of its texts."""

    encoder: Encoder
    path: Path

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row per text."""
        if len(texts) < _LONG:
            return self.encoder.encode(texts)
        digest = hashlib.sha256("\0".join(texts).encode("utf-8", "backslashreplace")).hexdigest()
        known = self._load(digest, len(texts))
        if known is not None:
            return known
        # Rounded before the first use too: a restart must not change what is found.
        fresh = self.encoder.encode(texts).astype(np.float32)
        self._save(digest, fresh)
        return fresh.astype(np.float64)

    def _load(self, digest: str, rows: int) -> Matrix | None:
        try:
            with np.load(self.path, allow_pickle=False) as kept:
                if str(kept["digest"]) != digest or kept["vectors"].shape != (rows, DIMENSIONS):
                    return None
                vectors: Matrix = kept["vectors"].astype(np.float64)
                return vectors
        except DAMAGED:
            return None

    def _save(self, digest: str, vectors: np.ndarray) -> None:
        """Keep them; a folder that cannot be written to costs time at the next start, nothing else."""
        with suppress(OSError), replacing(self.path) as file:
            np.savez(file, digest=np.array(digest), vectors=vectors)
