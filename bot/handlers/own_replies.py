"""/replies: what a person keeps; writing an answer of one's own and having it judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import objections
from bot.handlers.context import DojoContext, Work
from bot.handlers.house import House
from bot.handlers.press import Action, Ahead, Press, table
from bot.language.formula import Reply
from bot.language.moves import MoveKind
from bot.language.normalise import length_in_words
from bot.language.objections import Verdict
from bot.services import kept, own_replies, people
from bot.services.own_replies import AWAITING_REPLY, AWAITING_SAID, LONGEST_SAID, OWN, Draft, Replying
from bot.services.understanding import Found
from bot.storage.queries import people as people_rows
from bot.storage.queries.people import Person
from bot.training import practise as training
from bot.training.objections import Objection
from bot.training.own_reply import judge
from bot.views.screen import Screen


async def replies(update: Update, context: DojoContext) -> None:
    """/replies: the person's own and saved replies."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return (_page(house, tx, people.finish_onboarding(tx, person), 0).send(person.id),)

    await context.act(work)


# --- texts that answer a question


async def take_said(context: DojoContext, person: Person, words: str) -> Work:
    """The customer's words of a new reply; next comes the answer to them."""
    house, line = context.house, " ".join(words.split())
    problem = "said_empty" if not length_in_words(line) else "said_long" if len(line) > LONGEST_SAID else None
    found = None if problem is not None else await house.understanding.find(line)

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        view = house.own_replies_view
        if problem is not None:
            return (view.message(person, problem, longest=LONGEST_SAID).send(person.id),)
        own_replies.ask(tx, person, Replying(_sure(found), line, keep=True))
        return (view.ask(person, line).send(person.id),)

    return partial(_still, AWAITING_SAID, work)


async def take_reply(context: DojoContext, person: Person, words: str) -> Work:
    """An answer of the person's own: judged, and kept where they said so before."""
    house, replying, said = context.house, own_replies.replying(person), words.strip()
    if replying is None:
        return partial(_still, AWAITING_REPLY, partial(_nothing_asked, house))
    reply = await house.understanding.read_reply(said, None, replying.line)
    meaning = (await house.understanding.meanings([replying.line]))[0] if replying.keep else b""
    return partial(_still, AWAITING_REPLY, partial(_judged, house, replying, reply, said, meaning))


def _still(purpose: str, work: Work, tx: Tx, person: Person) -> Iterable[Outgoing] | None:
    """Do `work` as long as the bot still waits for that."""
    return work(tx, person) if person.awaiting == purpose else ()


def _nothing_asked(house: House, tx: Tx, person: Person) -> Iterable[Outgoing]:
    people.await_text(tx, person, None)
    return (house.own_replies_view.message(person, "gone").send(person.id),)


def _judged(
    house: House, replying: Replying, reply: Reply, said: str, meaning: bytes, tx: Tx, person: Person
) -> Iterable[Outgoing]:
    model = _model(house, tx, person, replying.ref)
    draft = Draft(replying.line, said, reply.analysis.lang, None if model is None else model.id, OWN)
    if replying.keep:
        own_replies.keep(tx, person, draft, meaning)
    mark = own_replies.wrote(tx, person, draft)
    card = house.own_replies_view.graded(person, replying, judge(reply), model, mark)
    if not replying.keep:
        return (card.send(person.id),)
    return (card.send(person.id), house.own_replies_view.message(person, "kept").send(person.id))


def _sure(found: Found | None) -> str:
    """The built-in objection that the words surely are, or an empty id."""
    return found.hits[0].id if found is not None and found.verdict is Verdict.SURE else ""


def _model(house: House, tx: Tx, person: Person, ref: str) -> Objection | None:
    """The built-in objection behind an id, directly or by way of an entry that belongs to it."""
    entry = kept.find(tx.conn, person.id, [ref]).get(ref)
    return house.catalog.objections.get(ref if entry is None else entry.objection_id or "")


# --- buttons


def _mine(press: Press) -> list[Outgoing]:
    """`own:mine:<objection or entry>`: the customer says it; the person answers in their own words."""
    found = objections.near_by(press.house, press.tx, press.person, [press.value])
    if not found:
        return [press.show(Screen(press.text("objection.gone")))]
    one, before = found[0], own_replies.replying(press.person)
    number = before.number + 1 if before is not None and before.ref == one.id else 0
    phrasings = one.wording[press.person.language].phrasings if isinstance(one, Objection) else (one.said,)
    return _ask(press, Replying(one.id, training.line(one.id, number, phrasings), number))


def _ask(press: Press, replying: Replying) -> list[Outgoing]:
    own_replies.ask(press.tx, press.person, replying)
    return [press.house.own_replies_view.ask(press.person, replying.line).send(press.person.id)]


def _again(press: Press) -> list[Outgoing]:
    """The same words once more."""
    before = own_replies.replying(press.person)
    if before is None:
        return [press.house.own_replies_view.message(press.person, "gone").send(press.person.id)]
    return _ask(press, replace(before, keep=False))


def _show_model(press: Press) -> list[Outgoing]:
    """A model reply below, so that the judgement stays to be compared."""
    chosen = press.house.catalog.objections.get(press.value)
    if chosen is None:
        return [press.show(Screen(press.text("objection.gone")))]
    return [objections.card(press.house, press.tx, press.person, chosen, "0").send(press.person.id)]


def _meant(press: Press) -> list[Outgoing]:
    """`own:meant:<move>`: what an answer was meant to be. It is acknowledged, nothing is learnt from it."""
    if press.value not in set(MoveKind):
        return _list(press)
    return [press.house.own_replies_view.meant(press.person, MoveKind(press.value)).send(press.person.id)]


def _new(press: Press) -> list[Outgoing]:
    people.await_text(press.tx, press.person, AWAITING_SAID)
    return [press.house.own_replies_view.ask_said(press.person).send(press.person.id)]


def _list(press: Press) -> list[Outgoing]:
    return [press.show(_page(press.house, press.tx, press.person, max(press.number, 0)))]


def _open(press: Press) -> list[Outgoing]:
    """`own:open:<reply>:<page>`."""
    number, _, page = press.value.partition(":")
    found = own_replies.one(press.tx, press.person, replace(press, value=number).number)
    if found is None:
        return _list(replace(press, value=page))
    shown = max(replace(press, value=page).number, 0)
    return [press.show(press.house.own_replies_view.one(press.person, found, shown))]


def _delete(press: Press) -> list[Outgoing]:
    gone = own_replies.remove(press.tx, press.person, press.number)
    if gone is None:
        return _list(replace(press, value="0"))
    return [press.show(press.house.own_replies_view.deleted(press.person, gone))]


def _page(house: House, tx: Tx, person: Person, number: int) -> Screen:
    person = own_replies.forget_removed(tx, person)
    return house.own_replies_view.page(person, own_replies.page(tx, person, number))


async def _keep(context: DojoContext, value: str) -> Action:
    """`own:keep:<mark>`: keep the answer that was just judged."""
    written = own_replies.last_said(await _person(context))
    meanings = await context.house.understanding.meanings([written] if written is not None else [])

    def act(press: Press) -> Iterable[Outgoing]:
        view, draft = press.house.own_replies_view, own_replies.written(press.person, press.value)
        if draft is None or draft.said != written:
            return [view.message(press.person, "gone").send(press.person.id)]
        new = own_replies.keep(press.tx, press.person, draft, meanings[0])
        context.answer(press.text("toast.reply_saved" if new else "toast.reply_known"))
        return []

    return act


async def _back(context: DojoContext, value: str) -> Action:
    """`own:back:<reply>`: put back what was deleted last."""
    person = await _person(context)
    number = int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else -1
    gone = None if person is None else own_replies.removed(person, number)
    meanings = await context.house.understanding.meanings([] if gone is None else [gone.said])

    def act(press: Press) -> Iterable[Outgoing]:
        draft = own_replies.removed(press.person, press.number)
        if draft is None or draft != gone:
            return [press.show(press.house.own_replies_view.message(press.person, "gone"))]
        own_replies.keep(press.tx, press.person, draft, meanings[0])
        return [press.show(_page(press.house, press.tx, press.person, 0))]

    return act


async def _person(context: DojoContext) -> Person | None:
    user_id = 0 if context.caller is None else context.caller.id
    return await context.read(lambda conn: people_rows.find(conn, user_id))


ACTIONS: dict[str, Action] = {
    "mine": _mine,
    "again": _again,
    "model": _show_model,
    "meant": _meant,
    "new": _new,
    "list": _list,
    "open": _open,
    "delete": _delete,
}
AHEAD: dict[str, Ahead] = {"keep": _keep, "back": _back}

press = table(ACTIONS, _list, AHEAD)
