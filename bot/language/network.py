"""A transformer of a few layers: tokens in their order become one score per label.

Its layers are the first ones of multilingual E5 (small), which has read a hundred languages (`pretrained`), taught
further on our sentences (`learning`); `listener` runs what ships. What each label goes by is looked for token by token:
`look` says where, `say` what is there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from bot.base.rows import Table
from bot.language.tokens import BEGIN, END, Tokens

Floats = npt.NDArray[np.float32]
Drop = Callable[[Floats], Floats]

HEADS = 12
AWAY = np.float32(-1e9)
# Tokens of the utterance and of the customer's line before it that are read.
MOST_TOKENS = 160
MOST_CONTEXT = 16
_EPSILON = np.float32(1e-12)
_GELU = np.float32(2 * math.sqrt(2 / math.pi))
_CUBE = np.float32(0.044715)
_MOST = np.float32(80)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What text becomes before the first layer.

    `words`: pieces x width, -127 to 127, each row in units of its `grain`; `places`: positions x width; `stretch` and
    `shift` bring every token to one size.
    """

    tokens: Tokens
    words: Table[np.int8]
    grain: Floats
    places: Floats
    stretch: Floats
    shift: Floats

    def sequence(self, text: str, context: str | None) -> tuple[list[int], int]:
        """The tokens that are read, and from where on they are the rep's own."""
        before = [] if context is None else self.tokens.cut(context)[-MOST_CONTEXT:]
        start = [BEGIN, *before, END, END] if before else [BEGIN]
        return [*start, *self.tokens.cut(text)[:MOST_TOKENS], END], len(start)

    def batch(self, sequences: Sequence[list[int]], own: Sequence[int]) -> Batch:
        """Sequences side by side (see `Batch`)."""
        longest = max(map(len, sequences))
        inside = np.zeros((len(sequences), longest, self.words.shape[1]), dtype=np.float32)
        away = np.full((len(sequences), longest), AWAY, dtype=np.float32)
        off = away.copy()
        for row, (sequence, first) in enumerate(zip(sequences, own, strict=True)):
            inside[row, : len(sequence)] = self.words[sequence] * self.grain[sequence, None]
            away[row, : len(sequence)] = 0
            off[row, first : len(sequence)] = 0
        inside += self.places[:longest]
        return Batch(normed(inside, self.stretch, self.shift)[0], away, off)


class Batch(NamedTuple):
    """`inside`: sequences x tokens x width; `away`: 0 where there is a token; `off`: 0 where it is the rep's own."""

    inside: Floats
    away: Floats
    off: Floats


@dataclass(frozen=True, slots=True)
class Network:
    """`weights`: the arrays of the layers and of the readout, by name (see `layer` and `readout`)."""

    vocabulary: Vocabulary
    weights: dict[str, Floats]
    layers: int

    def run(self, batch: Batch) -> Floats:
        """Sequences x labels: the scores of a batch, about the logarithms of the odds."""
        inside = batch.inside
        for number in range(self.layers):
            inside = layer(self.weights, f"{number}.", inside, batch.away)
        return readout(self.weights, inside, batch.off)


def layer(
    w: dict[str, Floats], name: str, x: Floats, away: Floats, drop: Drop = lambda x: x, tape: Any = None
) -> Floats:
    """One layer: tokens look at each other, then each thinks for itself. A `tape` gets what the way back needs."""
    count, length, width = x.shape
    three = linear(w, name + "look", x).reshape(count, length, 3, HEADS, width // HEADS)
    q, k, v = (np.ascontiguousarray(three[:, :, i].transpose(0, 2, 1, 3)) for i in range(3))
    scale = np.float32(1 / math.sqrt(width // HEADS))
    seen = softmax(q @ k.transpose(0, 1, 3, 2) * scale + away[:, None, None, :], -1)
    mixed = (seen @ v).transpose(0, 2, 1, 3).reshape(count, length, width)
    told = drop(linear(w, name + "told", mixed))
    middle, seen_norm = normed(x + told, w[name + "between"], w[name + "between+"])
    wide = linear(w, name + "wide", middle)
    share = let_through(wide)
    active = wide * share
    out, own_norm = normed(middle + drop(linear(w, name + "narrow", active)), w[name + "end"], w[name + "end+"])
    if tape is not None:
        tape.append((x, q, k, v, seen, mixed, seen_norm, middle, wide, share, active, own_norm))
    return out


def readout(w: dict[str, Floats], x: Floats, off: Floats, tape: Any = None) -> Floats:
    """Sequences x labels: per label what the tokens say where it looks, and what all of the rep's say on average."""
    say = x @ w["say"]
    looks = softmax(x @ w["look"] + off[:, :, None], 1)
    share = (off == 0).astype(np.float32)
    share /= share.sum(axis=1, keepdims=True)
    mean = (x * share[:, :, None]).sum(axis=1)
    if tape is not None:
        tape.append((x, say, looks, share, mean))
    scores: Floats = (looks * say).sum(axis=1) + mean @ w["mean"] + w["bias"]
    return scores


def linear(w: dict[str, Floats], name: str, x: Floats) -> Floats:
    """`x` times the weights of that name, plus their bias; one multiplication for all tokens."""
    weight = w[name]
    result: Floats = x.reshape(-1, x.shape[-1]) @ weight
    result += w[name + "+"]
    return result.reshape(*x.shape[:-1], weight.shape[1])


def normed(x: Floats, stretch: Floats, shift: Floats) -> tuple[Floats, tuple[Floats, Floats]]:
    """Every token brought to mean 0 and deviation 1, then stretched and moved; beside it what the way back needs."""
    centred = x - x.mean(axis=-1, keepdims=True)
    inverse = 1 / np.sqrt(np.einsum("...i,...i->...", centred, centred)[..., None] / x.shape[-1] + _EPSILON)
    centred *= inverse
    out = centred * stretch
    out += shift
    return out, (centred, inverse)


def softmax(x: Floats, axis: int) -> Floats:
    """Shares that add up to one along an axis."""
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    powers /= powers.sum(axis=axis, keepdims=True)
    result: Floats = powers
    return result


def let_through(wide: Floats) -> Floats:
    """The share of each number that passes between the two halves of `layer`: its GELU is the number times this."""
    share = wide * wide
    share *= -_GELU * _CUBE
    share -= _GELU
    share *= wide
    np.minimum(share, _MOST, out=share)
    np.exp(share, out=share)
    share += 1
    np.reciprocal(share, out=share)
    return share


def let_through_slope(wide: Floats, share: Floats) -> Floats:
    """The slope of `wide * let_through(wide)`."""
    slope: Floats = share + wide * share * (1 - share) * _GELU * (1 + 3 * _CUBE * wide * wide)
    return slope
