"""The check: twelve questions never drilled and one role-play, in the first week and every month; then and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.scenarios.types import Scenario
from bot.services import choosing, drills, people, roleplays, tallies
from bot.services.drills import CHECK, Begun
from bot.services.people import local_date
from bot.services.roleplays import LEVEL, Played
from bot.storage.queries import checks as rows
from bot.storage.queries import roleplay as roleplay_rows
from bot.storage.queries import training
from bot.storage.queries.checks import Check
from bot.storage.queries.people import Person
from bot.storage.queries.training import Drill, DrillItem
from bot.storage.queries.trouble import suspended_ids
from bot.training import check as composing
from bot.training.check import EVERY, OPEN_FOR, Compared
from bot.training.drill import option_order

BASELINE, MONTHLY = "baseline", "monthly"
# Whom everybody meets, so that the marks of two people can be compared too; the catalog's first one without it.
CUSTOMER = "textbook-principal"
# In `preferences`: the local date from which a check may be offered; a check that was begun takes it away.
OFFER_FROM = "check_offer_from"


@dataclass(frozen=True, slots=True)
class Asking:
    """The questions of a check: the one to ask, and how many of all were answered before (0 unless new ones lack)."""

    begun: Begun
    fresh: bool
    seen: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """The questions are done; the role-play is next."""

    check: Check
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Resting:
    """The last check is too near: the next one makes sense from `again` on."""

    last: Check
    again: date


@dataclass(frozen=True, slots=True)
class Report:
    """How a check went, beside the first one.

    `first` is None for the first check itself, and the role-play's where only one has a mark. `groups`: skills in which
    both asked enough. `playing`: whether the role-play is still to come.
    """

    check: Check
    first: Check | None
    groups: tuple[Compared, ...]
    played_first: Check | None


Step = Asking | Meeting | Resting | Report


def go_on(tx: Tx, catalog: Catalog, person: Person) -> Step:
    """Begin a check, or go on with the one under way. Refused when there is nothing to ask."""
    made = rows.of_person(tx.conn, person.id)
    current = under_way(made, tx.now)
    if current is not None and current.questions is None:
        step = _ask_again(tx, catalog, person, current)
        if step is not None:
            return step
    elif current is not None:
        scenario = _scenario(tx, catalog, made)
        if scenario is not None:
            return Meeting(current, scenario)
    last = last_of(made)
    if last is not None and tx.now < last.created_at + EVERY:
        return Resting(last, local_date(person, last.created_at + EVERY))
    return _begin(tx, catalog, person, BASELINE if last is None else MONTHLY)


def questions_done(tx: Tx, catalog: Catalog, person: Person, drill: Drill) -> Meeting | Report | None:
    """A check's drill has ended: what comes next. None when the drill is no check's, or nothing was answered."""
    found = rows.of_drill(tx.conn, drill.id)
    if found is None or found.user_id != person.id:
        return None
    answered = [row for row in training.items_of(tx.conn, drill.id) if row.correct is not None]
    if not answered:
        # Everything was passed over: there is nothing to compare.
        rows.change(tx.conn, found.id, finished_at=tx.now)
        return None
    by_skill = composing.by_skill(
        (catalog.items[row.item_id].skill, row.correct is True) for row in answered if row.item_id in catalog.items
    )
    right = sum(row.correct is True for row in answered)
    rows.change(tx.conn, found.id, questions=len(answered), right=right, by_skill=by_skill)
    made = rows.of_person(tx.conn, person.id)
    scenario = _scenario(tx, catalog, made)
    if scenario is None:
        rows.change(tx.conn, found.id, finished_at=tx.now)
        return report(made, found.id)
    return Meeting(next(one for one in made if one.id == found.id), scenario)


def meet(tx: Tx, catalog: Catalog, person: Person) -> Played:
    """Begin the role-play of the check under way; another session is dropped. Refused when no check waits for one."""
    waiting = meeting(tx, catalog, person)
    played = roleplays.begin(tx, catalog, person, waiting.scenario.id, LEVEL)
    rows.change(tx.conn, waiting.check.id, roleplay_id=played.session.id)
    return played


def meeting(tx: Tx, catalog: Catalog, person: Person) -> Meeting:
    """The check whose role-play is next, and the customer. Refused when there is none."""
    made = rows.of_person(tx.conn, person.id)
    current, scenario = under_way(made, tx.now), _scenario(tx, catalog, made)
    if current is None or current.questions is None or scenario is None:
        raise Refused("check.gone")
    return Meeting(current, scenario)


def finished_by(tx: Tx, person: Person, roleplay_id: int) -> Report | None:
    """The report of the check that a role-play with a scorecard finished; None when it belongs to none."""
    found = rows.of_roleplay(tx.conn, roleplay_id)
    if found is None or found.user_id != person.id or found.roleplay_total is None:
        return None
    return report(rows.of_person(tx.conn, person.id), found.id)


def latest(conn: sa.Connection, person: Person) -> Report | None:
    """The report of the person's last check whose questions were done; None without one."""
    made = rows.of_person(conn, person.id)
    last = last_of(made)
    return None if last is None else report(made, last.id)


def monthly_due(conn: sa.Connection, person: Person, now: datetime) -> bool:
    """Whether the person has had a check, so long ago that another would show something."""
    made = rows.of_person(conn, person.id)
    return due(made, now) == MONTHLY and under_way(made, now) is None


def due(made: tuple[Check, ...], now: datetime) -> str | None:
    """Which check is due, from all of a person's checks, newest first."""
    last = last_of(made)
    if last is None:
        return BASELINE
    return MONTHLY if now >= last.created_at + EVERY else None


def last_of(made: tuple[Check, ...]) -> Check | None:
    """The newest check whose questions were all answered."""
    return next((one for one in made if one.questions is not None), None)


def report(made: tuple[Check, ...], check_id: int) -> Report:
    """How one of a person's checks (newest first) went, beside the first."""
    found = next(one for one in made if one.id == check_id)
    earlier = [one for one in made if one.questions is not None and one.created_at < found.created_at]
    first = earlier[-1] if earlier else None
    played = [one for one in earlier if one.roleplay_total is not None]
    groups = () if first is None else composing.compare(_counts(first), _counts(found))
    return Report(found, first, groups, played[-1] if played else None)


def _counts(check: Check) -> dict[str, tuple[int, int]]:
    return {skill: (asked, right) for skill, (asked, right) in (check.by_skill or {}).items()}


def under_way(made: tuple[Check, ...], now: datetime) -> Check | None:
    """The newest check, as long as it is neither over nor left for too long."""
    newest = made[0] if made else None
    if newest is None or newest.finished_at is not None or now - newest.created_at > OPEN_FOR:
        return None
    return newest


def _begin(tx: Tx, catalog: Catalog, person: Person, kind: str) -> Asking:
    deck = training.cards(tx.conn, person.id)
    unwanted = suspended_ids(tx.conn, person.id)
    chosen = composing.compose(catalog.drill_items, deck, choosing.seed(person, tx.now), unwanted)
    if not chosen:
        raise Refused("drill.nothing_due")
    begun = drills.begin_with(tx, catalog, person, chosen, purpose=CHECK)
    people.preference(tx, person, **{OFFER_FROM: None})
    rows.add(
        tx.conn,
        user_id=person.id,
        kind=kind,
        drill_id=begun.question.row.drill_id,
        local_date=local_date(person, tx.now),
        created_at=tx.now,
    )
    return Asking(begun, True, composing.seen_before(chosen, deck))


def _ask_again(tx: Tx, catalog: Catalog, person: Person, current: Check) -> Step | None:
    """Ask the next question of the check under way, although other drills may have come between.

    None when all its questions have gone and none was answered: that check is over.
    """
    stale: tuple[DrillItem, ...] = ()
    if current.drill_status == "dropped":
        stale = drills.cancel(tx, person) or ()
        before, today = training.drill(tx.conn, current.drill_id).local_date, local_date(person, tx.now)
        rows.reopen(tx.conn, current.drill_id, today)
        tallies.moved(tx, person.id, current.drill_id, before, today)
        _replace_seen(tx, catalog, person, current.drill_id)
    drill = training.drill(tx.conn, current.drill_id)
    question = drills.next_question(tx.conn, catalog, drill)
    if question is None:
        # What was left to ask is gone from the content, or the drill ended without a last answer.
        training.end_drill(tx.conn, drill.id, "done", tx.now)
        tallies.finished_drill(tx, person.id, drill.local_date)
        return questions_done(tx, catalog, person, drill)
    return Asking(Begun(question, fresh=False, stale=stale), False, 0)


def _replace_seen(tx: Tx, catalog: Catalog, person: Person, drill_id: int) -> None:
    """Unanswered questions that were drilled meanwhile make room for ones never seen."""
    deck = training.cards(tx.conn, person.id)
    asked = training.items_of(tx.conn, drill_id)
    without = suspended_ids(tx.conn, person.id) | {row.item_id for row in asked}
    for row in asked:
        item = catalog.items.get(row.item_id)
        if row.answered_at is not None or (item is not None and item.id not in deck):
            continue
        left = [one for one in catalog.drill_items if one.closed and one.id not in deck and one.id not in without]
        if left and item is not None:
            other = composing.fitting(left, item.skill, item.difficulty)
            without |= {other.id}
            rows.exchange(tx.conn, row.id, other.id, option_order(other, choosing.seed(person, tx.now)))


def _scenario(tx: Tx, catalog: Catalog, made: tuple[Check, ...]) -> Scenario | None:
    """Whom to meet: the customer of the first check, or the one whom everybody meets."""
    for one in reversed(made):
        session = None if one.roleplay_id is None else roleplay_rows.find(tx.conn, one.roleplay_id, one.user_id)
        if session is not None and session.scenario_id in catalog.scenarios:
            return catalog.scenarios[session.scenario_id]
    return catalog.scenarios.get(CUSTOMER) or next(iter(catalog.scenarios.values()), None)
