"""What belongs to which trade: nearness by bytes, the file that comes with the content, sentences just written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.base.language import Lang
from bot.base.paths import shipped_asks
from bot.language.encoder import DIMENSIONS, Matrix, UseEncoder
from bot.language.trades import Trades, load, packed, save
from bot.scenarios.likeness import elsewhere, spoken
from tests.chats.warm import warm, warm_for_roleplay

CARS = "When a van breaks down, who stands in for it?"
BOOKS = "Who sits up at night and writes the exam papers?"


class Counting:
    """An encoder that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Matrix:
        self.asked += texts
        return np.stack([np.random.default_rng(len(text)).normal(size=DIMENSIONS) for text in texts])


def test_only_other_trades_count(encoder: UseEncoder) -> None:
    trades = Trades.build([("cars", CARS), ("books", BOOKS)], encoder)
    (vector,) = encoder.encode(["And if one of the vans won't start?"])
    assert trades.nearest(vector, "books") > trades.nearest(vector, "cars") + 0.2
    assert Trades.build([("cars", CARS)], encoder).nearest(vector, "cars") == 0.0
    assert Trades.build([], encoder).nearest(vector, "cars") == 0.0


def test_bytes_are_near_enough(encoder: UseEncoder) -> None:
    vectors = encoder.encode([CARS, BOOKS])
    trades = Trades.build([("cars", CARS), ("books", BOOKS)], encoder)
    for vector, other in zip(vectors, ("books", "cars"), strict=True):
        assert abs(trades.nearest(vector, other) - 1.0) < 0.01


def test_what_is_kept_is_not_encoded_again(tmp_path: Path) -> None:
    file, encoder = tmp_path / "asks.npz", Counting()
    save([CARS, BOOKS, CARS], encoder, file)
    assert encoder.asked == [CARS, BOOKS]
    kept = load(file)
    rows = packed([BOOKS, "A sentence just written."], encoder, kept)
    assert encoder.asked[2:] == ["A sentence just written."]
    assert (rows[0] == packed([BOOKS], Counting(), {})[0]).all()


def test_a_broken_file_is_no_file(tmp_path: Path) -> None:
    broken = tmp_path / "asks.npz"
    broken.write_bytes(b"no archive")
    assert load(broken) == {} and load(tmp_path / "none.npz") == {} and load(None) == {}
    np.savez(broken, keys=np.zeros(2, np.uint64), rows=np.zeros((1, 4), np.int8))
    assert load(broken) == {}


def test_the_file_holds_what_the_content_asks() -> None:
    """After a change of asks `dojo content train` writes it again; until then the first conversation waits for it."""
    encoder, kept = Counting(), load(shipped_asks())
    for lang in Lang:
        packed([text for _, text in spoken(warm().catalog.scenarios.values(), lang)], encoder, kept)
    assert encoder.asked == []


def test_a_question_for_another_trade_is_known_by_it() -> None:
    warm_for_roleplay()
    hears = warm().understanding
    text = "去年那二十台面包车，一坏就没有备用车顶上，生意丢了多少？"
    assert elsewhere(hears.hear_now(text, Lang.ZH, "", "textbook-principal")) > 0.1
    assert elsewhere(hears.hear_now(text, Lang.ZH, "", "fleet-gatekeeper")) < 0.1
    own = "出到半夜，第二天一二节课谁来讲？"
    assert elsewhere(hears.hear_now(own, Lang.ZH, "", "textbook-principal")) < 0
