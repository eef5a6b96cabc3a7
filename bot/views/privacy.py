"""What is kept about a person, who sees it, what they show, and for how long words are kept."""

from __future__ import annotations

from bot.catalog.texts import Texts
from bot.services.retention import KEEP_DAYS
from bot.storage.queries.people import Person
from bot.views.keyboards import button, grid, rows
from bot.views.screen import Screen


class PrivacyView:
    """Renders privacy for a person."""

    def __init__(self, texts: Texts, keep_hours: int) -> None:
        self._texts = texts
        self._keep_hours = keep_hours

    def main(self, person: Person, shown: int) -> Screen:
        """What is kept and who sees it; `shown`: how many role-plays the person shows to somebody."""
        lang, days = person.language, person.keep_words_days
        html = self._texts.render(lang, "privacy.main", hours=self._keep_hours, days=days)
        lines = [[button(self._texts, lang, "privacy_words", "privacy:words", days=days)]]
        if shown:
            lines.append([button(self._texts, lang, "privacy_shown", "sh:mine:0", count=shown)])
        return Screen(html, rows(*lines))

    def words(self, person: Person) -> Screen:
        """For how long?"""
        lang = person.language
        choices = [
            button(
                self._texts,
                lang,
                "chosen",
                f"privacy:keep_words:{days or 'always'}",
                label=self._texts.render(lang, "privacy.keep_words", days=days),
                chosen=days == person.keep_words_days,
            )
            for days in KEEP_DAYS
        ]
        back = [button(self._texts, lang, "back", "privacy:open")]
        html = self._texts.render(lang, "privacy.words", days=person.keep_words_days)
        return Screen(html, rows(*grid(choices, 2), back))
