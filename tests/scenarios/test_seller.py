"""Changed seats: what the seller hears, what they say, and that they never claim what was not said."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.language.category import Category
from bot.language.moves import Analysis, Evidence, Move, MoveKind
from bot.language.objections import Hit
from bot.scenarios import seller, seller_lines
from bot.scenarios.hearing import Heard, Said, hear, parts
from bot.scenarios.seat import Ending, Line, Seat, Source, Stage, seat_from_json, seat_to_json
from bot.scenarios.seat import Move as Step
from bot.scenarios.types import Scenario, StyleId
from tests.chats.warm import warm

PRICE = Hit("price-too-high", Category.PRICE, 0.95)


@pytest.fixture(scope="module")
def principal() -> Scenario:
    return warm().catalog.scenarios["textbook-principal"]


def heard(scenario: Scenario, text: str, lang: str = "en", *, hits: tuple[Hit, ...] = (), asked: bool = False) -> Heard:
    return hear(scenario, Analysis(text, Lang(lang), ()), hits, asked=asked)


def seat_for(scenario: Scenario, lang: str = "en") -> Seat:
    return seller.begin(Seat(7, scenario.id, Lang(lang)))


def talk(scenario: Scenario, *told: Heard, seat: Seat | None = None) -> Seat:
    seat = seat or seat_for(scenario)
    for one in told:
        seat = seller.answer(scenario, seat, one)
    return seat


def moves(seat: Seat) -> list[Step]:
    """What the last lines were for."""
    return [line.move for line in seat.last]


YES, NO = Heard(Said.YES), Heard(Said.NO)
TOLD = Heard(Said.ANSWER, "they write till midnight", ("evenings",))
STRANGE = Heard(Said.ANSWER, "the canteen is closed")
OBJECTS = Heard(Said.OBJECTION, objection="price")


# --- hearing


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "", Said.NOTHING),
        ("en", "(silence)", Said.NOTHING),
        ("zh", "……", Said.NOTHING),
        ("zh", "（沉默）", Said.NOTHING),
        ("zh", "🙂", Said.NOTHING),
        ("en", "Goodbye.", Said.ENDING),
        ("zh", "（挂了）我先挂了", Said.ENDING),
        ("zh", "滚出去", Said.ENDING),
        ("zh", "货老是发不出去", Said.ANSWER),
        ("zh", "电话挂了没人接", Said.ANSWER),
        ("en", "We have orders to get out by Friday.", Said.ANSWER),
        ("en", "That's enough. Get out.", Said.ENDING),
        ("en", "What do you sell?", Said.WHO),
        ("zh", "你们是做什么的？", Said.WHO),
        ("en", "How much is it?", Said.PRICE),
        ("zh", "多少钱一套？", Said.PRICE),
        ("en", "Who else uses it?", Said.PROOF),
        ("zh", "哪些学校在用？", Said.PROOF),
        ("en", "So what?", Said.MEANING),
        ("zh", "所以呢？", Said.MEANING),
        ("zh", "关你什么事", Said.MEANING),
        ("en", "Do you like cats?", Said.QUESTION),
        ("en", "I don't know.", Said.DONT_KNOW),
        ("zh", "说不准", Said.DONT_KNOW),
        ("en", "Not really", Said.NO),
        ("zh", "没影响", Said.NO),
        ("zh", "不错", Said.YES),
        ("zh", "当然想要", Said.YES),
        ("zh", "行吧，周四", Said.YES),
        ("zh", "成绩当然受影响", Said.ANSWER),
        ("zh", "好几个老师请假", Said.ANSWER),
        ("zh", "当然不是", Said.NO),
        ("zh", "没有", Said.NO),
        ("zh", "也没什么难的", Said.NO),
        ("zh", "没人会修", Said.ANSWER),
        ("zh", "没有备用车", Said.ANSWER),
        ("zh", "不够用", Said.ANSWER),
        ("zh", "别的班更差", Said.ANSWER),
        ("en", "No spare van", Said.ANSWER),
        ("en", "Nothing works on Mondays", Said.ANSWER),
        ("en", "We don't have enough people", Said.ANSWER),
        ("en", "It doesn't affect anything", Said.NO),
        ("en", "Nothing is hard about it", Said.NO),
        ("en", "We have no problem with that", Said.NO),
        ("en", "Right now we write them ourselves", Said.ANSWER),
        ("en", "All right, Thursday then", Said.YES),
        ("en", "Fine with me", Said.YES),
        ("en", "Good teachers leave", Said.ANSWER),
        ("en", "Of course I'd want that.", Said.YES),
        ("en", "Yes, but it costs a lot", Said.ANSWER),
        ("en", "They all write till midnight.", Said.ANSWER),
    ],
)
def test_what_is_heard(principal: Scenario, lang: str, text: str, said: Said) -> None:
    assert heard(principal, text, lang).said is said


@pytest.mark.parametrize(
    ("lang", "text", "invites"),
    [
        ("zh", "好吧，下周三下午你来。", True),
        ("zh", "下周三您再来一趟吧", True),
        ("zh", "明天上午给我打电话，你直接打给我。", True),
        ("zh", "那就周五当面谈", True),
        ("zh", "周三你们来装的机器，到现在没修好", False),
        ("zh", "下周三我们有检查", False),
        ("zh", "有空你来", False),
        ("zh", "下周三你来，行吗？", False),
        ("en", "All right, come by next Wednesday afternoon.", True),
        ("en", "Next Wednesday, call me.", True),
        ("en", "Fine. Let's meet on Friday.", True),
        ("en", "Friday afternoon come round.", True),
        ("en", "Tomorrow they come and see the boiler.", False),
        ("en", "Your people were to come by on Friday, and nobody did.", False),
        ("en", "Come by some time.", False),
    ],
)
def test_a_customer_may_set_the_date(principal: Scenario, lang: str, text: str, invites: bool) -> None:
    assert heard(principal, text, lang).invites is invites


def test_an_objection_must_be_likely_and_more_so_in_an_answer(principal: Scenario) -> None:
    likely = Hit("price-too-high", Category.PRICE, 0.8)
    assert heard(principal, "It is a lot to pay", hits=(likely,)).objection == "price"
    assert heard(principal, "It is a lot to pay", hits=(likely,), asked=True).said is Said.ANSWER
    assert heard(principal, "It is a lot to pay", hits=(PRICE,), asked=True).said is Said.OBJECTION
    assert heard(principal, "They write till midnight", hits=(likely,)).said is Said.ANSWER, "it is about the need"
    assert heard(principal, "How much is it?", hits=(PRICE,)).said is Said.PRICE


def test_a_part_of_what_was_said_may_be_the_objection(principal: Scenario) -> None:
    analysis = Analysis("They work hard, I can tell you, but it's too expensive for us", Lang.EN, ())
    assert parts(analysis.text, Lang.EN)[-1] == "but it's too expensive for us"
    assert parts("It's too expensive for us", Lang.EN) == ()
    weak, busy = Hit("send-info", Category.SEND_INFO, 0.4), Hit("busy-now", Category.BUSY, 0.97)
    price, vague = Hit("price-too-high", Category.PRICE, 0.99), Hit("think-it-over", Category.BRUSH_OFF, 0.99)
    assert hear(principal, analysis, (weak,), (weak, price), asked=True).objection == "price"
    assert hear(principal, analysis, (weak,), (busy, price), asked=True).objection == "price", "the last of them"
    assert hear(principal, analysis, (weak,), (weak, vague), asked=True).said is Said.ANSWER


def test_a_question_may_be_an_objection(principal: Scenario) -> None:
    trust = Hit("can-we-trust-you", Category.TRUST, 0.95)
    assert heard(principal, "Can we trust you?", hits=(trust,)).objection == "trust"


def test_rude_words_and_words_about_the_matter(principal: Scenario) -> None:
    rude = Move(MoveKind.RUDE, 0.9, Evidence(0, 3, "you"))
    assert hear(principal, Analysis("you fool", Lang.EN, (rude,)), (), asked=False).said is Said.RUDE
    assert hear(principal, Analysis("go ahead", Lang.EN, (rude,)), (), asked=False).said is Said.YES


def test_the_customers_own_words_are_taken_up_only_if_short(principal: Scenario) -> None:
    assert heard(principal, "Well, they all write till midnight. It's the job.").words == "they all write till midnight"
    assert heard(principal, "老师们都出题到半夜，没办法。", "zh").words == "老师们都出题到半夜"
    assert heard(principal, "No, that's not it").words == ""
    assert heard(principal, "x" * 500).words == ""
    assert heard(principal, "Wednesday afternoon is fine").dated


# --- the course of a sale


def test_by_the_book(principal: Scenario) -> None:
    seat = seat_for(principal)
    assert moves(seat) == [Step.OPENING, Step.PERMISSION]
    course: list[Step] = []
    for one in (YES, TOLD, TOLD, TOLD, TOLD, TOLD, YES, YES, Heard(Said.ANSWER, dated=True)):
        seat = seller.answer(principal, seat, one)
        course += moves(seat)
    wanted = [
        *(Step.PRAISE, Step.SITUATION, Step.PROBLEM, Step.IMPLICATION, Step.IMPLICATION, Step.NEED_PAYOFF),
        *(Step.SUMMARY, Step.OFFER, Step.PROOF, Step.CHECK, Step.CLOSE, Step.THANKS),
    ]
    assert course == wanted
    assert seat.ending is Ending.AGREED


def test_words_are_taken_up_but_a_tiger_wants_the_next_question(principal: Scenario) -> None:
    gentle = replace(principal, customer=replace(principal.customer, style=StyleId.KOALA))
    assert Step.LISTEN in moves(talk(gentle, YES, TOLD))
    assert Step.LISTEN not in moves(talk(principal, YES, TOLD))


def test_without_a_need_there_is_no_offer(principal: Scenario) -> None:
    for told in (
        (YES, TOLD, NO, NO),
        (YES, TOLD, TOLD, NO, NO),
        (YES, TOLD, TOLD, TOLD, TOLD, NO, NO),
        (YES, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, YES, YES),
    ):
        seat = talk(principal, *told)
        assert seat.ending is Ending.NO_NEED, told
        assert Step.OFFER not in seat.moves


def test_what_was_not_understood_is_asked_back_once(principal: Scenario) -> None:
    seat = talk(principal, YES, TOLD, STRANGE)
    assert moves(seat) == [Step.CLARIFY]
    assert seat.last[0].words == (STRANGE.words,)
    seat = talk(principal, STRANGE, seat=seat)
    assert Step.CLARIFY not in moves(seat)


def test_the_summary_quotes_the_customer_and_can_be_put_right(principal: Scenario) -> None:
    seat = talk(principal, YES, TOLD, TOLD, TOLD, TOLD, TOLD)
    (line,) = seat.last
    assert (line.source, line.words) == (Source.OWN, (TOLD.words,))
    seat = talk(principal, Heard(Said.NO, "my daughter comes first"), seat=seat)
    assert seat.last[0].words == ("my daughter comes first",)
    assert talk(principal, YES, seat=seat).stage is Stage.OFFER


def test_a_yes_sayer_gets_the_whole_summary_to_check(principal: Scenario) -> None:
    seat = talk(principal, YES, YES, YES, YES, YES, YES)
    assert seat.last[-1].name == "listen.summary"


def test_four_parts_then_in_other_words_then_a_no_is_a_no(principal: Scenario) -> None:
    seat = talk(principal, YES, OBJECTS)
    assert moves(seat) == [Step.AGREE, Step.RECOGNISE, Step.REDIRECT, Step.ASK]
    back = talk(principal, Heard(Said.ANSWER, "both of them"), seat=seat)
    assert back.last[-1].move is Step.SITUATION, "and back to the question"
    seat = talk(principal, OBJECTS, seat=seat)
    assert moves(seat) == [Step.INSIST]
    assert talk(principal, OBJECTS, seat=seat).ending is Ending.LEFT_OPEN


def test_many_objections_are_put_in_order(principal: Scenario) -> None:
    kinds = [Heard(Said.OBJECTION, objection=name) for name in ("price", "trust", "timing", "risk")]
    assert moves(talk(principal, *kinds)) == [Step.CLARIFY]


def test_busy_twice_is_another_day(principal: Scenario) -> None:
    busy = Heard(Said.OBJECTION, objection="busy")
    seat = talk(principal, busy, busy)
    assert moves(seat) == [Step.SMALLER]
    assert talk(principal, Heard(Said.ANSWER, dated=True), seat=seat).ending is Ending.LEFT_OPEN


def test_who_is_asked_to_come_has_a_step(principal: Scenario) -> None:
    asked = heard(principal, "All right, come by next Wednesday afternoon.")
    for told in ([TOLD], [TOLD, OBJECTS], [TOLD, TOLD, OBJECTS]):
        seat = talk(principal, YES, *told, asked)
        assert (seat.ending, moves(seat)) == (Ending.AGREED, [Step.THANKS])
    assert talk(principal, asked).ending is Ending.LEFT_OPEN


def test_only_what_is_said_is_said() -> None:
    assert (
        seller_lines.spoken("“论坛上您讲“入职第一天”那段。”（停一下）“真好。”") == "论坛上您讲“入职第一天”那段。 真好。"
    )
    assert seller_lines.spoken("“没说完") == "“没说完"


def test_silence_rudeness_and_the_end(principal: Scenario) -> None:
    nothing, rude = Heard(Said.NOTHING), Heard(Said.RUDE)
    assert talk(principal, nothing, nothing, nothing).ending is Ending.NO_USE
    assert talk(principal, nothing, YES, nothing, YES, nothing).ending is None, "not in a row"
    assert moves(talk(principal, rude)) == [Step.CALM]
    assert talk(principal, rude, YES, rude).ending is Ending.NO_USE
    assert talk(principal, Heard(Said.ENDING)).ending is Ending.SENT_AWAY


def test_questions(principal: Scenario) -> None:
    seat = talk(principal, YES, Heard(Said.PRICE))
    assert moves(seat) == [Step.PRICE]
    seat = talk(principal, Heard(Said.PRICE), seat=seat)
    assert moves(seat)[0] is Step.HONEST, "asked twice: when the figure comes"
    seat = talk(principal, YES, Heard(Said.PROOF))
    assert moves(seat) == [Step.PROOF, Step.BACK, Step.SITUATION]
    assert moves(talk(principal, YES, Heard(Said.QUESTION)))[0] is Step.HONEST
    assert moves(talk(principal, Heard(Said.WHO)))[:2] == [Step.HONEST, Step.OPENING]
    assert moves(talk(principal, Heard(Said.MEANING)))[0] is Step.REASON


def test_a_smaller_step_and_then_a_no_is_taken(principal: Scenario) -> None:
    seat = talk(principal, YES, TOLD, TOLD, TOLD, TOLD, TOLD, YES, YES, NO)
    assert seat.stage is Stage.SMALLER
    assert talk(principal, YES, seat=seat).ending is Ending.AGREED
    assert talk(principal, NO, seat=seat).ending is Ending.LEFT_OPEN
    unsure = talk(principal, STRANGE, seat=seat)
    assert moves(unsure) == [Step.CHECK], "a maybe is not taken for a yes"
    assert talk(principal, STRANGE, seat=unsure).ending is Ending.LEFT_OPEN


# --- whatever the customer does

HEARD = st.builds(
    Heard,
    said=st.sampled_from(list(Said)),
    words=st.sampled_from(["", "every evening until late", "we lose two people a year"]),
    topics=st.sampled_from([(), ("evenings",), ("price",)]),
    objection=st.sampled_from([category.value for category in Category]),
    dated=st.booleans(),
)


@given(st.lists(HEARD, max_size=40), st.sampled_from(list(Lang)), st.integers(0, 2**33))
def test_whatever_is_said(told: list[Heard], lang: Lang, number: int) -> None:
    scenario = warm().catalog.scenarios["compressor-maintenance"]
    texts = warm().catalog.texts
    seat = seller.begin(Seat(number, scenario.id, lang))
    for one in told:
        before = seat
        seat = seller.answer(scenario, seat, one)
        assert seat_from_json(json.loads(json.dumps(seat_to_json(seat)))) == seat
        if before.ending is not None:
            assert seat == before
            continue
        assert seat.last
        assert all(_exists(scenario, texts.has, line) for line in seat.last)
        if Step.OFFER in (line.move for line in seat.last):
            assert seller_lines.need_touched(scenario, seat)
    if len(told) > seller.MOST_TURNS:
        assert seat.ending is not None


def _exists(scenario: Scenario, has: object, line: Line) -> bool:
    assert callable(has)
    match line.source:
        case Source.BETTER:
            return f"better.{line.name}" in scenario.texts[Lang.EN]
        case Source.OWN:
            return bool(has(f"seller.{line.name}"))
        case Source.REPLY:
            return bool(has(f"seller_reply.{line.name}"))


@given(st.text(max_size=200), st.sampled_from(list(Lang)), st.booleans())
def test_any_text_is_heard(text: str, lang: Lang, asked: bool) -> None:
    scenario = warm().catalog.scenarios["textbook-principal"]
    found = hear(scenario, Analysis(text, lang, ()), (), asked=asked)
    assert len(found.words) <= 56
    assert found.said is not Said.OBJECTION


# --- every scenario


def test_every_scenario_can_be_sold_by_the_book() -> None:
    for scenario in warm().catalog.scenarios.values():
        for lang in Lang:
            for check in seller_lines.NEEDED:
                text = scenario.texts[lang][f"better.{check}"]
                spoken = seller_lines.spoken(text)
                assert spoken, (scenario.id, check)
                assert text.startswith("“"), f"{scenario.id}, {lang}: better.{check} is advice, not something to say"
            topic = next(need for need in scenario.needs if need.main).topics[0]
            told = Heard(Said.ANSWER, "it costs us every week", (topic,))
            seat = talk(scenario, YES, told, told, told, told, told, YES, YES, YES, seat=seat_for(scenario, lang.value))
            assert seat.ending is Ending.AGREED, scenario.id


def test_every_kind_of_objection_has_its_four_parts() -> None:
    texts = warm().catalog.texts
    for category in Category:
        for line in seller_lines.four_parts(category.value):
            assert texts.has(f"seller_reply.{line.name}")
        for lang in Lang:
            assert texts.render(lang, f"seller_reply.{category}_ask").endswith(("?", "？"))


def test_a_stored_seat_that_is_none() -> None:
    for body in (None, 7, {}, {"id": 1}, {**seat_to_json(Seat(1, "x", Lang.EN)), "stage": "nowhere"}):
        assert seat_from_json(body) is None
