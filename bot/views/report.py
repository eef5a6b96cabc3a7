"""/report: which team, which period, which file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.services.team_report import Report, Sheet
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.training.periods import Period, span
from bot.views.keyboards import button, grid, labelled, rows
from bot.views.screen import Screen

XLSX = "xlsx"


class ReportView:
    """Renders the way to a report."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def which_team(self, person: Person, teams: Sequence[Team]) -> Screen:
        """On which team?"""
        choices = [[labelled(team.name, f"rep:ask:{team.id}")] for team in teams]
        return Screen(self._texts.render(person.language, "report.which_team"), rows(*choices))

    def period(self, person: Person, team: Team) -> Screen:
        """For which period?"""
        lang = person.language
        choices = [
            button(self._texts, lang, f"report_period_{period}", f"rep:for:{team.id}:{period}") for period in Period
        ]
        back = button(self._texts, lang, "back", f"team:open:{team.id}")
        html = self._texts.render(lang, "report.period", team=team.name)
        return Screen(html, rows(*grid(choices, 2), [back]))

    def kind(self, person: Person, team: Team, period: Period, today: date) -> Screen:
        """Which file?"""
        lang, (first, last) = person.language, span(period, today)
        data = f"rep:file:{team.id}:{period}"
        book = [button(self._texts, lang, "report_xlsx", f"{data}:{XLSX}")]
        tables = [labelled(f"CSV · {self._texts.plain(lang, f'report.sheet_{one}')}", f"{data}:{one}") for one in Sheet]
        back = button(self._texts, lang, "back", f"rep:ask:{team.id}")
        html = self._texts.render(lang, "report.kind", team=team.name, first=first, last=last)
        return Screen(html, rows(book, *grid(tables, 2), [back]))

    def file(self, person: Person, report: Report, kind: str, content: bytes) -> Outgoing:
        """The file, with what it covers."""
        lang = person.language
        caption = self._texts.render(
            lang,
            "report.caption",
            team=report.team.name,
            first=report.first,
            last=report.last,
            people=report.people,
            cut=report.cut,
        )
        stem = self._texts.plain(lang, "report.file_name")
        table = "" if kind == XLSX else f"-{kind}"
        name = f"{stem}{table}-{report.first.isoformat()}-{report.last.isoformat()}.{XLSX if kind == XLSX else 'csv'}"
        return outgoing.document(person.id, name, content, caption_html=caption)
