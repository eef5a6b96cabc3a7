"""A team's own questions and facts: what may be wrong, letters, typing one anew, which fact answers."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.language.encoder import DIMENSIONS
from bot.training.fact_search import KeptFact, search, stored
from bot.training.items import OWN
from bot.training.team_items import (
    Fact,
    Part,
    Question,
    faults,
    from_json,
    item_of,
    number_of,
    parsed,
    right_of,
    to_json,
    typed,
)

GOOD = Question("How long may it run?", ("Twelve months", "For ever"), (0,), "Says the sheet.", Lang.EN)
FACT = Fact("Warranty on the ZX-40", "24 months on all parts.", ("warranty", "guarantee"))
NOTHING = np.zeros(DIMENSIONS)


def test_a_good_one_has_no_faults() -> None:
    assert faults(GOOD) == ()
    assert faults(FACT) == ()


@pytest.mark.parametrize(
    ("entry", "code", "part", "option"),
    [
        (Question("", ("a", "b"), (0,)), "empty", Part.QUESTION, None),
        (Question("q" * 301, ("a", "b"), (0,)), "long", Part.QUESTION, None),
        (Question("q", ("a",), (0,)), "few_options", Part.OPTIONS, None),
        (Question("q", tuple("abcdefg"), (0,)), "many_options", Part.OPTIONS, None),
        (Question("q", ("a", "", "c"), (0,)), "empty", Part.OPTIONS, 1),
        (Question("q", ("a", "b" * 101), (0,)), "long", Part.OPTIONS, 1),
        (Question("q", ("a", "a", "b"), (0,)), "same_option", Part.OPTIONS, 1),
        (Question("q", ("a", "b"), ()), "no_right", Part.RIGHT, None),
        (Question("q", ("a", "b"), (2,)), "wrong_right", Part.RIGHT, None),
        (Question("q", ("a", "b"), (0, 1)), "all_right", Part.RIGHT, None),
        (Question("q", ("a", "b"), (0,), "x" * 201), "long", Part.EXPLANATION, None),
        (Fact("", "b"), "empty", Part.TITLE, None),
        (Fact("t", "b" * 1501), "long", Part.FACT, None),
        (Fact("t", "b", tuple("abcdefghijklm")), "many_keywords", Part.KEYWORDS, None),
        (Fact("t", "b", ("k" * 41,)), "long", Part.KEYWORDS, None),
    ],
)
def test_each_fault_is_named(entry: Question | Fact, code: str, part: Part, option: int | None) -> None:
    assert (code, part, option) in [(one.code, one.part, one.option) for one in faults(entry)]


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("A", (0,)),
        ("b, d", (1, 3)),
        ("AC", (0, 2)),
        ("2", (1,)),
        ("Ａ、Ｃ", (0, 2)),
        ("G", None),
        ("yes", None),
        ("", None),
    ],
)
def test_letters(words: str, right: tuple[int, ...] | None) -> None:
    assert right_of(words) == right


def test_typed_and_read_again() -> None:
    assert parsed(typed(GOOD), GOOD) == GOOD
    assert parsed(typed(FACT), FACT) == FACT
    changed = parsed("Another?\n- one\n* two\n* three\n> Because.", GOOD)
    assert changed == Question("Another?", ("one", "two", "three"), (1, 2), "Because.", Lang.EN)


@given(st.text(max_size=200))
def test_whatever_is_typed_can_be_read(text: str) -> None:
    for before in (GOOD, FACT):
        entry = parsed(text, before)
        faults(entry)
        assert from_json(json.loads(json.dumps(to_json(entry)))) == entry


def test_as_an_item_of_a_drill() -> None:
    item = item_of(7, GOOD)
    assert (item.id, item.skill, item.closed, item.live) == ("team.7", OWN, True, True)
    assert item.is_right((0,))
    assert number_of(item.id) == 7
    assert number_of("spin-003") is None
    assert number_of("team.x") is None


def test_a_fact_is_found_by_its_keyword_and_its_words() -> None:
    kept = [KeptFact(1, FACT, b""), KeptFact(2, Fact("Delivery", "Six weeks from the order.", ("lead time",)), b"")]
    assert [hit.id for hit in search("What about the warranty?", NOTHING, kept)] == [1]
    assert [hit.id for hit in search("lead time", NOTHING, kept)] == [2]
    assert search("Which style is the principal?", NOTHING, kept) == ()
    assert search("???", NOTHING, kept) == ()


def test_a_damaged_vector_is_no_vector() -> None:
    assert [hit.id for hit in search("warranty", NOTHING, [KeptFact(1, FACT, b"abc")])] == [1]
    near = np.ones(DIMENSIONS) / np.sqrt(DIMENSIONS)
    with_meaning = search("warranty", near, [KeptFact(1, FACT, stored(near))])
    assert with_meaning[0].score > search("warranty", near, [KeptFact(1, FACT, b"")])[0].score
