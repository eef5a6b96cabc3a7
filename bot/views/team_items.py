"""A team's own questions and facts: the list, one of them, files of them, and facts as they answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.services.facts import Told
from bot.services.reply_sheets.item_sheet import ItemSheet
from bot.services.reply_sheets.types import Problem
from bot.services.team_items import MOST, Changed, Page
from bot.services.uploads import Done, Preview
from bot.storage.queries.people import Person
from bot.storage.queries.team_items import TeamItem
from bot.storage.queries.teams import Team
from bot.training.team_items import LETTERS, Entry, Fact, Fault, Part, Question, from_json, title, typed
from bot.views.keyboards import button, labelled, rows
from bot.views.objection import LABEL_LENGTH, cut
from bot.views.paging import turns
from bot.views.screen import Screen

MOST_PROBLEMS, _EXAMPLES, _LINE = 15, 3, 60


class TeamItemsView:
    """Renders a team's own questions and facts."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    # --- the list

    def page(self, person: Person, page: Page) -> Screen:
        """A page of the list, newest first."""
        lang, team_id = person.language, page.team.id
        html = self._texts.render(lang, "team_items.list", team=page.team.name, total=page.total, most=MOST)
        entries = [
            [labelled(cut(f"{self._icon(entry)} {title(entry)}", LABEL_LENGTH), f"ti:open:{one.id}:{page.number}")]
            for one in page.entries
            for entry in [from_json(one.body)]
        ]
        last = [
            button(self._texts, lang, "back", f"team:open:{team_id}"),
            button(self._texts, lang, "team_items_file", f"ti:how:{team_id}"),
        ]
        turn = turns(self._texts, lang, f"ti:list:{team_id}", page.number, page.pages)
        return Screen(html, rows(*entries, turn, last))

    def one(self, person: Person, row: TeamItem, page: int = 0) -> Screen:
        """One of them, and what may be done with it."""
        lang, go = person.language, f"{row.id}:{page}"
        choices = [
            button(self._texts, lang, "team_items_change", f"ti:change:{row.id}"),
            button(self._texts, lang, "team_items_remove", f"ti:remove:{go}"),
        ]
        back = [button(self._texts, lang, "back", f"ti:list:{row.team_id}:{page}")]
        return Screen(self._shown(lang, from_json(row.body), row.team_name), rows(choices, back))

    def _shown(self, lang: Lang, entry: Entry, team: str) -> str:
        if isinstance(entry, Fact):
            keywords = list(entry.keywords)
            return self._texts.render(
                lang, "team_items.fact", title=entry.title, body=entry.body, keywords=keywords, team=team
            )
        return self._texts.render(
            lang,
            "team_items.question",
            question=entry.text,
            options=[
                {"letter": LETTERS[place], "text": one, "right": place in entry.right}
                for place, one in enumerate(entry.options)
            ],
            explanation=entry.explanation,
            language="" if entry.language is None else self._texts.plain(lang, f"button.language_{entry.language}"),
            team=team,
        )

    def remove(self, person: Person, row: TeamItem, page: int) -> Screen:
        """Sure?"""
        lang = person.language
        html = self._texts.render(lang, "team_items.remove_ask", title=cut(title(from_json(row.body)), 2 * _LINE))
        choices = [
            button(self._texts, lang, "team_items_remove_yes", f"ti:remove_yes:{row.id}"),
            button(self._texts, lang, "back", f"ti:open:{row.id}:{page}"),
        ]
        return Screen(html, rows(choices))

    def change(self, person: Person, row: TeamItem) -> Screen:
        """How it is typed, to be changed and sent back."""
        lang, entry = person.language, from_json(row.body)
        name = "change_fact" if isinstance(entry, Fact) else "change_question"
        html = self._texts.render(lang, f"team_items.{name}", typed=typed(entry))
        return Screen(html, rows([button(self._texts, lang, "back", f"ti:open:{row.id}:0")]))

    def changed(self, person: Person, changed: Changed) -> Screen:
        """As it is now; or what is wrong with the new wording."""
        lang = person.language
        if not changed.faults:
            return self.one(person, changed.row)
        problems = [self.fault(lang, one) for one in changed.faults]
        html = self._texts.render(lang, "team_items.not_changed", problems=problems)
        return Screen(html, rows([button(self._texts, lang, "back", f"ti:open:{changed.row.id}:0")]))

    # --- files

    def how(self, person: Person, team: Team, templates: Sequence[tuple[str, bytes]]) -> list[Outgoing]:
        """The two formats, and a filled-in file of each."""
        lang = person.language
        html = self._texts.render(lang, "team_items.how", team=team.name, most=MOST)
        back = rows([button(self._texts, lang, "back", f"ti:list:{team.id}:0")])
        files = [outgoing.document(person.id, name, content) for name, content in templates]
        return [outgoing.text(person.id, html, markup=back), *files]

    def preview(self, person: Person, name: str, sheet: ItemSheet, preview: Preview[Entry]) -> Screen:
        """What is in the file and what is wrong with it; nothing is added yet."""
        lang, team_id, count = person.language, preview.team.id, len(preview.fresh)
        html = self._texts.render(
            lang,
            "team_items.preview",
            name=cut(name, _LINE),
            team=preview.team.name,
            count=count,
            facts=any(isinstance(one, Fact) for one in preview.fresh),
            examples=[self._example(one) for one in preview.fresh[:_EXAMPLES]],
            known=len(preview.known),
            problems=[self._problem(lang, one) for one in sheet.problems[:MOST_PROBLEMS]],
            problems_more=max(0, len(sheet.problems) - MOST_PROBLEMS),
        )
        if preview.upload_id is None:
            return Screen(html, rows([button(self._texts, lang, "team_reply_how", f"ti:how:{team_id}")]))
        choices = [
            button(self._texts, lang, "team_file_add", f"ti:add:{preview.upload_id}", count=count),
            button(self._texts, lang, "team_file_drop", f"ti:drop:{preview.upload_id}"),
        ]
        return Screen(html, rows(choices))

    def added(self, person: Person, done: Done) -> Screen:
        """They are there."""
        lang = person.language
        choices = [
            button(self._texts, lang, "team_file_undo", f"ti:undo:{done.upload_id}"),
            button(self._texts, lang, "team_items_list", f"ti:list:{done.team.id}:0"),
        ]
        html = self._texts.render(lang, "team_items.added", count=done.count, team=done.team.name)
        return Screen(html, rows(choices))

    def over(self, person: Person, name: str, team: Team, count: int = 0) -> Screen:
        """Dropped or taken back."""
        lang = person.language
        html = self._texts.render(lang, f"sheet.{name}", count=count, team=team.name)
        return Screen(html, rows([button(self._texts, lang, "team_items_list", f"ti:list:{team.id}:0")]))

    # --- answers

    def told(self, person: Person, told: Sequence[Told]) -> Screen:
        """The fact that answers, under its team's name; the others by their titles."""
        lang, (first, *others) = person.language, told
        html = self._shown(lang, Fact(first.fact.title, first.fact.body), first.team)
        more = [[labelled(cut(f"📌 {one.fact.title}", LABEL_LENGTH), f"ti:fact:{one.id}")] for one in others]
        return Screen(html, rows(*more, [button(self._texts, lang, "ask_contents", "learn:list")]))

    def fault(self, lang: Lang, fault: Fault) -> str:
        """What is wrong with something typed, as plain text."""
        option = "" if fault.option is None else LETTERS[min(fault.option, len(LETTERS) - 1)]
        column = self._texts.plain(lang, f"team_items.part_{Part(fault.part)}", option=option)
        return self._texts.plain(lang, f"sheet.problem_item_{fault.code}", column=column, most=fault.most, name="")

    def _problem(self, lang: Lang, problem: Problem) -> str:
        said = self._texts.plain(lang, f"sheet.problem_{problem.code}", **problem.values)
        return self._texts.plain(lang, "sheet.at_row", line=problem.line, problem=said)

    def _example(self, entry: Entry) -> dict[str, str]:
        right = " / ".join(entry.options[place] for place in entry.right) if isinstance(entry, Question) else entry.body
        return {"title": cut(title(entry), 2 * _LINE), "answer": cut(right, 2 * _LINE)}

    def _icon(self, entry: Entry) -> str:
        return "📌" if isinstance(entry, Fact) else "❔"
