"""Apologies, praise while a complaint is open, offers that only sound polite, prying, running rivals down, appeals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.base.language import Lang
from bot.language.moves import Analysis, Evidence, Move, MoveKind
from bot.scenarios.events import Ended, MeterMoved, Noticed, Replied, Said
from bot.scenarios.types import Ending, Scenario, StyleId
from bot.training.grading.score import grade
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import Rubric, Verdict
from tests.chats.warm import warm
from tests.scenarios.rep import K, play, said

ZH, EN = Lang.ZH, Lang.EN


def scenario(name: str) -> Scenario:
    return warm().catalog.scenarios[name]


def of(style: StyleId) -> Scenario:
    return next(one for one in warm().catalog.scenarios.values() if one.customer.style is style)


def turn(scene: Scenario, lang: Lang, text: str, *kinds: MoveKind) -> Transcript:
    return play(scene, lang, [said(text, lang, *kinds)])


def noticed(transcript: Transcript) -> list[str]:
    return [event.rule for _, event in transcript.all(Noticed)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (ZH, "韩经理，非常抱歉，八台没按时到，是我们没做到。"),
        (ZH, "三条线等着装，八台没到，真对不起。"),
        (EN, "I'm very sorry about that, eight units should have been there."),
        (EN, "We let you down on the eight units, and I apologise."),
    ],
)
def test_saying_sorry_meets_a_complaint(lang: Lang, text: str) -> None:
    transcript = turn(scenario("late-delivery-complaint"), lang, text)
    assert [event.parts for _, event in transcript.all(Replied)] == [(K.AGREE,)]


def test_saying_sorry_meets_no_other_objection(principal: Scenario) -> None:
    turns = [said("咱们的导学案覆盖所有科目。", ZH, K.PRESENT), said("不好意思，抱歉，你们老师自己出的题。", ZH)]
    assert [event.parts for _, event in play(principal, ZH, turns).all(Replied)] == [()]


@pytest.mark.parametrize("lang", Lang)
def test_praise_is_heard_while_a_complaint_is_open(rubric: Rubric, lang: Lang) -> None:
    waverer = scenario("trademark-waverer")
    text = {
        ZH: "十一家店，街坊隔着三条街都认这口锅，真不容易。",
        EN: "Eleven shops and the whole street knows your pot, that's a real achievement.",
    }[lang]
    transcript = turn(waverer, lang, text, K.PRAISE)
    assert transcript.beats[0].state.open
    verdicts = {result.id: result.verdict for result in grade(transcript, rubric).checks}
    assert verdicts["open.praise"] is Verdict.PASSED
    assert verdicts["style.opening"] is Verdict.PASSED
    vague = turn(waverer, lang, {ZH: "您真厉害。", EN: "You're great."}[lang], K.PRAISE)
    assert "praise_general" not in noticed(vague)


UNLAWFUL = [
    (ZH, "改天我请您吃饭，顺便给您带点东西。"),
    (ZH, "我给您准备了一点小心意。"),
    (ZH, "您帮了这个忙，我们肯定不会亏待您。"),
    (ZH, "下次来给您捎点家乡的特产。"),
    (EN, "There'd be a little something for you personally if this goes through."),
    (EN, "We'd make it worth your while."),
    (EN, "I'll bring you a nice bottle next time."),
]
LAWFUL = [
    (ZH, "中午我请您吃个便饭，咱们把清单再过一遍。"),
    (ZH, "给您带了两套样书和一份题目清单。"),
    (ZH, "给您带了点东西看看，是二中的成绩单。"),
    (ZH, "礼物和回扣我们不送，公司有规定。"),
    (EN, "Let me take you to lunch on Thursday and we can go through the list."),
    (EN, "I've brought you some worksheets to look at."),
    (EN, "We don't bring gifts, a little something for you would be against our rules."),
]


@pytest.mark.parametrize(("lang", "text"), UNLAWFUL)
@pytest.mark.parametrize("style", StyleId)
def test_a_polite_favour_is_unlawful_all_the_same(style: StyleId, lang: Lang, text: str) -> None:
    transcript = turn(of(style), lang, text, K.UNCLEAR)
    assert [event.ending for _, event in transcript.all(Ended)] == [Ending.COMPLIANCE_STOP]


@pytest.mark.parametrize(("lang", "text"), LAWFUL)
def test_a_business_lunch_a_sample_and_a_plain_no_are_lawful(principal: Scenario, lang: Lang, text: str) -> None:
    unsure = Move(K.KICKBACK, 0.6, Evidence(0, len(text), text))
    assert play(principal, lang, [Analysis(text, lang, (unsure,))]).final.ending is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (ZH, "能不能给我看看其他几家的报价？"),
        (ZH, "别家报了多少，您透露一下？"),
        (EN, "Can you show me the others' quotes?"),
        (EN, "Could you tell me what the others have bid?"),
    ],
)
@pytest.mark.parametrize("style", StyleId)
def test_prying_for_rivals_quotes_is_a_fault(rubric: Rubric, style: StyleId, lang: Lang, text: str) -> None:
    transcript = turn(of(style), lang, text, K.CLOSED)
    assert "confidential" in noticed(transcript)
    check = next(one for one in grade(transcript, rubric).checks if one.id == "keep.taboos")
    assert check.verdict is Verdict.FAILED
    assert transcript.final.trust < transcript.beats[0].state.trust


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (ZH, "您是拿别家的报价在比吗？"),
        (ZH, "别家的报价您先收着，咱们看总账。"),
        (EN, "Are you comparing it with another quote?"),
        (EN, "Bring both quotes and we'll go through them."),
    ],
)
def test_asking_what_is_compared_is_none(principal: Scenario, lang: Lang, text: str) -> None:
    assert "confidential" not in noticed(turn(principal, lang, text, K.CLOSED))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (ZH, "我听说快行那边服务特别差，您可别上当。"),
        (ZH, "快行就是骗子公司。"),
        (EN, "I've heard Kuaixing's service is awful."),
        (EN, "Kuaixing are a bunch of cowboys."),
    ],
)
@pytest.mark.parametrize("style", [style for style in StyleId if style is not StyleId.CHAMELEON])
def test_running_a_rival_down_angers(style: StyleId, lang: Lang, text: str) -> None:
    transcript = turn(of(style), lang, text)
    moved = {event.meter for _, event in transcript.all(MeterMoved) if event.rule == "badmouth"}
    assert moved == {"trust", "patience", "interest"}
    assert any(event.occasion == "fault.badmouth" for _, event in transcript.all(Said))


@pytest.mark.parametrize(
    ("style", "text", "lang", "rule", "moves"),
    [
        (StyleId.KOALA, "一点都不急，您先跟同事商量。", ZH, "safety", {"trust": 2, "interest": 2}),
        (StyleId.KOALA, "There's no hurry, talk it over with your people.", EN, "safety", {"trust": 2, "interest": 2}),
        (StyleId.TIGER, "一点都不急，您先跟同事商量。", ZH, "safety", {"patience": -1}),
        (StyleId.PEACOCK, "这一套会署您的名，请您上台讲。", ZH, "standing", {"interest": 2}),
        (StyleId.PEACOCK, "Your name goes on it, and you present it on stage.", EN, "standing", {"interest": 2}),
        (StyleId.OWL, "这一套会署您的名，请您上台讲。", ZH, "standing", {"trust": -1}),
    ],
)
def test_safety_and_standing_count_once_as_the_style_says(
    style: StyleId, text: str, lang: Lang, rule: str, moves: dict[str, int]
) -> None:
    turns = [said(text, lang), said(f"{text} {text}", lang)]
    transcript = play(of(style), lang, turns)
    felt = [event for _, event in transcript.all(MeterMoved) if event.rule == rule]
    assert {event.meter: event.after - event.before for event in felt} == moves
    assert noticed(transcript).count(rule) == 1


SOMEBODY_ELSES = [
    (
        ZH,
        ["车一坏，有没有备用车？", "司机休年假的时候，车停在院子里落灰，是不是也照样付租金？", "二十台车一年修几回？"],
        "防潮柜里的湿度一天要抄几遍？",
    ),
    (
        EN,
        [
            "When a van breaks down, is there a stand-in?",
            "Who washes the lorries?",
            "Do drivers sleep in the cab?",
        ],
        "How often a day is the humidity in the cabinet written down?",
    ),
]


def heard(text: str, lang: Lang) -> Analysis:
    """A question that was compared with what the customer is asked, and comes near to none of it."""
    return replace(said(text, lang, K.PROBLEM), compared=True)


@pytest.mark.parametrize(("lang", "lines", "other"), SOMEBODY_ELSES)
def test_somebody_elses_business_is_a_mistake(rubric: Rubric, lang: Lang, lines: list[str], other: str) -> None:
    principal = scenario("textbook-principal")
    hello = said("您好。" if lang is ZH else "Good morning.", lang, K.GREET)
    once = play(principal, lang, [hello, heard(lines[0], lang)])
    assert "elsewhere" not in noticed(once)
    assert once.final.ending is None and once.final.needs == once.beats[0].state.needs
    assert "odd.elsewhere" in [event.occasion for _, event in once.all(Said)]
    twice = play(principal, lang, [hello, *(heard(line, lang) for line in lines[:2])])
    assert noticed(twice).count("elsewhere") == 1 and twice.final.ending is None
    over = play(principal, lang, [hello, *(heard(line, lang) for line in lines)])
    assert over.final.ending is Ending.REFUSAL
    assert grade(over, rubric).total <= rubric.caps["elsewhere"]
    at_home = play(scenario("dry-cabinet-engineer"), lang, [hello, heard(other, lang)])
    assert "odd.elsewhere" not in [event.occasion for _, event in at_home.all(Said)]


@pytest.mark.parametrize(
    ("lang", "text", "wrong"),
    [
        (ZH, "李校长您好，我是育衡的小周。", True),
        (ZH, "刘姐好！", True),
        (ZH, "张校长您好。", False),
        (ZH, "校长好。", False),
        (EN, "Good morning, Mr Li.", True),
        (EN, "Hello, Principal Zhang.", False),
        (EN, "Good morning, sir.", False),
    ],
)
def test_a_greeting_by_another_name_is_noticed(principal: Scenario, lang: Lang, text: str, *, wrong: bool) -> None:
    assert ("wrong_name" in noticed(turn(principal, lang, text, K.GREET))) is wrong
