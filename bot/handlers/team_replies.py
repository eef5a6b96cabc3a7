"""A team's own replies: everybody in it reads them; who leads it adds and deletes, by a form in the chat."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.context import DojoContext, Work
from bot.handlers.house import House
from bot.handlers.press import Action, Ahead, Press, number_of, table
from bot.language.category import Category
from bot.language.objections import Hit
from bot.services import reply_form, team_replies, teams, unanswered
from bot.services.phrasings import clean, distinct
from bot.services.reply_form import PHRASING, PREVIEW, REPLY, SAID, Form
from bot.services.team_replies import LONGEST_SAID
from bot.storage.queries import people as people_rows
from bot.storage.queries.people import Person
from bot.storage.queries.team_replies import TeamReply
from bot.views.screen import Screen

# What to do with a text while the form is open, for somebody who still leads the team.
Filled = Callable[[Tx, Person, Form], Iterable[Outgoing]]


# --- texts that answer a question of the form


async def take_said(context: DojoContext, person: Person, words: str) -> Work:
    """What the customer says, one phrasing on each line; next comes the reply."""
    house, said = context.house, distinct(words.splitlines())
    category = await _category(house, said[0]) if said and len(said[0]) <= LONGEST_SAID else Category.FIT

    def work(tx: Tx, person: Person, form: Form) -> Iterable[Outgoing]:
        heard = reply_form.heard(tx, person, form, said, category)
        view = house.team_replies_view
        if isinstance(heard, TeamReply):
            return (view.known(person, heard).send(person.id),)
        return (view.ask_reply(person, heard.said).send(person.id),)

    return partial(_filled, house, SAID, work)


async def take_reply(context: DojoContext, person: Person, words: str) -> Work:
    """What we answer: shown before it is added; a further reply of an entry is added at once."""
    house, reply = context.house, clean(words)

    def work(tx: Tx, person: Person, form: Form) -> Iterable[Outgoing]:
        if form.entry is None:
            filled = reply_form.answered(tx, person, form, reply)
            return (_preview(house, tx, person, filled).send(person.id),)
        entry = team_replies.answer_also(tx, person, form.entry, reply)
        return (
            _entry(house, tx, reply_form.leave(tx, person), entry).send(person.id),
            *_told(house, tx, person, form, entry),
        )

    return partial(_filled, house, person.awaiting or REPLY, work)


async def take_phrasing(context: DojoContext, person: Person, words: str) -> Work:
    """Another way in which customers say it."""
    house, said = context.house, " ".join(clean(words).split())
    (meaning,) = await house.understanding.meanings([said[:LONGEST_SAID]])

    def work(tx: Tx, person: Person, form: Form) -> Iterable[Outgoing]:
        entry = team_replies.say_also(tx, person, form.entry or 0, said, meaning)
        return (_entry(house, tx, reply_form.leave(tx, person), entry).send(person.id),)

    return partial(_filled, house, PHRASING, work)


def _filled(house: House, purpose: str, work: Filled, tx: Tx, person: Person) -> Iterable[Outgoing]:
    """Do `work` as long as the bot waits for that and the person leads the team; else the form is put away."""
    form = reply_form.current(person)
    if person.awaiting == purpose and form is not None and team_replies.leads(tx, person, form.team_id):
        return work(tx, person, form)
    reply_form.leave(tx, person)
    return (house.team_replies_view.message(person, "gone").send(person.id),)


async def _category(house: House, said: str) -> Category:
    """The category of the nearest built-in objection."""
    return category_of((await house.understanding.find(said)).hits)


def category_of(hits: Iterable[Hit]) -> Category:
    """The category of the first hit that has one."""
    return next((hit.category for hit in hits if hit.category is not None), Category.FIT)


# --- buttons


def _list(press: Press) -> list[Outgoing]:
    """`tr:list:<team>:<page>`."""
    team, page = _numbers(press, 2)
    found = team_replies.page(press.tx, press.person, team, page)
    return [press.show(press.house.team_replies_view.page(press.person, found))]


def _open(press: Press) -> list[Outgoing]:
    """`tr:open:<entry>:<page>:<number of the reply>`."""
    entry, page, number = _numbers(press, 3)
    opened = team_replies.one(press.tx, press.person, entry)
    return [press.show(press.house.team_replies_view.one(press.person, opened, max(page, 0), max(number, 0)))]


def _new(press: Press) -> list[Outgoing]:
    team = teams.lead(press.tx, press.person, press.number)
    reply_form.begin(press.tx, press.person, team.id)
    return [press.house.team_replies_view.ask_said(press.person, team).send(press.person.id)]


def _more(press: Press) -> list[Outgoing]:
    """Another reply."""
    form, _ = reply_form.further(press.tx, press.person, press.number, REPLY)
    return [press.house.team_replies_view.ask_reply(press.person, form.said).send(press.person.id)]


def _also(press: Press) -> list[Outgoing]:
    """Another phrasing."""
    _, entry = reply_form.further(press.tx, press.person, press.number, PHRASING)
    return [press.house.team_replies_view.ask_phrasing(press.person, entry).send(press.person.id)]


def _delete(press: Press) -> list[Outgoing]:
    """`tr:delete:<entry>:<page>`."""
    number, page = _numbers(press, 2)
    entry = team_replies.led_entry(press.tx, press.person, number)
    return [press.show(press.house.team_replies_view.delete(press.person, entry, max(page, 0)))]


def _delete_yes(press: Press) -> list[Outgoing]:
    gone = team_replies.remove(press.tx, press.person, press.number)
    return [press.show(press.house.team_replies_view.deleted(press.person, gone))]


def _categories(press: Press) -> list[Outgoing]:
    form = _marked(press, press.value)
    return _gone(press) if form is None else [press.show(press.house.team_replies_view.categories(press.person, form))]


def _choose(press: Press) -> list[Outgoing]:
    """`tr:cat:<mark>:<category>`."""
    mark, _, name = press.value.partition(":")
    form = _marked(press, mark)
    if form is None or name not in set(Category):
        return _gone(press)
    form = reply_form.classed(press.tx, press.person, form, Category(name))
    return [press.show(_preview(press.house, press.tx, press.person, form))]


def _drop(press: Press) -> list[Outgoing]:
    if _marked(press, press.value) is None:
        return _gone(press)
    reply_form.leave(press.tx, press.person)
    return [press.show(press.house.team_replies_view.message(press.person, "dropped"))]


async def _add(context: DojoContext, value: str) -> Action:
    """`tr:add:<mark>`: what the form holds becomes an entry; pressed again, nothing more."""
    form = reply_form.current(await _person(context))
    meanings = await context.house.understanding.meanings(form.said if form is not None and form.mark == value else ())

    def act(press: Press) -> Iterable[Outgoing]:
        now = _marked(press, press.value)
        entry = None if now is None else now.content
        if now is None or entry is None or form is None or now.said != form.said:
            return _gone(press)
        added = team_replies.add(press.tx, press.person, now.team_id, entry, meanings)
        person = reply_form.leave(press.tx, press.person)
        shown = press.show(press.house.team_replies_view.added(person, added))
        return [shown, *_told(press.house, press.tx, person, now, added)]

    return act


async def _back(context: DojoContext, value: str) -> Action:
    """`tr:back:<entry>`: put back what was deleted last."""
    person = await _person(context)
    gone = team_replies.removed(person, number_of(value))
    meanings = await context.house.understanding.meanings(() if gone is None else gone.phrasings)

    def act(press: Press) -> Iterable[Outgoing]:
        if gone is None or team_replies.removed(press.person, press.number) != gone:
            return _gone(press)
        entry = team_replies.put_back(press.tx, press.person, press.number, meanings)
        return [press.show(_entry(press.house, press.tx, press.person, entry))]

    return act


def _entry(house: House, tx: Tx, person: Person, entry: TeamReply) -> Screen:
    opened = team_replies.one(tx, person, entry.id)
    # What is newest stands last.
    return house.team_replies_view.one(person, opened, 0, len(entry.replies) - 1)


def _preview(house: House, tx: Tx, person: Person, form: Form) -> Screen:
    return house.team_replies_view.preview(person, form, teams.lead(tx, person, form.team_id))


def _told(house: House, tx: Tx, person: Person, form: Form, entry: TeamReply) -> Iterable[Outgoing]:
    """Word to the rep who had asked for it."""
    waiting = unanswered.answered(tx, person, form.unanswered)
    if waiting is None:
        return ()
    asked, asker = waiting
    return (house.unanswered_view.answered(asker, asked, entry).send(asker.id, push=True),)


def _marked(press: Press, mark: str) -> Form | None:
    """The form, if it is the one that a button means and its team is still led."""
    form = reply_form.current(press.person)
    if form is None or form.mark != mark or form.content is None:
        return None
    return form if team_replies.leads(press.tx, press.person, form.team_id) else None


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(press.house.team_replies_view.message(press.person, "gone"))]


def _numbers(press: Press, count: int) -> list[int]:
    """The first parts of the value as numbers; what is missing or none is -1."""
    parts = [*press.value.split(":"), *[""] * count][:count]
    return [number_of(part) for part in parts]


async def _person(context: DojoContext) -> Person | None:
    user_id = 0 if context.caller is None else context.caller.id
    return await context.read(lambda conn: people_rows.find(conn, user_id))


ACTIONS: dict[str, Action] = {
    "list": _list,
    "open": _open,
    "new": _new,
    "more": _more,
    "also": _also,
    "delete": _delete,
    "delete_yes": _delete_yes,
    "cats": _categories,
    "cat": _choose,
    "drop": _drop,
}
AHEAD: dict[str, Ahead] = {"add": _add, "back": _back}
TAKERS = {SAID: take_said, REPLY: take_reply, PREVIEW: take_reply, PHRASING: take_phrasing}

press = table(ACTIONS, _gone, AHEAD)
