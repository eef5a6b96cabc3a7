"""Rounds of guessing the style: what is drawn, what counts, and that every line can be trusted."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.scenarios.types import StyleId
from bot.training.guessing import (
    CUSTOMERS,
    LINES,
    MOST,
    TRIES,
    Round,
    begin,
    from_json,
    giveaway,
    heard,
    to_json,
)
from bot.training.tells import StyleTells, Tell
from tests.chats.warm import warm

ANIMALS = re.compile(r"\b(?:tiger|koala|owl|peacock|chameleon)s?\b|老虎|考拉|猫头鹰|孔雀|变色龙", re.IGNORECASE)
SEEDS = st.integers(0, 2**53)
# "more" or a guess, as many as anybody could press.
PRESSES = st.lists(st.one_of(st.none(), st.sampled_from(list(StyleId))), max_size=60)


def tells(lang: Lang) -> dict[StyleId, StyleTells]:
    return dict(warm().catalog.tells[lang])


@given(SEEDS, st.sampled_from(list(Lang)))
def test_a_round_is_drawn_alike_and_never_the_same_line_twice(seed: int, lang: Lang) -> None:
    found = begin(tells(lang), lang, seed)
    assert found == begin(tells(lang), lang, seed)
    assert max(Counter(one.style for one in found.customers).values()) <= 2
    lines = [(one.style, line) for one in found.customers for line in one.lines]
    assert len(lines) == len(set(lines)) == MOST
    for one in found.customers:
        clear = [tells(lang)[one.style].lines[line].clear for line in one.lines]
        assert clear == sorted(clear), "the faint ones first"


@given(SEEDS, PRESSES)
def test_whatever_is_pressed(seed: int, presses: list[StyleId | None]) -> None:
    found = begin(tells(Lang.EN), Lang.EN, seed)
    for style in presses:
        before = found
        found = (found.more() if style is None else found.guess(style)).following()
        assert found.points >= before.points
        assert found.number in {before.number, before.number + 1}
        for one in found.customers:
            assert 1 <= one.shown <= LINES
            assert len(one.wrong) <= TRIES
            assert one.style not in one.wrong
            assert 0 <= one.points <= LINES
        assert from_json(json.loads(json.dumps(to_json(found))), warm().catalog.tells) == found
    assert found.right == sum(one.named for one in found.customers)


@given(SEEDS)
def test_the_sooner_the_more_and_a_wrong_guess_never_helps(seed: int) -> None:
    def points(*presses: StyleId | None) -> int:
        found = begin(tells(Lang.ZH), Lang.ZH, seed)
        for style in presses:
            found = found.more() if style is None else found.guess(style)
        return found.points

    right = begin(tells(Lang.ZH), Lang.ZH, seed).now.style
    wrong = [style for style in StyleId if style is not right]
    by_line = [points(*[None] * more, right) for more in range(LINES)]
    assert by_line == list(range(LINES, 0, -1))
    assert points(wrong[0], right) == LINES - 1
    assert points(wrong[0], wrong[1], right) == 0
    assert points(wrong[0], wrong[0], right) == LINES - 1, "the same name twice costs once"


@pytest.mark.parametrize("body", [None, 7, {}, {"seed": 1}, {"seed": 1, "lang": "de", "customers": [], "number": 0}])
def test_what_is_no_round(body: object) -> None:
    assert from_json(body, warm().catalog.tells) is None


def test_a_round_whose_lines_are_gone_is_no_round() -> None:
    stored = to_json(begin(tells(Lang.EN), Lang.EN, 1))
    stored["customers"][0]["lines"][0] = 10_000
    assert from_json(stored, warm().catalog.tells) is None


def test_too_few_lines() -> None:
    few = {style: StyleTells({}, {}, one.lines[:3]) for style, one in tells(Lang.EN).items()}
    with pytest.raises(ValueError, match="too few"):
        begin(few, Lang.EN, 1)


def test_the_line_that_gave_it_away() -> None:
    faint, clear = Tell("a", "a", "t", clear=False), Tell("b", "b", "t", clear=True)
    assert giveaway([faint, faint]) == 1
    assert giveaway([faint, clear, clear]) == 1


@pytest.mark.parametrize("lang", list(Lang))
def test_the_lines_name_no_animal_and_belong_to_one_style(lang: Lang) -> None:
    said: dict[str, StyleId] = {}
    for style, one in tells(lang).items():
        assert len([line for line in one.lines if line.clear]) >= 36
        assert len([line for line in one.lines if not line.clear]) >= 24
        assert set(one.against) == set(StyleId) - {style}
        assert {line.trait for line in one.lines} <= set(one.traits)
        for line in one.lines:
            assert line.words in line.text
            assert not ANIMALS.search(line.text), line.text
            assert said.setdefault(line.text, style) is style, line.text
        assert len({line.text for line in one.lines}) == len(one.lines)
        for trait in one.traits.values():
            assert not ANIMALS.search(trait), "a wrong guess must not be told the answer"
        for other, text in one.against.items():
            names = {name.lower() for name in ANIMALS.findall(text)}
            assert names <= {other.value, _CHINESE[other]}, text


_CHINESE = {
    StyleId.PEACOCK: "孔雀",
    StyleId.KOALA: "考拉",
    StyleId.OWL: "猫头鹰",
    StyleId.TIGER: "老虎",
    StyleId.CHAMELEON: "变色龙",
}


def test_all_styles_come_up_about_equally_often() -> None:
    rounds: list[Round] = [begin(tells(Lang.EN), Lang.EN, seed) for seed in range(200)]
    counts = Counter(one.style for found in rounds for one in found.customers)
    assert set(counts) == set(StyleId)
    assert min(counts.values()) > 0.7 * max(counts.values())
    assert len({tuple(one.style for one in found.customers) for found in rounds}) > 100
    for found in rounds:
        assert len(found.customers) == CUSTOMERS
    assert any(one.style is other.style for found in rounds for one, other in pairwise(found.customers))


def test_only_heard_lines_are_shown() -> None:
    found = begin(tells(Lang.EN), Lang.EN, 5)
    style = tells(Lang.EN)[found.now.style]
    assert len(heard(found.now, style)) == 1
    assert len(heard(found.more().now, style)) == 2
    assert len(heard(found.more().now, style, 1)) == 1
