"""What nobody has an answer to yet: for the rep who heard it, and for whoever leads the team."""

from __future__ import annotations

from collections.abc import Sequence

from bot.catalog.texts import Texts
from bot.services.names import together
from bot.services.people import local_date
from bot.services.unanswered import Page
from bot.storage.queries.people import Person
from bot.storage.queries.team_replies import TeamReply
from bot.storage.queries.teams import Team
from bot.storage.queries.unanswered import Unanswered
from bot.views.keyboards import button, labelled, rows
from bot.views.objection import LABEL_LENGTH, cut
from bot.views.paging import turns
from bot.views.screen import Screen
from bot.views.settings import SettingsView

# Characters of words that are quoted beside others.
_LINE = 120


class UnansweredView:
    """Renders unanswered objections."""

    def __init__(self, texts: Texts, settings: SettingsView) -> None:
        self._texts = texts
        self._settings = settings

    # --- for the rep

    def ask(self, person: Person, number: int) -> Screen:
        """Nothing is near. Did a customer say that?"""
        lang = person.language
        choices = (
            [button(self._texts, lang, "unanswered_yes", f"un:yes:{number}")],
            [
                button(self._texts, lang, "unanswered_no", f"un:no:{number}"),
                button(self._texts, lang, "own_new", "own:new"),
            ],
        )
        return Screen(self._texts.render(lang, "unanswered.ask"), rows(*choices))

    def nothing_near(self, person: Person) -> Screen:
        """Nothing is near, and there is no list to put it on: write one's own, or train."""
        lang = person.language
        html, start = self._texts.render(lang, "help.nothing_near"), self._settings.start_buttons(lang)
        return Screen(html, rows([button(self._texts, lang, "own_new", "own:new")], *start.inline_keyboard))

    def listed(self, person: Person, teams: Sequence[Team]) -> Screen:
        """It is on the lists of these teams, whose managers read it there."""
        lang, names = person.language, [team.name for team in teams]
        html = self._texts.render(lang, "unanswered.listed", teams=names)
        return Screen(html, rows([button(self._texts, lang, "own_new", "own:new")]))

    def not_said(self, person: Person) -> Screen:
        """No customer said it."""
        lang = person.language
        return Screen(self._texts.render(lang, "unanswered.not_said"), self._settings.start_buttons(lang))

    def answered(self, asker: Person, asked: Unanswered, entry: TeamReply) -> Screen:
        """Somebody has answered what this person asked."""
        lang = asker.language
        html = self._texts.render(
            lang, "unanswered.answered", said=asked.said, reply=entry.replies[-1], team=entry.team_name
        )
        return Screen(html, rows([button(self._texts, lang, "unanswered_show", f"obj:show:team.{entry.id}")]))

    # --- for whoever leads the team

    def page(self, person: Person, page: Page) -> Screen:
        """A page of the list, newest first: words, who, when."""
        lang, team_id = person.language, page.team.id
        shown = [
            {
                "said": cut(one.said, _LINE),
                "name": together(one.first_name, one.last_name),
                "day": local_date(person, one.asked_at),
            }
            for one in page.entries
        ]
        name = "unanswered.list" if page.total else "unanswered.none"
        html = self._texts.render(lang, name, team=page.team.name, total=page.total, entries=shown)
        entries = [[labelled(cut(one.said, LABEL_LENGTH), f"un:open:{one.id}:{page.number}")] for one in page.entries]
        turn = turns(self._texts, lang, f"un:list:{team_id}", page.number, page.pages)
        back = [button(self._texts, lang, "back", f"team:open:{team_id}")]
        return Screen(html, rows(*entries, turn, back))

    def one(self, person: Person, asked: Unanswered, page: int) -> Screen:
        """One of them: answer it, or dismiss it."""
        lang = person.language
        html = self._texts.render(
            lang,
            "unanswered.one",
            said=asked.said,
            name=together(asked.first_name, asked.last_name),
            day=local_date(person, asked.asked_at),
        )
        choices = [
            button(self._texts, lang, "unanswered_answer", f"un:answer:{asked.id}"),
            button(self._texts, lang, "unanswered_dismiss", f"un:dismiss:{asked.id}:{page}"),
        ]
        return Screen(html, rows(choices, [button(self._texts, lang, "back", f"un:list:{asked.team_id}:{page}")]))
