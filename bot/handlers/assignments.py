"""Assignments for whoever leads a team (`as:`): the list, giving, taking back. The rep's side: `tasks`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import tasks
from bot.handlers.house import House
from bot.handlers.press import Action, Press, number_of, table
from bot.services import assignment_draft as drafts
from bot.services import assignments, people, teams
from bot.services.assignment_draft import AWAITING_DUE, EVERYBODY
from bot.services.people import local_date
from bot.storage.queries.people import Person
from bot.training.assignment import Kind
from bot.training.dates import date_of
from bot.views.screen import Screen

# No date that people type is longer.
_DATE_LENGTH = 40


def answered(house: House, tx: Tx, person: Person, words: str) -> Iterable[Outgoing] | None:
    """What follows when the text is a due date, or a reason for declining; None when neither was asked for."""
    if person.awaiting != AWAITING_DUE:
        return tasks.reason_typed(house, tx, person, words)
    today = local_date(person, tx.now)
    due_on = None if len(words) > _DATE_LENGTH else date_of(words, today, person.language)
    if due_on is None:
        return (Screen(house.texts.render(person.language, "assignment.due_unclear")).send(person.id),)
    return (_dated(house, tx, person, due_on).send(person.id),)


# --- looking


def _list(press: Press) -> list[Outgoing]:
    """`as:list:<team>:<page>`."""
    team_id, number = _numbers(press.value)
    page = assignments.page(press.tx, press.person, team_id, number)
    today = local_date(press.person, press.tx.now)
    return [press.show(press.house.assignments_view.page(press.person, page, today))]


def _open(press: Press) -> list[Outgoing]:
    """`as:open:<assignment>:<page>`."""
    number, page = _numbers(press.value)
    team, standing = assignments.one(press.tx, press.person, number)
    return [press.show(press.house.assignments_view.one(press.person, team, standing, max(page, 0)))]


def _look(press: Press) -> list[Outgoing]:
    """`as:look:<assignment>`: below a message that stays."""
    team, standing = assignments.one(press.tx, press.person, press.number)
    return [press.house.assignments_view.one(press.person, team, standing, 0).send(press.person.id)]


def _cancel(press: Press) -> list[Outgoing]:
    """`as:cancel:<assignment>:<page>`."""
    number, page = _numbers(press.value)
    team, standing = assignments.one(press.tx, press.person, number)
    return [press.show(press.house.assignments_view.cancel(press.person, team, standing, max(page, 0)))]


def _cancel_yes(press: Press) -> list[Outgoing]:
    """`as:cancel_yes:<assignment>`."""
    given = assignments.one(press.tx, press.person, press.number)[1].assignment
    team, waiting = assignments.cancel(press.tx, press.person, given.id)
    page = assignments.page(press.tx, press.person, team.id, 0)
    view, today = press.house.assignments_view, local_date(press.person, press.tx.now)
    told = [
        view.cancelled(one, press.person, team, given.kind, given.target) for one in waiting if one.blocked_at is None
    ]
    return [press.show(view.page(press.person, page, today)), *told]


# --- giving


def _new(press: Press) -> list[Outgoing]:
    """`as:new:<team>`."""
    return _what(press, drafts.begin(press.tx, press.person, press.number).team_id)


def _again(press: Press) -> list[Outgoing]:
    """`as:again`: back to the first question."""
    return _what(press, drafts.current(press.tx, press.person).team_id)


def _what(press: Press, team_id: int) -> list[Outgoing]:
    team = teams.lead(press.tx, press.person, team_id)
    advice = assignments.advise(press.tx, press.house.catalog, press.person, team_id)
    return [press.show(press.house.assignments_view.what(press.person, team, advice))]


def _by(press: Press) -> list[Outgoing]:
    """`as:by:<kind>`."""
    drafts.current(press.tx, press.person)
    if press.value not in set(Kind):
        return _again(press)
    return [press.show(press.house.assignments_view.groups(press.person, Kind(press.value)))]


def _in(press: Press) -> list[Outgoing]:
    """`as:in:<kind>:<group>:<page>`."""
    drafts.current(press.tx, press.person)
    kind, _, rest = press.value.partition(":")
    group, _, number = rest.partition(":")
    if kind not in set(Kind):
        return _again(press)
    return [press.show(press.house.assignments_view.choices(press.person, Kind(kind), group, number_of(number)))]


def _chosen(press: Press) -> list[Outgoing]:
    """`as:what:<kind>:<target>`."""
    kind, _, target = press.value.partition(":")
    drafts.choose(press.tx, press.house.catalog, press.person, kind, target)
    return _people(press, 0)


def _page_of_people(press: Press) -> list[Outgoing]:
    """`as:people:<page>`."""
    return _people(press, press.number)


def _people(press: Press, number: int) -> list[Outgoing]:
    person = people.await_text(press.tx, _now(press.tx, press.person), None)
    meant = assignments.meant(press.tx, person)
    reps = drafts.reps(press.tx, meant.team.id)
    return [press.show(press.house.assignments_view.who(person, meant, reps, number))]


def _who(press: Press) -> list[Outgoing]:
    """`as:who:<person or all>`."""
    drafts.address(press.tx, press.person, EVERYBODY if press.value == "all" else press.number)
    return _when(press)


def _suggest(press: Press) -> list[Outgoing]:
    """`as:suggest:<team>:<person>:<kind>:<target>`: below a digest, which stays."""
    team, user, kind, target = (*press.value.split(":"), "", "", "", "")[:4]
    drafts.suggested(press.tx, press.house.catalog, press.person, number_of(team), number_of(user), kind, target)
    return [_ask_when(press).send(press.person.id)]


def _when(press: Press) -> list[Outgoing]:
    """`as:when`."""
    return [press.show(_ask_when(press))]


def _ask_when(press: Press) -> Screen:
    person = people.await_text(press.tx, _now(press.tx, press.person), AWAITING_DUE)
    meant = assignments.meant(press.tx, person)
    return press.house.assignments_view.when(person, meant, local_date(person, press.tx.now))


def _due(press: Press) -> list[Outgoing]:
    """`as:due:<date>`."""
    try:
        due_on = date.fromisoformat(press.value)
    except ValueError:
        return _when(press)
    return [press.show(_dated(press.house, press.tx, press.person, due_on))]


def _dated(house: House, tx: Tx, person: Person, due_on: date) -> Screen:
    drafts.dated(tx, person, due_on)
    person = _now(tx, person)
    return house.assignments_view.confirm(person, assignments.meant(tx, person))


def _give(press: Press) -> list[Outgoing]:
    """`as:give:<mark>`."""
    given = assignments.give(press.tx, press.house.catalog, press.person, press.value)
    view = press.house.tasks_view
    told = [view.given(one, task, press.person) for one, task in given.tasks if one.blocked_at is None]
    return [press.show(press.house.assignments_view.done(press.person, given)), *told]


def _drop(press: Press) -> list[Outgoing]:
    """`as:drop`."""
    drafts.leave(press.tx, press.person)
    return [press.show(Screen(press.text("assignment.dropped")))]


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("assignment.gone")))]


def _now(tx: Tx, person: Person) -> Person:
    """The person as they are after what this unit has kept for them."""
    return people.find(tx, person.id) or person


def _numbers(value: str) -> tuple[int, int]:
    first, _, second = value.partition(":")
    return number_of(first), number_of(second)


ACTIONS: dict[str, Action] = {
    **tasks.ACTIONS,
    "list": _list,
    "open": _open,
    "look": _look,
    "cancel": _cancel,
    "cancel_yes": _cancel_yes,
    "new": _new,
    "again": _again,
    "by": _by,
    "in": _in,
    "what": _chosen,
    "people": _page_of_people,
    "who": _who,
    "suggest": _suggest,
    "when": _when,
    "due": _due,
    "give": _give,
    "drop": _drop,
}
press = table(ACTIONS, _gone)
