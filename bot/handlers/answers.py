"""Free text and places that answer a question the bot asked: a city, a time, a location."""

from __future__ import annotations

import re
from collections.abc import Iterable

from telegram import Update

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers import schedule_settings
from bot.handlers.context import DojoContext
from bot.handlers.house import House
from bot.services import digest_rounds, people
from bot.storage.queries.people import Person
from bot.training.zones import zone_at
from bot.views.settings import CARD

# 8:45, 8：45, 8.45, 8点45, 8点半, 8点, 8, 6pm, 6:30 pm
_TIME = re.compile(
    r"\s*(?P<hour>\d{1,2})\s*(?:(?:[:：.点點时時h]\s*)(?P<minute>[0-5]\d|半)?)?\s*分?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?\s*",
    re.IGNORECASE,
)


def minutes_of(text: str) -> int | None:
    """The minutes after midnight that a person's wording of a time means, or None when it means none."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour = int(found["hour"])
    minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
    if found["half"] is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    return hour * 60 + minute if hour < 24 else None


def answered(house: House, tx: Tx, person: Person, text: str) -> Iterable[Outgoing] | None:
    """What follows when `text` answers the settings question that is open; None when none is."""
    if person.awaiting == "zone":
        screen = house.settings_view.cities(person, text[:64], house.cities.search(text[:64]))
        return (outgoing.text(person.id, screen.html, markup=screen.markup, key=CARD),)
    if person.awaiting == schedule_settings.AWAITING_DATE:
        return schedule_settings.date_typed(house, tx, person, text)
    if person.awaiting == "time" or person.onboarding == "time":
        return _time(house, tx, person, text)
    return None


def _time(house: House, tx: Tx, person: Person, text: str) -> Iterable[Outgoing] | None:
    minutes = minutes_of(text)
    if minutes is None:
        # During onboarding any other text is what it is: people may begin with an objection at once.
        if person.awaiting is None:
            return None
        return (outgoing.text(person.id, house.texts.render(person.language, "settings.time_unclear")),)
    onboarding = person.onboarding is not None
    person = people.advance(tx, people.change(tx, person, train_at=minutes, awaiting=None))
    view = house.settings_view
    screen = view.step(person, tx.now) if onboarding else view.summary(person, tx.now)
    return (outgoing.text(person.id, screen.html, markup=screen.markup, key=CARD),)


async def location(update: Update, context: DojoContext) -> None:
    """A location sets the time zone while that question is open; otherwise it is acknowledged."""
    house = context.house
    place = update.effective_message.location if update.effective_message is not None else None
    zone = None if place is None else zone_at(place.latitude, place.longitude)

    def work(tx: Tx, person: Person) -> Iterable[Outgoing]:
        if zone is None or (person.awaiting != "zone" and person.onboarding != "zone"):
            return (outgoing.text(person.id, house.texts.render(person.language, "help.location")),)
        onboarding = person.onboarding is not None
        person = people.move(tx, person, zone, city=None)
        digest_rounds.plan_anew(tx, person)
        person = people.advance(tx, person)
        view = house.settings_view
        screen = view.step(person, tx.now) if onboarding else view.summary(person, tx.now)
        return (
            view.zone_set(person, tx.now),
            outgoing.text(person.id, screen.html, markup=screen.markup, key=CARD),
        )

    await context.act(work)
