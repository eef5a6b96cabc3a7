"""The second level of /settings: size, quiet hours, holidays, reminders, recap; and a break until a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.handlers.house import House
from bot.handlers.press import Action, Press
from bot.services import breaks, people, recaps
from bot.services.people import local_date
from bot.storage.queries.people import Person
from bot.training.dates import date_of
from bot.training.drill import SIZES
from bot.training.holidays import COUNTRIES
from bot.views.schedule import QUIET_HOURS
from bot.views.screen import Screen
from bot.views.settings import CARD

# What `users.awaiting` is while the day of somebody's return is asked for.
AWAITING_DATE = "pause"
# No date that people type is longer.
_DATE_LENGTH = 40


def opened(press: Press, name: str) -> list[Outgoing] | None:
    """The screen of that name on the second level; None for a name it does not have."""
    if press.person.onboarding is not None:
        return None
    view, person = press.house.schedule_view, press.person
    if name == "until":
        person = people.await_text(press.tx, person, AWAITING_DATE)
        return [press.show(view.until(person, press.tx.now))]
    screens = {"more": view.more, "size": view.size, "quiet": view.quiet, "holidays": view.holidays}
    return [press.show(screens[name](person))] if name in screens else None


def date_typed(house: House, tx: Tx, person: Person, text: str) -> Iterable[Outgoing]:
    """What follows when a text answers on which day somebody is back."""
    today = local_date(person, tx.now)
    back = None if len(text) > _DATE_LENGTH else date_of(text, today, person.language)
    return (_away(house, tx, person, back).send(person.id, key=CARD),)


def _away(house: House, tx: Tx, person: Person, back: date | None) -> Screen:
    """Pause until the day before `back`, or say what is wrong with it."""
    say, lang = house.texts.render, person.language
    if back is None:
        return Screen(say(lang, "settings.until_unclear"))
    days = (back - local_date(person, tx.now)).days
    if days < 1:
        return Screen(say(lang, "settings.until_past", date=back))
    if days > breaks.LONGEST_PAUSE:
        return Screen(say(lang, "settings.until_far", days=breaks.LONGEST_PAUSE))
    person = breaks.pause(tx, people.await_text(tx, person, None), days)
    return house.schedule_view.paused_until(person, back)


def _until(press: Press) -> list[Outgoing]:
    try:
        back = date.fromisoformat(press.value)
    except ValueError:
        return _more(press)
    return [press.show(_away(press.house, press.tx, press.person, back))]


def _size(press: Press) -> list[Outgoing]:
    if press.number not in SIZES:
        return _more(press)
    return _more(press, people.change(press.tx, press.person, drill_size=press.number))


def _quiet(press: Press) -> list[Outgoing]:
    spans = {f"{start}-{end}": (start, end) for start, end in QUIET_HOURS} | {"off": (0, 0)}
    if press.value not in spans:
        return _more(press)
    start, end = spans[press.value]
    return _more(press, people.change(press.tx, press.person, quiet_from=start, quiet_until=end))


def _holidays(press: Press) -> list[Outgoing]:
    if press.value not in (*COUNTRIES, "off"):
        return _more(press)
    kept = {**press.person.preferences, people.OWN_HOLIDAYS: True}
    country = None if press.value == "off" else press.value
    return _more(press, people.change(press.tx, press.person, holidays=country, preferences=kept))


def _countries(press: Press) -> list[Outgoing]:
    if press.person.onboarding is not None:
        return _more(press)
    return [press.show(press.house.schedule_view.holidays(press.person, page=1 if press.value == "1" else 0))]


def _reminders(press: Press) -> list[Outgoing]:
    on = press.value == "on"
    pending = {} if on else {"next_nudge_at": None}
    return _more(press, people.change(press.tx, press.person, reminders=on, **pending))


def _recap(press: Press) -> list[Outgoing]:
    return _more(press, recaps.switch(press.tx, press.person, on=press.value == "on"))


def _more(press: Press, person: Person | None = None) -> list[Outgoing]:
    """The second level; in onboarding the question that is open."""
    shown = people.await_text(press.tx, press.person if person is None else person, None)
    if shown.onboarding is not None:
        return [press.show(press.house.settings_view.step(shown, press.tx.now))]
    return [press.show(press.house.schedule_view.more(shown))]


ACTIONS: dict[str, Action] = {
    "size": _size,
    "quiet": _quiet,
    "holidays": _holidays,
    "countries": _countries,
    "reminders": _reminders,
    "recap": _recap,
    "until": _until,
}
