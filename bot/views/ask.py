"""Answers from the lessons."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.load import Catalog
from bot.services.lookups import Answer, Kind, source_of
from bot.storage.queries.people import Person
from bot.training.excerpt import excerpt
from bot.training.lookup import Place
from bot.views.keyboards import button, rows
from bot.views.screen import Screen
from bot.views.settings import SettingsView


class AskView:
    """Renders answers for a person."""

    def __init__(self, catalog: Catalog, settings: SettingsView) -> None:
        self._catalog = catalog
        self._texts = catalog.texts
        self._settings = settings

    def prompt(self, person: Person) -> Screen:
        """What shall I explain?"""
        return Screen(self._texts.render(person.language, "ask.prompt"))

    def answer(self, person: Person, found: Answer) -> Screen:
        """The card that answers, cut down to the question; or the nearest; or that there is none."""
        lang = person.language
        if found.kind is Kind.BOT:
            return Screen(self._texts.render(lang, "help.main"), self._settings.start_buttons(lang))
        if found.kind is Kind.SURE:
            return self._card(lang, found)
        if found.kind is Kind.UNSURE:
            html = self._texts.render(lang, "ask.unsure", count=len(found.places))
        else:
            html = self._texts.render(lang, "ask.nothing")
        contents = [
            button(self._texts, lang, "ask_contents", "learn:list"),
            button(self._texts, lang, "ask_objection", "obj:menu"),
        ]
        return Screen(html, rows(*self._titles(lang, found.places), contents))

    def _card(self, lang: Lang, found: Answer) -> Screen:
        place, *others = found.places
        unit, lesson = self._catalog.curriculum.units[place.unit], self._catalog.lessons[place.unit]
        html = self._texts.render(
            lang,
            "ask.answer",
            title=lesson.cards[place.card].text[lang].title,
            lines=excerpt(lesson, place, lang, found.asked),
            unit=unit.title[lang],
            source=self._texts.render(lang, f"ask.doc_{source_of(self._catalog, place.unit).lower()}"),
        )
        first = [
            button(self._texts, lang, "ask_read", _card_data(place)),
            button(self._texts, lang, "learn_quiz", f"learn:quiz:{place.unit}"),
        ]
        return Screen(html, rows(first, *self._titles(lang, others)))

    def _titles(self, lang: Lang, places: Sequence[Place]) -> list[list[InlineKeyboardButton]]:
        units = self._catalog.curriculum.units
        return [
            [button(self._texts, lang, "ask_other", _card_data(one), unit=units[one.unit].title[lang])]
            for one in places
            if one.unit in units
        ]


def _card_data(place: Place) -> str:
    return f"learn:card:{place.unit}:{place.card}"
