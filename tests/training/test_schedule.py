"""The schedule: deterministic, never punishing a better answer, mapped as its docstring says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.training.items import Wording
from bot.training.schedule import Card, Rating, State, new_card, pace, rate, retrievability, review

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NEEDED = timedelta(seconds=20)

answers = st.lists(
    st.tuples(st.sampled_from(Rating), st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=200))),
    max_size=12,
)


def after(history: list[tuple[Rating, timedelta]]) -> tuple[Card, datetime]:
    card, now = new_card(NOW), NOW
    for rating, gap in history:
        now += gap
        card, _ = review(card, rating, now)
    return card, now


@given(answers, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)))
def test_a_better_answer_is_never_scheduled_earlier(history: list[tuple[Rating, timedelta]], gap: timedelta) -> None:
    card, now = after(history)
    dues = [review(card, rating, now + gap)[0].due_at for rating in Rating]
    assert dues == sorted(dues)


@given(answers)
def test_every_answer_is_scheduled_ahead_within_a_year(history: list[tuple[Rating, timedelta]]) -> None:
    card, now = after(history)
    for rating in Rating:
        seen, log = review(card, rating, now)
        assert now < seen.due_at <= now + timedelta(days=365)
        assert (log.rating, log.reviewed_at, seen.reviewed_at) == (rating, now, now)
        assert seen.stability is not None and seen.stability > 0
        assert seen.difficulty is not None and 1 <= seen.difficulty <= 10


@given(answers)
def test_the_same_answers_give_the_same_card(history: list[tuple[Rating, timedelta]]) -> None:
    assert after(history) == after(history)


@given(answers, st.floats(min_value=0, max_value=300), st.floats(min_value=0, max_value=300))
def test_memory_fades(history: list[tuple[Rating, timedelta]], one: float, other: float) -> None:
    card, now = after(history)
    early, late = sorted((one, other))
    assert (
        0 <= retrievability(card, now + timedelta(days=late)) <= retrievability(card, now + timedelta(days=early)) <= 1
    )


def test_a_new_item_answered_right_comes_back_after_days_and_one_answered_wrong_within_the_hour() -> None:
    right, _ = review(new_card(NOW), Rating.GOOD, NOW)
    wrong, _ = review(new_card(NOW), Rating.AGAIN, NOW)
    assert right.state is State.REVIEW and right.due_at >= NOW + timedelta(days=1)
    assert wrong.state is State.LEARNING and wrong.due_at == NOW + timedelta(minutes=10)


def test_a_forgotten_item_is_learnt_again() -> None:
    known, _ = review(new_card(NOW), Rating.GOOD, NOW)
    lapsed, _ = review(known, Rating.AGAIN, known.due_at)
    assert lapsed.state is State.RELEARNING and lapsed.due_at == known.due_at + timedelta(minutes=10)
    back, _ = review(lapsed, Rating.GOOD, lapsed.due_at)
    assert back.state is State.REVIEW


def test_five_good_answers_on_time_stretch_to_months() -> None:
    card, gaps = new_card(NOW), []
    for _ in range(5):
        before = card.due_at
        card, _ = review(card, Rating.GOOD, before)
        gaps.append((card.due_at - before).days)
    assert gaps == sorted(gaps) and gaps[0] == 2 and gaps[-1] > 60


def test_a_clock_that_ran_backwards_counts_as_the_last_review() -> None:
    card, _ = review(new_card(NOW), Rating.GOOD, NOW)
    again, log = review(card, Rating.GOOD, NOW - timedelta(days=3))
    assert log.reviewed_at == NOW and again.due_at > NOW


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        review(new_card(NOW), Rating.GOOD, NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("correct", "took", "state", "hinted", "rating"),
    [
        (False, 5, State.REVIEW, False, Rating.AGAIN),
        (False, 5, State.REVIEW, True, Rating.AGAIN),
        (True, 5, State.REVIEW, True, Rating.HARD),
        (True, 5, State.LEARNING, True, Rating.HARD),
        (True, 61, State.REVIEW, False, Rating.HARD),
        (True, 60, State.REVIEW, False, Rating.GOOD),
        (True, 21, State.REVIEW, False, Rating.GOOD),
        (True, 20, State.REVIEW, False, Rating.EASY),
        (True, 20, State.LEARNING, False, Rating.GOOD),
        (True, 20, State.RELEARNING, False, Rating.GOOD),
        (True, 601, State.REVIEW, False, Rating.GOOD),
        (True, None, State.REVIEW, False, Rating.GOOD),
    ],
)
def test_the_mapping_of_answers(correct: bool, took: int | None, state: State, hinted: bool, rating: Rating) -> None:
    time = None if took is None else timedelta(seconds=took)
    assert rate(correct=correct, took=time, needed=NEEDED, state=state, hinted=hinted) is rating


def test_longer_questions_are_given_more_time() -> None:
    short = Wording("你好？", ("是", "否"), "")
    long = Wording("你好？" * 30, ("是" * 30, "否" * 30), "")
    assert pace(short, Lang.ZH) < pace(long, Lang.ZH)
    assert timedelta(seconds=5) < pace(short, Lang.ZH) < timedelta(seconds=10)
