"""Help, cancelling, and updates that are neither text nor command."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Update

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import groups
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.services import drills, people, roleplays, seats
from bot.storage.queries.people import Person
from bot.views.screen import Screen

# What a message carries → the text that answers it, first match first.
KINDS = (
    ("sticker", "help.sticker"),
    ("photo", "help.picture"),
    ("voice", "help.voice"),
    ("audio", "help.voice"),
    ("video_note", "help.voice"),
    ("document", "help.file"),
)


async def help_(update: Update, context: DojoContext) -> None:
    """/help: what the bot can do."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        people.finish_onboarding(tx, person)
        return (_help(house, person).send(person.id),)

    await context.act(work)


async def cancel(update: Update, context: DojoContext) -> None:
    """/cancel: put down whatever is under way."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        waited = person.awaiting is not None
        person = people.finish_onboarding(tx, people.await_text(tx, person, None))
        stale, played = drills.cancel(tx, person), roleplays.drop(tx, person)
        seated = seats.stop(tx, house.catalog, person) is not None
        name = "cancelled" if waited or seated or played or stale is not None else "nothing_to_cancel"
        screen = Screen(
            house.texts.render(person.language, f"settings.{name}"), house.settings_view.start_buttons(person.language)
        )
        return (*house.drill_view.closed(person, stale or ()), screen.send(person.id))

    await context.act(work)


async def unknown_command(update: Update, context: DojoContext) -> None:
    """A command that does not exist: what does."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        first = outgoing.text(person.id, house.texts.render(person.language, "help.unknown_command"))
        return (first, _help(house, person).send(person.id))

    await context.act(work)


async def not_text(update: Update, context: DojoContext) -> None:
    """Stickers, pictures, voice and the like are answered in kind."""
    house, message = context.house, update.effective_message
    kind = next((text for field, text in KINDS if message is not None and getattr(message, field)), "help.other")
    emoji = (message.sticker.emoji if message is not None and message.sticker is not None else None) or "🙂"

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return (outgoing.text(person.id, house.texts.render(person.language, kind, emoji=emoji)),)

    await context.act(work)


async def edited(update: Update, context: DojoContext) -> None:
    """An edited message: what was said first has counted."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return (outgoing.text(person.id, house.texts.render(person.language, "help.edited")),)

    await context.act(work)


async def old_button(update: Update, context: DojoContext) -> None:
    """A button that no area knows any more."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        context.answer(house.texts.render(person.language, "toast.old_button"))
        html = house.texts.render(person.language, "help.old_button_text")
        return (outgoing.text(person.id, html, markup=house.settings_view.start_buttons(person.language)),)

    await context.act(work)


async def membership(update: Update, context: DojoContext) -> None:
    """The person blocked the bot, or let it write again: pushes stop, or resume at their time.

    Nothing is said: pressing Start again sends /start as well, and that is greeted.
    """
    change = update.my_chat_member
    if change is None:
        return
    if change.chat.type != "private":
        await groups.membership(context, change)
        return
    reachable = change.new_chat_member.status not in {"kicked", "left"}

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        people.set_reachable(tx, person, reachable=reachable)
        return ()

    await context.act(work)


def _help(house: House, person: Person) -> Screen:
    html = house.texts.render(person.language, "help.main")
    return Screen(html, house.settings_view.start_buttons(person.language))
