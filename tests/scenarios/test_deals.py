"""Concessions and trades, dates of steps, smokescreens, offers that are never closed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.base.language import Lang
from bot.language.moves import Analysis, MoveKind
from bot.scenarios.events import Ended, Noticed, Proposed, Said, Settled
from bot.scenarios.types import Ending, Scenario, StyleId
from bot.training.grading.score import grade
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import Rubric, Verdict
from tests.chats.warm import warm
from tests.scenarios.rep import FORMULA, K, play, said, understood

ZH, EN = Lang.ZH, Lang.EN


def noticed(transcript: Transcript, turn: int = 0) -> list[str]:
    return [event.rule for at, event in transcript.all(Noticed) if turn in (0, at)]


def after(scenario: Scenario, lang: Lang, turns: int, *more: tuple[str, tuple[MoveKind, ...]]) -> Transcript:
    """So many turns of the winning plan, then these."""
    return play(scenario, lang, [*understood("win", lang)[:turns], *(said(text, lang, *kinds) for text, kinds in more)])


# --- giving, and giving for something

TRADES = [
    (ZH, "如果您签三年，我可以给您让三个点。"),
    (ZH, "如果量能到五百套，我可以跟公司申请降两个点。"),
    (ZH, "价钱能动，前提是您首付五成。"),
    (EN, "If you sign for three years, then I can do 3 %."),
    (EN, "I can knock five per cent off if you pay up front."),
    (EN, "We could come down a little in return for a reference and a site visit."),
]
GIFTS = [
    (ZH, "那我给您打八折。"),
    (ZH, "如果您今天就定，我给您便宜两成。"),
    (EN, "All right, I'll take ten per cent off."),
    (EN, "If you sign today I'll give you ten per cent off."),
]


@pytest.mark.parametrize(("lang", "text"), TRADES)
@pytest.mark.parametrize("turns", [7, 8])
def test_what_is_given_only_for_something_is_no_concession(
    principal: Scenario, rubric: Rubric, turns: int, lang: Lang, text: str
) -> None:
    transcript = after(principal, lang, turns, (text, (K.CONCEDE_PRICE, K.REDIRECT)))
    assert "concession" not in noticed(transcript)
    assert noticed(transcript).count("trade") == 1
    check = next(one for one in grade(transcript, rubric).checks if one.id == "deal.no_early_concession")
    assert check.verdict is not Verdict.FAILED


@pytest.mark.parametrize(("lang", "text"), GIFTS)
def test_what_is_given_for_nothing_or_for_haste_is_one(principal: Scenario, lang: Lang, text: str) -> None:
    transcript = after(principal, lang, 8, (text, (K.CONCEDE_PRICE,)))
    assert "concession" in noticed(transcript)
    assert "trade" not in noticed(transcript)


# --- the date of a step

STEP = {ZH: "安排我见一下备课组长，周三下午行吗？", EN: "Could I meet your head of maths on Wednesday afternoon?"}
OTHER_DATES = [
    (ZH, "我周五把各班的数字发给您。"),
    (ZH, "我周五给您打电话。"),
    (ZH, "周五我把数字发给您。"),
    (ZH, "这样每位老师能节约三个晚上，下个月就看得出来。"),
    (ZH, "老师一周四个晚上的事，下个月您再看。"),
    (ZH, "上周一您说过课上受影响，我记下了，老师们这两个礼拜是怎么撑过来的，我心里有数。"),
    (ZH, "每周二老师都要出题出到半夜吧？"),
    (EN, "I'll send you the figures for each class on Friday."),
    (EN, "I'll call you on Friday."),
    (EN, "We'll send you the plan by Friday."),
    (EN, "You told me last Monday that lessons suffer, and I wrote down every word of what you said then."),
    (EN, "If the mock is on the 9th of May, does uneven practice show up in the results?"),
]
NEW_DATES = [
    (ZH, "那就周四上午吧。"),
    (ZH, "周四上午。"),
    (ZH, "周四上午您看行吗？"),
    (EN, "Let's say Thursday morning, then."),
    (EN, "Thursday morning."),
    (EN, "How about Thursday morning?"),
]


def agreed(principal: Scenario, lang: Lang, text: str) -> Transcript:
    """A step is asked for, which raises the last worry; then these words."""
    return after(principal, lang, 9, (STEP[lang], (K.CLOSE, K.CLOSED)), (text, (K.AGREE,)))


@pytest.mark.parametrize(("lang", "text"), OTHER_DATES)
def test_another_date_leaves_the_steps_alone(principal: Scenario, lang: Lang, text: str) -> None:
    transcript = agreed(principal, lang, text)
    assert transcript.final.date in ("周三下午", "on Wednesday afternoon")
    assert len(list(transcript.all(Proposed))) == 1


@pytest.mark.parametrize(("lang", "text"), NEW_DATES)
def test_a_date_proposed_or_agreed_is_the_steps(principal: Scenario, lang: Lang, text: str) -> None:
    assert agreed(principal, lang, text).final.date in ("周四上午", "Thursday morning")


def test_a_date_given_when_asked_completes_the_step(principal: Scenario, rubric: Rubric) -> None:
    vague, worry = ("能不能安排我见一下备课组长？", (K.CLOSE,)), (understood("win", ZH)[10].text, FORMULA)
    transcript = after(principal, ZH, 9, vague, worry, ("周三下午，您看行吗？", (K.CLOSED,)))
    assert transcript.final.ending is Ending.ADVANCE
    check = next(one for one in grade(transcript, rubric).checks if one.id == "deal.next_step")
    assert check.verdict is Verdict.PASSED


# --- smokescreens


@pytest.mark.parametrize(
    ("lang", "text", "tested"),
    [
        (ZH, "样书一套80元，您看行吗？", False),
        (ZH, "好的，样书放门卫，行吗？", False),
        (ZH, "样书可以放门卫。您是觉得用不上，还是时间不对？", True),
        (EN, "A sample is eighty yuan, is that all right?", False),
        (EN, "I'll leave a sample at the gate, okay?", False),
        (EN, "I can leave a sample. Is it no use to you, or is it the wrong moment?", True),
    ],
)
def test_a_tag_after_a_price_or_a_promise_tests_nothing(
    principal: Scenario, lang: Lang, text: str, *, tested: bool
) -> None:
    early = {ZH: "咱们签了吧？", EN: "Shall we sign, then?"}[lang]
    turns = [said(early, lang, K.CLOSE), said(text, lang, K.AGREE, K.QUOTE_PRICE, K.CLOSED)]
    transcript = play(principal, lang, turns)
    assert bool([event for _, event in transcript.all(Settled) if event.rule == "tested"]) is tested


# --- closing never, and too early


def styled(principal: Scenario, style: StyleId) -> Scenario:
    """The same customer with another style's policy."""
    scenarios = warm().catalog.scenarios.values()
    policy = next(one.style for one in scenarios if one.style.id is style)
    return replace(principal, style=policy, customer=replace(principal.customer, style=style))


IDLE = ("嗯，您说得是。", "是这样的。", "明白，明白。", "我记下来了。", "好的，都清楚了。", "那是自然。")


@pytest.mark.parametrize("style", StyleId)
def test_who_never_closes_tires_every_style(principal: Scenario, rubric: Rubric, style: StyleId) -> None:
    scenario = styled(principal, style)
    told = understood("win", ZH)[:9]
    listens = [said(f"老师们{text}第{number}条。", ZH, K.PROOF) for number in range(4) for text in IDLE]
    transcript = play(scenario, ZH, [*told, *listens])
    tired = [turn for turn, event in transcript.all(Noticed) if event.rule == "lingering"]
    assert tired and tired[0] == 12
    assert "linger" in [event.occasion for _, event in transcript.all(Said)]
    assert transcript.final.ending in (Ending.CONTINUATION, Ending.TIMED_OUT, Ending.REFUSAL, Ending.WALK_OUT)
    assert not grade(transcript, rubric).passed


def test_who_closes_in_time_tires_nobody(principal: Scenario) -> None:
    for lang in Lang:
        assert "lingering" not in noticed(play(principal, lang, understood("win", lang)))


@pytest.mark.parametrize("style", StyleId)
def test_who_closes_too_early_pays_in_every_style(principal: Scenario, style: StyleId) -> None:
    scenario = styled(principal, style)
    early = said("咱们今天就定下来吧？", ZH, K.CLOSE)
    once = play(scenario, ZH, [early])
    assert "close_early" in noticed(once)
    assert once.final.trust < once.beats[0].state.trust
    assert once.final.patience < once.beats[0].state.patience
    tested = said("放门卫可以，您是怕用不上？", ZH, K.AGREE, K.OPEN)
    twice: list[Analysis] = [early, tested, said("那就周三签合同，行吗？", ZH, K.CLOSE)]
    assert [event.ending for _, event in play(scenario, ZH, twice).all(Ended)] == [Ending.REFUSAL]
