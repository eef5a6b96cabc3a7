"""What an utterance is taken for where the moves alone are in doubt: a close, a summary, a part of the formula."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.base.language import Lang
from bot.language.moves import Analysis, Evidence, Likeness, Move, MoveKind
from bot.language.normalise import normalise
from bot.scenarios.events import Asked, Noticed, Offered, Proposed, Replied, Settled
from bot.scenarios.topics import term
from bot.scenarios.types import Scenario
from bot.training.grading.transcript import Transcript
from tests.chats.warm import warm
from tests.scenarios.rep import K, play, said, understood

ZH, EN = Lang.ZH, Lang.EN
SUMMARY = 6


def heard(text: str, lang: Lang, shown_by: str = "", **sure: float) -> Analysis:
    """An utterance with moves of some confidence, named in capitals; all shown by `shown_by` or the whole."""
    words = shown_by or text
    evidence = Evidence(text.index(words), text.index(words) + len(words), words)
    moves = (Move(MoveKind[name], confidence, evidence) for name, confidence in sure.items())
    return Analysis(text, lang, tuple(sorted(moves, key=lambda move: -move.confidence)))


def proposed(transcript: Transcript) -> bool:
    return bool(list(transcript.all(Proposed)))


@pytest.mark.parametrize(("sure", "taken"), [(0.6, False), (0.9, True)])
def test_what_only_sounds_like_a_close_is_none_before_anything_is_felt(
    principal: Scenario, sure: float, taken: bool
) -> None:
    opening = understood("win", ZH)[0]
    line = "您这周四下午两点有空，一起看看试用的班？"
    assert proposed(play(principal, ZH, [opening, heard(line, ZH, CLOSE=sure, CLOSED=1.0)])) is taken


@pytest.mark.parametrize(("sure", "taken"), [(0.7, False), (0.85, True)])
def test_an_open_question_about_a_need_asks_for_no_step(principal: Scenario, sure: float, taken: bool) -> None:
    before = understood("win", EN)[:5]
    first = "Say Thursday comes and nobody sets papers at night."
    line = f"{first} How would your evenings look then?"
    whole = Evidence(0, len(line), line)
    close = Move(K.CLOSE, sure, Evidence(0, len(first), first))
    analysis = Analysis(line, EN, (Move(K.OPEN, 1.0, whole), close, Move(K.NEED_PAYOFF, 0.45, whole)))
    talk = play(principal, EN, [*before, analysis])
    assert proposed(talk) is taken
    assert [event.need for turn, event in talk.all(Asked) if turn == len(before) + 1] == ["evenings"]


@pytest.mark.parametrize(("pressure", "taken"), [(0.95, False), (0.85, True)])
def test_a_signature_under_a_threat_is_pressure_more_than_a_close(
    principal: Scenario, pressure: float, taken: bool
) -> None:
    line = "Sign today, after that the price is gone."
    turns = [understood("win", EN)[0], heard(line, EN, PRESSURE=pressure, CLOSE=0.9)]
    assert proposed(play(principal, EN, turns)) is taken


def test_pressure_in_another_sentence_leaves_the_close_one(principal: Scenario) -> None:
    forces, asks = "It pays back within a month, guaranteed.", "Could you give me half an hour on Thursday?"
    line = f"{forces} {asks}"
    moves = (
        Move(K.OVERPROMISE, 0.95, Evidence(0, len(forces), forces)),
        Move(K.CLOSE, 0.9, Evidence(len(forces) + 1, len(line), asks)),
    )
    assert proposed(play(principal, EN, [*understood("win", EN)[:8], Analysis(line, EN, moves)]))


def test_a_threat_with_a_date_does_not_fix_the_date_of_a_step(principal: Scenario) -> None:
    dated = replace(principal, style=replace(principal.style, wants_date=True))
    vague = said("能不能安排我见一下备课组长？", ZH, K.CLOSE)
    settled = understood("win", ZH)[10]
    threat = heard("周五之前签，过了这个价就没了。", ZH, PRESSURE=0.95, CLOSE=0.9)
    turns = [*understood("win", ZH)[:9], vague, settled]
    assert not play(dated, ZH, turns).final.date
    assert not play(dated, ZH, [*turns, threat]).final.date


PROMISES = [
    (ZH, "我明天把样书给您送来。", False),
    (ZH, "我周三把各班的数字给您送来，您叫上备课组长。", True),
    (EN, "I'll bring you the sample on Wednesday.", False),
    (EN, "I'll bring you the sample on Wednesday, and you get the heads of department round the table.", True),
]


@pytest.mark.parametrize(("lang", "text", "taken"), PROMISES)
def test_what_the_rep_will_do_alone_is_no_step(principal: Scenario, lang: Lang, text: str, *, taken: bool) -> None:
    offered = understood("win", lang)[:9]
    assert proposed(play(principal, lang, [understood("win", lang)[0], heard(text, lang, CLOSE=0.95)])) is taken
    advances = play(principal, lang, [*offered, heard(text, lang, CLOSE=0.95)]).all(Proposed)
    steps = {rung.id: rung.advance for rung in principal.ladder}
    assert any(steps[event.rung] for _, event in advances) is taken


def test_what_is_no_close_is_a_question(principal: Scenario) -> None:
    """Else the customer would have nothing to say to it."""
    opening = understood("win", ZH)[0]
    line = "老师们周四晚上几点走？"
    asked = play(principal, ZH, [opening, heard(line, ZH, CLOSE=0.6, SITUATION=0.55, CLOSED=1.0)]).all(Asked)
    assert [event.kind for turn, event in asked if turn == 2] == [K.SITUATION]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (ZH, "您是想多了解效果，还是想多了解价格？"),
        (ZH, "不是您想多了，换谁都会这么想。"),
        (ZH, "您担心的是不是我们教完就走？"),
        (ZH, "关键不是贵不贵，而是值不值。"),
        (ZH, "您是怕那屏幕看不懂，还是怕在小柯面前按错了？"),
        (EN, "You're not overthinking it at all, three years is a long commitment."),
        (EN, "Perhaps it's not so much the guides you're saying no to as another worry."),
        (EN, "If I hear you right, your problem isn't the price."),
    ],
)
def test_these_words_blame_nobody(principal: Scenario, lang: Lang, text: str) -> None:
    assert not term(principal, "blames", normalise(text).text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (ZH, "您想多了，没有的事。"),
        (ZH, "这事不是我们的问题。"),
        (ZH, "其实不贵。"),
        (ZH, "是你们操作不当。"),
        (EN, "You're overthinking this."),
        (EN, "That's your own problem."),
        (EN, "It's really not expensive."),
        (EN, "Honestly, eight per cent isn't much."),
    ],
)
def test_these_words_blame_or_belittle(principal: Scenario, lang: Lang, text: str) -> None:
    assert term(principal, "blames", normalise(text).text)


def test_no_line_or_question_that_scenarios_recommend_blames() -> None:
    for scenario in warm().catalog.scenarios.values():
        better = [text for own in scenario.texts.values() for name, text in own.items() if name.startswith("better.")]
        for text in (*better, *(ask.text for ask in scenario.asks)):
            assert not term(scenario, "blames", normalise(text).text), (scenario.id, text)


@pytest.mark.parametrize(("fault", "settled"), [({}, True), ({"PRESSURE": 0.9}, False), ({"RUDE": 0.9}, False)])
def test_no_doubt_is_settled_in_advance_beside_a_threat(
    principal: Scenario, fault: dict[str, float], settled: bool
) -> None:
    before = understood("win", EN)[:7]
    line = "Our guides write the exercises. You'll ask about the price, and rightly: it comes to a lunch per student."
    talk = play(principal, EN, [*before, heard(line, EN, PRESENT=1.0, AGREE=0.9, REDIRECT=0.9, **fault)])
    in_advance = {event.objection for _, event in talk.all(Settled) if event.rule == "anticipated"}
    assert in_advance == ({"own_papers", "price"} if settled else set())


@pytest.mark.parametrize(
    ("sure", "offered"),
    [({"PRESENT": 0.6}, True), ({"PRESENT": 0.4}, False), ({"PROOF": 0.85}, True), ({"PROOF": 0.5}, False)],
)
def test_what_tells_back_only_to_offer_is_an_offer(principal: Scenario, sure: dict[str, float], offered: bool) -> None:
    before = understood("win", EN)[:6]
    line = "You want it even and the evenings back. The learning guides take over the question-writing."
    talk = play(principal, EN, [*before, heard(line, EN, SUMMARISE=0.8, **sure)])
    assert bool(list(talk.all(Offered))) is offered


@pytest.mark.parametrize(("sure", "offered"), [({"PRESENT": 0.3}, True), ({"PROOF": 0.3}, True), ({}, False)])
def test_nobody_sums_up_twice_in_a_row(principal: Scenario, sure: dict[str, float], offered: bool) -> None:
    before = understood("win", EN)[: SUMMARY + 1]
    line = "You want it even and the evenings back. The learning guides take over the question-writing."
    talk = play(principal, EN, [*before, heard(line, EN, SUMMARISE=0.8, **sure)])
    assert [turn for turn, _ in talk.noticed("summary")] == ([SUMMARY + 1] if offered else [SUMMARY + 1, SUMMARY + 2])
    assert bool(list(talk.all(Offered))) is offered


@pytest.mark.parametrize(("leading", "kind"), [(0.95, K.SITUATION), (0.6, K.PROBLEM)])
def test_a_question_that_only_wants_a_yes_is_no_other_for_what_it_resembles(
    principal: Scenario, leading: float, kind: MoveKind
) -> None:
    opening = understood("win", EN)[0]
    line = "Setting papers every night, does your word mean anything?"
    whole = Evidence(0, len(line), line)
    moves = (Move(K.LEADING, leading, whole), Move(K.PROBLEM, 0.2, whole))
    analysis = Analysis(line, EN, moves, (Likeness("problem:evenings", 0.6, whole),), True)
    assert [event.kind for turn, event in play(principal, EN, [opening, analysis]).all(Asked) if turn == 2] == [kind]


@pytest.mark.parametrize(("closed", "taken"), [(0.4, False), (0.6, True)])
def test_who_asks_openly_how_things_are_asks_for_no_step(principal: Scenario, closed: float, taken: bool) -> None:
    opening = understood("win", EN)[0]
    line = "So, on Thursday night: how long do your teachers sit writing papers?"
    sounds = heard(line, EN, CLOSE=0.9, OPEN=0.6, CLOSED=closed)
    fact = Likeness("facts:teacher_time", 0.6, Evidence(0, len(line), line))
    asked = replace(sounds, likes=(fact,), compared=True)
    assert proposed(play(principal, EN, [opening, asked])) is taken


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("Mr Gan! You're amazing, the greatest boss in Chengdu!", "praise_general"),
        ("Mr Gan! Nine weddings in a day, and city television there!", "praise_results"),
    ],
)
def test_a_name_is_nothing_particular_to_praise(line: str, cause: str) -> None:
    talk = play(warm().catalog.scenarios["software-easy-yes"], EN, [heard(line, EN, GREET=0.8, PRAISE=0.9)])
    assert talk.noticed(cause)


@pytest.mark.parametrize(("close", "tested"), [(0.6, True), (0.9, False)])
def test_two_minutes_are_no_step(close: float, tested: bool) -> None:
    opening = heard("刘姐您好，我是安途车队的小许，我们做企业租车的。", ZH, GREET=1.0)
    asks = heard("没关系，您忙我理解，就占您两分钟，您看行吗？", ZH, CLOSED=1.0, AGREE=0.9, CLOSE=close)
    talk = play(warm().catalog.scenarios["fleet-gatekeeper"], ZH, [opening, asks])
    assert bool([event for _, event in talk.all(Settled) if event.rule == "tested"]) is tested


@pytest.mark.parametrize(
    ("sure", "shown"),
    [
        ({"REDIRECT": 0.15}, (K.AGREE, K.REDIRECT, K.ASK)),
        ({"REDIRECT": 0.1}, (K.AGREE, K.ASK)),
        ({"PRESENT": 0.3}, (K.AGREE, K.REDIRECT, K.ASK)),
        ({"PROOF": 0.2}, (K.AGREE, K.ASK)),
        ({"PRESENT": 0.9}, (K.AGREE, K.ASK)),
        ({"REDIRECT": 0.3, "ARGUE": 0.55}, (K.AGREE, K.ASK)),
        ({"REDIRECT": 0.9, "OVERPROMISE": 0.9}, ()),
        ({"REDIRECT": 0.9, "KICKBACK": 0.6}, ()),
    ],
)
def test_while_an_objection_waits_a_faint_answer_redirects(
    principal: Scenario, sure: dict[str, float], shown: tuple[MoveKind, ...]
) -> None:
    raised = said("咱们的导学案覆盖所有科目。", ZH, K.PRESENT)
    line = "我理解，你们老师自己出的题。我们先派人帮着出一套，您说呢？"
    answered = heard(line, ZH, AGREE=1.0, ASK=0.9, **sure)
    assert parts(play(principal, ZH, [raised, answered])) == [shown]
    assert not parts(play(principal, ZH, [answered]))


def test_no_part_of_the_formula_is_believed_beside_pressure(principal: Scenario) -> None:
    raised = said("咱们的导学案覆盖所有科目。", ZH, K.PRESENT)
    line = "我理解，你们老师自己出的题。换个角度，今天不签这个价就没了，您说呢？"
    calm = heard(line, ZH, AGREE=1.0, REDIRECT=0.9, ASK=0.9)
    forced = heard(line, ZH, AGREE=1.0, REDIRECT=0.9, ASK=0.9, PRESSURE=0.9)
    assert parts(play(principal, ZH, [raised, calm])) == [(K.AGREE, K.REDIRECT, K.ASK)]
    assert parts(play(principal, ZH, [raised, forced])) == [()]


@pytest.mark.parametrize(("beside", "found"), [({"AGREE": 1.0}, (K.AGREE, K.REDIRECT)), ({}, ())])
def test_beside_a_sure_part_another_is_believed_sooner(
    principal: Scenario, beside: dict[str, float], found: tuple[MoveKind, ...]
) -> None:
    raised = said("咱们的导学案覆盖所有科目。", ZH, K.PRESENT)
    line = "是这么回事。你们老师自己出的题都留着，我们接的是排版和分层那一半。"
    assert parts(play(principal, ZH, [raised, heard(line, ZH, REDIRECT=0.45, **beside)])) == [found]


def test_what_is_half_understood_may_still_blame(principal: Scenario) -> None:
    """An agreement must be clear to outweigh words that put the customer in the wrong."""
    raised = said("咱们的导学案覆盖所有科目。", ZH, K.PRESENT)
    line = "您想多了，你们老师自己出的题早就过时了，我们的才跟得上。"
    doubtful = heard(line, ZH, AGREE=0.6, PRAISE=0.7, REDIRECT=0.7)
    assert parts(play(principal, ZH, [raised, doubtful])) == [()]


def test_a_threat_tests_no_smokescreen(principal: Scenario) -> None:
    early = said("咱们签了吧？", ZH, K.CLOSE)
    line = "今天不签这个价就没了，样书的事，您是觉得用不上，还是时间不对？"
    for sure, tested in (({}, True), ({"PRESSURE": 0.9}, False)):
        talk = play(principal, ZH, [early, heard(line, ZH, ASK=0.9, OPEN=0.9, **sure)])
        assert any(event.rule == "tested" for _, event in talk.all(Settled)) is tested


TOLD_BACK = [
    (ZH, "出题出到半夜是一桩，十六个班练得不齐又是一桩，两桩都压在您身上。是这样吧？"),
    (EN, "Papers set at night, and sixteen classes that don't get the same practice. Those are the two. Is that it?"),
]


CHECKS = {ZH: "周三您看行吗？", EN: " Shall we say Wednesday?"}


@pytest.mark.parametrize(("lang", "text"), TOLD_BACK)
def test_two_needs_told_back_with_a_check_sum_up(principal: Scenario, lang: Lang, text: str) -> None:
    before = understood("win", lang)[:SUMMARY]
    assert summed_up(play(principal, lang, [*before, heard(text, lang, CLOSED=0.95)]), SUMMARY + 1)
    assert not summed_up(play(principal, lang, [*before, heard(text, lang, CLOSED=0.5)]), SUMMARY + 1)
    forward = text[: max(text.rfind("。", 0, -2), text.rfind(". ", 0, -2)) + 1] + CHECKS[lang]
    assert not summed_up(play(principal, lang, [*before, heard(forward, lang, CLOSED=0.95)]), SUMMARY + 1), "a date"
    assert not summed_up(play(principal, lang, [before[0], heard(text, lang, CLOSED=0.95)]), 2), "nothing was said yet"


def parts(transcript: Transcript) -> list[tuple[MoveKind, ...]]:
    return [event.parts for _, event in transcript.all(Replied)]


def summed_up(transcript: Transcript, turn: int) -> bool:
    return any(at == turn and event.rule == "summary" for at, event in transcript.all(Noticed))
