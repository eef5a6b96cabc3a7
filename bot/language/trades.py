"""What is said in each trade: what is nearer to another trade than to the listener's own was meant for somebody else.

Nearly three thousand sentences in each language, as bytes: encoding them takes some seconds, so they come with the
content. Those that the file does not hold, because an author has just written them, are encoded when first needed.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.language.encoder import DIMENSIONS, Encoder, Matrix

_MOST = 127
_Key = int
_Bytes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Trades:
    """Sentences and whose trade each belongs to. Immutable: threads may share it."""

    owners: npt.NDArray[np.str_]
    rows: _Bytes
    lengths: npt.NDArray[np.float32]

    @classmethod
    def build(
        cls, sentences: Sequence[tuple[str, str]], encoder: Encoder, kept: Mapping[int, _Bytes] | None = None
    ) -> Trades:
        """From pairs of trade and sentence; what `kept` holds already (see `load`) is not encoded again."""
        rows = packed([text for _, text in sentences], encoder, kept or {})
        lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
        return cls(np.array([trade for trade, _ in sentences], dtype=np.str_), rows, np.maximum(lengths, 1))

    def nearest(self, vector: Matrix, but: str) -> float:
        """How near a vector of unit length comes to what is said in any trade `but` that one; 0 where there is none."""
        others = self.owners != but
        if not others.any():
            return 0.0
        cosines = self.rows.astype(np.float32) @ vector.astype(np.float32) / self.lengths
        return float(cosines[others].max())


def packed(texts: Sequence[str], encoder: Encoder, kept: Mapping[int, _Bytes]) -> _Bytes:
    """The texts' directions, a byte for each dimension: near enough to the second decimal of a cosine."""
    missing = [text for text in dict.fromkeys(texts) if _key(text) not in kept]
    fresh = dict(zip(map(_key, missing), _bytes(encoder.encode(missing)), strict=True)) if missing else {}
    known = {**kept, **fresh}
    return np.stack([known[_key(text)] for text in texts]) if texts else np.zeros((0, DIMENSIONS), np.int8)


def _bytes(vectors: Matrix) -> _Bytes:
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.rint(vectors / np.where(largest > 0, largest, 1) * _MOST).astype(np.int8)


def save(texts: Sequence[str], encoder: Encoder, path: Path) -> None:
    """Keep the texts' directions in a file."""
    unique = list(dict.fromkeys(texts))
    keys = np.array([_key(text) for text in unique], dtype=np.uint64)
    with path.open("wb") as file:
        np.savez(file, keys=keys, rows=packed(unique, encoder, {}))


def load(path: Path | None) -> dict[int, _Bytes]:
    """What such a file holds; nothing where there is none, or where it cannot be read."""
    if path is None:
        return {}
    try:
        with np.load(path, allow_pickle=False) as kept:
            keys, rows = kept["keys"], kept["rows"]
            if rows.dtype != np.int8 or rows.shape != (len(keys), DIMENSIONS):
                return {}
            return dict(zip(map(int, keys), rows, strict=True))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}


def _key(text: str) -> _Key:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).digest(), "big")
