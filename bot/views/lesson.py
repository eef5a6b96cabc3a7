"""Lessons: tracks, their units, and cards that are turned by editing one message."""

from __future__ import annotations

from collections.abc import Mapping

from bot.catalog.texts import Texts
from bot.storage.queries.people import Person
from bot.training.curriculum import Curriculum, Lesson, Track
from bot.views.keyboards import button, labelled, rows
from bot.views.screen import Screen


class LessonView:
    """Renders lessons for a person. `plays`: by unit, the scenario that its lesson leads to."""

    def __init__(
        self, texts: Texts, curriculum: Curriculum, lessons: Mapping[str, Lesson], plays: Mapping[str, str]
    ) -> None:
        self._texts = texts
        self._curriculum = curriculum
        self._lessons = lessons
        self._plays = plays

    def contents(self, person: Person) -> Screen:
        """The tracks in which there is something to read."""
        lang = person.language
        tracks = [track for track in self._curriculum.tracks if self._readable(track)]
        choices = [[labelled(track.title[lang], f"learn:track:{track.id}")] for track in tracks]
        return Screen(self._texts.render(lang, "lesson.list"), rows(*choices))

    def track(self, person: Person, track_id: str) -> Screen:
        """The units of a track that have a lesson, in the order of learning; the contents for an unknown track."""
        lang = person.language
        track = next((one for one in self._curriculum.tracks if one.id == track_id), None)
        if track is None:
            return self.contents(person)
        choices = [
            [labelled(self._curriculum.units[unit].title[lang], f"learn:card:{unit}:0")]
            for unit in self._readable(track)
        ]
        html = self._texts.render(lang, "lesson.track", track=track.title[lang])
        return Screen(html, rows(*choices, [button(self._texts, lang, "learn_tracks", "learn:list")]))

    def _readable(self, track: Track) -> tuple[str, ...]:
        return tuple(unit for unit in track.units if unit in self._lessons)

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
            button(self._texts, lang, "learn_list", f"learn:track:{self._curriculum.units[unit_id].track}"),
            button(self._texts, lang, "learn_quiz", f"learn:quiz:{unit_id}"),
        ]
        # Whoever has read to the end may try it on somebody.
        scenario = self._plays.get(unit_id) if number + 1 == len(lesson.cards) else None
        play = [] if scenario is None else [button(self._texts, lang, "learn_play", f"rp:brief:{scenario}")]
        return Screen(html, rows(turn, last, play))
