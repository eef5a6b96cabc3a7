"""What a week of answers shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.training.recap import Given, Week, week

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
BEFORE = MONDAY - timedelta(days=3)


def given_(skill: str, ratings: str, since: datetime, item: str = "x") -> list[Given]:
    """Answers an hour apart, by the digits of their ratings."""
    return [
        Given(f"{item}-{skill}-{number}", skill, int(rating), since + timedelta(hours=number))
        for number, rating in enumerate(ratings)
    ]


def test_an_empty_week() -> None:
    assert week([], MONDAY) == Week(0, 0, None, None)
    assert week(given_("spin", "3333", BEFORE), MONDAY) == Week(0, 0, None, None)


def test_a_hint_counts_as_right_and_the_week_begins_on_monday() -> None:
    shown = week([*given_("spin", "11", BEFORE), *given_("spin", "1234", MONDAY)], MONDAY)
    assert (shown.questions, shown.right) == (4, 3)


def test_the_skill_that_has_risen_most() -> None:
    answers = [*given_("spin", "1133", BEFORE), *given_("styles", "1113", BEFORE)]
    answers += [*given_("spin", "3333", MONDAY), *given_("styles", "3333", MONDAY), *given_("empathy", "3333", MONDAY)]
    gain = week(answers, MONDAY).gain
    assert gain is not None
    assert (gain.skill, gain.before, gain.share) == ("styles", 0.25, 1.0)


def test_without_a_rise_the_new_skill_that_went_best() -> None:
    answers = [*given_("spin", "3333", BEFORE), *given_("spin", "3333", MONDAY), *given_("empathy", "3313", MONDAY)]
    gain = week(answers, MONDAY).gain
    assert gain is not None
    assert (gain.skill, gain.before, gain.share) == ("empathy", None, 0.75)


def test_too_few_answers_and_bad_ones_are_no_gain() -> None:
    assert week(given_("spin", "333", MONDAY), MONDAY).gain is None
    assert week(given_("spin", "1113", MONDAY), MONDAY).gain is None
    assert week([*given_("spin", "1", BEFORE), *given_("spin", "3333", MONDAY)], MONDAY).gain is None


def test_the_hardest_is_the_one_that_went_wrong_most_and_then_last() -> None:
    assert week(given_("spin", "3131", MONDAY), MONDAY).hardest == "x-spin-3"
    twice = [Given("y", "spin", 1, MONDAY), Given("y", "spin", 1, MONDAY + timedelta(minutes=1))]
    assert week([*twice, *given_("spin", "3131", MONDAY)], MONDAY).hardest == "y"
    assert week(given_("spin", "3333", MONDAY), MONDAY).hardest is None


answers = st.builds(
    Given,
    st.sampled_from("abcd"),
    st.sampled_from(["spin", "styles"]),
    st.integers(1, 4),
    st.integers(-9, 9).map(lambda days: MONDAY + timedelta(days=days)),
)


@given(st.lists(answers, max_size=40))
def test_every_week_adds_up(all_: list[Given]) -> None:
    shown = week(all_, MONDAY)
    assert 0 <= shown.right <= shown.questions <= len(all_)
    assert (shown.hardest is None) is (shown.right == shown.questions)
    if shown.gain is not None:
        assert 0 < shown.gain.share <= 1
        assert shown.gain.before is None or shown.gain.before < shown.gain.share
