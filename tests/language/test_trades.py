"""What belongs to which trade."""

from __future__ import annotations

from bot.base.language import Lang
from bot.language.directions import Directions
from bot.language.encoder import UseEncoder
from bot.language.trades import Trades
from bot.scenarios.likeness import elsewhere
from tests.chats.warm import warm, warm_for_roleplay

CARS = "When a van breaks down, who stands in for it?"
BOOKS = "Who sits up at night and writes the exam papers?"


def test_only_other_trades_count(encoder: UseEncoder) -> None:
    directions = Directions(encoder)
    trades = Trades.build([("cars", CARS), ("books", BOOKS)], directions)
    (vector,) = encoder.encode(["And if one of the vans won't start?"])
    assert trades.nearest(vector, "books") > trades.nearest(vector, "cars") + 0.2
    assert Trades.build([("cars", CARS)], directions).nearest(vector, "cars") == 0.0
    assert Trades.build([], directions).nearest(vector, "cars") == 0.0


def test_a_question_for_another_trade_is_known_by_it() -> None:
    warm_for_roleplay()
    hears = warm().understanding
    text = "去年那二十台面包车，一坏就没有备用车顶上，生意丢了多少？"
    assert elsewhere(hears.hear_now(text, Lang.ZH, "", "textbook-principal")) > 0.1
    assert elsewhere(hears.hear_now(text, Lang.ZH, "", "fleet-gatekeeper")) < 0.1
    own = "出到半夜，第二天一二节课谁来讲？"
    assert elsewhere(hears.hear_now(own, Lang.ZH, "", "textbook-principal")) < 0
