"""/objection and the buttons under a reply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import sqlalchemy as sa
from telegram import Update

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import unanswered
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.handlers.press import Action, Ahead, Press, table
from bot.language.objections import Verdict, varied
from bot.scenarios.types import StyleId
from bot.services import kept, own_replies, people
from bot.services.kept import Kept
from bot.services.own_replies import SAVED, Draft
from bot.services.understanding import Found
from bot.storage.queries import people as people_rows
from bot.storage.queries.people import Person
from bot.training.objections import INSIST, SHORT, Objection, spoken
from bot.views.objection import remembered
from bot.views.screen import Screen

# What the button "too expensive" shows.
FIRST = "price-too-high"
# What every rep hears in the first week.
OFFERED = ("price-too-high", "busy-now", "happy-with-supplier", "think-it-over", "send-info")
NEAREST = 3
# The ids found for what the person last asked.
_ASKED = "asked"


async def objection(update: Update, context: DojoContext) -> None:
    """/objection [what the customer said]: an answer, or the question what they said."""
    house = context.house
    said = " ".join(context.args or ())
    found = await context.find(said) if said else None

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        person = people.finish_onboarding(tx, person)
        if found is None:
            return (_examples(house, person).send(person.id),)
        screen = answer(house, tx, person, found) or unanswered.named(house, tx, person, said)
        return (screen.send(person.id),)

    await context.act(work)


def answer(house: House, tx: Tx, person: Person, found: Found) -> Screen | None:
    """The reply to what was found; the nearest to choose from when unsure; None when nothing is near."""
    hits = found.hits if found.verdict is Verdict.SURE else varied(found.hits, NEAREST)
    near = near_by(house, tx, person, [hit.id for hit in hits])
    if not near or found.verdict is Verdict.NOTHING:
        return None
    person = people.preference(tx, person, **{_ASKED: [one.id for one in near]})
    if found.verdict is Verdict.SURE:
        return shown(house, tx, person, near[0])
    return house.objection_view.nearest(person, near[:NEAREST])


def near_by(house: House, tx: Tx, person: Person, ids: Sequence[str]) -> list[Objection | Kept]:
    """What the ids mean to this person, in their order; what is gone or not theirs to see is left out."""
    shelves = kept.find(tx.conn, person.id, ids)
    found: list[Objection | Kept] = []
    words: set[tuple[str | None, str]] = set()
    for name in ids:
        one = house.catalog.objections.get(name) or shelves.get(name)
        if one is None or (isinstance(one, Kept) and (one.team, one.said) in words):
            continue
        if isinstance(one, Kept):
            words.add((one.team, one.said))
        found.append(one)
    return found


def shown(house: House, tx: Tx, person: Person, one: Objection | Kept) -> Screen:
    """The card of something that was found."""
    return house.objection_view.kept(person, one) if isinstance(one, Kept) else card(house, tx, person, one, "0")


def card(house: House, tx: Tx, person: Person, chosen: Objection, variant: str) -> Screen:
    """The card of an objection in that variant; of one that does not exist, the first reply."""
    wording = chosen.wording[person.language]
    said = spoken(wording, person.language, variant)
    if said is None:
        return card(house, tx, person, chosen, "0")
    saved = own_replies.kept(tx, person, wording.title, said)
    return house.objection_view.card(person, chosen, variant, saved=saved)


def _examples(house: House, person: Person) -> Screen:
    known = house.catalog.objections
    return house.objection_view.examples(person, [known[name] for name in OFFERED if name in known])


def _chosen(press: Press) -> tuple[Objection | None, str]:
    """The objection that a button names, and what stands behind its id."""
    name, _, rest = press.value.partition(":")
    return press.house.catalog.objections.get(name), rest


def _gone(press: Press) -> list[Outgoing]:
    return [press.show(Screen(press.text("objection.gone")))]


def _card(press: Press, chosen: Objection | None, variant: str) -> list[Outgoing]:
    if chosen is None:
        return _gone(press)
    return [press.show(card(press.house, press.tx, press.person, chosen, variant))]


def _try(press: Press) -> list[Outgoing]:
    person = people.finish_onboarding(press.tx, press.person)
    first = press.house.catalog.objections.get(FIRST)
    if first is None:
        return [_examples(press.house, person).send(person.id)]
    return [card(press.house, press.tx, person, first, "0").send(person.id)]


def _show(press: Press) -> list[Outgoing]:
    found = near_by(press.house, press.tx, press.person, [press.value])
    return [press.show(shown(press.house, press.tx, press.person, found[0]))] if found else _gone(press)


def _more(press: Press) -> list[Outgoing]:
    return _card(press, *_chosen(press))


def _one_form(press: Press, form: str) -> list[Outgoing]:
    return _card(press, _chosen(press)[0], form)


def _style(press: Press) -> list[Outgoing]:
    """Remember a kind of customer and show what to say to them; the remembered one again is forgotten."""
    chosen, style = _chosen(press)
    if chosen is None or style not in set(StyleId):
        return _gone(press)
    forgotten = remembered(press.person) == style
    person = people.preference(press.tx, press.person, style=None if forgotten else style)
    variant = "0" if forgotten else style
    return [press.show(card(press.house, press.tx, person, chosen, variant))]


def _kept(press: Press) -> list[Outgoing]:
    """`obj:kept:<entry>:<number of the reply>`."""
    name, _, rest = press.value.partition(":")
    found = kept.find(press.tx.conn, press.person.id, [name]).get(name)
    number = int(rest) if rest.isascii() and rest.isdecimal() and len(rest) < 4 else 0
    if found is None:
        return _gone(press)
    return [press.show(press.house.objection_view.kept(press.person, found, number))]


def _menu(press: Press) -> list[Outgoing]:
    return [press.show(_examples(press.house, press.person))]


async def _near(context: DojoContext, value: str) -> Action:
    """Other matches: of what the person typed when this card was among them, else of the card's own words."""
    user_id = 0 if context.caller is None else context.caller.id
    said = await context.read(lambda conn: _words_of(context.house, conn, user_id, value))
    found = await context.find(said) if said else None
    return partial(_show_near, found=() if found is None else [hit.id for hit in found.hits])


def _words_of(house: House, conn: sa.Connection, user_id: int, name: str) -> str:
    """The customer's words on the card of that id, in the person's language; empty when there is no such card."""
    person, built_in = people_rows.find(conn, user_id), house.catalog.objections.get(name)
    if person is not None and built_in is not None:
        return built_in.wording[person.language].title
    entry = kept.find(conn, user_id, [name]).get(name)
    return "" if entry is None else entry.said


def _show_near(press: Press, found: Sequence[str]) -> list[Outgoing]:
    asked = press.person.preferences.get(_ASKED)
    ids = asked if isinstance(asked, list) and press.value in asked else found
    others = [one for one in near_by(press.house, press.tx, press.person, ids) if one.id != press.value][:NEAREST]
    if not others:
        return _menu(press)
    return [press.show(press.house.objection_view.others(press.person, others, press.value))]


async def _save(context: DojoContext, value: str) -> Action:
    """`obj:save:<objection>:<variant>`: keep exactly the shown text, or take it back."""
    chosen = context.house.catalog.objections.get(value.partition(":")[0])
    titles = () if chosen is None else tuple(dict.fromkeys(one.title for one in chosen.wording.values()))
    meanings = dict(zip(titles, await context.house.understanding.meanings(titles), strict=True))

    def act(press: Press) -> Iterable[Outgoing]:
        variant, lang = press.value.partition(":")[2], press.person.language
        said = None if chosen is None else spoken(chosen.wording[lang], lang, variant)
        if chosen is None or said is None:
            return _gone(press)
        draft = Draft(chosen.wording[lang].title, said, lang, chosen.id, SAVED)
        now = own_replies.toggle(press.tx, press.person, draft, meanings[draft.said])
        context.answer(press.text("toast.reply_saved" if now else "toast.reply_unsaved"))
        return _card(press, chosen, variant)

    return act


ACTIONS: dict[str, Action] = {
    "try": _try,
    "show": _show,
    "more": _more,
    "short": partial(_one_form, form=SHORT),
    "insist": partial(_one_form, form=INSIST),
    "style": _style,
    "kept": _kept,
    "menu": _menu,
}
AHEAD: dict[str, Ahead] = {"near": _near, "save": _save}

press = table(ACTIONS, _menu, AHEAD)
