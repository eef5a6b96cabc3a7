"""Lessons: a list of units, and cards that are turned by editing one message."""

from __future__ import annotations

from collections.abc import Mapping

from bot.catalog.texts import Texts
from bot.storage.queries.people import Person
from bot.training.curriculum import Curriculum, Lesson
from bot.views.keyboards import button, labelled, rows
from bot.views.screen import Screen


class LessonView:
    """Renders lessons for a person."""

    def __init__(self, texts: Texts, curriculum: Curriculum, lessons: Mapping[str, Lesson]) -> None:
        self._texts = texts
        self._curriculum = curriculum
        self._lessons = lessons

    def contents(self, person: Person) -> Screen:
        """Every unit that has a lesson, in the order of learning."""
        units = sorted(
            (unit for unit in self._curriculum.units.values() if unit.id in self._lessons), key=lambda unit: unit.order
        )
        choices = [[labelled(unit.title[person.language], f"learn:card:{unit.id}:0")] for unit in units]
        return Screen(self._texts.render(person.language, "lesson.list"), rows(*choices))

    def card(self, person: Person, unit_id: str, number: int) -> Screen | None:
        """One card of a lesson (from 0); None when there is no such card."""
        lesson, lang = self._lessons.get(unit_id), person.language
        if lesson is None or not 0 <= number < len(lesson.cards):
            return None
        text = lesson.cards[number].text[lang]
        html = self._texts.render(
            lang,
            "lesson.card",
            unit=self._curriculum.units[unit_id].title[lang],
            number=number + 1,
            of=len(lesson.cards),
            title=text.title,
            body=text.body,
        )
        turn = [
            button(self._texts, lang, name, f"learn:card:{unit_id}:{to}")
            for name, to in (("learn_back", number - 1), ("learn_next", number + 1))
            if 0 <= to < len(lesson.cards)
        ]
        last = [
            button(self._texts, lang, "learn_list", "learn:list"),
            button(self._texts, lang, "learn_drill", "drill:start"),
        ]
        return Screen(html, rows(turn, last))
