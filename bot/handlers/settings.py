"""Onboarding, /settings, /language, /pause: one message edited from question to question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from telegram import Update

from bot.base.language import Lang
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import schedule_settings
from bot.handlers.context import DojoContext
from bot.handlers.press import Action, Press, table
from bot.services import breaks, digest_rounds, people
from bot.storage.queries.people import Person
from bot.views.settings import CARD


async def settings(update: Update, context: DojoContext) -> None:
    """/settings: all settings at a glance."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        person = people.finish_onboarding(tx, person)
        return (house.settings_view.summary(person, tx.now).send(person.id, key=CARD),)

    await context.act(work)


async def language(update: Update, context: DojoContext) -> None:
    """/language: the language question alone."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        return (house.settings_view.question(person, "language", tx.now).send(person.id, key=CARD),)

    await context.act(work)


async def pause(update: Update, context: DojoContext) -> None:
    """/pause: how long a break, or, when paused, go on."""
    house = context.house

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        person = people.finish_onboarding(tx, person)
        if breaks.paused(person, tx.now):
            return (house.settings_view.resumed(breaks.resume(tx, person)).send(person.id, key=CARD),)
        return (house.settings_view.pause(person).send(person.id, key=CARD),)

    await context.act(work)


def _language(press: Press) -> list[Outgoing]:
    if press.value not in set(Lang):
        return _back(press)
    person = people.change(press.tx, press.person, language=Lang(press.value))
    person = people.advance(press.tx, person)
    return [_following(press, person)]


def _city(press: Press) -> list[Outgoing]:
    city = press.house.cities.find(press.value)
    if city is None:
        return _back(press)
    person = people.move(press.tx, press.person, city.zone, city=city.key)
    digest_rounds.plan_anew(press.tx, person)
    return [_following(press, people.advance(press.tx, person))]


def _time(press: Press) -> list[Outgoing]:
    if not press.value.isdecimal() or int(press.value) >= people.DAY_MINUTES:
        return _back(press)
    person = people.change(press.tx, press.person, train_at=int(press.value), awaiting=None)
    return [_following(press, people.advance(press.tx, person))]


def _day(press: Press) -> list[Outgoing]:
    if press.value not in set("0123456"):
        return _back(press)
    bits = press.person.train_days ^ (1 << int(press.value))
    return [_ask(press, people.change(press.tx, press.person, train_days=bits), "days")]


def _days(press: Press) -> list[Outgoing]:
    if press.value == "done":
        return [_following(press, people.advance(press.tx, press.person))]
    if not press.value.isdecimal() or int(press.value) > people.ALL_DAYS:
        return _back(press)
    return [_ask(press, people.change(press.tx, press.person, train_days=int(press.value)), "days")]


def _skip(press: Press) -> list[Outgoing]:
    return [_following(press, people.advance(press.tx, press.person))]


def _open(press: Press) -> list[Outgoing]:
    if press.value == "pause":
        person = people.await_text(press.tx, press.person, None)
        return [press.show(press.house.settings_view.pause(person))]
    if press.value not in people.STEPS:
        person = people.await_text(press.tx, press.person, None)
        return schedule_settings.opened(replace(press, person=person), press.value) or _back(press)
    person = people.await_text(press.tx, press.person, "time" if press.value == "time" else None)
    return [_ask(press, person, press.value)]


def _search(press: Press) -> list[Outgoing]:
    person = people.await_text(press.tx, press.person, "zone")
    return [outgoing.text(person.id, press.house.texts.render(person.language, "settings.zone_search"))]


def _where(press: Press) -> list[Outgoing]:
    people.await_text(press.tx, press.person, "zone")
    return [press.house.settings_view.ask_location(press.person)]


def _pause(press: Press) -> list[Outgoing]:
    if not press.value.isdecimal() or int(press.value) > breaks.LONGEST_PAUSE:
        return _back(press)
    person = breaks.pause(press.tx, press.person, int(press.value) or None)
    return [press.show(press.house.settings_view.paused(person))]


def _resume(press: Press) -> list[Outgoing]:
    person = breaks.resume(press.tx, press.person)
    return [press.show(press.house.settings_view.resumed(person))]


def _back(press: Press) -> list[Outgoing]:
    return [_following(press, people.await_text(press.tx, press.person, None))]


def _following(press: Press, person: Person) -> Outgoing:
    """The next onboarding question, or the settings again."""
    view, onboarding = press.house.settings_view, press.person.onboarding is not None
    return press.show((view.step if onboarding else view.summary)(person, press.tx.now))


def _ask(press: Press, person: Person, question: str) -> Outgoing:
    return press.show(press.house.settings_view.question(person, question, press.tx.now))


ACTIONS: dict[str, Action] = {
    "lang": _language,
    "city": _city,
    "time": _time,
    "day": _day,
    "days": _days,
    "skip": _skip,
    "open": _open,
    "search": _search,
    "where": _where,
    "pause": _pause,
    "resume": _resume,
    "back": _back,
    **schedule_settings.ACTIONS,
}
press = table(ACTIONS, _back)
