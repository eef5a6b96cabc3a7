"""Something is wrong with a question: the menu, what came of it, what is put aside."""

from __future__ import annotations

from collections.abc import Sequence

from bot.catalog.texts import Texts
from bot.services.reports import LONGEST_WORDS
from bot.services.trouble import Page
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.training.items import OWN, Item
from bot.views.keyboards import button, labelled, rows
from bot.views.paging import turns
from bot.views.roleplay import quoted
from bot.views.screen import Screen

# Characters of a question in the menu, and in the list.
QUESTION_LENGTH, ROW_LENGTH = 110, 40


class TroubleView:
    """Renders what can be done about a question."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def menu(self, person: Person, item: Item, row_id: int, aside: int, *, suspended: bool) -> Screen:
        """What is wrong with it? `aside`: how many items the person has put aside."""
        lang = person.language
        html = self._texts.render(lang, "trouble.menu", question=_shortened(item, person), suspended=suspended)
        way = "trouble_again" if suspended else "trouble_never"
        data = f"tb:undo:{item.id}" if suspended else f"tb:never:{row_id}"
        first = [
            button(self._texts, lang, way, data),
            button(self._texts, lang, "trouble_report", f"tb:report:{row_id}"),
        ]
        last = [button(self._texts, lang, "trouble_back", "tb:back")]
        if aside:
            last.append(button(self._texts, lang, "trouble_list", "tb:list:0", count=aside))
        return Screen(html, rows(first, last))

    def suspended(self, person: Person, item: Item) -> Screen:
        """It will not be asked again, and how to have it back."""
        lang = person.language
        html = self._texts.render(lang, "trouble.suspended", question=_shortened(item, person))
        undo = button(self._texts, lang, "trouble_again", f"tb:undo:{item.id}")
        return Screen(html, rows([undo, button(self._texts, lang, "trouble_all", "tb:list:0")]))

    def resumed(self, person: Person) -> Screen:
        """It will be asked again."""
        return Screen(self._texts.render(person.language, "trouble.resumed"))

    def reported(self, person: Person, item: Item, readers: Sequence[Team]) -> Screen:
        """The authors are told, and the teams whose leaders read it too; what is wrong with it?"""
        lang = person.language
        teams = [team.name for team in readers]
        html = self._texts.render(
            lang, "trouble.reported_own" if item.unit == OWN else "trouble.reported", longest=LONGEST_WORDS, teams=teams
        )
        return Screen(html, rows([button(self._texts, lang, "trouble_enough", "tb:enough")]))

    def message(self, person: Person, name: str) -> Screen:
        """A sentence."""
        return Screen(self._texts.render(person.language, f"trouble.{name}"))

    def page(self, person: Person, page: Page) -> Screen:
        """What is put aside; pressing one has it asked again."""
        lang = person.language
        if page.total == 0:
            return self.message(person, "none_aside")
        html = self._texts.render(lang, "trouble.list", total=page.total)
        entries = [
            [labelled(quoted(f"↩️ {item.wording[lang].question}", ROW_LENGTH), f"tb:undo:{item.id}:{page.number}")]
            for item in page.items
        ]
        return Screen(html, rows(*entries, turns(self._texts, lang, "tb:list", page.number, page.pages)))


def _shortened(item: Item, person: Person) -> str:
    return quoted(item.wording[person.language].question, QUESTION_LENGTH)
