"""The check: offer, questions, role-play, and then and now in plain words."""

from __future__ import annotations

from markupsafe import Markup

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.services.checks import Asking, Meeting, Report, Resting
from bot.storage.queries.checks import Check
from bot.storage.queries.people import Person
from bot.training.check import TELLING
from bot.views.keyboards import button, rows
from bot.views.screen import Screen


class CheckView:
    """Renders checks for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def offer(self, person: Person, kind: str) -> Screen:
        """Would the person like a check (`kind`: baseline or monthly)?"""
        lang = person.language
        html = self._texts.render(lang, f"check.offer_{kind}")
        start = button(self._texts, lang, "check_start", "check:begin")
        other = [button(self._texts, lang, f"check_{name}", f"check:{name}") for name in ("later", "no")]
        return Screen(html, rows([start], other))

    def asking(self, person: Person, asking: Asking) -> Screen:
        """A word before the question."""
        if not asking.fresh:
            return Screen(self._texts.render(person.language, "check.go_on"))
        question = asking.begun.question
        return Screen(self._texts.render(person.language, "check.begin", questions=question.of, seen=asking.seen))

    def meeting(self, person: Person, meeting: Meeting) -> Screen:
        """The questions are done; now the customer."""
        lang, texts = person.language, meeting.scenario.texts[person.language]
        html = self._texts.render(
            lang,
            "check.meet",
            right=meeting.check.right,
            questions=meeting.check.questions,
            title=texts["title"],
        )
        return Screen(html, rows([button(self._texts, lang, "check_play", "check:brief")]))

    def resting(self, person: Person, resting: Resting, report: Report) -> Screen:
        """It is too early for another one; how the last one went."""
        lang = person.language
        html = self._texts.render(lang, "check.resting", again=resting.again, report=self.words(lang, report))
        return Screen(html, rows([button(self._texts, lang, "progress_drill", "drill:start")]))

    def report(self, person: Person, report: Report) -> Screen:
        """How a check went, beside the first."""
        lang = person.language
        return Screen(self.words(lang, report), rows([button(self._texts, lang, "progress_drill", "drill:start")]))

    def words(self, lang: Lang, report: Report) -> Markup:
        """How a check went, as HTML to be shown alone or in another text."""
        check, first = report.check, report.first
        return self._texts.html(
            lang,
            "check.report",
            day=check.local_date,
            questions=check.questions,
            right=check.right,
            total=check.roleplay_total,
            first=None if first is None else _then(first, report.played_first),
            groups=[
                {"title": self._texts.render(lang, f"check.group_{one.group}"), "then": one.then, "now": one.now}
                for one in report.groups
            ],
            verdict="" if first is None else self._verdict(lang, (check.right or 0) - (first.right or 0)),
        )

    def _verdict(self, lang: Lang, more: int) -> str:
        """What the difference in right answers says, and no more than it says."""
        name = "same" if abs(more) < TELLING else "better" if more > 0 else "worse"
        return self._texts.render(lang, f"check.verdict_{name}", n=abs(more))


def _then(first: Check, played: Check | None) -> dict[str, object]:
    return {
        "day": first.local_date,
        "questions": first.questions,
        "right": first.right,
        "total": None if played is None else played.roleplay_total,
    }
