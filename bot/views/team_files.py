"""Files of replies: how they look, what was wrong with one, what adding one would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.services.reply_sheets.types import MOST_BYTES, MOST_ROWS, Column, Problem, Sheet
from bot.services.reply_sheets.words import headings
from bot.services.team_replies import Entry
from bot.services.uploads import Done, Preview
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.views.keyboards import button, labelled, rows
from bot.views.objection import cut
from bot.views.screen import Screen

MOST_PROBLEMS = 15
_EXAMPLES = 3
_MOST_NEAR = 5
# Characters of what is quoted.
_LINE = 60


@dataclass(frozen=True, slots=True)
class Near:
    """A new entry, and the title of one that the team has and that is much like it."""

    title: str
    like: str


class TeamFilesView:
    """Renders files of replies for whoever leads a team."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def how(self, person: Person, team: Team, templates: Sequence[tuple[str, bytes]]) -> list[Outgoing]:
        """The format, and a filled-in file of each kind."""
        lang = person.language
        html = self._texts.render(
            lang,
            "sheet.how",
            team=team.name,
            said=headings(self._texts, lang, Column.SAID)[0],
            reply=headings(self._texts, lang, Column.REPLY)[0],
            category=headings(self._texts, lang, Column.CATEGORY)[0],
            most=MOST_ROWS,
        )
        back = rows([button(self._texts, lang, "team_reply_list", f"tr:list:{team.id}:0")])
        files = [outgoing.document(person.id, name, content) for name, content in templates]
        return [outgoing.text(person.id, html, markup=back), *files]

    def which_team(self, person: Person, teams: Sequence[Team]) -> Screen:
        """For which team is it?"""
        choices = [[labelled(team.name, f"tf:for:{team.id}")] for team in teams]
        return Screen(self._texts.render(person.language, "sheet.which_team"), rows(*choices))

    def unreadable(self, person: Person, problem: Problem, team: Team) -> Screen:
        """Nothing can be had from the file."""
        lang = person.language
        html = self._texts.render(lang, "sheet.refused", problem=self._problem(lang, problem, "line"))
        return Screen(html, rows([button(self._texts, lang, "team_reply_how", f"tf:how:{team.id}")]))

    def preview(self, person: Person, name: str, sheet: Sheet, preview: Preview[Entry], near: Sequence[Near]) -> Screen:
        """What is in the file and what is wrong with it; nothing is added yet."""
        lang, count = person.language, len(preview.fresh)
        html = self._texts.render(
            lang,
            "sheet.preview",
            name=cut(name, _LINE),
            team=preview.team.name,
            count=count,
            examples=[self._example(lang, one) for one in preview.fresh[:_EXAMPLES]],
            known=len(preview.known),
            known_title=cut(preview.known[0].title, _LINE) if preview.known else "",
            near=[{"title": cut(one.title, _LINE), "like": cut(one.like, _LINE)} for one in near[:_MOST_NEAR]],
            near_more=max(0, len(near) - _MOST_NEAR),
            problems=[self._problem(lang, one, sheet.numbered) for one in sheet.problems[:MOST_PROBLEMS]],
            problems_more=max(0, len(sheet.problems) - MOST_PROBLEMS),
        )
        if preview.upload_id is None:
            return Screen(html, rows([button(self._texts, lang, "team_reply_how", f"tf:how:{preview.team.id}")]))
        choices = [
            button(self._texts, lang, "team_file_add", f"tf:add:{preview.upload_id}", count=count),
            button(self._texts, lang, "team_file_drop", f"tf:drop:{preview.upload_id}"),
        ]
        return Screen(html, rows(choices))

    def added(self, person: Person, done: Done) -> Screen:
        """They are there; the team finds them from now on."""
        lang = person.language
        choices = [
            button(self._texts, lang, "team_file_undo", f"tf:undo:{done.upload_id}"),
            button(self._texts, lang, "team_reply_list", f"tr:list:{done.team.id}:0"),
        ]
        html = self._texts.render(lang, "sheet.added", count=done.count, team=done.team.name)
        return Screen(html, rows(choices))

    def over(self, person: Person, name: str, team: Team, count: int = 0) -> Screen:
        """Dropped or taken back."""
        lang = person.language
        html = self._texts.render(lang, f"sheet.{name}", count=count, team=team.name)
        return Screen(html, rows([button(self._texts, lang, "team_reply_list", f"tr:list:{team.id}:0")]))

    def message(self, person: Person, name: str) -> Screen:
        """A sentence."""
        return Screen(self._texts.render(person.language, f"sheet.{name}", most=MOST_BYTES // 1_000_000))

    def _example(self, lang: Lang, entry: Entry) -> dict[str, str]:
        return {
            "title": cut(entry.title, _LINE),
            "reply": cut(entry.replies[0], 2 * _LINE),
            "category": self._texts.render(lang, f"category.{entry.category}"),
        }

    def _problem(self, lang: Lang, problem: Problem, numbered: str) -> str:
        """ "Row 7: the reply is missing", as plain text to stand in another."""
        said = self._texts.plain(lang, f"sheet.problem_{problem.code}", **problem.values)
        if problem.line is None:
            return said
        return self._texts.plain(lang, f"sheet.at_{numbered}", line=problem.line, problem=said)
