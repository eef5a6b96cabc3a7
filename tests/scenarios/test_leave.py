"""Asking leave to ask is no question yet, whatever it is to be about."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from bot.scenarios.events import Asked, Noticed, Revealed, Said
from bot.scenarios.types import Scenario
from tests.scenarios.rep import K, play, said

ASKING_LEAVE = [
    (Lang.EN, "Morning, I'm Zhou from Yuheng. May I ask you two questions about the evenings your teachers work?"),
    (Lang.EN, "Could I ask a couple of quick questions about how late they write papers at night?"),
    (Lang.EN, "Do you mind if I ask a few questions about the practice between classes?"),
    (Lang.ZH, "张校长好，想请教您两个关于老师晚上出题的问题，方便吗？"),
    (Lang.ZH, "关于老师熬夜出题，先问您两个问题，可以吗？"),
    (Lang.ZH, "耽误您十分钟，了解一下各班练习的一些情况，行吗？"),
]
ASKING = [
    (Lang.EN, "May I ask how many evenings a week your teachers spend writing exercises?"),
    (Lang.EN, "May I ask you two questions about the evenings? How late do your teachers stay?"),
    (Lang.ZH, "请教您一下，老师一周有几个晚上要自己出题？"),
    (Lang.ZH, "先问您两个问题。老师现在晚上出题到几点？"),
    (Lang.ZH, "请教您，这几个老师晚上出题，最大的问题是什么？"),
]


@pytest.mark.parametrize(("lang", "words"), ASKING_LEAVE)
def test_the_customer_grants_it_and_tells_nothing_yet(principal: Scenario, lang: Lang, words: str) -> None:
    transcript = play(principal, lang, [said(words, lang, K.CLOSED)])
    assert not [event for _, event in transcript.all(Asked)]
    assert not [event for _, event in transcript.all(Revealed)]
    assert "permission" in [event.rule for _, event in transcript.all(Noticed)]
    assert "greeted" in [event.occasion for _, event in transcript.all(Said)]
    assert transcript.beats[1].customer


@pytest.mark.parametrize(("lang", "words"), ASKING)
def test_a_question_asked_with_leave_is_answered(principal: Scenario, lang: Lang, words: str) -> None:
    transcript = play(principal, lang, [said(words, lang, K.SITUATION)])
    assert [event.fact for _, event in transcript.all(Revealed)] == ["teacher_time"]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            Lang.ZH,
            ["您好。", "我是小周。", "再问您两个老师晚上出题的问题，可以吗？", "再问您一下，老师一周几个晚上出题？"],
        ),
        (
            Lang.EN,
            ["Hello.", "I'm Zhou.", "May I ask two more questions about the evenings?", "May I ask how many a week?"],
        ),
    ],
)
def test_later_on_it_is_granted_too_and_costs_nothing(principal: Scenario, lang: Lang, lines: list[str]) -> None:
    transcript = play(principal, lang, [said(line, lang, K.SITUATION) for line in lines])
    assert not [turn for turn, _ in transcript.all(Revealed) if turn == 3]
    assert next(event.occasion for turn, event in transcript.all(Said) if turn == 3) == "go_on"
    assert [turn for turn, event in transcript.all(Asked)] == [4]
