"""After the push: one reminder, and putting it off until later the same day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import breaks, drills, people
from bot.services.drills import Begun
from bot.services.people import local_date
from bot.services.pushes import DISTANCE, LATE
from bot.storage.queries import people as people_rows
from bot.storage.queries import pushes as push_rows
from bot.storage.queries import training as rows
from bot.storage.queries.delivery import claim_push
from bot.storage.queries.people import Person
from bot.storage.queries.training import Drill, DrillItem
from bot.training import nudges
from bot.training.nudges import Outcome, Snooze, Snoozed

REMINDER_KIND, SNOOZE_KIND = "reminder", "snooze"
# Within the kind snooze: the wish itself has no scope, its fulfilment has this one.
_CAME = "came"
# What was wished for is dropped when it comes this late, a reminder as soon as a push counts as late.
LATEST = timedelta(hours=1)


class Nothing(StrEnum):
    """Why there is nothing to put off."""

    DONE = "done"  # trained today already
    GONE = "gone"  # the drill was another day's, or was put away
    AGAIN = "again"  # put off once today


@dataclass(frozen=True, slots=True)
class Nudge:
    """Today's drill, brought up once more: because the person wished it (`snoozed`), or as a reminder.

    `left`: how many of its questions have no answer yet.
    """

    person: Person
    snoozed: bool
    left: int


@dataclass(frozen=True, slots=True)
class Again:
    """A question to be asked once more, and the rows whose polls are to be closed, its own earlier one among them."""

    begun: Begun
    stale: tuple[DrillItem, ...]


def put_off(tx: Tx, person: Person, wish: Snooze) -> Snoozed | Nothing:
    """Have today's question come back later, once a day. Asked twice it gives the same answer."""
    person = answered(tx, person)
    today = local_date(person, tx.now)
    if rows.drilled_on(tx.conn, person.id, today):
        return Nothing.DONE
    if _waiting(tx, person) is None:
        return Nothing.GONE
    if push_rows.happened(tx.conn, person.id, SNOOZE_KIND, today):
        at = person.next_nudge_at
        return Nothing.AGAIN if at is None or at <= tx.now else Snoozed(Outcome.PUT_OFF, at)
    snoozed = nudges.snooze(wish, tx.now, people.quiet_of(person))
    if snoozed.at is not None:
        claim_push(tx.conn, person.id, SNOOZE_KIND, today, now=tx.now)
        people_rows.change(tx.conn, person.id, next_nudge_at=snoozed.at)
    return snoozed


def not_today(tx: Tx, person: Person) -> Person:
    """No more word of today's drill. It can still be answered."""
    person = answered(tx, person)
    return people_rows.change(tx.conn, person.id, next_nudge_at=None)


def no_reminders(tx: Tx, person: Person) -> Person:
    """No reminders from now on."""
    person = answered(tx, person)
    return people_rows.change(tx.conn, person.id, next_nudge_at=None, reminders=False)


def answered(tx: Tx, person: Person) -> Person:
    """Whoever presses a push's button has not ignored it."""
    return person if person.ignored_pushes == 0 else people_rows.change(tx.conn, person.id, ignored_pushes=0)


def ask_again(tx: Tx, catalog: Catalog, person: Person) -> Again:
    """Bring up the waiting question of today's drill, or begin one. Refused when there is nothing to ask."""
    begun = drills.begin(tx, catalog, person)
    row = begun.question.row
    before = (row,) if row.sent_at is not None else ()
    drills.asked(tx, begun.question)
    # The time it lay there says nothing about the answer.
    rows.change_item(tx.conn, row.id, sent_at=tx.now)
    return Again(begun, (*begun.stale, *before))


def take_due(tx: Tx, person_id: int) -> Nudge | None:
    """Claim the nudge of a person that is due. None when it is not wanted or not fitting any more."""
    person = people.find(tx, person_id)
    if person is None or person.next_nudge_at is None or person.next_nudge_at > tx.now:
        return None
    due, today = person.next_nudge_at, local_date(person, tx.now)
    person = people_rows.change(tx.conn, person.id, next_nudge_at=None)
    drill = _waiting(tx, person)
    snoozed = push_rows.happened(tx.conn, person.id, SNOOZE_KIND, today)
    timely = tx.now - due <= (LATEST if snoozed else LATE) and local_date(person, due) == today
    if not timely or drill is None or not _welcome(tx, person):
        return None
    left = sum(row.answered_at is None for row in rows.items_of(tx.conn, drill.id))
    if snoozed:
        come = claim_push(tx.conn, person.id, SNOOZE_KIND, today, now=tx.now, scope=_CAME)
    else:
        # Any answer, and any other exercise, since the push has set this to nought.
        unanswered = person.reminders and person.ignored_pushes > 0
        come = unanswered and claim_push(tx.conn, person.id, REMINDER_KIND, today, now=tx.now)
    return Nudge(person, snoozed, left) if come else None


def bring_up(tx: Tx, catalog: Catalog, nudge: Nudge) -> Again | None:
    """The question that somebody wished to have back; None when there is none after all."""
    try:
        return ask_again(tx, catalog, nudge.person)
    except Refused:
        return None


def _waiting(tx: Tx, person: Person) -> Drill | None:
    """Today's drill that is not finished."""
    drill = rows.open_drill(tx.conn, person.id)
    return drill if drill is not None and drill.local_date == local_date(person, tx.now) else None


def _welcome(tx: Tx, person: Person) -> bool:
    """Whether a nudge disturbs nobody: reachable, not on a break, not trained, no exercise under way, not quiet."""
    if person.blocked_at is not None or breaks.paused(person, tx.now) or people.quiet_of(person).holds(tx.now):
        return False
    busy = person.active_at is not None and person.active_at <= tx.now < person.active_at + DISTANCE
    return not busy and not rows.drilled_on(tx.conn, person.id, local_date(person, tx.now))
