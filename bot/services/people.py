"""People: meeting them, what they choose, when their next drill is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.base.language import from_language_code
from bot.delivery.unit import Tx
from bot.storage.queries import people as rows
from bot.storage.queries.people import Person
from bot.training import calendar, holidays
from bot.training.calendar import Plan
from bot.training.quiet import Quiet

# The onboarding questions in their order.
STEPS = ("language", "zone", "time", "days")
WORKDAYS = 0b0011111
ALL_DAYS = 0b1111111
DAY_MINUTES = 24 * 60
DEFAULT_TRAIN_AT = 8 * 60 + 30
DEFAULT_SIZE = 5
# Quiet hours that nobody chose: 21:30 to 7:00.
QUIET = (21 * 60 + 30, 7 * 60)
# The weekly recap: on Fridays at 17:30.
RECAP_AT, RECAP_DAYS = 17 * 60 + 30, 0b0010000
# Choices kept in `preferences`: no weekly recap; whether the country of the holidays was chosen or follows the zone.
RECAP, OWN_HOLIDAYS = "recap", "own_holidays"
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
        keep_words_days=None,
        next_blank_at=None,
        preferences={},
        created_at=now,
        seen_at=now,
    )


def change(tx: Tx, person: Person, **columns: Any) -> Person:
    """Change what a person chose and, where that moves them, plan their next drill and recap anew."""
    changed = rows.change(tx.conn, person.id, **columns)
    push_at, recap_at = changed.next_push_at, changed.next_recap_at
    # What is due this very moment, or comes a little later than planned, is not planned past.
    if push_at is None or not _same(person, changed, plan_of, _expects):
        push_at = next_push(changed, tx.now if push_at is None or push_at > tx.now else push_at - push_at.resolution)
    if recap_at is None or not _same(person, changed, plan_of, _expects, quiet_of, wants_recap):
        recap_at = next_recap(changed, tx.now)
    return _plan(tx, changed, next_push_at=push_at, next_recap_at=recap_at)


def plan_after(tx: Tx, person: Person, day: date, *, since: datetime | None = None) -> Person:
    """Plan the next drill from `since` (by default now) on, on another local date than `day`."""
    recap_at = next_recap(person, tx.now) if person.next_recap_at is None else person.next_recap_at
    push_at = next_push(person, tx.now if since is None else since, not_on=day)
    return _plan(tx, person, next_push_at=push_at, next_recap_at=recap_at)


def plan_recap(tx: Tx, person: Person) -> Person:
    """Plan the next weekly recap from now on."""
    return _plan(tx, person, next_recap_at=next_recap(person, tx.now))


def plan_anew(tx: Tx, person: Person) -> Person:
    """Plan as if nothing had been planned: the clock was set back. What happened already is claimed all the same."""
    push_at, recap_at = next_push(person, tx.now), next_recap(person, tx.now)
    return _plan(tx, person, next_push_at=push_at, next_recap_at=recap_at, next_nudge_at=None)


def _plan(tx: Tx, person: Person, **moments: datetime | None) -> Person:
    new = {name: moment for name, moment in moments.items() if moment != getattr(person, name)}
    return rows.change(tx.conn, person.id, **new) if new else person


def next_push(person: Person, now: datetime, *, not_on: date | None = None) -> datetime | None:
    """When the next daily drill is due; None while onboarding, blocked, without training days or paused for good.

    `not_on` is a local date that has had its push already.
    """
    return calendar.next_push(plan_of(person), now, not_on=not_on) if _expects(person) else None


def next_recap(person: Person, now: datetime) -> datetime | None:
    """When the next weekly recap is due; None for whoever gets no pushes or wants none."""
    if not _expects(person) or not wants_recap(person):
        return None
    plan = plan_of(person)
    at = quiet_of(person).beside(RECAP_AT)
    return calendar.next_push(Plan(at, RECAP_DAYS, plan.zone, plan.paused_until, plan.holidays), now)


def plan_of(person: Person) -> Plan:
    """When the person wants to train."""
    rule = holidays.of(person.holidays)
    return Plan(person.train_at, person.train_days, person.time_zone, person.paused_until, rule)


def quiet_of(person: Person) -> Quiet:
    """The person's quiet hours."""
    return Quiet(person.quiet_from, person.quiet_until, person.time_zone)


def wants_recap(person: Person) -> bool:
    """Whether the weekly recap is switched on."""
    return person.preferences.get(RECAP) is not False


def _expects(person: Person) -> bool:
    """Whether anything may come unasked, some day."""
    return person.onboarding is None and person.blocked_at is None and person.paused_until != OPEN_END


def _same(one: Person, other: Person, *sides: Callable[[Person], object]) -> bool:
    return all(side(one) == side(other) for side in sides)


def move(tx: Tx, person: Person, zone: str, *, city: str | None) -> Person:
    """The person is in another time zone now; `city` is the key of the city they named.

    Their public holidays become those of the zone's country, unless they have chosen.
    """
    moved = {"time_zone": zone, "preferences": {**person.preferences, "city": city}, "awaiting": None}
    return change(tx, person, **moved, holidays=_holidays_in(person, zone))


def _holidays_in(person: Person, zone: str) -> str | None:
    return person.holidays if person.preferences.get(OWN_HOLIDAYS) else holidays.country_of(zone)


def advance(tx: Tx, person: Person) -> Person:
    """Go on to the next onboarding question; after the last one onboarding is over."""
    if person.onboarding is None:
        return person
    following = STEPS[STEPS.index(person.onboarding) + 1 :]
    if not following:
        return finish_onboarding(tx, person)
    return change(tx, person, onboarding=following[0], awaiting=None)


def finish_onboarding(tx: Tx, person: Person) -> Person:
    """Take the defaults for whatever was not asked yet."""
    if person.onboarding is None:
        return person
    return change(tx, person, onboarding=None, awaiting=None, holidays=_holidays_in(person, person.time_zone))


def set_reachable(tx: Tx, person: Person, *, reachable: bool) -> Person:
    """Note that the person blocked the bot or lets it write again."""
    return change(tx, person, blocked_at=None if reachable else tx.now)


def await_text(tx: Tx, person: Person, purpose: str | None) -> Person:
    """Say what the person's next free text answers; None: nothing in particular."""
    return person if person.awaiting == purpose else rows.change(tx.conn, person.id, awaiting=purpose)


def note_activity(tx: Tx, person: Person) -> None:
    """An exercise is under way: pushes keep their distance for a while, and none counts as ignored any more."""
    rows.change(tx.conn, person.id, active_at=tx.now, ignored_pushes=0)


def local_date(person: Person, now: datetime) -> date:
    """The person's own date."""
    return calendar.local_date(now, person.time_zone)


def preference(tx: Tx, person: Person, **values: object) -> Person:
    """Remember small choices."""
    return rows.change(tx.conn, person.id, preferences={**person.preferences, **values})
