"""Quiet hours, reminders and snoozes: nothing unasked comes in the quiet or on another day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.training.calendar import local_date
from bot.training.nudges import LAST_REMINDER, Outcome, Snooze, reminder_at, snooze
from bot.training.quiet import Quiet
from tests.training.test_calendar import ZONES, moments

minutes = st.integers(min_value=0, max_value=1439)
quiets = st.builds(Quiet, minutes, minutes, st.sampled_from(ZONES))
SHANGHAI = "Asia/Shanghai"
NIGHT = Quiet(21 * 60 + 30, 7 * 60, SHANGHAI)
LUNCH = Quiet(12 * 60, 14 * 60, SHANGHAI)


def at(local: str) -> datetime:
    return datetime.fromisoformat(f"2026-01-06 {local}").replace(tzinfo=ZoneInfo(SHANGHAI)).astimezone(UTC)


@given(quiets, moments)
def test_after_the_quiet_hours_it_is_not_quiet(quiet: Quiet, moment: datetime) -> None:
    free = quiet.after(moment)
    assert not quiet.holds(free)
    assert moment <= free <= moment + timedelta(hours=26)
    assert (free == moment) is (not quiet.holds(moment))


@given(quiets)
def test_equal_ends_mean_none_and_beside_is_never_quiet(quiet: Quiet) -> None:
    for minute in range(0, 1440, 7):
        assert not Quiet(quiet.start, quiet.start, quiet.zone).covers(minute)
        beside = quiet.beside(minute)
        assert 0 <= beside < 1440
        assert not quiet.covers(beside)


@given(quiets, moments)
def test_a_reminder_stays_on_its_day_and_out_of_the_quiet(quiet: Quiet, pushed: datetime) -> None:
    moment = reminder_at(pushed, quiet)
    if moment is None:
        return
    local = moment.astimezone(ZoneInfo(quiet.zone))
    assert moment >= pushed + timedelta(hours=3)
    assert local.date() == local_date(pushed, quiet.zone)
    assert not quiet.holds(moment)
    assert local.hour * 60 + local.minute <= LAST_REMINDER or quiet.zone == "Pacific/Apia"


@given(st.sampled_from(Snooze), quiets, moments)
def test_a_snooze_stays_on_its_day_and_out_of_the_quiet(wish: Snooze, quiet: Quiet, now: datetime) -> None:
    snoozed = snooze(wish, now, quiet)
    assert (snoozed.at is None) is (snoozed.outcome in {Outcome.QUIET, Outcome.MIDNIGHT})
    if snoozed.at is not None:
        assert snoozed.at >= now + timedelta(hours=1)
        assert local_date(snoozed.at, quiet.zone) == local_date(now, quiet.zone)
        assert not quiet.holds(snoozed.at)


@pytest.mark.parametrize(
    ("pushed", "quiet", "comes"),
    [
        ("08:30", NIGHT, "11:30"),
        ("18:00", NIGHT, "21:00"),
        ("18:01", NIGHT, None),
        ("23:00", NIGHT, None),
        ("09:30", LUNCH, "14:00"),
        ("05:00", NIGHT, "08:00"),
        ("16:00", Quiet(18 * 60 + 30, 8 * 60, SHANGHAI), None),
    ],
)
def test_when_a_reminder_comes(pushed: str, quiet: Quiet, comes: str | None) -> None:
    assert reminder_at(at(pushed), quiet) == (None if comes is None else at(comes))


@pytest.mark.parametrize(
    ("wish", "now", "quiet", "outcome", "comes"),
    [
        (Snooze.HOUR, "08:30", NIGHT, Outcome.PUT_OFF, "09:30"),
        (Snooze.HOUR, "11:30", LUNCH, Outcome.MOVED, "14:00"),
        (Snooze.HOUR, "21:00", NIGHT, Outcome.QUIET, None),
        (Snooze.HOUR, "23:30", Quiet(0, 0, SHANGHAI), Outcome.MIDNIGHT, None),
        (Snooze.EVENING, "08:30", NIGHT, Outcome.PUT_OFF, "19:00"),
        (Snooze.EVENING, "18:30", NIGHT, Outcome.PUT_OFF, "19:30"),
        (Snooze.EVENING, "08:30", Quiet(18 * 60, 8 * 60, SHANGHAI), Outcome.QUIET, None),
    ],
)
def test_when_a_snooze_ends(wish: Snooze, now: str, quiet: Quiet, outcome: Outcome, comes: str | None) -> None:
    snoozed = snooze(wish, at(now), quiet)
    assert (snoozed.outcome, snoozed.at) == (outcome, None if comes is None else at(comes))
