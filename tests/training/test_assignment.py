"""What completes an assignment, which dates are offered, and how reasons are kept."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.training.assignment import (
    MET,
    PASSED,
    SKILL_POINTS,
    Kind,
    Why,
    after_meeting,
    is_done,
    offered_dates,
    ready_reason,
    reason_of,
)

MONDAY, FRIDAY = date(2026, 1, 5), date(2026, 1, 9)


def test_fridays_and_a_fortnight() -> None:
    assert offered_dates(MONDAY) == (FRIDAY, date(2026, 1, 16), date(2026, 1, 19))
    assert offered_dates(FRIDAY) == (date(2026, 1, 16), date(2026, 1, 23)), "today is too soon; a fortnight is a Friday"


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_every_offer_lies_ahead_and_within_two_weeks(today: date) -> None:
    offered = offered_dates(today)
    assert list(offered) == sorted(set(offered))
    assert all(today < one <= today + timedelta(days=14) for one in offered)


def test_a_customer_is_met_or_passed() -> None:
    def met(progress: int, *, wanted: bool, passed: bool) -> int:
        return after_meeting(
            Kind.SCENARIO, progress, wanted=wanted, practised={"spin"}, target="textbook-principal", passed=passed
        )

    assert met(0, wanted=False, passed=True) == 0
    assert met(0, wanted=True, passed=False) == MET
    assert met(MET, wanted=True, passed=True) == PASSED
    assert met(PASSED, wanted=True, passed=False) == PASSED, "what was passed stays passed"
    assert is_done(Kind.SCENARIO, MET)
    assert not is_done(Kind.SCENARIO, 0)


def test_two_role_plays_practise_a_skill() -> None:
    def met(progress: int, practised: set[str]) -> int:
        return after_meeting(Kind.SKILL, progress, wanted=False, practised=practised, target="spin", passed=False)

    assert met(0, {"trust"}) == 0
    once = met(0, {"spin", "trust"})
    assert not is_done(Kind.SKILL, once)
    assert is_done(Kind.SKILL, met(once, {"spin"}))
    assert met(9, {"spin"}) == SKILL_POINTS, "never more than all"


@given(st.text(max_size=60))
def test_no_typed_reason_is_taken_for_a_ready_one(words: str) -> None:
    assert ready_reason(reason_of(words)) is None
    assert "\n" not in reason_of(words)


def test_ready_reasons() -> None:
    assert ready_reason("#time") is Why.TIME
    assert ready_reason("#else") is None
    assert ready_reason(None) is None
    assert reason_of("  #time  ") == "time"
