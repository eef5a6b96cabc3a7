"""Teaching the network: slopes by hand, small steps (AdamW), the same sentences in the same order every time.

A library would do it in fewer lines, at a price: what can be had for a processor alone brings gigabytes for graphics
cards, or is three times slower. `tests/language/test_network.py` holds every slope against differences.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.language.network import HEADS, Batch, Drop, Floats, Network, layer, let_through_slope, readout

_BATCH = 32
# Batches are filled with sentences of like length, out of so many batches' worth of them.
_SORTED_AT_ONCE = 50
_RATE = {True: np.float32(2e-4), False: np.float32(2e-3)}
_DECAY = np.float32(0.02)
_WARMING = 150
_LAST_RATE = 0.02
_DROPPED = np.float32(0.1)
_LONGEST_STEP = 1.0
_SEED = 20261123

Weights = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learnt: token sequences, where the speaker's own begin in each, and labels.

    `truth`: sequences x labels, 0 or 1, or NaN where nobody has said: nothing is learnt from that.
    """

    sequences: Sequence[list[int]]
    own: Sequence[int]
    truth: Floats


def joined(lessons: Sequence[Lesson]) -> Lesson:
    """Several lessons as one; in each round their sequences come mixed."""
    return Lesson(
        [one for lesson in lessons for one in lesson.sequences],
        [first for lesson in lessons for first in lesson.own],
        np.concatenate([lesson.truth for lesson in lessons]),
    )


def begin(network: Network, labels: int) -> Network:
    """A copy of `network` with a readout that knows nothing yet."""
    draw = np.random.default_rng(_SEED)
    width = network.vocabulary.words.shape[1]
    fresh = {
        "say": draw.normal(0, 0.02, (width, labels)),
        "look": draw.normal(0, 0.05, (width, labels)),
        "mean": np.zeros((width, labels)),
        "bias": np.full(labels, -2.0),
    }
    kept = {name: weight.copy() for name, weight in network.weights.items()}
    return replace(network, weights=kept | {name: value.astype(np.float32) for name, value in fresh.items()})


def teach(network: Network, lesson: Lesson, rounds: int) -> Network:
    """The network after so many rounds through the lesson. Deterministic for one machine and number of threads."""
    draw = np.random.default_rng(_SEED)
    network = begin(network, lesson.truth.shape[1])
    steps = _Steps(network.weights)
    whole = rounds * math.ceil(len(lesson.sequences) / _BATCH)
    for _ in range(rounds):
        for chosen in _batches(lesson.sequences, draw):
            sequences, own = [lesson.sequences[i] for i in chosen], [lesson.own[i] for i in chosen]
            batch = network.vocabulary.batch(sequences, own)
            _, slopes = slope(network, batch, lesson.truth[chosen], _dropping(draw))
            steps.take(slopes, whole)
    return network


def slope(network: Network, batch: Batch, truth: Floats, drop: Drop = lambda x: x) -> tuple[float, Weights]:
    """The mean over the batch of what being wrong costs (cross-entropy, summed over known labels), and its slopes."""
    tape: list[Any] = []
    masks: list[Floats] = []

    def noted(x: Floats) -> Floats:
        dropped = drop(np.ones_like(x))
        masks.append(dropped)
        return x * dropped

    x = batch.inside
    for number in range(network.layers):
        x = layer(network.weights, f"{number}.", x, batch.away, noted, tape)
    scores = readout(network.weights, noted(x), batch.off, tape)
    chance = 1 / (1 + np.exp(-scores))
    known = ~np.isnan(truth)
    cost = np.maximum(scores, 0) - scores * truth + np.log1p(np.exp(-np.abs(scores)))
    slopes: Weights = {}
    wrong = np.where(known, chance - truth, 0) / len(truth)
    back = _readout_back(network.weights, tape.pop(), wrong.astype(scores.dtype), slopes)
    back = back * masks.pop()
    for number in reversed(range(network.layers)):
        narrow, told = masks.pop(), masks.pop()
        back = _layer_back(network.weights, f"{number}.", tape.pop(), back, (told, narrow), slopes)
    return float(cost.sum(axis=1, where=known).mean()), slopes


def _dropping(draw: np.random.Generator) -> Drop:
    def drop(ones: Floats) -> Floats:
        stays = draw.random(ones.shape, dtype=np.float32) >= _DROPPED
        return stays.astype(np.float32) / (1 - _DROPPED)

    return drop


def _batches(sequences: Sequence[list[int]], draw: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    """Every sequence once, in batches of like lengths that come in any order."""
    order = draw.permutation(len(sequences))
    batches = []
    for at in range(0, len(order), _BATCH * _SORTED_AT_ONCE):
        part = sorted(order[at : at + _BATCH * _SORTED_AT_ONCE], key=lambda i: (len(sequences[i]), i))
        batches += [np.array(part[i : i + _BATCH]) for i in range(0, len(part), _BATCH)]
    for i in draw.permutation(len(batches)):
        yield batches[i]


class _Steps:
    """AdamW on the weights, in place: faster where slopes agree, a rate that rises, then falls."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._mean = {name: np.zeros_like(weight) for name, weight in weights.items()}
        self._square = {name: np.zeros_like(weight) for name, weight in weights.items()}
        self._taken = 0

    def take(self, slopes: Weights, whole: int) -> None:
        self._taken += 1
        rate = min(1.0, self._taken / _WARMING) * max(_LAST_RATE, 1 - self._taken / whole)
        length = math.sqrt(sum(float(np.vdot(one, one)) for one in slopes.values()))
        shorter = np.float32(min(1.0, _LONGEST_STEP / (length + 1e-6)))
        even, even_square = (np.float32(1 / (1 - beta**self._taken)) for beta in (0.9, 0.999))
        for name, one in slopes.items():
            one *= shorter
            mean, square = self._mean[name], self._square[name]
            mean += np.float32(0.1) * (one - mean)
            square += np.float32(0.001) * (one * one - square)
            step = mean * even / (np.sqrt(square * even_square) + np.float32(1e-8))
            weight = self._weights[name]
            if weight.ndim > 1:
                step += _DECAY * weight
            weight -= np.float32(rate) * _RATE["." in name] * step


def _readout_back(w: Weights, kept: tuple[Floats, ...], back: Floats, slopes: Weights) -> Floats:
    x, say, looks, share, mean = kept
    flat = x.reshape(-1, x.shape[-1])
    slopes["bias"] = back.sum(axis=0)
    slopes["mean"] = mean.T @ back
    said = looks * back[:, None, :]
    looked = looks * (say * back[:, None, :] - (said * say).sum(axis=1, keepdims=True))
    slopes["say"] = flat.T @ said.reshape(len(flat), -1)
    slopes["look"] = flat.T @ looked.reshape(len(flat), -1)
    result: Floats = said @ w["say"].T + looked @ w["look"].T + share[:, :, None] * (back @ w["mean"].T)[:, None, :]
    return result


def _layer_back(
    w: Weights, name: str, kept: Any, back: Floats, masks: tuple[Floats, Floats], slopes: Weights
) -> Floats:
    x, q, k, v, seen, mixed, between, middle, wide, share, active, end = kept
    count, length, width = x.shape
    back = _norm_back(w, name + "end", end, back, slopes)
    inner = _linear_back(w, name + "narrow", active, back * masks[1], slopes)
    back = back + _linear_back(w, name + "wide", middle, inner * let_through_slope(wide, share), slopes)
    back = _norm_back(w, name + "between", between, back, slopes)
    inner = _linear_back(w, name + "told", mixed, back * masks[0], slopes)
    inner = inner.reshape(count, length, HEADS, width // HEADS).transpose(0, 2, 1, 3)
    value = seen.transpose(0, 1, 3, 2) @ inner
    seeing = inner @ v.transpose(0, 1, 3, 2)
    seeing = seen * (seeing - (seeing * seen).sum(axis=-1, keepdims=True)) * np.float32(1 / math.sqrt(width // HEADS))
    three = np.stack([seeing @ k, seeing.transpose(0, 1, 3, 2) @ q, value])
    return back + _linear_back(
        w, name + "look", x, three.transpose(1, 3, 0, 2, 4).reshape(count, length, 3 * width), slopes
    )


def _linear_back(w: Weights, name: str, x: Floats, back: Floats, slopes: Weights) -> Floats:
    flat = back.reshape(-1, back.shape[-1])
    slopes[name] = x.reshape(-1, x.shape[-1]).T @ flat
    slopes[name + "+"] = flat.sum(axis=0)
    result: Floats = (flat @ w[name].T).reshape(x.shape)
    return result


def _norm_back(w: Weights, name: str, kept: tuple[Floats, Floats], back: Floats, slopes: Weights) -> Floats:
    plain, inverse = kept
    every = tuple(range(back.ndim - 1))
    slopes[name] = (back * plain).sum(axis=every)
    slopes[name + "+"] = back.sum(axis=every)
    back = back * w[name]
    result: Floats = inverse * (
        back - back.mean(axis=-1, keepdims=True) - plain * (back * plain).mean(axis=-1, keepdims=True)
    )
    return result
