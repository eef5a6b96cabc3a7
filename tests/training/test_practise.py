"""Practising one objection: three rounds, never the same words twice, and a state that survives being stored."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.moves import FORMULA
from bot.training.own_reply import Judgement, Step, judge
from bot.training.practise import ROUNDS, Practice, from_json, line, spoken, to_json
from tests.training.test_own_reply import reply

PHRASINGS = tuple("abcdefgh")


def poor() -> Judgement:
    return judge(reply())


def good() -> Judgement:
    return judge(reply(*FORMULA))


@given(st.text(min_size=1, max_size=34), st.integers(1, 12), st.integers(0, 40))
def test_all_phrasings_come_before_one_comes_again(objection: str, size: int, first: int) -> None:
    phrasings = [str(number) for number in range(size)]
    start = first - first % size
    assert sorted(line(objection, start + turn, phrasings) for turn in range(size)) == sorted(phrasings)


def test_no_line_comes_twice_in_one_practice_nor_in_the_next() -> None:
    said = []
    for go in range(2):
        practice = Practice("price-too-high", go)
        while not practice.over:
            said.append(spoken(practice, PHRASINGS))
            practice = practice.answered(poor())
        assert spoken(practice, PHRASINGS) == said[-1]
    assert len(said) == 2 * ROUNDS == len(set(said))


def test_it_ends_when_the_customer_opens_up() -> None:
    practice = Practice("price-too-high").answered(poor())
    assert not practice.over
    assert practice.next_time is Step.AGREE
    practice = practice.answered(good())
    assert practice.over and practice.opened
    assert practice.answered(poor()) == practice


def test_it_ends_after_three_rounds() -> None:
    practice = Practice("price-too-high")
    for _ in range(ROUNDS):
        assert not practice.over
        practice = practice.answered(poor())
    assert practice.over and not practice.opened


@given(st.lists(st.booleans(), max_size=4), st.integers(0, 9))
def test_the_state_survives_being_stored(answers: list[bool], go: int) -> None:
    practice = Practice("price-too-high", go)
    for right in answers:
        practice = practice.answered(good() if right else poor())
    assert from_json(json.loads(json.dumps(to_json(practice)))) == practice


@pytest.mark.parametrize("body", [None, 3, "x", [], {}, {"objection": "a", "go": "x", "rounds": []}, {"rounds": [1]}])
def test_what_is_no_state_is_none(body: object) -> None:
    assert from_json(body) is None
