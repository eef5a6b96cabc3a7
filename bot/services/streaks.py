"""Streaks of many people at once: who loses one tonight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.delivery.unit import Tx
from bot.services import breaks, drills
from bot.services.people import local_date
from bot.storage.queries.people import Person
from bot.training import calendar

# A streak shorter than this is no loss.
WORTH = 5
# How far back a first look goes; the longest ones are then counted in full.
LOOK = timedelta(days=45)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A streak of `days` that ends tonight unless its person trains."""

    person: Person
    days: int


def at_risk(tx: Tx, people: Iterable[Person], drilled: Mapping[int, list[date]], most: int) -> tuple[AtRisk, ...]:
    """At most `most` streaks that end tonight, the longest first. `drilled`: dates of finished drills since LOOK ago.

    One missed day a week is forgiven: a streak that would survive tonight is none of these.
    """
    found = []
    for person in people:
        trained = drilled.get(person.id, [])
        if trained and (days := _lost_tonight(person, trained, local_date(person, tx.now))) >= WORTH:
            found.append((days, person))
    longest = sorted(found, key=lambda one: (-one[0], one[1].id))[:most]
    return tuple(AtRisk(person, drills.streak(tx, person)) for _, person in longest)


def _lost_tonight(person: Person, trained: list[date], today: date) -> int:
    """How long the streak is that ends tonight; 0 when none does."""
    if trained[-1] == today or _run(person, trained, today + _DAY):
        return 0
    return _run(person, trained, today)


def _run(person: Person, trained: list[date], today: date) -> int:
    since = today - LOOK
    return calendar.streak(trained, person.train_days, today, excused=breaks.excused_days(person, since, today)).days
