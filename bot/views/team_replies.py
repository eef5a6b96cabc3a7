"""A team's own replies: the list, one of them, and the form by which somebody adds one."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.language.category import Category
from bot.services.reply_form import Form
from bot.services.team_replies import Opened, Page
from bot.storage.queries.people import Person
from bot.storage.queries.team_replies import TeamReply
from bot.storage.queries.teams import Team
from bot.views.keyboards import button, grid, labelled, rows
from bot.views.objection import LABEL_LENGTH, copy_button, cut
from bot.views.paging import turns
from bot.views.screen import Screen

# Characters of a phrasing where all of them are listed: twelve fit beside the longest reply.
_LINE = 120


class TeamRepliesView:
    """Renders a team's replies for a person of the team."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    # --- the list

    def page(self, person: Person, page: Page) -> Screen:
        """A page of the list, newest first."""
        lang, team_id = person.language, page.team.id
        name = "list" if page.total else "none" if page.leads else "none_rep"
        html = self._texts.render(lang, f"team_replies.{name}", team=page.team.name, total=page.total)
        entries = [
            [labelled(cut(one.phrasings[0], LABEL_LENGTH), f"tr:open:{one.id}:{page.number}:0")] for one in page.entries
        ]
        add = [
            button(self._texts, lang, "team_reply_new", f"tr:new:{team_id}"),
            button(self._texts, lang, "team_reply_file", f"tf:how:{team_id}"),
        ]
        back = [button(self._texts, lang, "back", f"team:open:{team_id}")]
        turn = turns(self._texts, lang, f"tr:list:{team_id}", page.number, page.pages)
        return Screen(html, rows(*entries, turn, add if page.leads else [], back))

    def one(self, person: Person, opened: Opened, page: int = 0, number: int = 0) -> Screen:
        """An entry: its phrasings, the reply of that number (counting round), who added it."""
        lang, entry = person.language, opened.entry
        at = number % len(entry.replies)
        html = self._texts.render(
            lang,
            "team_replies.one",
            title=entry.phrasings[0],
            others=[cut(one, _LINE) for one in entry.phrasings[1:]],
            reply=entry.replies[at],
            number=at + 1,
            count=len(entry.replies),
            category=self.category(lang, entry.category),
            author="" if opened.author is None else opened.author.name,
            team=entry.team_name,
        )
        go = f"{entry.id}:{page}"
        more = [self._go(lang, "next", f"open:{go}:{at + 1}")] if len(entry.replies) > 1 else []
        changes = [self._go(lang, "more", f"more:{entry.id}"), self._go(lang, "also", f"also:{entry.id}")]
        delete = [self._go(lang, "delete", f"delete:{go}")] if opened.leads else []
        back = self._go(lang, "list", f"list:{entry.team_id}:{page}")
        first = [*more, *copy_button(self._texts, lang, entry.replies[at])]
        return Screen(html, rows(first, changes if opened.leads else [], [*delete, back]))

    def delete(self, person: Person, entry: TeamReply, page: int) -> Screen:
        """Sure?"""
        lang = person.language
        choices = [
            self._go(lang, "delete_yes", f"delete_yes:{entry.id}"),
            button(self._texts, lang, "back", f"tr:open:{entry.id}:{page}:0"),
        ]
        return Screen(self._texts.render(lang, "team_replies.delete", title=entry.phrasings[0]), rows(choices))

    def deleted(self, person: Person, entry: TeamReply) -> Screen:
        """Gone, and how to have it back."""
        lang = person.language
        choices = [self._go(lang, "back", f"back:{entry.id}"), self._go(lang, "list", f"list:{entry.team_id}:0")]
        return Screen(self._texts.render(lang, "team_replies.deleted", title=entry.phrasings[0]), rows(choices))

    # --- the form

    def ask_said(self, person: Person, team: Team) -> Screen:
        """What does the customer say?"""
        return Screen(self._texts.render(person.language, "team_replies.ask_said", team=team.name))

    def ask_reply(self, person: Person, said: Sequence[str]) -> Screen:
        """What do you answer?"""
        return Screen(self._texts.render(person.language, "team_replies.ask_reply", title=said[0]))

    def ask_phrasing(self, person: Person, entry: TeamReply) -> Screen:
        """How else do customers say it?"""
        return Screen(self._texts.render(person.language, "team_replies.ask_phrasing", title=entry.phrasings[0]))

    def known(self, person: Person, entry: TeamReply) -> Screen:
        """The team has an entry for these words already."""
        lang = person.language
        choices = [self._go(lang, "more", f"more:{entry.id}"), self._go(lang, "show", f"open:{entry.id}:0:0")]
        return Screen(self._texts.render(lang, "team_replies.known", said=entry.phrasings[0]), rows(choices))

    def preview(self, person: Person, form: Form, team: Team) -> Screen:
        """How it will stand there; nothing is added yet."""
        lang = person.language
        html = self._texts.render(
            lang,
            "team_replies.preview",
            team=team.name,
            title=form.said[0],
            others=[cut(one, _LINE) for one in form.said[1:]],
            reply=form.reply,
            category=self.category(lang, form.category),
        )
        choices = [self._go(lang, "add", f"add:{form.mark}"), self._go(lang, "drop", f"drop:{form.mark}")]
        return Screen(html, rows(choices, [self._go(lang, "category", f"cats:{form.mark}")]))

    def categories(self, person: Person, form: Form) -> Screen:
        """Which of the nineteen?"""
        lang = person.language
        choices = [labelled(self.category(lang, one), f"tr:cat:{form.mark}:{one.value}") for one in Category]
        back = [button(self._texts, lang, "back", f"tr:cat:{form.mark}:{form.category}")]
        html = self._texts.render(lang, "team_replies.which_category", title=form.said[0])
        return Screen(html, rows(*grid(choices, 3), back))

    def added(self, person: Person, entry: TeamReply) -> Screen:
        """It is there; the team finds it from now on."""
        lang = person.language
        choices = [
            self._go(lang, "show", f"open:{entry.id}:0:0"),
            self._go(lang, "another", f"new:{entry.team_id}"),
        ]
        html = self._texts.render(lang, "team_replies.added", title=entry.phrasings[0], team=entry.team_name)
        return Screen(html, rows(choices))

    def message(self, person: Person, name: str, **values: object) -> Screen:
        """A sentence."""
        return Screen(self._texts.render(person.language, f"team_replies.{name}", **values))

    def category(self, lang: Lang, category: str) -> str:
        """A category's name."""
        return self._texts.render(lang, f"category.{category}")

    def _go(self, lang: Lang, name: str, data: str) -> InlineKeyboardButton:
        return button(self._texts, lang, f"team_reply_{name}", f"tr:{data}")
