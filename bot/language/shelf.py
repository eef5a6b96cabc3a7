"""Objections beside the built-in ones: a person's own, a team's. Found by their middles, in the space of the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.language import objection_space as space
from bot.language.encoder import DIMENSIONS, Matrix
from bot.language.objection_space import Floats

# Nobody asks for more hits than this.
_MOST = 20


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as it is stored: what customers say, and the meaning of each phrasing (see `packed`)."""

    id: str
    category: str | None
    phrasings: tuple[str, ...]
    meaning: bytes


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries ready to be searched. `middles`: one row per entry; `exact`: the entry of each phrasing word by word."""

    entries: tuple[tuple[str, str | None], ...]
    middles: Floats
    exact: Mapping[str, int]


def packed(vectors: Matrix) -> bytes:
    """Meanings as a database keeps them: half precision, one after the other, 1,024 bytes each."""
    return vectors.astype(np.float16).tobytes()


def unpacked(meaning: bytes, number: int) -> Matrix:
    """The meanings of `number` phrasings. Raises ValueError when there are more or fewer."""
    vectors: Matrix = np.frombuffer(meaning, dtype=np.float16).astype(np.float64).reshape(number, DIMENSIONS)
    return vectors


def build(entries: Iterable[KeptEntry], axes: Matrix) -> Shelf:
    """Put entries into the space of `axes`: about 30 ms for a thousand of them. No encoder is asked."""
    known = tuple(entries)
    phrases = [space.spoken(phrase) for entry in known for phrase in entry.phrasings]
    owners = np.repeat(np.arange(len(known)), [len(entry.phrasings) for entry in known])
    meanings = [unpacked(entry.meaning, len(entry.phrasings)) for entry in known]
    raw = space.with_wording(np.concatenate(meanings) if meanings else np.zeros((0, DIMENSIONS)), phrases)
    return Shelf(
        tuple((entry.id, entry.category) for entry in known),
        space.middles(space.unit(raw @ axes), owners, len(known)).astype(np.float32),
        {space.key(phrase): int(owner) for phrase, owner in zip(phrases, owners, strict=True)},
    )


def nearness(shelf: Shelf, query: Floats, asked: str) -> Sequence[tuple[int, float]]:
    """How near the query is to each entry; infinitely near where a phrasing is the asked one word by word."""
    near = (shelf.middles @ query).astype(np.float64)
    same = shelf.exact.get(space.key(asked))
    if same is not None:
        near[same] = np.inf
    return [(int(entry), float(near[entry])) for entry in np.argsort(-near, kind="stable")[:_MOST]]
