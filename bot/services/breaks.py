"""Breaks: pausing the pushes, coming back, and which days were off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from bot.delivery.unit import Tx
from bot.services import people
from bot.services.people import OPEN_END, local_date
from bot.storage.queries.people import Person
from bot.training import days_off, holidays
from bot.training.days_off import Break

# The longest break with an end, in days.
LONGEST_PAUSE = 366
# The breaks in `preferences`: a list of [first date, last date].
_BREAKS = "breaks"


def pause(tx: Tx, person: Person, days: int | None) -> Person:
    """No pushes for `days` local days beginning today (1–LONGEST_PAUSE), or until they resume (None)."""
    today = local_date(person, tx.now)
    until = OPEN_END if days is None else today + timedelta(days=days - 1)
    kept = _stored(days_off.begun(_breaks(person), today, until))
    return people.change(tx, person, paused_until=until, next_nudge_at=None, preferences=_with(person, kept))


def resume(tx: Tx, person: Person) -> Person:
    """Push again from now on."""
    kept = _stored(days_off.ended(_breaks(person), local_date(person, tx.now)))
    return people.change(tx, person, paused_until=None, ignored_pushes=0, preferences=_with(person, kept))


def paused(person: Person, now: datetime) -> bool:
    """Whether pushes are paused today."""
    return person.paused_until is not None and person.paused_until >= local_date(person, now)


def excused_days(person: Person, since: date, today: date) -> frozenset[date]:
    """The dates from `since` to `today` on which nobody expected the person to train: breaks and public holidays."""
    return days_off.excused(_breaks(person), holidays.of(person.holidays), since, today)


def _breaks(person: Person) -> tuple[Break, ...]:
    stored = person.preferences.get(_BREAKS, ())
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in stored)


def _stored(breaks: Iterable[Break]) -> list[list[str]]:
    return [[first.isoformat(), last.isoformat()] for first, last in breaks]


def _with(person: Person, kept: list[list[str]]) -> dict[str, object]:
    return {**person.preferences, _BREAKS: kept}
