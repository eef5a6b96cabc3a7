"""A file of replies for a team: fetched, read, shown; added only when who sent it says so, and taken back as easily."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from telegram import Document, Update
from telegram.error import BadRequest

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import other, team_items
from bot.handlers.context import DojoContext, Work
from bot.handlers.house import House
from bot.handlers.press import Action, Ahead, Press, number_of, table
from bot.handlers.team_replies import category_of
from bot.language.category import Category
from bot.language.objections import Verdict
from bot.services import kept, people, team_uploads, teams
from bot.services.reply_sheets import item_template, template
from bot.services.reply_sheets.item_sheet import ItemSheet
from bot.services.reply_sheets.read import read_any, readable
from bot.services.reply_sheets.types import MOST_BYTES, Problem, Sheet, Unreadable
from bot.services.reply_sheets.words import words
from bot.services.team_replies import Entry
from bot.services.understanding import Found
from bot.storage.queries import people as people_rows
from bot.storage.queries import team_uploads as upload_rows
from bot.storage.queries import teams as team_rows
from bot.storage.queries.people import Person
from bot.storage.queries.replies import TEAM
from bot.storage.queries.teams import Team
from bot.views.team_files import Near

# The team whose format was shown last, and the file whose team is not known yet.
_WANTED, _WAITING = "team_file_for", "team_file"
# After that nobody means the file for the team whose format they once looked at.
_MEANT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """A document as Telegram names it; `size` in bytes."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Understood:
    """A file that was read. `like`: for some titles, the shelf's entry that surely means the same."""

    sheet: Sheet
    entries: tuple[Entry, ...]
    like: tuple[tuple[str, str], ...]


async def document(update: Update, context: DojoContext) -> None:
    """A document: for the team that its sender leads; of several teams the bot asks which."""
    message, caller, house = update.effective_message, context.caller, context.house
    if message is None or message.document is None or caller is None:
        return
    sent, now = _sent(message.document), house.clock.now()
    led, meant = await context.read(lambda conn: _situation(conn, caller.id, now))
    if not led:
        await other.not_text(update, context)
    elif meant is not None:
        await context.act(await _taken(context, sent, meant.id))
    else:
        await context.act(partial(_which, house, sent, led))


def _situation(conn: sa.Connection, user_id: int, now: datetime) -> tuple[tuple[Team, ...], Team | None]:
    """The teams that the person leads, and the one that a file from them is for, if that is clear."""
    person = people_rows.find(conn, user_id)
    places = () if person is None else team_rows.places(conn, user_id)
    led = tuple(place.team for place in places if place.role in teams.LEADS)
    wanted: Any = None if person is None else person.preferences.get(_WANTED)
    if isinstance(wanted, list) and now - datetime.fromisoformat(wanted[1]) < _MEANT:
        meant = next((team for team in led if team.id == wanted[0]), None)
        if meant is not None:
            return led, meant
    return led, led[0] if len(led) == 1 else None


def _which(house: House, sent: Sent, led: tuple[Team, ...], tx: Tx, person: Person) -> Iterable[Outgoing]:
    people.preference(tx, person, **{_WAITING: [sent.id, sent.name, sent.size]})
    return (house.team_files_view.which_team(person, led).send(person.id),)


# --- reading a file


async def _taken(context: DojoContext, sent: Sent, team_id: int) -> Work:
    """What a file has to say, before anything is changed."""
    house = context.house
    try:
        async with context.busy():
            sheet = await _sheet(context, sent)
            if isinstance(sheet, ItemSheet):
                return partial(_items_previewed, house, sent, sheet, team_id)
            return partial(_previewed, house, sent, await _understood(context, sheet), team_id)
    except Unreadable as error:
        return partial(_refused, house, error.problem, team_id)


async def _sheet(context: DojoContext, sent: Sent) -> Sheet | ItemSheet:
    """Fetch and read a file. Raises Unreadable."""
    content, texts = await _fetched(context, sent), context.house.texts
    return await asyncio.to_thread(read_any, sent.name, content, words(texts), item_template.words(texts))


async def _understood(context: DojoContext, sheet: Sheet) -> Understood:
    """Look up each entry."""
    house = context.house
    beside = () if context.caller is None else await house.shelves.of(context.caller.id)
    entries, like = [], []
    for one in sheet.entries:
        found = await house.understanding.find(one.phrasings[0], None, beside)
        entries.append(Entry(one.phrasings, one.replies, one.category or _category(house, found)))
        if found.verdict is Verdict.SURE and found.hits[0].id.startswith(TEAM):
            like.append((one.phrasings[0], found.hits[0].id))
    return Understood(sheet, tuple(entries), tuple(like))


async def _fetched(context: DojoContext, sent: Sent) -> bytes:
    if not readable(sent.name):
        raise Unreadable("kind")
    if sent.size > MOST_BYTES:
        raise Unreadable("large")
    try:
        file = await context.bot.get_file(sent.id)
        if file.file_size is not None and file.file_size > MOST_BYTES:
            raise Unreadable("large")
        return bytes(await file.download_as_bytearray())
    except BadRequest:
        raise Unreadable("fetch") from None


def _category(house: House, found: Found) -> Category:
    """The category of the nearest built-in objection, or else of the nearest at all."""
    built_in = [hit for hit in found.hits if hit.id in house.catalog.objections]
    return category_of(built_in or found.hits)


def _refused(house: House, problem: Problem, team_id: int, tx: Tx, person: Person) -> Iterable[Outgoing]:
    team = teams.lead(tx, person, team_id)
    return (house.team_files_view.unreadable(person, problem, team).send(person.id),)


def _items_previewed(
    house: House, sent: Sent, sheet: ItemSheet, team_id: int, tx: Tx, person: Person
) -> Iterable[Outgoing]:
    person = people.preference(tx, person, **{_WAITING: None})
    return team_items.previewed(house, sent.name, sheet, team_id, tx, person)


def _previewed(
    house: House, sent: Sent, understood: Understood, team_id: int, tx: Tx, person: Person
) -> Iterable[Outgoing]:
    person = people.preference(tx, person, **{_WAITING: None})
    preview = team_uploads.preview(tx, person, team_id, sent.name, understood.entries)
    fresh = {one.title for one in preview.fresh}
    ours = kept.find(tx.conn, person.id, [name for _, name in understood.like])
    near = [
        Near(title, ours[name].said)
        for title, name in understood.like
        if title in fresh and name in ours and ours[name].team == preview.team.name
    ]
    screen = house.team_files_view.preview(person, sent.name, understood.sheet, preview, near)
    return (screen.send(person.id),)


# --- buttons


async def _how(context: DojoContext, value: str) -> Action:
    """`tf:how:<team>`: the format, with a filled-in file of each kind."""
    user_id = 0 if context.caller is None else context.caller.id
    person = await context.read(lambda conn: people_rows.find(conn, user_id))
    texts = context.house.texts
    files = () if person is None else await asyncio.to_thread(template.templates, texts, person.language)

    def act(press: Press) -> Iterable[Outgoing]:
        team = teams.lead(press.tx, press.person, press.number)
        people.preference(press.tx, press.person, **{_WANTED: [team.id, press.tx.now.isoformat()]})
        return press.house.team_files_view.how(press.person, team, files)

    return act


async def _for(context: DojoContext, value: str) -> Action:
    """`tf:for:<team>`: the file that waits is for this team."""
    user_id = 0 if context.caller is None else context.caller.id
    person = await context.read(lambda conn: people_rows.find(conn, user_id))
    waiting: Any = None if person is None else person.preferences.get(_WAITING)
    if not isinstance(waiting, list):
        return _gone
    number = number_of(value)
    work = await _taken(context, Sent(*waiting), number)
    return lambda press: work(press.tx, press.person) or ()


async def _add(context: DojoContext, value: str) -> Action:
    """`tf:add:<upload>`: pressed again, it adds nothing more."""
    user_id = 0 if context.caller is None else context.caller.id
    number = number_of(value)
    upload = await context.read(lambda conn: upload_rows.find(conn, user_id, number))
    said = [phrasing for one in team_uploads.entries_of(upload) for phrasing in one.phrasings]
    async with context.busy():
        meanings = dict(zip(said, await context.house.understanding.meanings(said), strict=True))

    def act(press: Press) -> Iterable[Outgoing]:
        done = team_uploads.add(press.tx, press.person, press.number, meanings)
        return [press.show(press.house.team_files_view.added(press.person, done))]

    return act


def _drop(press: Press) -> list[Outgoing]:
    team = team_uploads.KIND.drop(press.tx, press.person, press.number)
    return [press.show(press.house.team_files_view.over(press.person, "dropped", team))]


def _undo(press: Press) -> list[Outgoing]:
    done = team_uploads.undo(press.tx, press.person, press.number)
    return [press.show(press.house.team_files_view.over(press.person, "undone", done.team, done.count))]


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(press.house.team_replies_view.message(press.person, "gone"))]


def _sent(found: Document) -> Sent:
    return Sent(found.file_id, found.file_name or "", found.file_size or 0)


ACTIONS: dict[str, Action] = {"drop": _drop, "undo": _undo}
AHEAD: dict[str, Ahead] = {"how": _how, "for": _for, "add": _add}

press = table(ACTIONS, _gone, AHEAD)
