"""Mistakes: what went wrong lately and has not been put right, worst first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.training.mistakes import REACH, Trouble, mistakes
from bot.training.points import Answer
from bot.training.schedule import Card, State

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def gave(item: str, *answers: bool, last: int = 0) -> list[Answer]:
    """Answers to an item a day apart, the last one so many days ago."""
    return [Answer(item, NOW - (last + len(answers) - 1 - n) * DAY, right) for n, right in enumerate(answers)]


def test_most_often_wrong_first_then_the_latest() -> None:
    given = [*gave("a", False, last=3), *gave("b", False, False, last=5), *gave("c", False, last=1)]
    assert [(one.item_id, one.wrong) for one in mistakes(given, {}, NOW)] == [("b", 2), ("c", 1), ("a", 1)]


def test_two_right_answers_since_put_it_right() -> None:
    assert mistakes(gave("a", False, True, True), {}, NOW) == ()
    assert mistakes(gave("a", True, True, False, True), {}, NOW) == (Trouble("a", 1, NOW - DAY),)


def test_what_is_long_past_is_past() -> None:
    assert mistakes([Answer("a", NOW - REACH - DAY, False)], {}, NOW) == ()
    assert mistakes([Answer("a", NOW - REACH, False)], {}, NOW) == (Trouble("a", 1, NOW - REACH),)


def test_what_was_known_and_forgotten_counts_too() -> None:
    lapsed = Card(State.RELEARNING, 0, 1.0, 5.0, NOW, NOW)
    known = Card(State.REVIEW, None, 9.0, 5.0, NOW, NOW)
    found = mistakes(gave("b", False), {"a": lapsed, "b": known, "c": known}, NOW)
    assert found == (Trouble("b", 1, NOW), Trouble("a", 0, None))


def test_nobody_starts_with_mistakes() -> None:
    assert mistakes([], {}, NOW) == ()
