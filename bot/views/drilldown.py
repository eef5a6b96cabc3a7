"""A team's people one by one, down to single role-plays: figures with what they are made of, and ways back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.scenarios.types import Scenario
from bot.services.drilldown import Line, Log, PlayView, Portrait, Roster, SkillView
from bot.storage.queries.drilldown import Play
from bot.storage.queries.people import Person
from bot.training.curriculum import Curriculum
from bot.training.grading.types import Rubric, SkillMark, Verdict
from bot.training.trends import ENOUGH, Cell, Change, Count
from bot.views.keyboards import button, grid, labelled, rows
from bot.views.names import cut, listed
from bot.views.paging import leaves, turns
from bot.views.screen import Screen

_BUTTON_COLUMNS = 22
# Of the checks that were missed, the weightiest.
_MISSED = 6


class DrilldownView:
    """Renders what a leader looks at."""

    def __init__(self, texts: Texts, curriculum: Curriculum, scenarios: Mapping[str, Scenario], rubric: Rubric) -> None:
        self._texts = texts
        self._curriculum = curriculum
        self._scenarios = scenarios
        self._rubric = rubric

    def roster(self, leader: Person, found: Roster) -> Screen:
        """The people of a team, a page of them."""
        lang, team_id = leader.language, found.team.id
        html = self._texts.render(
            lang,
            "drilldown.team",
            team=found.team.name,
            number=found.number + 1,
            pages=found.pages,
            lines=[self._line(lang, line) for line in found.lines],
        )
        who = [labelled(listed(line.person, 16), f"dd:person:{team_id}:{line.person.id}") for line in found.lines]
        turn = leaves(self._texts, lang, f"dd:team:{team_id}", found.number, found.pages)
        return Screen(html, rows(*grid(who, 2), turn))

    def portrait(self, leader: Person, found: Portrait) -> Screen:
        """One person's four weeks; a button for each skill, with its figures where they say something."""
        lang, who = leader.language, f"{found.team.id}:{found.person.id}"
        cells = [cell for cell in found.cells if cell.now.of or cell.before.of]
        html = self._texts.render(
            lang,
            "drilldown.person",
            name=listed(found.person),
            days=found.done.days,
            weeks=found.weeks,
            questions=found.done.questions,
            right=found.done.right,
            roleplays=found.done.roleplays,
            best=found.done.best_mark,
            streak=found.streak,
            last=found.last,
            today=found.last == found.today,
            sure=any(cell.now.enough for cell in cells),
            moved=any(cell.change in {Change.UP, Change.DOWN} for cell in cells),
            few=any(not cell.now.enough for cell in cells),
            least=ENOUGH,
        )
        skills = [self._to_skill(lang, who, cell) for cell in cells]
        log = button(self._texts, lang, "drilldown_log", f"dd:log:{who}:0", count=found.plays)
        back = button(self._texts, lang, "drilldown_team", f"dd:team:{found.team.id}:0")
        return Screen(html, rows(*grid(skills, 2), [log, back] if found.plays else [back]))

    def _to_skill(self, lang: Lang, who: str, cell: Cell) -> InlineKeyboardButton:
        data = f"dd:skill:{who}:{cell.skill}"
        if not cell.now.enough:
            return labelled(cut(self._skill(lang, cell.skill), _BUTTON_COLUMNS), data)
        return button(self._texts, lang, "drilldown_skill", data, **self._cell(lang, cell))

    def skill(self, leader: Person, found: SkillView) -> Screen:
        """One skill, week by week."""
        lang, who = leader.language, f"{found.team.id}:{found.person.id}"
        html = self._texts.render(
            lang,
            "drilldown.skill",
            name=listed(found.person),
            **self._cell(lang, found.cell),
            questions=found.cell.questions,
            checks=found.cell.checks,
            weeks=[_week(*week) for week in found.weeks],
            rules=[
                {"wording": self._rubric.texts[lang][name].wording, "met": count.good, "of": count.of}
                for name, count in found.checks
            ],
        )
        back = button(self._texts, lang, "drilldown_person", f"dd:person:{who}")
        give = button(self._texts, lang, "drilldown_assign", f"as:suggest:{who}:skill:{found.cell.skill}")
        return Screen(html, rows([give] if found.cell.skill in self._curriculum.skills else [], [back]))

    def log(self, leader: Person, found: Log) -> Screen:
        """The role-plays, a page of them, each with a button to its marks."""
        lang, who = leader.language, f"{found.team.id}:{found.person.id}"
        html = self._texts.render(
            lang,
            "drilldown.log",
            name=listed(found.person),
            of=found.of,
            number=found.number + 1,
            pages=found.pages,
            plays=[self._play(leader, one) for one in found.plays],
        )
        choices = [
            labelled(f"{at}. {one.total}", f"dd:play:{who}:{one.roleplay_id}") for at, one in enumerate(found.plays, 1)
        ]
        turn = turns(self._texts, lang, f"dd:log:{who}", found.number, found.pages)
        back = button(self._texts, lang, "drilldown_person", f"dd:person:{who}")
        return Screen(html, rows(*grid(choices, 3), turn, [back]))

    def play(self, leader: Person, found: PlayView) -> Screen:
        """The marks of one role-play, by skill, and what was missed."""
        lang, who = leader.language, f"{found.team.id}:{found.person.id}"
        texts = self._rubric.texts[lang]
        missed = [one for one in found.card.checks if one.verdict is Verdict.FAILED]
        missed.sort(key=lambda one: (one.id not in found.card.priorities, -one.weight))
        html = self._texts.render(
            lang,
            "drilldown.play",
            name=listed(found.person),
            **self._play(leader, found.play),
            skills=[self._mark(lang, one) for one in found.card.skills if one.earned < one.possible],
            full=[self._skill(lang, one.skill) for one in found.card.skills if 0 < one.possible <= one.earned],
            missed=[texts[one.id].wording for one in missed if one.id in texts][:_MISSED],
        )
        log = button(self._texts, lang, "drilldown_plays", f"dd:log:{who}:0")
        back = button(self._texts, lang, "drilldown_person", f"dd:person:{who}")
        data = f"sh:read:{found.play.roleplay_id}:{found.team.id}:0"
        read = [button(self._texts, lang, "sharing_read", data)] if found.shown else []
        return Screen(html, rows(read, [log, back]))

    def _line(self, lang: Lang, line: Line) -> dict[str, object]:
        done = line.done
        return {
            "name": listed(line.person),
            "days": 0 if done is None else done.days,
            "percent": None if line.overall is None else round(100 * line.overall),
        }

    def _cell(self, lang: Lang, cell: Cell) -> dict[str, object]:
        return {
            "skill": self._skill(lang, cell.skill),
            "good": cell.now.good,
            "of": cell.now.of,
            "percent": cell.percent,
            "change": "" if cell.change is None else cell.change.value,
        }

    def _play(self, leader: Person, one: Play) -> dict[str, object]:
        lang, scenario = leader.language, self._scenarios.get(one.scenario_id)
        return {
            "title": one.scenario_id if scenario is None else scenario.texts[lang]["title"],
            "total": one.total,
            "passed": one.passed,
            "level": one.level,
            "ending": self._texts.html(lang, f"roleplay.ending_{one.ending}"),
            "at": one.created_at.astimezone(ZoneInfo(leader.time_zone)),
        }

    def _mark(self, lang: Lang, mark: SkillMark) -> dict[str, object]:
        return {"skill": self._skill(lang, mark.skill), "earned": mark.earned, "possible": mark.possible}

    def _skill(self, lang: Lang, skill: str) -> str:
        known = self._curriculum.skills.get(skill)
        return skill if known is None else known.title[lang]


def _week(first: date, questions: Count, checks: Count) -> dict[str, object]:
    return {"first": first, "right": questions.good, "questions": questions.of, "met": checks.good, "checks": checks.of}
