"""The settings of the schedule beyond time and days: size, quiet hours, holidays, reminders, recap, breaks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.services import people
from bot.services.people import local_date
from bot.storage.queries.people import Person
from bot.training.drill import SIZES
from bot.training.holidays import COUNTRIES
from bot.views.keyboards import button, grid, labelled, rows
from bot.views.screen import Screen

# Quiet hours that are offered, in minutes after midnight.
QUIET_HOURS = ((21 * 60 + 30, 7 * 60), (20 * 60, 8 * 60), (18 * 60 + 30, 8 * 60 + 30), (23 * 60, 6 * 60))
# Countries on the first page, without the person's own.
FIRST_COUNTRIES = 10


class ScheduleView:
    """Renders the second level of the settings for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def more(self, person: Person) -> Screen:
        """What is set, and a button for each."""
        lang, quiet = person.language, people.quiet_of(person)
        recap = quiet.beside(people.RECAP_AT) if people.wants_recap(person) else None
        html = self._texts.render(
            lang,
            "settings.more",
            size=person.drill_size,
            quiet=quiet.start != quiet.end,
            start=quiet.start,
            end=quiet.end,
            country=None if person.holidays is None else self._country(lang, person.holidays),
            reminders=person.reminders,
            recap=recap,
        )
        names = ("size", "quiet", "holidays")
        ways = [button(self._texts, lang, f"set_{name}", f"set:open:{name}") for name in names]
        toggles = [
            self._toggle(lang, "reminders", on=person.reminders),
            self._toggle(lang, "recap", on=recap is not None),
        ]
        back = button(self._texts, lang, "back", "set:back")
        return Screen(html + quiet_note(self._texts, person), rows(ways[:2], [ways[2], toggles[0]], [toggles[1], back]))

    def size(self, person: Person) -> Screen:
        """How many questions?"""
        lang = person.language
        sizes = [self._choice(lang, str(n), f"set:size:{n}", chosen=n == person.drill_size) for n in SIZES]
        return Screen(self._texts.render(lang, "settings.size"), rows(*grid(sizes, 4), [self._back(lang)]))

    def quiet(self, person: Person) -> Screen:
        """Which hours?"""
        lang, now = person.language, (person.quiet_from, person.quiet_until)
        spans = [
            self._choice(
                lang,
                self._texts.render(lang, "settings.quiet_span", start=start, end=end),
                f"set:quiet:{start}-{end}",
                chosen=(start, end) == now,
            )
            for start, end in QUIET_HOURS
        ]
        off = button(self._texts, lang, "quiet_off", "set:quiet:off", chosen=now[0] == now[1])
        return Screen(self._texts.render(lang, "settings.quiet"), rows(*grid(spans, 2), [off, self._back(lang)]))

    def holidays(self, person: Person, *, page: int = 0) -> Screen:
        """Whose holidays? The chosen country comes first."""
        lang, chosen = person.language, person.holidays
        ranked = sorted(COUNTRIES, key=lambda code: code != chosen)
        shown = ranked[:FIRST_COUNTRIES] if page == 0 else ranked[FIRST_COUNTRIES:]
        countries = [
            self._choice(lang, self._country(lang, code), f"set:holidays:{code}", chosen=code == chosen)
            for code in shown
        ]
        turn = ("holidays_more", "set:countries:1") if page == 0 else ("holidays_back", "set:countries:0")
        off = button(self._texts, lang, "holidays_off", "set:holidays:off", chosen=chosen is None)
        last = [[off, button(self._texts, lang, *turn)], [self._back(lang)]]
        return Screen(self._texts.render(lang, "settings.holidays"), rows(*grid(countries, 2), *last))

    def until(self, person: Person, now: datetime) -> Screen:
        """Which day back?"""
        lang, today = person.language, local_date(person, now)
        monday = today + timedelta(days=7 - today.weekday())
        month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        days = sorted({monday, monday + timedelta(days=7), month})
        formats = self._texts.formats[lang]
        choices = [labelled(formats.day(day), f"set:until:{day.isoformat()}") for day in days]
        back = button(self._texts, lang, "back", "set:open:pause")
        return Screen(self._texts.render(lang, "settings.until"), rows(*grid(choices, 2), [back]))

    def paused_until(self, person: Person, back: date) -> Screen:
        """The break until a date is noted, and when the next drill comes."""
        at = person.next_push_at
        moment = None if at is None else at.astimezone(ZoneInfo(person.time_zone))
        html = self._texts.render(person.language, "settings.pause_set_until", date=back, moment=moment)
        return Screen(html, rows([button(self._texts, person.language, "resume", "set:resume")]))

    def _toggle(self, lang: Lang, name: str, *, on: bool) -> InlineKeyboardButton:
        # The button says what to switch to, so that two presses are one.
        return button(self._texts, lang, f"set_{name}", f"set:{name}:{'off' if on else 'on'}", on=on)

    def _choice(self, lang: Lang, label: str, data: str, *, chosen: bool) -> InlineKeyboardButton:
        return button(self._texts, lang, "chosen", data, label=label, chosen=chosen)

    def _country(self, lang: Lang, code: str) -> str:
        name = f"country.{code.lower().replace('-', '_')}"
        return self._texts.render(lang, name) if self._texts.has(name) else code

    def _back(self, lang: Lang) -> InlineKeyboardButton:
        return button(self._texts, lang, "back", "set:open:more")


def quiet_note(texts: Texts, person: Person) -> str:
    """A paragraph for whoever has chosen a drill time in their quiet hours; empty for others."""
    if not person.train_days or not people.quiet_of(person).covers(person.train_at):
        return ""
    return "\n\n" + texts.render(person.language, "settings.time_in_quiet", minutes=person.train_at)
