from __future__ import annotations

import pytest

from bot.language.analyser import Analyser
from bot.language.formula import Level, Technique, read_reply
from bot.language.moves import FORMULA, MoveKind

_ZH = (
    "合作顺手的供应商不好找，您不想折腾，我特别理解。能把一家供应商磨合到这个程度，说明您在选人和管理上下了功夫。"
    "其实我今天不是想让您换掉谁，而是想着旺季一旦调不开车，您手里能多一张备用的牌。"
    "去年年底最忙的那阵子，您手上缺过几台车，是怎么应付过去的？"
)
_EN = (
    "A supplier who just works is hard to find; I wouldn't want to disturb that either. "
    "And it usually means somebody on your side put real work into making it run. "
    "I'm not asking you to replace anyone. I'm thinking of the week when everything is booked and one van breaks down. "
    "What did you do the last time that happened?"
)


@pytest.mark.parametrize(
    ("text", "customer"), [(_ZH, "我们跟现在的供应商合作得挺好"), (_EN, "We're happy with our current supplier")]
)
def test_a_good_reply_shows_agreement_and_redirect_and_a_question_that_leads_on(
    analyser: Analyser, text: str, customer: str
) -> None:
    reply = read_reply(analyser, text, None, customer)
    assert reply.part(MoveKind.AGREE) is not None
    assert reply.part(MoveKind.REDIRECT) is not None
    assert reply.technique is Technique.REFRAME
    assert not reply.empty_agreement
    assert reply.level in (Level.H, Level.HH)
    assert set(reply.missing) | {part.kind for part in reply.parts} == set(FORMULA)


@pytest.mark.parametrize("text", ["我理解，但是我们的质量更好。", "Yes, I understand, but our quality is better."])
def test_yes_but_is_an_empty_agreement(analyser: Analyser, text: str) -> None:
    reply = read_reply(analyser, text)
    assert reply.empty_agreement
    assert reply.level is Level.L


@pytest.mark.parametrize("text", ["买不起就别看了，你懂什么。", "Can't afford it? Grow up, you haven't a clue."])
def test_mockery_is_the_lowest_level(analyser: Analyser, text: str) -> None:
    assert read_reply(analyser, text).level is Level.LL


def test_stock_praise_is_not_specific(analyser: Analyser) -> None:
    own = read_reply(analyser, "您能把三家的报价按每个学生每学期拆开来比，真是用心。")
    stock = read_reply(analyser, "您真专业，真厉害。")
    assert not stock.specific_praise
    assert own.part(MoveKind.PRAISE) is not None and own.specific_praise


def test_a_split_is_named(analyser: Analyser) -> None:
    reply = read_reply(analyser, "您说的贵，是指整套的总价，还是摊到每个学生头上的价？", None, "太贵了")
    assert reply.technique is Technique.SPLIT


@pytest.mark.parametrize(("text", "question"), [(_ZH, "去年年底最忙"), (_EN, "What did you do the last time")])
def test_what_asks_is_the_closing_question(analyser: Analyser, text: str, question: str) -> None:
    ask = read_reply(analyser, text).part(MoveKind.ASK)
    assert ask is not None
    assert ask.evidence.text.startswith(question)
    assert text[ask.evidence.start : ask.evidence.end] == ask.evidence.text


@pytest.mark.parametrize("text", ["", "🙂", "？"])
def test_nothing_said_has_no_parts(analyser: Analyser, text: str) -> None:
    reply = read_reply(analyser, text)
    assert reply.parts == ()
    assert reply.missing == FORMULA
    assert reply.in_order
