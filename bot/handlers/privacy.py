"""/privacy, /export, /forget."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.handlers.press import Action, Press, table
from bot.handlers.told import tell
from bot.services import privacy as service
from bot.services import retention, sharing
from bot.storage.queries.people import Person
from bot.views.keyboards import button, rows
from bot.views.screen import Screen


async def privacy(update: Update, context: DojoContext) -> None:
    """/privacy: what is kept, who sees it."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return (_main(house, tx, person).send(person.id),)

    await context.act(work)


async def export(update: Update, context: DojoContext) -> None:
    """/export: everything about the caller as a file."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        caption = house.texts.render(person.language, "privacy.export_caption")
        name = f"sales-dojo-{tx.now:%Y-%m-%d}.json"
        return (outgoing.document(person.id, name, service.export(tx, person), caption_html=caption),)

    await context.act(work)


async def forget(update: Update, context: DojoContext) -> None:
    """/forget: sure?"""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        choices = [
            button(house.texts, person.language, "forget_yes", "privacy:forget"),
            button(house.texts, person.language, "forget_no", "privacy:keep"),
        ]
        html = house.texts.render(person.language, "privacy.forget_ask")
        return (outgoing.text(person.id, html, markup=rows(choices)),)

    await context.act(work)


def _main(house: House, tx: Tx, person: Person) -> Screen:
    return house.privacy_view.main(person, sharing.mine(tx, person, 0).total)


def _open(press: Press) -> list[Outgoing]:
    return [press.show(_main(press.house, press.tx, press.person))]


def _words(press: Press) -> list[Outgoing]:
    return [press.show(press.house.privacy_view.words(press.person))]


def _keep_words(press: Press) -> list[Outgoing]:
    """`privacy:keep_words:<days or always>`."""
    days = None if press.value == "always" else press.number
    person = retention.choose(press.tx, press.person, days)
    return [press.show(press.house.privacy_view.words(person))]


def _forget(press: Press) -> list[Outgoing]:
    heirs = service.forget(press.tx, press.person)
    # The chat forgets the person's own menu too: the general one takes its place.
    menu = {"scope": {"type": "chat", "chat_id": press.person.id}}
    return [
        press.show(Screen(press.text("privacy.forget_done"))),
        Outgoing(chat_id=press.person.id, method="deleteMyCommands", params=menu),
        *(call for team, heir in heirs for call in tell(press, heir, "team.inherited", team=team.name)),
    ]


def _keep(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("privacy.forget_kept")))]


ACTIONS: dict[str, Action] = {
    "open": _open,
    "words": _words,
    "keep_words": _keep_words,
    "forget": _forget,
    "keep": _keep,
}

press = table(ACTIONS, _keep)
