"""The customer remembers figures and promises: another one for the same thing is noticed, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.language.normalise import plain
from bot.scenarios.events import Noticed, Said
from bot.scenarios.figures import Figure, contradicts, stated
from bot.scenarios.session import begin, take
from bot.scenarios.types import Scenario
from bot.training.grading.score import grade
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import Rubric, Verdict
from tests.chats.warm import warm, warm_for_roleplay

ZH, EN = Lang.ZH, Lang.EN
AGAINST = [
    (ZH, "一个学生一学期80元。", "那就算60元一个学生。"),
    (ZH, "每台一个月4600元，含保养。", "每台一个月是5200元。"),
    (ZH, "我们三天就能到货。", "交货大概要两个礼拜。"),
    (ZH, "质保两年。", "保修期是三年。"),
    (ZH, "我明天把样书给您送来。", "我周五把样书给您送来。"),
    (EN, "It's eighty yuan per student per term.", "That comes to 60 yuan per student."),
    (EN, "We can deliver in three days.", "Delivery takes two weeks."),
    (EN, "The warranty is two years.", "It comes with a three-year warranty."),
    (EN, "I'll send you the sample tomorrow.", "I'll send you the sample on Friday."),
]
ALIKE = [
    (ZH, "一个学生一学期80元。", "八百个学生一共64000元。"),
    (ZH, "我们十四天到货。", "交货就两个礼拜。"),
    (ZH, "质保两年。", "我们三天到货。"),
    (ZH, "我们三天到货。", "如果加急，一天就能到货。"),
    (ZH, "我们三天到货。", "上次晚了十一天交货，是我们的错。"),
    (ZH, "我明天把样书给您送来。", "我周五给您打电话安排培训。"),
    (EN, "It's eighty yuan per student per term.", "In total that is 64,000 yuan."),
    (EN, "We deliver in fourteen days.", "Delivery takes two weeks."),
    (EN, "The warranty is two years.", "We deliver in three days."),
    (EN, "We deliver in three days.", "If it's a rush, we deliver in one day."),
    (EN, "I'll send you the sample tomorrow.", "I'll ring you on Friday about training."),
]


def talk(scenario: Scenario, lang: Lang, *lines: str) -> Transcript:
    """A conversation read by the real analyser."""
    warm_for_roleplay()
    beats = [begin(scenario, lang, seed=1, level=1)]
    for line in lines:
        analysis = warm().understanding.analyser.analyse(line, lang, beats[-1].customer)
        beats.append(take(scenario, lang, beats[-1].state, analysis))
    return Transcript(scenario, lang, 1, 1, tuple(beats))


def noticed(transcript: Transcript) -> list[str]:
    return [event.rule for _, event in transcript.all(Noticed)]


@pytest.mark.parametrize(("lang", "first", "second"), AGAINST)
def test_two_figures_for_the_same_thing_are_noticed(
    principal: Scenario, rubric: Rubric, lang: Lang, first: str, second: str
) -> None:
    transcript = talk(principal, lang, first, second)
    assert noticed(transcript).count("contradiction") == 1
    assert any(event.occasion.startswith("contradiction") for turn, event in transcript.all(Said) if turn == 2)
    honest = next(one for one in grade(transcript, rubric).checks if one.id == "keep.honest")
    assert (honest.verdict, honest.turn) == (Verdict.FAILED, 2)
    assert honest.evidence in second


@pytest.mark.parametrize(("lang", "first", "second"), ALIKE)
def test_what_is_the_same_or_something_else_is_not(principal: Scenario, lang: Lang, first: str, second: str) -> None:
    assert "contradiction" not in noticed(talk(principal, lang, first, second))
    assert "contradiction" not in noticed(talk(principal, lang, first, first + " "))


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            ZH,
            (
                "您好，我是育衡的小周。",
                "我明天把样书给您送来。",
                "老师一周几个晚上自己出题？",
                "老师晚上出题，最难的是什么？",
                "出到半夜，第二天一二节课谁来讲？",
                "那各班练的一样吗？",
                "班级不齐，最头疼的是哪几个班？",
            ),
        ),
        (
            EN,
            (
                "Good morning, I'm Zhou from Yuheng.",
                "I'll bring you the sample tomorrow.",
                "How many evenings a week do your teachers write exercises?",
                "What's hardest about it?",
                "If they're up till midnight, who takes the first lessons?",
                "Do all the classes do the same practice?",
                "Which classes give you the most trouble?",
            ),
        ),
    ],
)
def test_a_promise_comes_back_once_in_the_reps_own_words(
    principal: Scenario, lang: Lang, lines: tuple[str, ...]
) -> None:
    transcript = talk(principal, lang, *lines)
    recalled = [turn for turn, event in transcript.all(Noticed) if event.rule == "memory.promise"]
    assert recalled == [5]
    assert lines[1].rstrip("。.") in transcript.beats[5].customer


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(st.text(max_size=60), max_size=3), st.sampled_from(["三天到货", "3 days delivery", "两三个礼拜交货", ""])
)
def test_any_text_has_figures_or_none(principal: Scenario, parts: list[str], known: str) -> None:
    text = plain(known.join(parts))
    for figure in stated(principal, text, None, text):
        assert isinstance(figure, Figure)
        assert not contradicts(figure, (figure,))
