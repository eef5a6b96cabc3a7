"""What counts say and what they do not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.training import trends
from bot.training.trends import Cell, Change, Count, Gain, Hard

NOTHING = Count()
counts = st.integers(0, 60).flatmap(lambda of: st.integers(0, of).map(lambda good: Count(good, of)))


def cell(good: int, of: int, before: Count = NOTHING, skill: str = "spin") -> Cell:
    return Cell(skill, Count(good, of), Count(), before)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (Count(0, 7), Count(50, 50), None),
        (Count(50, 50), Count(7, 7), None),
        (Count(4, 8), Count(6, 8), Change.SAME),
        (Count(1, 10), Count(9, 10), Change.UP),
        (Count(9, 10), Count(1, 10), Change.DOWN),
        (Count(60, 100), Count(69, 100), Change.SAME),
        (Count(600, 1000), Count(690, 1000), Change.SAME),
        (Count(600, 1000), Count(720, 1000), Change.UP),
        (Count(8, 8), Count(8, 8), Change.SAME),
        (Count(0, 8), Count(0, 8), Change.SAME),
    ],
)
def test_a_change_is_told_when_it_is_large_and_no_chance(before: Count, now: Count, told: Change | None) -> None:
    assert trends.change(before, now) is told


@given(counts, counts)
def test_up_one_way_is_down_the_other(one: Count, other: Count) -> None:
    mirror = {Change.UP: Change.DOWN, Change.DOWN: Change.UP}
    there, back = trends.change(one, other), trends.change(other, one)
    assert (there is None) is (back is None)
    assert mirror.get(there, there) is back  # type: ignore[arg-type]


def test_who_does_not_change_is_seldom_told_to() -> None:
    rng = random.Random(7)

    def draw() -> Count:
        return Count(sum(rng.random() < 0.6 for _ in range(30)), 30)

    told = sum(trends.change(draw(), draw()) is not Change.SAME for _ in range(2000))
    assert told < 2000 * 0.07


@given(counts, counts)
def test_no_figure_without_enough_evidence(questions: Count, checks: Count) -> None:
    found = Cell("spin", questions, checks)
    assert (found.percent is None) is (questions.of + checks.of < trends.ENOUGH)
    assert found.percent is None or 0 <= found.percent <= 100


def test_lowest_first_and_who_cannot_be_told_last() -> None:
    people = {1: {"spin": cell(8, 8)}, 2: {"spin": cell(7, 7)}, 3: {"spin": cell(2, 8)}, 4: {}, 5: {"spin": cell(2, 8)}}
    assert trends.by_need(people) == (3, 5, 1, 2, 4)


def test_the_skills_that_most_is_known_of_in_the_maps_order() -> None:
    many, few, none = cell(8, 8, skill="b"), cell(8, 8, skill="a"), cell(7, 7, skill="c")
    people = [{"a": few, "b": many, "c": none}, {"b": many}]
    assert trends.best_known(people, ("a", "b", "c"), 5) == ("a", "b")
    assert trends.best_known(people, ("a", "b", "c"), 1) == ("b",)
    assert trends.best_known([], ("a",), 1) == ()


def test_the_surest_gain_first() -> None:
    people = {
        1: {"spin": cell(20, 30, Count(5, 30))},
        2: {"spin": cell(29, 30, Count(5, 30)), "trust": cell(5, 30, Count(29, 30))},
        3: {"spin": cell(8, 8, Count(0, 7))},
    }
    assert trends.gains(people) == (Gain(2, people[2]["spin"]), Gain(1, people[1]["spin"]))
    few = {1: {"spin": cell(10, 11, Count(3, 9))}, 2: {"spin": cell(170, 200, Count(90, 200))}}
    assert [one.user_id for one in trends.gains(few)] == [2, 1], "larger of few says less than smaller of many"


def test_hard_is_what_many_got_wrong_and_not_what_one_did() -> None:
    asked = [Hard("once", 1, 1), Hard("rare", 2, 2), Hard("easy", 3, 30), Hard("half", 3, 6), Hard("hard", 8, 9)]
    assert [one.item_id for one in trends.hardest(asked, 5)] == ["hard", "half"]
    assert [one.item_id for one in trends.hardest(asked, 1)] == ["hard"]
