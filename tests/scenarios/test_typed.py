"""What people really type: without marks, with a price and nothing else, or so that two answers would contradict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.base.language import Lang
from bot.language.moves import Analysis, Evidence, Likeness, Move
from bot.scenarios.events import Asked, Noticed, Offered, Proposed, Raised, Replied, Revealed, Said
from bot.scenarios.session import begin, take
from bot.scenarios.topics import pattern, term
from bot.scenarios.types import Ending, Scenario
from bot.training.grading.transcript import Transcript
from tests.chats.warm import warm
from tests.scenarios.rep import K, play, said, understood

ZH, EN = Lang.ZH, Lang.EN
# Here the wrong title is a fault of its own: an engineer is no "总".
TITLED = ("dry-cabinet-engineer",)


def occasions(transcript: Transcript, turn: int) -> list[str]:
    return [event.occasion for at, event in transcript.all(Said) if at == turn]


@pytest.mark.parametrize(
    "text",
    [
        "账是谁在管啊",
        "那次改模改了几回",
        "十一月送检赶得上不",
        "期限是怎么盯的呀",
        "有没有哪次差点漏掉的",
        "这个责任最后谁担",
        "累不累",
        "how do you know when one is due",
        "and has one ever slipped through",
        "so who actually takes the bookings right now",
        "ok what happens to the line",
        "would that help at all",
        "if every card had a reply within three days what would that do for you",
        "and when the line stops how does your boss take it",
    ],
)
def test_a_question_has_its_shape_without_its_mark(principal: Scenario, text: str) -> None:
    assert term(principal, "unmarked", text)


@pytest.mark.parametrize(
    "text",
    [
        "我知道怎么做",
        "没什么",
        "谁都不容易",
        "我们有几台现货",
        "不管谁来",
        "我跟您说过的",
        "不着急",
        "when you said that i thought of it",
        "what you said makes sense",
        "i know how it is",
        "that's what i would do",
        "have a look at this",
        "let me show you what that would do",
        "now i see what it could do",
    ],
)
def test_a_statement_has_not(principal: Scenario, text: str) -> None:
    assert not term(principal, "unmarked", text)


@pytest.mark.parametrize(
    ("lang", "text"), [(ZH, "老师一周几个晚上自己出题呀"), (EN, "how many evenings a week do they write exercises")]
)
def test_it_is_answered_like_any_other(principal: Scenario, lang: Lang, text: str) -> None:
    transcript = play(principal, lang, [said(text, lang, K.UNCLEAR)])
    assert [event.fact for _, event in transcript.all(Revealed)] == ["teacher_time"]


@pytest.mark.parametrize("words", ["really sorry, Ms Han.", "afraid it is late.", "not sure about it."])
def test_only_a_name_says_who_one_is(principal: Scenario, words: str) -> None:
    transcript = play(principal, EN, [said(f"I'm {words}", EN, K.UNCLEAR)])
    assert "introduced" not in [event.rule for _, event in transcript.all(Noticed)]


def test_a_step_asked_for_is_no_question_about_the_need(principal: Scenario) -> None:
    text = "下周三下午把备课组长叫上，一起看看老师晚上出题这件事？"
    whole = Evidence(0, len(text), text)
    likes = (Likeness("step:", 0.7, whole), Likeness("need_payoff:evenings", 0.68, whole))
    turn = Analysis(text, ZH, (Move(K.CLOSE, 1.0, whole),), likes)
    transcript = play(principal, ZH, [*understood("win", ZH)[:7], turn])
    assert [at for at, _ in transcript.all(Proposed)] == [8]
    assert not [event for at, event in transcript.all(Asked) if at == 8]


def test_who_wants_a_solution_takes_a_proof_for_an_offer(principal: Scenario) -> None:
    proof = said("邻县一中用了一学期，三个晚上变成一个。", ZH, K.PROOF)
    transcript = play(principal, ZH, [*understood("win", ZH)[:7], proof])
    assert [event.proof for _, event in transcript.all(Offered)] == [True]
    assert "idle" not in occasions(transcript, 8)


def test_before_that_a_proof_offers_nothing(principal: Scenario) -> None:
    transcript = play(principal, ZH, [said("邻县一中用了一学期，平均分涨了三分。", ZH, K.PROOF)])
    assert not list(transcript.all(Offered))


def test_a_price_alone_settles_nothing_and_not_half(principal: Scenario) -> None:
    quote = said("一套三十八块。", ZH, K.QUOTE_PRICE)
    transcript = play(principal, ZH, [*understood("win", ZH)[:8], quote])
    (reply,) = (event for at, event in transcript.all(Replied) if at == 9)
    assert not reply.parts
    noticed = [event.rule for at, event in transcript.all(Noticed) if at == 9]
    assert "not_settled" in noticed and "half_settled" not in noticed
    assert occasions(transcript, 9)[0].endswith(".quoted")


def test_nobody_is_satisfied_and_rid_of_it_in_one_breath() -> None:
    """A long reply that settles the complaint and wears the last patience out: no way out is looked for as well."""
    scenario = warm().catalog.scenarios["late-delivery-complaint"]
    reply = said(
        "I do own up to the eighth: fourteen came, and twenty-six are late. " * 8, EN, K.AGREE, K.PRAISE, K.REDIRECT
    )
    state = replace(begin(scenario, EN, seed=1, level=2).state, patience=3)
    beat = take(scenario, EN, state, reply)
    said_on = [event.occasion for event in beat.events if isinstance(event, Said)]
    assert any(one.endswith("missed.settled") for one in said_on)
    assert beat.state.patience <= 2
    assert not [event for event in beat.events if isinstance(event, Raised)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("不看不看，别家报多少我不能看。", False),
        ("能不能给我看看其他几家的报价？", True),
        ("I'd rather not look at their quotes, thank you.", False),
        ("Could you show me the other suppliers' quotes?", True),
    ],
)
def test_declining_to_look_is_not_prying(principal: Scenario, text: str, fault: bool) -> None:
    lang = EN if text.isascii() else ZH
    transcript = play(principal, lang, [said("张校长好", ZH, K.GREET), said(text, lang, K.UNCLEAR)])
    assert ("confidential" in [event.rule for _, event in transcript.all(Noticed)]) is fault


def test_nobody_bears_a_wrong_name_that_is_their_own() -> None:
    """A title one size too large is no wrong name: "方总" to a lawyer called 方."""
    for scenario in warm().catalog.scenarios.values():
        surname = scenario.texts[ZH]["name"][0]
        for title in ("总", "经理", "总监", "老师"):
            words = term(scenario, "wrong_name", f"{surname}{title}您好")
            assert not words.startswith(surname) or scenario.id in TITLED, (scenario.id, words)


def test_what_there_is_nothing_to_tell_of_was_not_told_before(principal: Scenario) -> None:
    scenario = warm().catalog.scenarios["parts-early-involvement"]
    transcript = play(
        scenario, EN, [said("Hello, Ms Tong.", EN, K.GREET), said("Was the forum well attended?", EN, K.SITUATION)]
    )
    assert occasions(transcript, 2)[0] == "aside"


def test_a_wall_of_digits_is_read_once() -> None:
    """Each of 5,000 digits was once looked at from every other: five seconds for one turn."""
    for scenario in warm().catalog.scenarios.values():
        for topic in (*scenario.topics, *scenario.lexicon):
            assert r"\d+" not in pattern(topic).pattern, (scenario.id, topic.id)


@pytest.mark.parametrize(
    ("text", "excuse"),
    [
        ("韩总，对不住，八号的货没到齐，也没提前跟您说，是我的错。", False),
        ("I'm sorry, Ms Han: I should have rung you, and that's on me.", False),
        ("八号没到是因为轴承厂下雨封路，我们也没办法。", True),
        ("The bearings were late at the other works, nothing we could do.", True),
    ],
)
def test_taking_the_blame_is_no_excuse(text: str, excuse: bool) -> None:
    scenario = warm().catalog.scenarios["late-delivery-complaint"]
    lang = EN if text.isascii() else ZH
    transcript = play(scenario, lang, [said(text, lang, K.EXCUSE)])
    assert ("excuse" in [event.rule for _, event in transcript.all(Noticed)]) is excuse


@pytest.mark.parametrize(
    ("text", "sure", "stops"),
    [
        ("您还替我们说过话，我心里有数。", 0.9, False),
        ("您个人这边，我们有好处费。", 0.6, True),
        ("事成之后少不了您的。", 0.95, True),
    ],
)
def test_nobody_is_accused_of_bribery_by_half(principal: Scenario, text: str, sure: float, stops: bool) -> None:
    turn = Analysis(text, ZH, (Move(K.KICKBACK, sure, Evidence(0, len(text), text)),))
    transcript = play(principal, ZH, [turn])
    assert (transcript.final.ending is Ending.COMPLIANCE_STOP) is stops
