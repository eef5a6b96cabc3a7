"""A team's own questions and facts (`ti:`): the list, a file of them, changing and taking out; facts that answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial

from bot.base.errors import Refused
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext, Work
from bot.handlers.house import House
from bot.handlers.press import Action, Ahead, Press, number_of, table
from bot.services import facts, people, team_items, teams
from bot.services.reply_sheets import item_template
from bot.services.reply_sheets.item_sheet import ItemSheet
from bot.services.team_items import AWAITING_CHANGE, LONGEST_CHANGE
from bot.storage.queries import people as people_rows
from bot.storage.queries import team_items as rows
from bot.storage.queries import team_uploads as upload_rows
from bot.storage.queries.people import Person
from bot.training.fact_search import FactHit, stored, told
from bot.training.team_items import Entry, Fact, from_json, parsed, title


def previewed(house: House, name: str, sheet: ItemSheet, team_id: int, tx: Tx, person: Person) -> Iterable[Outgoing]:
    """What a file of questions or facts holds."""
    preview = team_items.preview(tx, person, team_id, name, sheet.entries)
    return (house.team_items_view.preview(person, name, sheet, preview).send(person.id),)


def wants_change(person: Person) -> bool:
    """Whether the next text is another wording."""
    return (person.awaiting or "").startswith(AWAITING_CHANGE)


async def take_change(context: DojoContext, person: Person, words: str) -> Work:
    """Another wording of a question or a fact."""
    number = number_of((person.awaiting or "").removeprefix(AWAITING_CHANGE))
    row = (await context.read(lambda conn: rows.find(conn, person.id, [number]))).get(number)
    entry = None if row is None or len(words) > LONGEST_CHANGE else parsed(words, from_json(row.body))
    meaning = None if entry is None else (await _meanings(context, [entry])).get(title(entry))
    return partial(_changed, context.house, number, entry, meaning)


def _changed(
    house: House, number: int, entry: Entry | None, meaning: bytes | None, tx: Tx, person: Person
) -> Iterable[Outgoing]:
    if entry is None:
        team_items.one(tx, person, number)
        raise Refused("team_items.change_long", longest=LONGEST_CHANGE)
    changed = team_items.change(tx, person, number, entry, meaning)
    return (house.team_items_view.changed(person, changed).send(person.id),)


# --- buttons


def _list(press: Press) -> list[Outgoing]:
    """`ti:list:<team>:<page>`."""
    team_id, number = _numbers(press.value)
    page = team_items.page(press.tx, press.person, team_id, number)
    return [press.show(press.house.team_items_view.page(press.person, page))]


def _open(press: Press) -> list[Outgoing]:
    """`ti:open:<item>:<page>`."""
    people.await_text(press.tx, press.person, None)
    number, page = _numbers(press.value)
    row = team_items.one(press.tx, press.person, number)
    return [press.show(press.house.team_items_view.one(press.person, row, max(page, 0)))]


def _remove(press: Press) -> list[Outgoing]:
    """`ti:remove:<item>:<page>`."""
    number, page = _numbers(press.value)
    row = team_items.one(press.tx, press.person, number)
    return [press.show(press.house.team_items_view.remove(press.person, row, max(page, 0)))]


def _remove_yes(press: Press) -> list[Outgoing]:
    """`ti:remove_yes:<item>`."""
    row = team_items.remove(press.tx, press.person, press.number)
    page = team_items.page(press.tx, press.person, row.team_id, 0)
    return [press.show(press.house.team_items_view.page(press.person, page))]


def _change(press: Press) -> list[Outgoing]:
    """`ti:change:<item>`."""
    row = team_items.ask_change(press.tx, press.person, press.number)
    return [press.show(press.house.team_items_view.change(press.person, row))]


def _fact(press: Press) -> list[Outgoing]:
    """`ti:fact:<item>`: another of the facts that were found, for anybody in the team."""
    found = facts.told(press.tx.conn, press.person.id, [FactHit(press.number, 0.0)])
    if not found:
        raise Refused("team_items.gone")
    return [press.house.team_items_view.told(press.person, found).send(press.person.id)]


async def _how(context: DojoContext, value: str) -> Action:
    """`ti:how:<team>`: the formats, with a filled-in file of each."""
    user_id = 0 if context.caller is None else context.caller.id
    person = await context.read(lambda conn: people_rows.find(conn, user_id))
    texts = context.house.texts
    files = () if person is None else await asyncio.to_thread(item_template.templates, texts, person.language)

    def act(press: Press) -> Iterable[Outgoing]:
        team = teams.lead(press.tx, press.person, press.number)
        return press.house.team_items_view.how(press.person, team, files)

    return act


async def _add(context: DojoContext, value: str) -> Action:
    """`ti:add:<upload>`: pressed again, it adds nothing more."""
    user_id = 0 if context.caller is None else context.caller.id
    number = number_of(value)
    upload = await context.read(lambda conn: upload_rows.find(conn, user_id, number))
    async with context.busy():
        meanings = await _meanings(context, team_items.entries_of(upload))

    def act(press: Press) -> Iterable[Outgoing]:
        done = team_items.add(press.tx, press.person, press.number, meanings)
        return [press.show(press.house.team_items_view.added(press.person, done))]

    return act


async def _meanings(context: DojoContext, entries: Sequence[Entry]) -> dict[str, bytes]:
    """The vectors of facts, by their titles; questions have none."""
    found = [one for one in entries if isinstance(one, Fact)]
    if not found:
        return {}
    vectors = await context.house.understanding.vectors([told(one) for one in found])
    return {one.title: stored(vector) for one, vector in zip(found, vectors, strict=True)}


def _drop(press: Press) -> list[Outgoing]:
    team = team_items.KIND.drop(press.tx, press.person, press.number)
    return [press.show(press.house.team_items_view.over(press.person, "dropped", team))]


def _undo(press: Press) -> list[Outgoing]:
    done = team_items.undo(press.tx, press.person, press.number)
    return [press.show(press.house.team_items_view.over(press.person, "undone", done.team, done.count))]


def _gone(press: Press) -> list[Outgoing]:
    raise Refused("team_items.gone")


def _numbers(value: str) -> tuple[int, int]:
    first, _, second = value.partition(":")
    return number_of(first), number_of(second)


ACTIONS: dict[str, Action] = {
    "list": _list,
    "open": _open,
    "remove": _remove,
    "remove_yes": _remove_yes,
    "change": _change,
    "fact": _fact,
    "drop": _drop,
    "undo": _undo,
}
AHEAD: dict[str, Ahead] = {"how": _how, "add": _add}

press = table(ACTIONS, _gone, AHEAD)
