"""Onboarding and settings: one message that is edited from question to question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.services import breaks, people
from bot.storage.queries.people import Person
from bot.training.zones import Cities, City, zone_city
from bot.views.keyboards import button, grid, labelled, rows
from bot.views.schedule import quiet_note
from bot.views.screen import Screen

# The logical message that onboarding and settings edit.
CARD = "card"
TIMES = (7 * 60 + 30, 8 * 60, 8 * 60 + 30, 9 * 60, 12 * 60 + 30, 18 * 60)
PAUSES = (1, 3, 7, 14)


class SettingsView:
    """Renders onboarding, settings and pausing for a person."""

    def __init__(self, texts: Texts, cities: Cities) -> None:
        self._texts = texts
        self._cities = cities

    def step(self, person: Person, now: datetime) -> Screen:
        """The onboarding question now open; the welcome when there is none."""
        if person.onboarding is None:
            return self.welcome(person)
        return self.question(person, person.onboarding, now)

    def question(self, person: Person, name: str, now: datetime) -> Screen:
        """One question ("language", "zone", "time" or "days") with its buttons, in onboarding or in settings."""
        lang = person.language
        message_id = f"settings.{name}" if person.onboarding is None else f"onboarding.{name}"
        values = {
            "name": person.name,
            "zone": self.place(person),
            "clock": _clock(person.time_zone, now),
        }
        html = self._texts.render(lang, message_id, **(values if name in {"language", "zone"} else {}))
        choices = {"language": self._languages, "zone": self._zones, "time": self._times, "days": self._days}[name]
        last = button(self._texts, lang, "back", "set:back") if person.onboarding is None else self._skip(person, name)
        return Screen(html, rows(*choices(person, now), [last] if last is not None else []))

    def welcome(self, person: Person) -> Screen:
        """What was noted, and three things to begin with."""
        lang = person.language
        html = (
            self._texts.render(
                lang,
                "onboarding.done",
                days=self.days(person),
                time=self._texts.render(lang, "settings.at", minutes=person.train_at),
                zone=self.place(person),
            )
            if person.train_days
            else self._texts.render(lang, "onboarding.done_no_days")
        )
        return Screen(html + quiet_note(self._texts, person), self.start_buttons(lang))

    def again(self, person: Person) -> Screen:
        """A greeting for somebody known."""
        html = self._texts.render(person.language, "onboarding.again", name=person.name)
        return Screen(html, self.start_buttons(person.language))

    def start_buttons(self, lang: Lang) -> InlineKeyboardMarkup:
        """The three things to begin with."""
        names = (("start_drill", "drill:start"), ("start_roleplay", "rp:menu"), ("start_objection", "obj:try"))
        return rows(*([button(self._texts, lang, name, data)] for name, data in names))

    def summary(self, person: Person, now: datetime) -> Screen:
        """All settings at a glance."""
        lang = person.language
        values = {
            "language": self._texts.render(lang, "settings.language_name"),
            "zone": self.place(person),
            "clock": _clock(person.time_zone, now),
        }
        if person.train_days:
            html = self._texts.render(
                lang,
                "settings.summary",
                **values,
                days=self.days(person),
                time=self._texts.render(lang, "settings.at", minutes=person.train_at),
            )
        else:
            html = self._texts.render(lang, "settings.summary_no_days", **values)
        html += quiet_note(self._texts, person)
        if breaks.paused(person, now):
            html += "\n\n" + self._pause_line(person)
        names = ("language", "zone", "time", "days")
        choices = [button(self._texts, lang, f"set_{name}", f"set:open:{name}") for name in names]
        pause = ("resume", "set:resume") if breaks.paused(person, now) else ("pause", "set:open:pause")
        last = [button(self._texts, lang, "set_more", "set:open:more"), button(self._texts, lang, *pause)]
        return Screen(html, rows(*grid(choices, 2), last))

    def pause(self, person: Person) -> Screen:
        """How long a break?"""
        lang = person.language
        lengths = [button(self._texts, lang, "pause_days", f"set:pause:{days}", days=days) for days in PAUSES]
        open_end = [
            button(self._texts, lang, "pause_until", "set:open:until"),
            button(self._texts, lang, "pause_open", "set:pause:0"),
        ]
        back = [button(self._texts, lang, "back", "set:back")]
        return Screen(self._texts.render(lang, "settings.pause"), rows(*grid(lengths, 2), open_end, back))

    def paused(self, person: Person) -> Screen:
        """The break is noted."""
        lang = person.language
        html = (
            self._texts.render(lang, "settings.pause_set_open")
            if person.paused_until == people.OPEN_END
            else self._texts.render(lang, "settings.pause_set", date=person.paused_until)
        )
        return Screen(html, rows([button(self._texts, lang, "resume", "set:resume")]))

    def resumed(self, person: Person) -> Screen:
        """Pushes go on, and when the next one comes."""
        lang = person.language
        if person.next_push_at is None:
            return Screen(self._texts.render(lang, "settings.resumed_no_days"), self.start_buttons(lang))
        moment = person.next_push_at.astimezone(ZoneInfo(person.time_zone))
        return Screen(self._texts.render(lang, "settings.resumed", moment=moment), self.start_buttons(lang))

    def cities(self, person: Person, query: str, found: Iterable[City]) -> Screen:
        """What a search for a city found."""
        lang = person.language
        choices = [labelled(f"{city.names[lang]} · {city.zone}", f"set:city:{city.key}") for city in found]
        last = [button(self._texts, lang, "back", "set:open:zone")]
        if not choices:
            return Screen(self._texts.render(lang, "settings.zone_none", query=query), rows(last))
        return Screen(self._texts.render(lang, "settings.zone_found"), rows(*grid(choices, 1), last))

    def ask_location(self, person: Person) -> Outgoing:
        """A reply keyboard that sends the location."""
        label = self._texts.render(person.language, "settings.zone_location_button")
        markup = ReplyKeyboardMarkup(
            [[KeyboardButton(label, request_location=True)]], resize_keyboard=True, one_time_keyboard=True
        )
        html = self._texts.render(person.language, "settings.zone_location")
        return outgoing.text(person.id, html, markup=markup)

    def zone_set(self, person: Person, now: datetime) -> Outgoing:
        """The zone is noted; takes the reply keyboard away."""
        html = self._texts.render(
            person.language, "settings.zone_set", zone=self.place(person), clock=_clock(person.time_zone, now)
        )
        return outgoing.text(person.id, html, markup=ReplyKeyboardRemove())

    def place(self, person: Person) -> str:
        """The person's city, or the city part of their zone, in their language."""
        city = self._cities.find(str(person.preferences.get("city", "")))
        if city is None or city.zone != person.time_zone:
            known = (*self._cities.common[person.language], *self._cities.all)
            city = next((one for one in known if one.zone == person.time_zone), zone_city(person.time_zone))
        return city.names[person.language]

    def days(self, person: Person) -> str:
        """The training days in words."""
        return self._texts.formats[person.language].weekdays(person.train_days)

    def _pause_line(self, person: Person) -> str:
        if person.paused_until == people.OPEN_END:
            return self._texts.render(person.language, "settings.paused_open")
        return self._texts.render(person.language, "settings.paused_until", date=person.paused_until)

    def _skip(self, person: Person, name: str) -> InlineKeyboardButton | None:
        return button(self._texts, person.language, "skip", "set:skip") if name != "days" else None

    def _languages(self, person: Person, now: datetime) -> list[list[InlineKeyboardButton]]:
        choices = [button(self._texts, person.language, f"language_{lang}", f"set:lang:{lang}") for lang in Lang]
        return [choices]

    def _zones(self, person: Person, now: datetime) -> list[list[InlineKeyboardButton]]:
        lang = person.language
        common = [
            labelled(f"{city.names[lang]} {_clock(city.zone, now)}", f"set:city:{city.key}")
            for city in self._cities.common[lang]
        ]
        other = [
            button(self._texts, lang, "zone_search", "set:search"),
            button(self._texts, lang, "zone_location", "set:where"),
        ]
        return [*grid(common, 2), other]

    def _times(self, person: Person, now: datetime) -> list[list[InlineKeyboardButton]]:
        lang = person.language
        choices = [
            labelled(self._texts.render(lang, "settings.at", minutes=minutes), f"set:time:{minutes}")
            for minutes in TIMES
        ]
        return grid(choices, 3)

    def _days(self, person: Person, now: datetime) -> list[list[InlineKeyboardButton]]:
        lang = person.language
        states = [(day, "on" if person.train_days >> day & 1 else "off") for day in range(7)]
        toggles = [
            labelled(self._texts.render(lang, f"settings.day_{state}", day=day), f"set:day:{day}")
            for day, state in states
        ]
        presets = [
            button(self._texts, lang, "days_workdays", f"set:days:{people.WORKDAYS}"),
            button(self._texts, lang, "days_all", f"set:days:{people.ALL_DAYS}"),
        ]
        return [toggles[:4], toggles[4:], presets, [button(self._texts, lang, "done", "set:days:done")]]


def _clock(zone: str, now: datetime) -> str:
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
