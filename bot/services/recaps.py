"""The weekly recap to the rep: on Friday afternoon, what the week was like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import breaks, drills, people
from bot.services.people import local_date
from bot.services.pushes import DISTANCE, PUSH_KIND
from bot.storage.queries import people as people_rows
from bot.storage.queries import pushes as push_rows
from bot.storage.queries import recaps as rows
from bot.storage.queries import training as training_rows
from bot.storage.queries.delivery import claim_push
from bot.storage.queries.people import Person
from bot.training import calendar, recap
from bot.training.items import Item
from bot.training.recap import Gain

RECAP_KIND = "recap"
# What a skill is compared with: the weeks before this one.
WEEKS_BEFORE = 4
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Recap:
    """A week: `trained` of `planned` training days, `right` of `questions`, and what stands out.

    `due`: how many items are due within the next seven days. `streak`: training days in a row.
    """

    trained: int
    planned: int
    right: int
    questions: int
    gain: Gain | None
    hardest: Item | None
    due: int
    streak: int


def take_due(tx: Tx, catalog: Catalog, person_id: int) -> tuple[Person, Recap] | None:
    """Claim the recap of a person that is due, and plan the next one.

    None when nothing is to be sent: it was due on another date, it is quiet, the person is on a break or in an
    exercise (then it comes a little later), or in this week nothing was sent and nothing was done.
    """
    person = people.find(tx, person_id)
    if person is None or person.next_recap_at is None or person.next_recap_at > tx.now:
        return None
    if _waits(tx, person):
        return None
    due, today = person.next_recap_at, local_date(person, tx.now)
    person = people.plan_recap(tx, person)
    fitting = local_date(person, due) == today and not people.quiet_of(person).holds(tx.now)
    if person.next_recap_at is None or breaks.paused(person, tx.now) or not fitting:
        return None
    made = of_week(tx, catalog, person)
    monday = today - today.weekday() * _DAY
    silent = made.trained == made.questions == 0
    if silent and not push_rows.happened_since(tx.conn, person.id, PUSH_KIND, monday):
        return None
    return (person, made) if claim_push(tx.conn, person.id, RECAP_KIND, today, now=tx.now) else None


def of_week(tx: Tx, catalog: Catalog, person: Person) -> Recap:
    """The person's week so far, from Monday on."""
    today = local_date(person, tx.now)
    monday = today - today.weekday() * _DAY
    since = _midnight(person, monday, tx.now)
    answers = rows.given_since(tx.conn, person.id, since - WEEKS_BEFORE * 7 * _DAY)
    shown = recap.week(answers, since)
    return Recap(
        trained=len(training_rows.training_days(tx.conn, person.id, monday)),
        planned=_planned_days(person, monday, today),
        right=shown.right,
        questions=shown.questions,
        gain=shown.gain,
        hardest=None if shown.hardest is None else catalog.items.get(shown.hardest),
        due=rows.due_before(tx.conn, person.id, tx.now + 7 * _DAY),
        streak=drills.streak(tx, person),
    )


def switch(tx: Tx, person: Person, *, on: bool) -> Person:
    """Whether the recap comes at all."""
    return people.change(tx, person, preferences={**person.preferences, people.RECAP: on})


def _waits(tx: Tx, person: Person) -> bool:
    """Whether the recap keeps its distance from an exercise; it then comes later."""
    if person.active_at is None or not person.active_at <= tx.now < person.active_at + DISTANCE:
        return False
    people_rows.change(tx.conn, person.id, next_recap_at=person.active_at + DISTANCE)
    return True


def _planned_days(person: Person, first: date, last: date) -> int:
    """How many training days there were, without those on a break or before the person came."""
    plan, off = people.plan_of(person), breaks.excused_days(person, first, last)
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    planned = [
        calendar.at_local(day, plan.train_at, plan.zone)
        for day in days
        if calendar.is_training_day(day, plan.train_days, plan.holidays) and day not in off
    ]
    return sum(moment is not None and moment > person.created_at for moment in planned)


def _midnight(person: Person, day: date, now: datetime) -> datetime:
    """When a local date begins."""
    return calendar.at_local(day, 0, person.time_zone) or now - 7 * _DAY
