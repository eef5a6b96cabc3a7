"""What an utterance is taken for where the moves alone are in doubt: a close, a summary, a part of the formula."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from bot.language.moves import Analysis, Evidence, Move, MoveKind
from bot.scenarios.events import Asked, Noticed, Proposed, Replied
from bot.scenarios.types import Scenario
from bot.training.grading.transcript import Transcript
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


TOLD_BACK = [
    (ZH, "出题出到半夜是一桩，十六个班练得不齐又是一桩，两桩都压在您身上。是这样吧？"),
    (EN, "Papers set at night, and sixteen classes that don't get the same practice. Those are the two. Is that it?"),
]


@pytest.mark.parametrize(("lang", "text"), TOLD_BACK)
def test_two_needs_told_back_with_a_check_sum_up(principal: Scenario, lang: Lang, text: str) -> None:
    before = understood("win", lang)[:SUMMARY]
    assert summed_up(play(principal, lang, [*before, heard(text, lang, CLOSED=0.95)]), SUMMARY + 1)
    assert not summed_up(play(principal, lang, [*before, heard(text, lang, CLOSED=0.5)]), SUMMARY + 1)
    assert not summed_up(play(principal, lang, [before[0], heard(text, lang, CLOSED=0.95)]), 2), "nothing was said yet"


def parts(transcript: Transcript) -> list[tuple[MoveKind, ...]]:
    return [event.parts for _, event in transcript.all(Replied)]


def summed_up(transcript: Transcript, turn: int) -> bool:
    return any(at == turn and event.rule == "summary" for at, event in transcript.all(Noticed))
