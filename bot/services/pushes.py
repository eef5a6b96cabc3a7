"""The daily drill by the clock: exactly one on every training day, or a reason why not. See docs/schedule.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import breaks, drills, people
from bot.services.drills import Begun
from bot.services.people import local_date
from bot.storage.queries import people as people_rows
from bot.storage.queries import pushes as push_rows
from bot.storage.queries import training as rows
from bot.storage.queries.delivery import claim_push
from bot.storage.queries.people import Person
from bot.training import nudges

PUSH_KIND = "drill"
# A push this late is dropped: nobody wants the morning's drill at night.
LATEST = timedelta(hours=3)
# From here on a push counts as late, and a late one keeps out of quiet hours even where its time was chosen in them.
LATE = timedelta(minutes=15)
# A push keeps this distance from an answer given inside an exercise.
DISTANCE = timedelta(minutes=15)
# After so many pushes in a row without an answer the pushes pause.
MOST_IGNORED = 7
# How long ago a push may have failed to come for the next one to say so.
MISSED_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Push:
    """A push to be sent: a drill, or (`begun` is None) word that the pushes pause because nobody answers them.

    `missed` is the date of an earlier one that could not go out in time.
    """

    person: Person
    begun: Begun | None
    missed: date | None


def take_due(tx: Tx, catalog: Catalog, person_id: int) -> Push | None:
    """Claim the daily push of a person that is due, and plan the next one.

    None when nothing is to be sent: it is not due (any more), too late, the person trained today already, or is in
    the middle of an exercise (then it comes a little later).
    """
    person = people.find(tx, person_id)
    if person is None or _due(person, tx.now) is None:
        return None
    if people.next_push(person, tx.now) is None or breaks.paused(person, tx.now):
        people.plan_anew(tx, person)
        return None
    person = _past_what_is_too_late(tx, person)
    today = local_date(person, tx.now)
    if _due(person, tx.now) is None or _waits(tx, person, today):
        return None
    # After today: what was due on an earlier date has been dropped and does not take today's with it.
    person = people.plan_after(tx, person, today)
    if rows.drilled_on(tx.conn, person.id, today) or not claim_push(tx.conn, person.id, PUSH_KIND, today, now=tx.now):
        return None
    if person.ignored_pushes >= MOST_IGNORED:
        return Push(breaks.pause(tx, person, None), None, None)
    return _begun(tx, catalog, person)


def _due(person: Person, now: datetime) -> datetime | None:
    """The moment at which the push fell due; None when it is still to come."""
    due = person.next_push_at
    return due if due is not None and due <= now else None


def _past_what_is_too_late(tx: Tx, person: Person) -> Person:
    """The person with the first push planned that is not too late; that one was missed is noted."""
    while (due := _due(person, tx.now)) is not None and _too_late(person, due, tx.now):
        day = local_date(person, due)
        if tx.now - due > LATE and not _had(tx, person, day):
            person = people_rows.change(tx.conn, person.id, missed_push_on=day)
        person = people.plan_after(tx, person, day, since=max(due, tx.now - LATEST))
    return person


def _had(tx: Tx, person: Person, day: date) -> bool:
    """Whether the person had their drill on that date, by a push or unasked."""
    return push_rows.happened(tx.conn, person.id, PUSH_KIND, day) or rows.drilled_on(tx.conn, person.id, day)


def _too_late(person: Person, due: datetime, now: datetime) -> bool:
    """Whether a due push is dropped: over LATEST late, on another date, or late and now in quiet hours."""
    if now - due > LATEST or local_date(person, due) != local_date(person, now):
        return True
    quiet = people.quiet_of(person)
    return quiet.holds(now) and (now - due > LATE or not quiet.covers(person.train_at))


def _waits(tx: Tx, person: Person, today: date) -> bool:
    """Whether the push keeps its distance from an exercise; it then comes later, or not at all today."""
    # A moment to come is left from a clock that has been set back since.
    if person.active_at is None or not person.active_at <= tx.now < person.active_at + DISTANCE:
        return False
    free_at = person.active_at + DISTANCE
    if local_date(person, free_at) == today:
        people.postpone(tx, person, free_at)
    else:
        people.plan_after(tx, person, today)
    return True


def _begun(tx: Tx, catalog: Catalog, person: Person) -> Push | None:
    ignored = person.ignored_pushes
    try:
        begun = drills.begin(tx, catalog, person, "push")
    except Refused:
        return None
    missed = person.missed_push_on
    told = missed is not None and timedelta(0) < local_date(person, tx.now) - missed <= MISSED_FOR
    remind_at = nudges.reminder_at(tx.now, people.quiet_of(person)) if person.reminders else None
    # Beginning a drill counts as activity, but here it is ours.
    person = people_rows.change(
        tx.conn, person.id, ignored_pushes=ignored + 1, missed_push_on=None, next_nudge_at=remind_at
    )
    return Push(person, begun, missed if told else None)
