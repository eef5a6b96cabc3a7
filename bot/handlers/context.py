"""What a handler holds: the house, who called, and the one unit of work of this update."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

import sqlalchemy as sa
from telegram import Update, User
from telegram.constants import ChatAction, ChatType, MessageEntityType
from telegram.error import TelegramError

from bot.base.errors import Refused
from bot.delivery.context import UnitContext
from bot.delivery.outgoing import Outgoing, text
from bot.delivery.unit import Tx
from bot.handlers import menus
from bot.handlers.house import HOUSE, House
from bot.services import people
from bot.services.people import Caller
from bot.services.understanding import Found
from bot.storage.queries.people import Person

if TYPE_CHECKING:
    from telegram.ext import Application

# "typing…" stands for about five seconds; what takes no second does not need it.
_BUSY_AFTER, _BUSY_AGAIN = 1.0, 4.5

T = TypeVar("T")
Work = Callable[[Tx, Person], Iterable[Outgoing] | None]


class DojoContext(UnitContext):
    """The context of one update."""

    caller: Caller | None = None
    # A command leaves whatever the bot has asked; only /cancel wants to know what that was.
    leaves: bool = False
    # In the person's own chat with the bot, where their menu is; and whether they wrote or pressed something there.
    private: bool = False
    spoke: bool = False

    @classmethod
    def from_update(cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]) -> Self:
        """Made by python-telegram-bot for each update."""
        context = super().from_update(update, application)
        if isinstance(update, Update) and update.effective_user is not None:
            context.caller = caller(update.effective_user)
            context.leaves = _command(update) not in {None, "cancel"}
            context.private = update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE
            context.spoke = context.private and update.my_chat_member is None
        return context

    @property
    def house(self) -> House:
        """What all handlers share."""
        house: House = self.application.bot_data[HOUSE]
        return house

    async def read(self, fn: Callable[[sa.Connection], T]) -> T:
        """Look something up before the unit of work."""
        return await self.house.database.read(fn)

    async def find(self, words: str, limit: int = 12) -> Found:
        """The objections nearest to what somebody said: the caller's own, their teams' and the built-in ones."""
        beside = () if self.caller is None else await self.house.shelves.of(self.caller.id)
        return await self.house.understanding.find(words, None, beside, limit)

    async def typing(self) -> None:
        """Show "typing…" for a human moment. It is only a courtesy: failing, it is left out."""
        pause = self.house.typing_pause
        if pause <= 0 or self.caller is None:
            return
        with contextlib.suppress(TelegramError):
            await self.bot.send_chat_action(self.caller.id, ChatAction.TYPING)
        await asyncio.sleep(pause)

    @contextlib.asynccontextmanager
    async def busy(self) -> AsyncIterator[None]:
        """Show "typing…" for as long as something takes."""
        showing = asyncio.create_task(self._keep_typing())
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _keep_typing(self) -> None:
        await asyncio.sleep(_BUSY_AFTER)
        while self.caller is not None:
            with contextlib.suppress(TelegramError):
                await self.bot.send_chat_action(self.caller.id, ChatAction.TYPING)
            await asyncio.sleep(_BUSY_AGAIN)

    @property
    def arguments(self) -> list[str]:
        """The parts of the pressed button's data after its area: "set:lang:zh" gives ["lang", "zh"]."""
        data = "" if self.match is None else self.match.string
        return data.split(":")[1:]

    async def act(self, work: Work) -> None:
        """Do `work` for the caller in this update's unit and queue what it returns.

        An expected refusal inside `work` undoes what it did and tells the caller why.
        """
        if self.caller is None:
            return
        await self.unit(partial(_perform, self, self.caller, work))


def caller(user: User) -> Caller:
    """Who an update is from."""
    return Caller(
        id=user.id,
        first_name=user.first_name,
        last_name=user.last_name,
        username=user.username,
        language_code=user.language_code,
    )


def _command(update: Update) -> str | None:
    """The command that a new message begins with, without its slash; None for anything else."""
    message = update.message
    if message is None or not message.text:
        return None
    commands = (one for one in message.entities if one.type == MessageEntityType.BOT_COMMAND)
    first = next((one for one in commands if one.offset == 0), None)
    return None if first is None else message.text[1 : first.length].partition("@")[0].lower()


def _perform(context: DojoContext, who: Caller, work: Work, tx: Tx) -> None:
    house = context.house
    person = people.meet(tx, who, default_zone=house.default_zone)
    back = person.blocked_at is not None
    if back and context.spoke:
        # Telegram's word that they let the bot in again may be lost; what they do says so too.
        person = people.set_reachable(tx, person, reachable=True)
    if context.leaves:
        person = people.await_text(tx, person, None)
    try:
        with tx.conn.begin_nested():
            calls = tuple(work(tx, person) or ())
    except Refused as refused:
        html = house.texts.render(person.language, refused.message_id, **refused.params)
        calls = (text(person.id, html),)
    tx.send(*calls)
    after = people.find(tx, who.id) if context.private else None
    if after is not None and after.blocked_at is None:
        tx.send(*menus.due(house, tx, after, back=back, language_code=who.language_code))
