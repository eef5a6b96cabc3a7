"""Directions: what sentences of the content mean, as bytes that come with it.

Encoding some thousand sentences takes half a minute, so a file holds where each of them points, found by a hash of its
text. Those that the file does not hold, because an author has just written them, are encoded when first asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.base.files import DAMAGED
from bot.language.encoder import DIMENSIONS, Encoder, Matrix

_MOST = 127
Bytes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Directions:
    """Where sentences point: a byte for each dimension, near enough to the second decimal of a cosine.

    Without an encoder sentences that are not `kept` point nowhere.
    """

    encoder: Encoder | None
    kept: Mapping[int, Bytes] = field(default_factory=dict)

    @classmethod
    def load(cls, encoder: Encoder | None, path: Path | None) -> Directions:
        """With what such a file holds; with nothing where there is none, or where it cannot be read."""
        return cls(encoder, {} if path is None else _read(path))

    def of(self, texts: Sequence[str]) -> Bytes:
        """One row per text, in any length: see `unit`."""
        missing = [text for text in dict.fromkeys(texts) if _key(text) not in self.kept]
        known = {**self.kept, **self._fresh(missing)} if missing else self.kept
        return np.stack([known[_key(text)] for text in texts]) if texts else np.zeros((0, DIMENSIONS), np.int8)

    def _fresh(self, texts: Sequence[str]) -> dict[int, Bytes]:
        vectors = np.zeros((len(texts), DIMENSIONS)) if self.encoder is None else self.encoder.encode(texts)
        return dict(zip(map(_key, texts), _bytes(vectors), strict=True))

    def save(self, texts: Sequence[str], path: Path) -> None:
        """Keep the texts' directions in a file."""
        unique = list(dict.fromkeys(texts))
        keys = np.array([_key(text) for text in unique], dtype=np.uint64)
        with path.open("wb") as file:
            np.savez(file, keys=keys, rows=self.of(unique))


def unit(rows: Bytes) -> npt.NDArray[np.float32]:
    """The rows in unit length; those that point nowhere stay zero."""
    wide = rows.astype(np.float32)
    lengths: npt.NDArray[np.float32] = np.maximum(np.linalg.norm(wide, axis=1, keepdims=True), 1)
    return wide / lengths


def _bytes(vectors: Matrix) -> Bytes:
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.rint(vectors / np.where(largest > 0, largest, 1) * _MOST).astype(np.int8)


def _read(path: Path) -> dict[int, Bytes]:
    try:
        with np.load(path, allow_pickle=False) as kept:
            keys, rows = kept["keys"], kept["rows"]
            if rows.dtype != np.int8 or rows.shape != (len(keys), DIMENSIONS):
                return {}
            return dict(zip(map(int, keys), rows, strict=True))
    except DAMAGED:
        return {}


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).digest(), "big")
