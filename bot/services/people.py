"""People: meeting them, what they choose, when their next drill is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.base.language import from_language_code
from bot.delivery.unit import Tx
from bot.storage.queries import people as rows
from bot.storage.queries.people import Person
from bot.training import calendar
from bot.training.calendar import Plan

# The onboarding questions in their order.
STEPS = ("language", "zone", "time", "days")
WORKDAYS = 0b0011111
ALL_DAYS = 0b1111111
DAY_MINUTES = 24 * 60
LONGEST_PAUSE = 366
DEFAULT_TRAIN_AT = 8 * 60 + 30
DEFAULT_SIZE = 5
# Quiet hours that nobody chose: 21:30 to 7:00.
QUIET = (21 * 60 + 30, 7 * 60)
# "Until I'm back": later than any date that a calendar shows.
OPEN_END = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who an update is from, as Telegram tells it."""

    id: int
    first_name: str
    last_name: str | None
    username: str | None
    language_code: str | None


def find(tx: Tx, user_id: int) -> Person | None:
    """The person with that id, or None."""
    return rows.find(tx.conn, user_id)


def postpone(tx: Tx, person: Person, moment: datetime) -> None:
    """The due push comes at `moment` instead."""
    rows.change(tx.conn, person.id, next_push_at=moment)


def meet(tx: Tx, caller: Caller, *, default_zone: str) -> Person:
    """The person behind a caller: added when new, with name and last visit kept up to date."""
    known = rows.find(tx.conn, caller.id)
    if known is None:
        person = _newcomer(caller, tx.now, default_zone)
        rows.add(tx.conn, person)
        return person
    return rows.change(
        tx.conn,
        caller.id,
        first_name=caller.first_name,
        last_name=caller.last_name,
        username=caller.username,
        seen_at=tx.now,
    )


def _newcomer(caller: Caller, now: datetime, default_zone: str) -> Person:
    return Person(
        id=caller.id,
        first_name=caller.first_name,
        last_name=caller.last_name,
        username=caller.username,
        language=from_language_code(caller.language_code),
        time_zone=default_zone,
        train_at=DEFAULT_TRAIN_AT,
        train_days=WORKDAYS,
        onboarding=STEPS[0],
        awaiting=None,
        paused_until=None,
        blocked_at=None,
        next_push_at=None,
        active_at=None,
        drill_size=DEFAULT_SIZE,
        quiet_from=QUIET[0],
        quiet_until=QUIET[1],
        holidays=None,
        reminders=True,
        next_nudge_at=None,
        ignored_pushes=0,
        missed_push_on=None,
        next_recap_at=None,
        rank=0,
        preferences={},
        created_at=now,
        seen_at=now,
    )


def change(tx: Tx, person: Person, **columns: Any) -> Person:
    """Change what a person chose and plan their next drill anew."""
    changed = rows.change(tx.conn, person.id, **columns)
    planned = next_push(changed, tx.now)
    return changed if planned == changed.next_push_at else rows.change(tx.conn, person.id, next_push_at=planned)


def plan_after(tx: Tx, person: Person, day: date) -> Person:
    """Plan the next drill from now on, on another local date than `day`."""
    return rows.change(tx.conn, person.id, next_push_at=next_push(person, tx.now, not_on=day))


def next_push(person: Person, now: datetime, *, not_on: date | None = None) -> datetime | None:
    """When the next daily drill is due; None while onboarding, blocked, without training days or paused for good.

    `not_on` is a local date that has had its push already.
    """
    if person.onboarding is not None or person.blocked_at is not None or person.paused_until == OPEN_END:
        return None
    plan = Plan(person.train_at, person.train_days, person.time_zone, person.paused_until)
    return calendar.next_push(plan, now, not_on=not_on)


def move(tx: Tx, person: Person, zone: str, *, city: str | None) -> Person:
    """The person is in another time zone now; `city` is the key of the city they named."""
    return change(tx, person, time_zone=zone, preferences={**person.preferences, "city": city}, awaiting=None)


def advance(tx: Tx, person: Person) -> Person:
    """Go on to the next onboarding question; after the last one onboarding is over."""
    if person.onboarding is None:
        return person
    following = STEPS[STEPS.index(person.onboarding) + 1 :]
    return change(tx, person, onboarding=following[0] if following else None, awaiting=None)


def finish_onboarding(tx: Tx, person: Person) -> Person:
    """Take the defaults for whatever was not asked yet."""
    return person if person.onboarding is None else change(tx, person, onboarding=None, awaiting=None)


def pause(tx: Tx, person: Person, days: int | None) -> Person:
    """No pushes for `days` local days beginning today, or until they resume (None)."""
    until = OPEN_END if days is None else local_date(person, tx.now) + timedelta(days=days - 1)
    return change(tx, person, paused_until=until)


def resume(tx: Tx, person: Person) -> Person:
    """Push again from now on."""
    return change(tx, person, paused_until=None)


def set_reachable(tx: Tx, person: Person, *, reachable: bool) -> Person:
    """Note that the person blocked the bot or lets it write again."""
    return change(tx, person, blocked_at=None if reachable else tx.now)


def await_text(tx: Tx, person: Person, purpose: str | None) -> Person:
    """Say what the person's next free text answers; None: nothing in particular."""
    return person if person.awaiting == purpose else rows.change(tx.conn, person.id, awaiting=purpose)


def note_activity(tx: Tx, person: Person) -> None:
    """An exercise is under way: pushes keep their distance for a while."""
    rows.change(tx.conn, person.id, active_at=tx.now)


def local_date(person: Person, now: datetime) -> date:
    """The person's own date."""
    return calendar.local_date(now, person.time_zone)


def paused(person: Person, now: datetime) -> bool:
    """Whether pushes are paused today."""
    return person.paused_until is not None and person.paused_until >= local_date(person, now)


def preference(tx: Tx, person: Person, **values: object) -> Person:
    """Remember small choices."""
    return rows.change(tx.conn, person.id, preferences={**person.preferences, **values})
