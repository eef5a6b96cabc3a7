"""Objections beside the built-in ones: a person's own, a team's. Found by their middles, in the space of the index."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.language import objection_space as space
from bot.language.encoder import DIMENSIONS, Matrix
from bot.language.objection_space import Floats

# So many go on to be weighed by their category too; nobody asks for more hits than that.
_MOST = 60
# Columns of the first look, and how many entries get a second one.
_COARSE = 192
_CLOSER = 200
# Entries put into the space in one go, so that the memory this takes stays small.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as it is stored: what customers say, and the meaning of each phrasing (see `packed`)."""

    id: str
    category: str | None
    phrasings: tuple[str, ...]
    meaning: bytes


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries ready to be searched: id and category ("" where it has none).

    `middles`: one row per entry. `exact`: the entry of each phrasing word by word.

    `coarse` holds the first columns of the middles, which say most: enough to choose the few worth a closer look.
    """

    entries: tuple[tuple[str, str], ...]
    middles: Floats
    coarse: Floats
    exact: Mapping[str, int]


def packed(vectors: Matrix) -> bytes:
    """Meanings as a database keeps them: half precision, one after the other, 1,024 bytes each."""
    return vectors.astype(np.float16).tobytes()


def unpacked(meaning: bytes, number: int) -> Floats:
    """The meanings of `number` phrasings. Raises ValueError when there are more or fewer."""
    vectors: Floats = np.frombuffer(meaning, dtype=np.float16).astype(np.float32).reshape(number, DIMENSIONS)
    return vectors


def build(entries: Iterable[KeptEntry], axes: Matrix) -> Shelf:
    """Put entries into the space of `axes`: about 0.2 s for a thousand phrasings. No encoder is asked."""
    known, narrow = tuple(entries), axes.astype(np.float32)
    phrases = [[space.spoken(phrase) for phrase in entry.phrasings] for entry in known]
    middles = np.zeros((len(known), axes.shape[1]), dtype=np.float32)
    for at in range(0, len(known), _AT_ONCE):
        some = slice(at, at + _AT_ONCE)
        middles[some] = _middles(known[some], phrases[some], narrow)
    return Shelf(
        tuple((entry.id, entry.category or "") for entry in known),
        middles,
        np.ascontiguousarray(middles[:, :_COARSE]),
        {space.key(phrase): number for number, own in enumerate(phrases) for phrase in own},
    )


def _middles(entries: Sequence[KeptEntry], phrases: Sequence[Sequence[str]], axes: Floats) -> Floats:
    """The middle of each entry's phrasings."""
    owners = np.repeat(np.arange(len(entries)), [len(own) for own in phrases])
    meanings: Floats = np.concatenate([unpacked(entry.meaning, len(entry.phrasings)) for entry in entries])
    raw = space.with_wording(meanings, [phrase for own in phrases for phrase in own])
    points: Floats = raw @ axes
    return space.middles(space.unit(points), owners, len(entries))


def nearness(shelf: Shelf, query: Floats, asked: str) -> Sequence[tuple[int, float]]:
    """How near the query is to each entry; infinitely near where a phrasing is the asked one word by word."""
    few = np.arange(len(shelf.entries))
    if len(few) > _CLOSER:
        few = np.argpartition(shelf.coarse @ -query[:_COARSE], _CLOSER)[:_CLOSER]
    near = dict(zip(few.tolist(), (shelf.middles[few] @ query).tolist(), strict=True))
    same = shelf.exact.get(space.key(asked))
    if same is not None:
        near[same] = math.inf
    return sorted(near.items(), key=lambda one: (-one[1], one[0]))[:_MOST]
