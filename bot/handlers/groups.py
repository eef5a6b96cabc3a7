"""The daily question in a group: /daily, the buttons of its card, and what happens to the group.

Nobody is met here: members of a group do not become users of the bot by pressing a button or answering.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from telegram import ChatMemberUpdated, Message, Update

from bot.base.errors import Refused
from bot.base.language import Lang, from_language_code
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.handlers.press import number_of
from bot.services import group_rounds, groups, people
from bot.services.groups import Place, Setup
from bot.services.names import together
from bot.services.people import Caller
from bot.storage.queries.delivery import PollRow
from bot.storage.queries.people import Person
from bot.views.groups import PAYLOAD
from bot.views.screen import Screen

_GONE = frozenset({"left", "kicked"})


async def how(update: Update, context: DojoContext) -> None:
    """/daily in a private chat: how to have it in a group."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return (house.groups_view.how(people.finish_onboarding(tx, person).language).send(person.id),)

    await context.act(work)


async def start(update: Update, context: DojoContext) -> None:
    """/start in a group, where the bot was just added: a link for /daily does that, else one short hint."""
    if PAYLOAD in (context.args or ()):
        await daily(update, context)
        return
    await _say(update, context, "hello")


async def daily(update: Update, context: DojoContext) -> None:
    """/daily in a group: set the question up, or show its card."""
    house, who, message = context.house, context.caller, update.effective_message
    if message is None or who is None:
        return
    if message.sender_chat is not None:
        # An anonymous administrator: who they are, and what they lead, cannot be known.
        await _say(update, context, "anonymous")
        return
    place = _place(message)

    def unit(tx: Tx) -> None:
        begun = groups.begin(tx, who.id, place)
        tx.send(house.groups_view.begun(_lang(tx, who), begun).send(place.chat_id))

    await context.unit(unit)


async def _say(update: Update, context: DojoContext, name: str) -> None:
    view, who, chat = context.house.groups_view, context.caller, update.effective_chat
    if who is None or chat is None:
        return
    await context.unit(lambda tx: tx.send(view.note(_lang(tx, who), name).send(chat.id)))


def _place(message: Message) -> Place:
    return Place(message.chat.id, message.chat.title or "")


def _lang(tx: Tx, who: Caller) -> Lang:
    known = people.find(tx, who.id)
    return from_language_code(who.language_code) if known is None else known.language


# --- buttons


@dataclass(frozen=True, slots=True)
class _Press:
    """A pressed button in a group. `value` is all that stands behind the action's name."""

    house: House
    tx: Tx
    who: Caller
    place: Place
    value: str

    @property
    def number(self) -> int:
        """The value as a number; -1 when it is none."""
        return number_of(self.value)

    def card(self, setup: Setup) -> Screen:
        """The settings card."""
        return self.house.groups_view.card(setup)


# What stands in the message's place afterwards, and the text of the short answer; None changes or says nothing.
_Done = tuple[Screen | None, str | None]


async def press(update: Update, context: DojoContext) -> None:
    """A button in a group. Whoever may not press it reads so, and nobody else does."""
    house, who, query = context.house, context.caller, update.callback_query
    message = None if query is None else query.message
    if who is None:
        return
    name, _, value = ":".join(context.arguments).partition(":")

    def unit(tx: Tx) -> None:
        toast: str | None = "toast.old_button"
        action = _ACTIONS.get(name)
        if action is not None and message is not None and message.chat.id < 0:
            place = Place(message.chat.id, message.chat.title or "")
            try:
                with tx.conn.begin_nested():
                    screen, toast = action(_Press(house, tx, who, place, value))
                    if screen is not None:
                        number = message.message_id if message.is_accessible else None
                        tx.send(screen.replace(place.chat_id, number))
            except Refused as refused:
                toast = refused.message_id
        if toast is not None:
            context.answer(house.texts.render(_lang(tx, who), toast))

    await context.unit(unit)


def _team(press: _Press) -> _Done:
    return press.card(groups.choose(press.tx, press.who.id, press.place, press.number)), None


def _card(press: _Press) -> _Done:
    return press.card(groups.managed(press.tx, press.who.id, press.place.chat_id)), None


def _open(press: _Press) -> _Done:
    setup = groups.managed(press.tx, press.who.id, press.place.chat_id)
    return press.house.groups_view.question(setup, press.value) or press.card(setup), None


def _language(press: _Press) -> _Done:
    setup = groups.managed(press.tx, press.who.id, press.place.chat_id)
    if press.value in set(Lang):
        setup = groups.set_language(press.tx, press.who.id, press.place.chat_id, Lang(press.value))
    return press.card(setup), None


def _at(press: _Press) -> _Done:
    return press.card(groups.set_time(press.tx, press.who.id, press.place.chat_id, press.number)), None


def _day(press: _Press) -> _Done:
    setup = groups.switch_day(press.tx, press.who.id, press.place.chat_id, press.number)
    return press.house.groups_view.question(setup, "days"), None


def _days(press: _Press) -> _Done:
    setup = groups.set_days(press.tx, press.who.id, press.place.chat_id, press.number)
    return press.house.groups_view.question(setup, "days"), None


def _board(press: _Press) -> _Done:
    on = press.value == "1"
    return press.card(groups.set_board(press.tx, press.who.id, press.place.chat_id, on=on)), None


def _stop(press: _Press) -> _Done:
    return press.card(groups.stop(press.tx, press.who.id, press.place.chat_id)), None


def _resume(press: _Press) -> _Done:
    return press.card(groups.resume(press.tx, press.who.id, press.place.chat_id)), None


def _join(press: _Press) -> _Done:
    new = groups.join_board(press.tx, press.who.id, _name(press.who), press.place.chat_id)
    return None, "toast.group_joined" if new else "toast.group_on_already"


def _leave(press: _Press) -> _Done:
    was = groups.leave_board(press.tx, press.who.id, press.place.chat_id)
    return None, "toast.group_left" if was else "toast.group_not_on"


def _name(who: Caller) -> str:
    return together(who.first_name, who.last_name)


_ACTIONS: Mapping[str, Callable[[_Press], _Done]] = {
    "team": _team,
    "card": _card,
    "open": _open,
    "lang": _language,
    "at": _at,
    "day": _day,
    "days": _days,
    "board": _board,
    "stop": _stop,
    "resume": _resume,
    "join": _join,
    "leave": _leave,
}


# --- what happens in the group


async def answer(update: Update, context: DojoContext, poll: PollRow) -> None:
    """A member's vote in a group's question."""
    house, who, given = context.house, context.caller, update.poll_answer
    if who is None or given is None:
        return
    shown, name = tuple(given.option_ids), _name(who)
    await context.unit(lambda tx: group_rounds.answer(tx, house.catalog, poll.ref, who.id, name, shown))


async def membership(context: DojoContext, change: ChatMemberUpdated) -> None:
    """The bot was put out of a group: its question stops, and whoever set it up hears of it."""
    if change.new_chat_member.status not in _GONE:
        return
    view, chat_id = context.house.groups_view, change.chat.id

    def unit(tx: Tx) -> None:
        removed = groups.removed(tx, chat_id)
        if removed is not None:
            tx.send(view.removed(removed))

    await context.unit(unit)


async def migrated(update: Update, context: DojoContext) -> None:
    """The group has become a supergroup: told once in the old one, once in the new one."""
    message = update.effective_message
    if message is None:
        return
    here = message.chat.id
    if message.migrate_to_chat_id is not None:
        old_id, new_id = here, message.migrate_to_chat_id
    elif message.migrate_from_chat_id is not None:
        old_id, new_id = message.migrate_from_chat_id, here
    else:
        return
    await context.unit(lambda tx: groups.moved(tx, old_id, new_id))
