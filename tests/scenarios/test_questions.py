"""Which question the customer answers, as what, and with what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.base.language import Lang
from bot.language.moves import Analysis, Evidence, Move, MoveKind
from bot.scenarios.events import Asked, Deepened, Noticed, Revealed, Said
from bot.scenarios.topics import term
from bot.scenarios.types import Scenario, Topic
from bot.training.grading.score import grade
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import Rubric, Verdict
from tests.scenarios.rep import K, play, said, understood

ZH, EN = Lang.ZH, Lang.EN
OPENED = {ZH: "老师一周几个晚上自己出题？", EN: "How many evenings a week do your teachers write exercises?"}


def unsure(text: str, lang: Lang, *kinds: tuple[MoveKind, float]) -> Analysis:
    """An utterance whose moves are of these confidences."""
    whole = Evidence(0, len(text), text)
    return Analysis(text, lang, tuple(Move(kind, confidence, whole) for kind, confidence in kinds))


def asked(transcript: Transcript) -> Asked:
    return list(transcript.all(Asked))[-1][1]


def noticed(transcript: Transcript) -> list[str]:
    return [event.rule for _, event in transcript.all(Noticed)]


@pytest.mark.parametrize(
    ("lang", "text", "need"),
    [
        (ZH, "老师晚上出题很辛苦，那各班练的东西一样吗？", "uneven"),
        (ZH, "各班练得不齐我听说了，老师晚上出题出到几点？", "evenings"),
        (EN, "I know how late your teachers work, so do all the classes do the same practice?", "uneven"),
        (EN, "Practice differs between the classes, I gather, so how many nights go on writing?", "evenings"),
    ],
)
def test_the_clause_that_asks_says_what_it_is_about(principal: Scenario, lang: Lang, text: str, need: str) -> None:
    assert asked(play(principal, lang, [said(text, lang, K.PROBLEM)])).need == need


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (ZH, "出到半夜，年轻老师留得住吗？"),
        (EN, "If they're up till midnight, does that make young teachers quit?"),
    ],
)
def test_a_consequence_is_answered_by_the_need_and_not_by_an_unfitting_fact(
    principal: Scenario, lang: Lang, text: str
) -> None:
    turns = [said(OPENED[lang], lang, K.SITUATION), said(text, lang, K.IMPLICATION)]
    transcript = play(principal, lang, turns)
    assert [event.rule for _, event in transcript.all(Deepened)] == ["need.implication"]
    assert [event.fact for turn, event in transcript.all(Revealed) if turn == 2] == []
    assert "need.evenings.2" in [event.occasion for turn, event in transcript.all(Said) if turn == 2]


def test_what_lifts_nothing_more_may_still_bring_out_a_fact(principal: Scenario) -> None:
    turns = understood("win", ZH)[:5]
    more = said("老师熬成这样，局里今年的升学率怎么交代？", ZH, K.IMPLICATION)
    facts = [event.fact for _, event in play(principal, ZH, [*turns, more]).all(Revealed)]
    assert facts[-1] == "target"


@pytest.mark.parametrize("lang", Lang)
def test_a_word_that_may_lead_on_makes_no_implication_of_a_fact(principal: Scenario, lang: Lang) -> None:
    text = {ZH: "去年的一模，最后平均分是多少？", EN: "What was the average in the mock in the end?"}[lang]
    turns = [said(OPENED[lang], lang, K.SITUATION), said(text, lang, K.SITUATION)]
    assert asked(play(principal, lang, turns)).kind is K.SITUATION


@pytest.mark.parametrize(
    ("text", "summary", "taken"),
    [
        ("老师晚上出题，第二天的课怎么办？", 0.75, False),
        ("我理解一下：老师晚上出题，第二天的课怎么办？", 0.75, True),
        ("老师晚上出题，第二天的课怎么办？", 0.95, True),
    ],
)
def test_a_summary_without_saying_so_gives_way_to_a_surer_question(
    principal: Scenario, text: str, summary: float, taken: bool
) -> None:
    turn = unsure(text, ZH, (K.IMPLICATION, 0.85), (K.SUMMARISE, summary))
    transcript = play(principal, ZH, [said(OPENED[ZH], ZH, K.SITUATION), turn])
    assert ("summary" in noticed(transcript)) is taken


@pytest.mark.parametrize("lang", Lang)
def test_a_question_about_a_need_is_no_small_talk(principal: Scenario, lang: Lang) -> None:
    text = {ZH: "您的老师晚上都忙到几点呀？", EN: "Do your teachers have long evenings, then?"}[lang]
    assert "small_talk_early" not in noticed(play(principal, lang, [said(text, lang, K.SMALL_TALK, K.SITUATION)]))
    chat = {ZH: "今天天气真好，您吃了吗？", EN: "Lovely day, isn't it?"}[lang]
    assert "small_talk_early" in noticed(play(principal, lang, [said(chat, lang, K.SMALL_TALK, K.CLOSED)]))


@pytest.mark.parametrize(
    ("lang", "who"),
    [
        *((ZH, who) for who in ("车间主管", "张厂长", "李科长", "你们的工程师", "采购", "老吴")),
        *((EN, who) for who in ("your engineers", "the foreman", "the shift supervisor", "Ms Wu", "the head of maths")),
    ],
)
def test_titles_name_a_person(principal: Scenario, lang: Lang, who: str) -> None:
    text = f"周三安排我见{who}" if lang is ZH else f"could I meet {who} on Wednesday"
    assert term(principal, "person", text)


@pytest.mark.parametrize("text", ["这批都是员工自己加工的", "把数字汇总一下", "我来介绍一下方案", "手工做的，总共三件"])
def test_other_words_name_none(principal: Scenario, text: str) -> None:
    assert not term(principal, "person", text)


def test_a_scenarios_entry_adds_to_the_lexicons_unless_it_says_it_replaces_it(principal: Scenario) -> None:
    own = Topic("support", {ZH: ("驻校",), EN: ()})
    added = replace(principal, topics=(*principal.topics, own))
    assert term(added, "support", "我们驻校") == "驻校"
    assert term(added, "support", "我们上门") == "上门"
    instead = replace(principal, topics=(*principal.topics, replace(own, replaces=True)))
    assert term(instead, "support", "我们上门") == ""


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("lang", Lang)
def test_on_the_easier_levels_every_check_can_be_passed(
    principal: Scenario, rubric: Rubric, lang: Lang, level: int
) -> None:
    card = grade(play(principal, lang, understood("win", lang), level=level), rubric)
    assert [result.id for result in card.checks if result.verdict is Verdict.FAILED] == []
    problem = next(result for result in card.checks if result.id == "find.problem")
    assert problem.verdict is Verdict.PASSED


def test_on_level_one_a_problem_question_still_lifts_a_need(principal: Scenario) -> None:
    for level in (1, 2):
        transcript = play(principal, ZH, [said("老师晚上出题，最难的是什么？", ZH, K.PROBLEM)], level=level)
        assert [event.rule for _, event in transcript.all(Deepened)] == ["need.problem"]
