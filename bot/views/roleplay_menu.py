"""Choosing a customer: the recommended one, the ways to look, the lists; and the published rubric."""

from __future__ import annotations

from itertools import groupby

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.scenarios.types import Scenario
from bot.services.roleplay_menu import Entry, Group, Menu, Page
from bot.storage.queries.people import Person
from bot.training.curriculum import Curriculum
from bot.training.grading.types import CheckRule, Rubric
from bot.training.roleplay_choice import Record, Way
from bot.views.keyboards import button, grid, labelled, rows
from bot.views.paging import leaves
from bot.views.screen import Screen

# Characters of a customer's name on a button, and checks on one page of the rubric.
NAME_LENGTH, CHECKS = 20, 12


class RoleplayMenuView:
    """Renders the choice of a customer for a person."""

    def __init__(self, texts: Texts, curriculum: Curriculum) -> None:
        self._texts = texts
        self._curriculum = curriculum

    def menu(self, person: Person, menu: Menu) -> Screen:
        """The recommended customer first, then the ways to look for another."""
        lang, best = person.language, menu.recommended
        html = self._texts.render(
            lang,
            "roleplay_menu.menu",
            best=None if best is None else self._entry(lang, best, 0),
            skill=None if menu.skill is None else self._curriculum.skills[menu.skill].title[lang],
        )
        ways = [button(self._texts, lang, f"roleplay_by_{way}", f"rp:by:{way}") for way in Way]
        first = [] if best is None else [self._meet(lang, best.scenario)]
        beside = [
            button(self._texts, lang, "guess_start", "gs:new"),
            button(self._texts, lang, "seat_menu", "seat:menu"),
        ]
        return Screen(html, rows(first, *grid(ways, 2), beside))

    def ways(self, person: Person, way: Way, groups: tuple[Group, ...]) -> Screen:
        """The groups of one way of looking, with how many customers each has."""
        lang = person.language
        buttons = [
            button(
                self._texts,
                lang,
                "roleplay_group",
                f"rp:in:{way}:{group.key}:0",
                label=self._name(lang, way, group.key),
                count=group.count,
            )
            for group in groups
        ]
        html = self._texts.render(lang, f"roleplay_menu.by_{way}")
        return Screen(html, rows(*grid(buttons, 2), [button(self._texts, lang, "roleplay_ways", "rp:home")]))

    def page(self, person: Person, page: Page) -> Screen:
        """Some customers of a group."""
        lang = person.language
        html = self._texts.render(
            lang,
            "roleplay_menu.list",
            name=self._name(lang, page.way, page.key),
            note=self._texts.render(lang, f"style.{page.key}_hint") if page.way is Way.STYLE else "",
            entries=[self._entry(lang, one, page.first + place) for place, one in enumerate(page.entries, start=1)],
        )
        buttons = [
            [labelled(f"{page.first + place} · {_name(one.scenario, lang)}", f"rp:brief:{one.scenario.id}")]
            for place, one in enumerate(page.entries, start=1)
        ]
        turning = leaves(self._texts, lang, f"rp:in:{page.way}:{page.key}", page.number, page.pages)
        return Screen(html, rows(*buttons, turning, [button(self._texts, lang, "roleplay_back", f"rp:by:{page.way}")]))

    def rubric(self, person: Person, rubric: Rubric, scenario_id: str, number: int) -> Screen:
        """A page of the published checks, by skill."""
        lang, pages = person.language, max(1, -(-len(rubric.checks) // CHECKS))
        shown = min(max(number, 0), pages - 1)
        checks = rubric.checks[shown * CHECKS : (shown + 1) * CHECKS]
        html = self._texts.render(
            lang,
            "roleplay_menu.rubric",
            count=len(rubric.checks),
            pass_mark=rubric.pass_mark,
            first=shown == 0,
            groups=[
                {
                    "skill": self._curriculum.skills[skill].title[lang],
                    "checks": [rubric.texts[lang][one.id].wording for one in group],
                }
                for skill, group in groupby(checks, key=_skill)
            ],
        )
        turning = leaves(self._texts, lang, f"rp:rubric:{scenario_id}", shown, pages)
        back = [button(self._texts, lang, "roleplay_briefing", f"rp:brief:{scenario_id}")]
        return Screen(html, rows(turning, back))

    def _entry(self, lang: Lang, one: Entry, number: int) -> dict[str, object]:
        texts = one.scenario.texts[lang]
        return {
            "number": number,
            "title": texts["title"],
            "summary": texts["summary"],
            "role": self._texts.render(lang, f"roleplay_menu.role_{one.scenario.customer.role}"),
            "record": self._record(lang, one.record),
        }

    def _record(self, lang: Lang, record: Record) -> str:
        return self._texts.render(
            lang, "roleplay_menu.record", times=record.times, best=record.best, passed=record.passed
        )

    def _meet(self, lang: Lang, scenario: Scenario) -> InlineKeyboardButton:
        name = _name(scenario, lang)
        return button(self._texts, lang, "roleplay_meet", f"rp:brief:{scenario.id}", label=name)

    def _name(self, lang: Lang, way: Way, key: str) -> str:
        match way:
            case Way.INDUSTRY:
                known = self._texts.has(f"roleplay_menu.industry_{key}")
                return self._texts.render(lang, f"roleplay_menu.industry_{key}") if known else key.replace("_", " ")
            case Way.STYLE:
                return self._texts.render(lang, f"style.{key}")
            case Way.SKILL:
                return self._curriculum.skills[key].title[lang]
            case Way.STANDING:
                return self._texts.render(lang, f"roleplay_menu.standing_{key}")


def _name(scenario: Scenario, lang: Lang) -> str:
    name = scenario.texts[lang]["name"]
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…"


def _skill(check: CheckRule) -> str:
    return check.skill
