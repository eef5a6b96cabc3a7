"""When a digest comes: every day at one time, and on one weekday the whole week."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from bot.services.people import ALL_DAYS
from bot.storage.queries.people import Person
from bot.training import calendar
from bot.training.calendar import Plan

# In minutes after midnight; and the weekday, Monday = 0.
DIGEST_AT = 18 * 60
WEEKLY_ON = 4


class Planned(TypedDict):
    """The columns of a membership that say when digests come."""

    digest_at: int | None
    next_digest_at: datetime | None
    weekly_on: int | None
    next_weekly_at: datetime | None


def first(person: Person, *, leads: bool, now: datetime) -> Planned:
    """What somebody begins with who comes into a team, or to lead it; whoever does not lead it gets none."""
    return planned(person, DIGEST_AT if leads else None, WEEKLY_ON if leads else None, now)


def planned(person: Person, digest_at: int | None, weekly_on: int | None, now: datetime) -> Planned:
    """When digests come. None: not at all; the week's without a day's comes at the time nobody has set."""
    weekly_at = DIGEST_AT if digest_at is None else digest_at
    return {
        "digest_at": digest_at,
        "next_digest_at": None if digest_at is None else _next(person, digest_at, ALL_DAYS, now),
        "weekly_on": weekly_on,
        "next_weekly_at": None if weekly_on is None else _next(person, weekly_at, 1 << weekly_on, now),
    }


def _next(person: Person, at: int, days: int, now: datetime) -> datetime | None:
    return calendar.next_push(Plan(at, days, person.time_zone), now)
