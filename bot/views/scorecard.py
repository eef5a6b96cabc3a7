"""The scorecard of a role-play: the mark, every check, what the customer had in mind."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.services.reports import LONGEST_WORDS
from bot.services.roleplays import Marked
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.training.curriculum import Curriculum
from bot.training.grading.types import CheckResult, Rubric, Scorecard, Verdict
from bot.views.keyboards import button, grid, labelled, rows
from bot.views.paging import leaves
from bot.views.roleplay import SHORT, quoted
from bot.views.screen import Screen

HIDDEN = ("style", "need", "objections", "win")
MARKS = {Verdict.PASSED: "✅", Verdict.FAILED: "▫️", Verdict.NOT_RATED: "·"}
# Checks on one page of the list, and buttons in one line.
PAGE, ACROSS = 10, 5


class ScorecardView:
    """Renders scorecards for a person."""

    def __init__(self, texts: Texts, curriculum: Curriculum) -> None:
        self._texts = texts
        self._curriculum = curriculum

    def card(self, person: Person, marked: Marked, rubric: Rubric) -> Screen:
        """The mark, the best line, the one or two things to change first, the skills."""
        lang, card = marked.session.language, marked.card
        by_id = {check.id: check for check in card.checks}
        html = self._texts.render(
            person.language,
            "roleplay.card",
            ending=self.ending(person.language, card),
            total=card.total,
            previous=marked.previous,
            best=None if card.best is None else quoted(card.best.text),
            priorities=[
                {
                    "evidence": quoted(by_id[name].evidence),
                    "why": rubric.texts[lang][name].why,
                    "better": better(marked, rubric, name),
                }
                for name in card.priorities
            ],
            skills=self._skills(person.language, card),
            hints=card.hints,
            level=self._texts.html(person.language, f"roleplay.level_{marked.session.level}"),
            moved=self._moved(person.language, marked),
            gone=marked.words_gone,
        )
        return Screen(html, self._sides(person, marked, "card"))

    def checks(self, person: Person, marked: Marked, rubric: Rubric, number: int) -> Screen:
        """A page of the checks with their marks and the words that decided them; each can be looked into."""
        lang, checks = marked.session.language, marked.card.checks
        pages = max(1, -(-len(checks) // PAGE))
        shown = min(max(number, 0), pages - 1)
        listed = list(enumerate(checks, start=1))[shown * PAGE : (shown + 1) * PAGE]
        html = self._texts.render(
            person.language,
            "roleplay.checks",
            title=marked.scenario.texts[person.language]["title"],
            total=marked.card.total,
            checks=[
                {
                    "number": place,
                    "mark": MARKS[check.verdict],
                    "wording": rubric.texts[lang][check.id].wording,
                    "evidence": quoted(check.evidence, SHORT) if check.verdict is Verdict.FAILED else "",
                }
                for place, check in listed
            ],
        )
        session = marked.session.id
        numbers = [labelled(str(place), f"rp:check:{session}:{place - 1}") for place, _ in listed]
        turning = leaves(self._texts, person.language, f"rp:checks:{session}", shown, pages)
        return Screen(html, rows(*grid(numbers, ACROSS), turning, self._back(person.language, session)))

    def check(self, person: Person, marked: Marked, rubric: Rubric, place: int) -> Screen:
        """One check: what it asks, how it went and by which words, why it matters, a better line."""
        check, lang = marked.card.checks[place], person.language
        text = rubric.texts[marked.session.language][check.id]
        html = self._texts.render(
            lang,
            "roleplay.check",
            wording=text.wording,
            verdict=self._texts.render(lang, f"roleplay.verdict_{check.verdict}"),
            mark=MARKS[check.verdict],
            evidence=quoted(check.evidence),
            why=text.why if check.verdict is not Verdict.PASSED else "",
            better=better(marked, rubric, check.id) if check.verdict is not Verdict.PASSED else "",
        )
        session = marked.session.id
        below = [
            button(self._texts, lang, "roleplay_disagree", f"rp:no:{session}:{place}"),
            button(self._texts, lang, "roleplay_all_checks", f"rp:checks:{session}:{place // PAGE}"),
        ]
        return Screen(html, rows(below))

    def disagreed(self, person: Person, marked: Marked, rubric: Rubric, place: int, readers: Sequence[Team]) -> Screen:
        """The disagreement is noted, for the teams whose leaders read it too; would they say more?"""
        wording = rubric.texts[marked.session.language][marked.card.checks[place].id].wording
        teams = [team.name for team in readers]
        html = self._texts.render(
            person.language, "roleplay.disagreed", wording=wording, longest=LONGEST_WORDS, teams=teams
        )
        return Screen(html, rows([button(self._texts, person.language, "trouble_enough", "rp:enough")]))

    def hidden(self, person: Person, marked: Marked) -> Screen:
        """What the customer had in mind all along."""
        texts = marked.scenario.texts[person.language]
        card = {part: texts[f"hidden.{part}"] for part in HIDDEN}
        html = self._texts.render(person.language, "roleplay.hidden", name=texts["name"], **card)
        return Screen(html, self._sides(person, marked, "hidden"))

    def ending(self, lang: Lang, card: Scorecard) -> str:
        """How it ended, in words."""
        return self._texts.render(lang, f"roleplay.ending_{'given_up' if card.ending is None else card.ending.value}")

    def _skills(self, lang: Lang, card: Scorecard) -> list[dict[str, object]]:
        """Checks passed of checks rated, by skill."""
        rated = [check for check in card.checks if check.verdict is not Verdict.NOT_RATED]
        found: dict[str, list[CheckResult]] = {}
        for check in rated:
            found.setdefault(check.skill, []).append(check)
        return [
            {
                "name": self._curriculum.skills[skill].title[lang],
                "passed": sum(check.verdict is Verdict.PASSED for check in checks),
                "rated": len(checks),
            }
            for skill, checks in found.items()
        ]

    def _moved(self, lang: Lang, marked: Marked) -> str:
        """A sentence about the level, where it has just changed; else nothing."""
        if not marked.moved:
            return ""
        name = "raised" if marked.moved > 0 else "lowered"
        level = self._texts.html(lang, f"roleplay.level_{marked.session.level + marked.moved}")
        return self._texts.html(lang, f"roleplay.{name}", level=level)

    def _sides(self, person: Person, marked: Marked, here: str) -> InlineKeyboardMarkup:
        lang, session = person.language, marked.session.id
        sides = [
            button(self._texts, lang, f"roleplay_{side}", f"rp:{side}:{session}")
            for side in ("card", "checks", "hidden")
            if side != here
        ]
        last = [button(self._texts, lang, "roleplay_again", f"rp:again:{marked.scenario.id}")]
        if not marked.words_gone:
            last.insert(0, button(self._texts, lang, "roleplay_whatif", f"rp:what:{session}:0"))
        show = [button(self._texts, lang, "sharing", f"sh:ask:{session}")] if marked.showable else []
        seat = [button(self._texts, lang, "seat_swap", f"seat:card:{marked.scenario.id}")]
        return rows(sides, last, seat, show)

    def _back(self, lang: Lang, session: int) -> list[InlineKeyboardButton]:
        return [button(self._texts, lang, "roleplay_card", f"rp:card:{session}")]


def better(marked: Marked, rubric: Rubric, check_id: str) -> str:
    """A better line for a check: the scenario's own, else the rubric's."""
    lang = marked.session.language
    return marked.scenario.texts[lang].get(f"better.{check_id}") or rubric.texts[lang][check_id].better
