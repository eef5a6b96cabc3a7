"""The level follows how conversations end."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scenarios.types import Ending
from bot.training.roleplay_level import LEAST, MOST, Difficulty, after, chosen

PASS, BAD, SO_SO = (True, Ending.ADVANCE), (False, Ending.WALK_OUT), (False, Ending.CONTINUATION)
Result = tuple[bool, Ending | None]
results = st.lists(st.tuples(st.integers(LEAST, MOST), st.booleans(), st.sampled_from([None, *Ending])), max_size=40)


def level(*ends: Result, start: int = 2) -> int:
    """The level after conversations that were all at the level of the moment."""
    now = Difficulty(start)
    for passed, ending in ends:
        now = after(now, level=now.level, passed=passed, ending=ending)
    return now.level


def test_three_passes_in_a_row_raise_it() -> None:
    assert level(PASS, PASS) == 2
    assert level(PASS, PASS, PASS) == 3
    assert level(PASS, PASS, SO_SO, PASS) == 2
    assert level(PASS, PASS, BAD, PASS) == 2


def test_the_row_begins_anew_after_a_raise() -> None:
    assert level(PASS, PASS, PASS, start=1) == 2
    assert level(*[PASS] * 5, start=1) == 2
    assert level(*[PASS] * 6, start=1) == 3
    assert level(*[PASS] * 9) == MOST


@pytest.mark.parametrize("ending", [Ending.REFUSAL, Ending.WALK_OUT, Ending.COMPLIANCE_STOP])
def test_two_bad_ends_in_a_row_lower_it(ending: Ending) -> None:
    assert level((False, ending)) == 2
    assert level((False, ending), (False, ending)) == 1
    assert level((False, ending), PASS, (False, ending)) == 2
    assert level(*[(False, ending)] * 9) == LEAST


def test_what_is_neither_breaks_both_rows() -> None:
    for ending in (None, Ending.TIMED_OUT, Ending.CONTINUATION, Ending.ADVANCE):
        assert level(BAD, (False, ending), BAD) == 2


def test_another_level_than_ones_own_counts_for_nothing() -> None:
    now = Difficulty(2, 2)
    assert after(now, level=1, passed=True, ending=Ending.ADVANCE) == now
    assert after(Difficulty(2, -1), level=3, passed=False, ending=Ending.WALK_OUT) == Difficulty(2, -1)


def test_a_level_chosen_by_hand_stays_in_range() -> None:
    assert [chosen(one).level for one in (-5, 0, 1, 2, 3, 4, 10**9)] == [1, 1, 1, 2, 3, 3, 3]
    assert chosen(3).row == 0


@given(results)
def test_never_out_of_range_and_never_two_steps(found: list[tuple[int, bool, Ending | None]]) -> None:
    def played(now: Difficulty, one: tuple[int, bool, Ending | None]) -> Difficulty:
        then = after(now, level=one[0], passed=one[1], ending=one[2])
        assert LEAST <= then.level <= MOST
        assert abs(then.level - now.level) <= 1
        return then

    reduce(played, found, Difficulty())
