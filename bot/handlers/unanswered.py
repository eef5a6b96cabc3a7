"""What nobody has an answer to: the rep puts it on the team's list, who leads the team answers or dismisses it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.handlers.press import Action, Ahead, Press, number_of, table
from bot.handlers.team_replies import category_of
from bot.services import reply_form, unanswered
from bot.services.phrasings import clean
from bot.services.reply_form import Form
from bot.storage.queries import unanswered as rows
from bot.storage.queries.people import Person
from bot.storage.queries.team_replies import TeamReply
from bot.views.screen import Screen


def nothing_near(house: House, tx: Tx, person: Person, words: str) -> Screen:
    """Free text that nothing is near to: did a customer say that?"""
    number = unanswered.ask(tx, person, clean(words))
    view = house.unanswered_view
    return view.nothing_near(person) if number is None else view.ask(person, number)


def named(house: House, tx: Tx, person: Person, words: str) -> Screen:
    """An objection that the person named as one, and nothing is near to: it goes on their teams' lists at once."""
    listed = unanswered.put_words(tx, person, clean(words))
    return house.unanswered_view.listed(person, listed) if listed else nothing_near(house, tx, person, words)


def _yes(press: Press) -> list[Outgoing]:
    listed = unanswered.put(press.tx, press.person, press.number)
    return [press.show(press.house.unanswered_view.listed(press.person, listed))]


def _no(press: Press) -> list[Outgoing]:
    unanswered.forget(press.tx, press.person, press.number)
    return [press.show(press.house.unanswered_view.not_said(press.person))]


def _list(press: Press) -> list[Outgoing]:
    """`un:list:<team>:<page>`."""
    team, page = _numbers(press)
    found = unanswered.page(press.tx, press.person, team, page)
    return [press.show(press.house.unanswered_view.page(press.person, found))]


def _show(press: Press) -> list[Outgoing]:
    """The list below a digest, which stays."""
    found = unanswered.page(press.tx, press.person, press.number, 0)
    return [press.house.unanswered_view.page(press.person, found).send(press.person.id)]


def _open(press: Press) -> list[Outgoing]:
    """`un:open:<row>:<page>`."""
    row, page = _numbers(press)
    found = unanswered.one(press.tx, press.person, row)
    return [press.show(press.house.unanswered_view.one(press.person, found, max(page, 0)))]


def _dismiss(press: Press) -> list[Outgoing]:
    """`un:dismiss:<row>:<page>`."""
    row, page = _numbers(press)
    team_id = unanswered.dismiss(press.tx, press.person, row).team_id
    return _list(replace(press, value=f"{team_id}:{max(page, 0)}"))


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("unanswered.gone")))]


def _numbers(press: Press) -> tuple[int, int]:
    first, _, second = press.value.partition(":")
    return number_of(first), number_of(second)


async def _answer(context: DojoContext, value: str) -> Action:
    """`un:answer:<row>`: into the form, with the words filled in."""
    number = number_of(value)
    words = await context.read(lambda conn: rows.find(conn, number))
    found = None if words is None else await context.house.understanding.find(words.said)

    def act(press: Press) -> Iterable[Outgoing]:
        asked, view = unanswered.one(press.tx, press.person, press.number), press.house.team_replies_view
        form = Form(asked.team_id, unanswered=asked.id)
        category = category_of(() if found is None else found.hits)
        heard = reply_form.heard(press.tx, press.person, form, (asked.said,), category)
        screen = (
            view.known(press.person, heard)
            if isinstance(heard, TeamReply)
            else view.ask_reply(press.person, heard.said)
        )
        return [screen.send(press.person.id)]

    return act


ACTIONS: dict[str, Action] = {
    "yes": _yes,
    "no": _no,
    "list": _list,
    "show": _show,
    "open": _open,
    "dismiss": _dismiss,
}
AHEAD: dict[str, Ahead] = {"answer": _answer}

press = table(ACTIONS, _gone, AHEAD)
