"""Role-plays: choosing, the briefing, the customer's words, the scorecard."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import InlineKeyboardMarkup

from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.scenarios.types import Scenario
from bot.services.roleplays import Marked
from bot.storage.queries.people import Person
from bot.training.grading.types import Rubric, Scorecard, Verdict
from bot.views.keyboards import button, labelled, rows
from bot.views.screen import Screen

BRIEFING = ("who", "where", "known", "you", "goal")
HIDDEN = ("style", "need", "objections", "win")
MARKS = {Verdict.PASSED: "✅", Verdict.FAILED: "▫️", Verdict.NOT_RATED: "·"}
# Characters of a quotation on the card and in the list of checks.
LONG, SHORT = 160, 60


class RoleplayView:
    """Renders role-plays for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def menu(self, person: Person, scenarios: Iterable[Scenario]) -> Screen:
        """Whom to meet; with one scenario its briefing at once."""
        offered, lang = list(scenarios), person.language
        if len(offered) == 1:
            return self.briefing(person, offered[0])
        choices = [
            [labelled(f"{one.texts[lang]['title']} · {one.texts[lang]['summary']}", f"rp:brief:{one.id}")]
            for one in offered
        ]
        return Screen(self._texts.render(lang, "roleplay.menu"), rows(*choices))

    def briefing(self, person: Person, scenario: Scenario) -> Screen:
        """What the rep knows before the meeting, and how it is marked."""
        lang, texts = person.language, scenario.texts[person.language]
        card = {part: texts[f"briefing.{part}"] for part in BRIEFING}
        html = self._texts.render(lang, "roleplay.briefing", title=texts["title"], summary=texts["summary"], **card)
        return Screen(html, rows([button(self._texts, lang, "roleplay_start", f"rp:start:{scenario.id}")]))

    def resume(self, person: Person, scenario: Scenario, last: str) -> Screen:
        """A session is under way: go on, or stop."""
        html = self._texts.render(
            person.language, "roleplay.resume", name=scenario.texts[person.language]["name"], last=last
        )
        return Screen(html, rows([button(self._texts, person.language, "roleplay_drop", "rp:drop")]))

    def customer(self, person: Person, words: str) -> Outgoing:
        """What the customer says."""
        return outgoing.text(person.id, self._texts.render(person.language, "roleplay.customer", words=words))

    def card(self, person: Person, marked: Marked, rubric: Rubric) -> Screen:
        """The mark, the best line, and the one or two things to change first."""
        lang, card = marked.session.language, marked.card
        html = self._texts.render(
            person.language,
            "roleplay.card",
            ending=self._texts.render(person.language, f"roleplay.ending_{ending_name(card)}"),
            total=card.total,
            previous=marked.previous,
            best=None if card.best is None else quoted(card.best.text),
            priorities=[
                {
                    "evidence": quoted(check.evidence),
                    "why": rubric.texts[lang][check.id].why,
                    "better": marked.scenario.texts[lang].get(f"better.{check.id}")
                    or rubric.texts[lang][check.id].better,
                }
                for check in sorted(
                    (one for one in card.checks if one.id in card.priorities),
                    key=lambda one: card.priorities.index(one.id),
                )
            ],
        )
        return Screen(html, self._sides(person, marked, "card"))

    def checks(self, person: Person, marked: Marked, rubric: Rubric) -> Screen:
        """Every check with its mark and the words that decided it."""
        lang = marked.session.language
        shown = [
            {
                "mark": MARKS[check.verdict],
                "wording": rubric.texts[lang][check.id].wording,
                "evidence": quoted(check.evidence, SHORT) if check.verdict is Verdict.FAILED else "",
            }
            for check in marked.card.checks
        ]
        html = self._texts.render(
            person.language,
            "roleplay.checks",
            title=marked.scenario.texts[lang]["title"],
            total=marked.card.total,
            checks=shown,
        )
        return Screen(html, self._sides(person, marked, "checks"))

    def hidden(self, person: Person, marked: Marked, rubric: Rubric) -> Screen:
        """What the customer had in mind all along."""
        texts = marked.scenario.texts[person.language]
        card = {part: texts[f"hidden.{part}"] for part in HIDDEN}
        html = self._texts.render(person.language, "roleplay.hidden", name=texts["name"], **card)
        return Screen(html, self._sides(person, marked, "hidden"))

    def _sides(self, person: Person, marked: Marked, here: str) -> InlineKeyboardMarkup:
        lang, number = person.language, marked.session.id
        sides = [
            button(self._texts, lang, f"roleplay_{side}", f"rp:{side}:{number}")
            for side in ("card", "checks", "hidden")
            if side != here
        ]
        again = button(self._texts, lang, "roleplay_again", f"rp:start:{marked.scenario.id}")
        return rows(sides, [again])


def ending_name(card: Scorecard) -> str:
    """The ending as the texts name it."""
    return "given_up" if card.ending is None else card.ending.value


def quoted(words: str, longest: int = LONG) -> str:
    """The rep's own words, on one line, cut where a quotation grows too long."""
    line = " ".join(words.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
