"""Pressed buttons: `<area>:<action>[:<value>]` finds its action in the area's table."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Update

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.storage.queries.people import Person
from bot.views.screen import Screen


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button and everything its action needs. `value` is all that stands behind the action's name."""

    house: House
    tx: Tx
    person: Person
    value: str
    message_id: int | None

    def show(self, screen: Screen) -> Outgoing:
        """The screen in the place of the pressed button's message."""
        return screen.replace(self.person.id, self.message_id)

    def without_buttons(self) -> list[Outgoing]:
        """The pressed button's message without its keyboard; nothing where Telegram no longer gives the message."""
        if self.message_id is None:
            return []
        return [outgoing.edit_markup(self.person.id, None, message_id=self.message_id)]

    def text(self, message_id: str, **values: object) -> str:
        """A text in the person's language."""
        return self.house.texts.render(self.person.language, message_id, **values)

    @property
    def number(self) -> int:
        """The value as a number that no row has when it is not one: -1."""
        return number_of(self.value)


def number_of(value: str) -> int:
    """A button's value as the number of a row; -1, which no row has, when it is none."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else -1


Action = Callable[[Press], Iterable[Outgoing]]
# What must be awaited before the unit of work: given the context and the button's value it makes the action.
Ahead = Callable[[DojoContext, str], Coroutine[Any, Any, Action]]
Handler = Callable[[Update, DojoContext], Coroutine[Any, Any, None]]


def table(
    actions: Mapping[str, Action], otherwise: Action, ahead: Mapping[str, Ahead] | None = None
) -> Callable[[Update, DojoContext], Coroutine[Any, Any, None]]:
    """The handler of an area's buttons; `otherwise` takes the actions that no longer exist.

    `ahead` has the actions that need something awaited first.
    """

    async def press(update: Update, context: DojoContext) -> None:
        house, message = context.house, None if update.callback_query is None else update.callback_query.message
        name, _, value = ":".join(context.arguments).partition(":")
        prepare = None if ahead is None else ahead.get(name)
        action = actions.get(name, otherwise) if prepare is None else await prepare(context, value)

        def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
            # What Telegram no longer gives (too old, or deleted) cannot be relied on to be edited.
            message_id = message.message_id if message is not None and message.is_accessible else None
            return action(Press(house, tx, person, value, message_id))

        await context.act(work)

    return press
