"""Directions: bytes that are near enough, the file that comes with the content, sentences just written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.base.language import Lang
from bot.base.paths import shipped_asks
from bot.language.directions import Directions, unit
from bot.language.encoder import DIMENSIONS, Matrix, UseEncoder
from bot.scenarios.likeness import sayings, spoken
from tests.chats.warm import warm

CARS = "When a van breaks down, who stands in for it?"
BOOKS = "Who sits up at night and writes the exam papers?"


class Counting:
    """An encoder that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Matrix:
        self.asked += texts
        return np.stack([np.random.default_rng(len(text)).normal(size=DIMENSIONS) for text in texts])


def test_bytes_are_near_enough(encoder: UseEncoder) -> None:
    texts = [CARS, BOOKS, "一台车坏了，谁来顶？"]
    exact = encoder.encode(texts)
    near = unit(Directions(encoder).of(texts))
    assert np.abs(near @ near.T - exact @ exact.T).max() < 0.005


def test_what_is_kept_is_not_encoded_again(tmp_path: Path) -> None:
    file, encoder = tmp_path / "asks.npz", Counting()
    Directions(encoder).save([CARS, BOOKS, CARS], file)
    assert encoder.asked == [CARS, BOOKS]
    rows = Directions.load(encoder, file).of([BOOKS, "A sentence just written."])
    assert encoder.asked[2:] == ["A sentence just written."]
    assert (rows[0] == Directions(Counting()).of([BOOKS])[0]).all()


def test_a_broken_file_is_no_file(tmp_path: Path) -> None:
    broken = tmp_path / "asks.npz"
    broken.write_bytes(b"no archive")
    for path in (broken, tmp_path / "none.npz", None):
        assert Directions.load(None, path).kept == {}
    np.savez(broken, keys=np.zeros(2, np.uint64), rows=np.zeros((1, 4), np.int8))
    assert Directions.load(None, broken).kept == {}


def test_without_an_encoder_what_is_new_points_nowhere() -> None:
    assert not unit(Directions(None).of([CARS])).any()
    assert Directions(None).of([]).shape == (0, DIMENSIONS)


def test_the_file_holds_what_the_content_asks() -> None:
    """After a change of asks `dojo content train` writes it again; until then the first conversation waits for it."""
    encoder = Counting()
    directions, scenarios = Directions.load(encoder, shipped_asks()), warm().catalog.scenarios.values()
    for lang in Lang:
        directions.of([text for _, text in spoken(scenarios, lang)])
        for scenario in scenarios:
            directions.of([text for _, text in sayings(scenario, lang)])
    assert encoder.asked == []
