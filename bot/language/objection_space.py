"""Customers' phrasings as points, near each other when they mean the same objection.

A ridge with one class per entry scores a query q by qᵀ(XᵀX + λ)⁻¹Σx over the entry's phrasings x: nearness to the
entry's middle in a space where directions that all phrasings share count less. Learnt once, it serves later ones too.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from bot.language.encoder import DIMENSIONS, Encoder, Matrix
from bot.language.normalise import plain

Floats = npt.NDArray[np.float32]
# Rows in single or double precision; what is made of them is as precise.
AnyFloats = TypeVar("AnyFloats", Matrix, Floats)

_RIDGE = 8.0
_BUCKETS = 256
_WORDS_WEIGHT = 0.3
_LONGEST = 300
_MIDDLE_SHARE = 0.8
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+|[㐀-鿿]")
# What a rep wraps round the customer's words when asking for help.
_FRAMES = (
    r"^(?:如果|要是|当)?(?:我的|有个|有的)?(?:客户|对方|顾客|甲方)"
    r"(?:老是|总是|总|又|跟我|对我)?(?:说|讲|问|嫌|回我|回复)了?[,:]?\s*",
    r",?\s*我?(?:该|应该)?(?:怎么|咋)(?:回答|回复|回|应对|说|处理|办)(?:好|呢|啊)?[?。.!]*$",
    r"^(?:what (?:do|should|can) i say (?:if|when) )?(?:(?:the|my|a) )?(?:customer|client|buyer|prospect|they)"
    r"(?: just)? (?:says?|said|tells me|told me|keeps? saying)(?: that)?[,:]?\s*",
    r"[,;]?\s*how (?:do|should) i (?:answer|reply|respond)[?.!]*$",
)
_FRAME = re.compile("|".join(_FRAMES), re.IGNORECASE)


def spoken(text: str) -> str:
    """The customer's words alone, normalised and at most 300 characters long."""
    said = plain(text[: 4 * _LONGEST])
    inner = _FRAME.sub("", said).strip(" \"',")
    return (inner if inner else said)[:_LONGEST]


def key(text: str) -> str:
    """What two texts have in common that differ only in case, blanks or punctuation."""
    return "".join(char for char in text.lower() if char.isalnum())


def points(texts: Sequence[str], encoder: Encoder) -> Matrix:
    """Raw points: the meaning beside a little of the wording (hashed pairs), which tells names and figures apart."""
    return with_wording(encoder.encode(texts), texts)


def with_wording(meanings: AnyFloats, texts: Sequence[str]) -> AnyFloats:
    """Raw points of texts whose meanings are known, as precise as these are."""
    wording = np.zeros((len(texts), _BUCKETS), dtype=meanings.dtype)
    for row, text in zip(wording, texts, strict=True):
        row[:] = _wording(text)
    return np.concatenate([meanings, wording], axis=1)


def learn_space(raw: Matrix) -> Matrix:
    """The map from raw points into the space: a root of (XᵀX + λ)⁻¹, the directions that tell most apart first."""
    values, vectors = np.linalg.eigh(raw.T @ raw + _RIDGE * np.eye(DIMENSIONS + _BUCKETS))
    root: Matrix = (vectors / np.sqrt(values))[:, ::-1]
    return np.ascontiguousarray(root)


def unit(rows: AnyFloats) -> AnyFloats:
    """The rows at length one; a row of zeros stays."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    result: AnyFloats = rows / np.where(norms > 0, norms, norms.dtype.type(1.0))
    return result


def middles(rows: AnyFloats, owners: npt.NDArray[np.int64], number: int) -> AnyFloats:
    """The middle of each owner's rows, at length one."""
    sums = np.zeros((number, rows.shape[1]), dtype=rows.dtype)
    np.add.at(sums, owners, rows)
    return unit(sums)


def blend(middle: Matrix, best: Matrix) -> Matrix:
    """Nearness to an entry: more to its middle than to its nearest phrasing."""
    result: Matrix = _MIDDLE_SHARE * middle + (1.0 - _MIDDLE_SHARE) * best
    return result


def left_out_nearness(rows: Matrix, owners: npt.NDArray[np.int64], number: int) -> Matrix:
    """Phrasings × entries: how near each phrasing is to each entry, its own entry taken without it."""
    sums = np.zeros((number, rows.shape[1]))
    np.add.at(sums, owners, rows)
    middle = rows @ unit(sums).T
    pairs = rows @ rows.T
    np.fill_diagonal(pairs, -1.0)
    best = np.full((len(rows), number), -1.0)
    for entry in range(number):
        mine = owners == entry
        if mine.any():
            best[:, entry] = pairs[:, mine].max(axis=1)
    every = np.arange(len(rows))
    middle[every, owners] = np.einsum("nd,nd->n", rows, unit(sums[owners] - rows))
    return blend(middle, np.maximum(best, middle))


def _wording(text: str) -> Matrix:
    tokens = _TOKEN.findall(text.lower())
    row = np.zeros(_BUCKETS)
    for gram in (*tokens, *("".join(pair) for pair in pairwise(tokens))):
        value = zlib.crc32(gram.encode())
        row[value % _BUCKETS] += 1.0 if value & 0x80000000 else -1.0
    norm = math.sqrt(float(row @ row))
    return row * (_WORDS_WEIGHT / norm) if norm > 0 else row
