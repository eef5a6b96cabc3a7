"""Points: the published table, and nothing for repeating at once what was right."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.training.points import Answer, Play, points

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def right(item: str = "a", hours: float = 0, **more: bool | int | None) -> Answer:
    return Answer(item, NOW + hours * HOUR, correct=True, **more)  # type: ignore[arg-type]


def wrong(item: str = "a", hours: float = 0) -> Answer:
    return Answer(item, NOW + hours * HOUR, correct=False)


def of(*answers: Answer) -> int:
    return points(answers, (), ()).total


def test_the_table() -> None:
    made = points(
        [right("a"), right("b", hinted=True), wrong("c"), right("d", mark=87), Answer("e", NOW, False, mark=40)],
        [date(2026, 3, 2)],
        [Play("x", NOW, 73, True), Play("y", NOW, 51, False)],
    )
    assert (made.questions, made.written, made.drills, made.plays) == (15, 17 + 8, 10, 36 + 20 + 25)
    assert made.total == 131


def test_a_mark_below_40_brings_nothing() -> None:
    assert of(Answer("e", NOW, False, mark=39)) == 0


def test_repeating_within_a_day_what_was_right_brings_nothing() -> None:
    assert of(right(), right(hours=1), right(hours=23)) == 10
    assert of(right(), right(hours=24)) == 20
    assert of(right(), wrong(hours=1), right(hours=2)) == 10
    assert of(wrong(), right(hours=1)) == 10
    assert of(right("a"), right("b")) == 20
    assert points((), (), [Play("x", NOW, 60, True), Play("x", NOW + HOUR, 80, True)]).total == 50
    assert points((), (), [Play("x", NOW, 60, False), Play("x", NOW + HOUR, 80, True)]).total == 90


def test_three_drills_a_day_count() -> None:
    assert points((), [date(2026, 3, 2)] * 5 + [date(2026, 3, 3)], ()).total == 40


@given(st.lists(st.builds(Answer, st.sampled_from("abc"), st.datetimes(timezones=st.just(UTC)), st.booleans())))
def test_the_order_of_storage_does_not_matter_and_nothing_is_taken_away(answers: list[Answer]) -> None:
    distinct = list({(one.item_id, one.at): one for one in answers}.values())
    assert of(*distinct) == of(*reversed(distinct))
    latest = max((one.at for one in distinct), default=NOW)
    if latest < datetime(9990, 1, 1, tzinfo=UTC):
        assert of(*distinct, Answer("a", latest + HOUR, True)) >= of(*distinct)
