"""What follows the end of a drill or a role-play: a check's next part, a word of celebration, the offer of a check."""

from __future__ import annotations

from datetime import datetime

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.house import House
from bot.services import check_offers, checks, drills, progress, tasks
from bot.services.checks import Meeting, Report
from bot.services.drills import CHECK, Result
from bot.services.roleplays import Marked
from bot.storage.queries.people import Person
from bot.views.screen import Screen


def of_drill(house: House, tx: Tx, person: Person, result: Result) -> list[Outgoing]:
    """The result with what there is to celebrate, and the offer of a check where one is due."""
    screen = _check(house, tx, person, result)
    if screen is None:
        screen = house.drill_view.result(person, result, drills.streak(tx, person))
    if not result.questions:
        return [screen.send(person.id)]
    screen = screen.with_more((*completed(house, tx, person, result.drill.started_at), *celebrated(house, tx, person)))
    kind = None if result.drill.purpose == CHECK else check_offers.offer(tx, person)
    offer = [] if kind is None else [house.check_view.offer(person, kind).send(person.id)]
    return [screen.send(person.id), *offer]


def of_roleplay(house: House, tx: Tx, person: Person, marked: Marked) -> list[Outgoing]:
    """The scorecard with what there is to celebrate, and how the check went that the role-play belongs to."""
    card = house.scorecard_view.card(person, marked, house.catalog.rubric)
    report = checks.finished_by(tx, person, marked.session.id)
    told = [] if report is None else [house.check_view.report(person, report).send(person.id)]
    more = (*completed(house, tx, person, tx.now), *celebrated(house, tx, person))
    return [card.with_more(more).send(person.id), *told]


def completed(house: House, tx: Tx, person: Person, since: datetime) -> tuple[str, ...]:
    """Which assignments are done since a moment, as HTML."""
    return tuple(house.tasks_view.done(person, task) for task in tasks.settled_since(tx, person, since))


def celebrated(house: House, tx: Tx, person: Person) -> tuple[str, ...]:
    """What there is to celebrate now, as HTML; each is said once in a lifetime."""
    found = progress.celebrations(tx, house.catalog, person)
    return tuple(house.progress_view.celebration(person, one) for one in found)


def _check(house: House, tx: Tx, person: Person, result: Result) -> Screen | None:
    """What follows the last question of a check; None when the drill was something else."""
    match checks.questions_done(tx, house.catalog, person, result.drill):
        case Meeting() as meeting:
            return house.check_view.meeting(person, meeting)
        case Report() as report:
            return house.check_view.report(person, report)
    return None
