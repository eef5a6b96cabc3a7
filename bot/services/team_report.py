"""A report on a team for whoever leads it: tables of people, skills, days, items and role-plays. See docs/report.md.

Only what is counted: nothing that anybody has said or written. Who is in it: see `visibility`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.base.language import Lang
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import teams
from bot.services.names import together
from bot.services.people import local_date
from bot.services.visibility import visible
from bot.storage.queries import team_report as rows
from bot.storage.queries.people import Person
from bot.storage.queries.team_report import Rep, Totals
from bot.storage.queries.teams import Team
from bot.training.assignment import Status
from bot.training.periods import Period, span

# Rows of the longest sheets; what is older is left out.
MOST_ROWS = 50_000
# A share of fewer pieces of evidence would look like more than it is.
LEAST_EVIDENCE = 8

Cell = str | int | float | date | None


class Sheet(StrEnum):
    """The tables of a report, in their order."""

    PEOPLE = "people"
    SKILLS = "skills"
    ACTIVITY = "activity"
    ITEMS = "items"
    ROLEPLAYS = "roleplays"


COLUMNS: Mapping[Sheet, tuple[str, ...]] = {
    Sheet.PEOPLE: (
        "name", "joined", "last_on", "days", "questions", "right", "share", "drills", "roleplays", "passed",
        "best_mark", "assigned", "assigned_done", "assigned_declined",
    ),
    Sheet.SKILLS: ("name", "skill", "questions", "right", "share", "checks", "met", "share_met"),
    Sheet.ACTIVITY: ("date", "name", "questions", "right", "drills", "roleplays", "passed", "best_mark"),
    Sheet.ITEMS: ("question", "unit", "skill", "people", "asked", "right", "share"),
    Sheet.ROLEPLAYS: ("date", "name", "customer", "level", "mark", "passed_one", "ending"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """The tables, in the order of COLUMNS. `first` and `last` are dates, both included; `cut`: older rows left out."""

    team: Team
    first: date
    last: date
    people: int
    sheets: Mapping[Sheet, tuple[tuple[Cell, ...], ...]]
    cut: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in cells: yes and no, and how a role-play ended."""

    yes: str
    no: str
    endings: Mapping[str, str]
    gone: str


def make(tx: Tx, catalog: Catalog, leader: Person, team_id: int, period: Period, words: Words) -> Report:
    """The report on a team that the person leads, in their language and by their date. It only reads."""
    seen, team = visible(tx, leader, team_id), teams.lead(tx, leader, team_id)
    first, last = span(period, local_date(leader, tx.now))
    reps = rows.reps(tx.conn, team.id, seen)
    maker = _Maker(tx, catalog, leader.language, words, first, last, reps)
    sheets = {
        Sheet.PEOPLE: maker.people(team.id, ZoneInfo(leader.time_zone)),
        Sheet.SKILLS: maker.skills(),
        Sheet.ACTIVITY: maker.activity(),
        Sheet.ITEMS: maker.items(),
        Sheet.ROLEPLAYS: maker.roleplays(),
    }
    cut = any(len(sheet) >= MOST_ROWS for sheet in sheets.values())
    return Report(team, first, last, len(reps), sheets, cut)


class _Maker:
    """Turns sums into rows; names are those of the people seen."""

    def __init__(
        self, tx: Tx, catalog: Catalog, lang: Lang, words: Words, first: date, last: date, reps: Iterable[Rep]
    ) -> None:
        self._tx = tx
        self._catalog = catalog
        self._lang = lang
        self._words = words
        self._first = first
        self._last = last
        self._reps = {one.user_id: one for one in reps}
        self._names = {one.user_id: _name(one) for one in self._reps.values()}

    def people(self, team_id: int, zone: ZoneInfo) -> tuple[tuple[Cell, ...], ...]:
        """A row for everybody, also for those who did nothing."""
        found = {one.user_id: one for one in rows.totals(self._tx.conn, self._reps, self._first, self._last)}
        given = self._tasks(team_id, zone)
        made = []
        for user_id, rep in self._reps.items():
            joined, own = rep.joined_at.astimezone(zone).date(), given.get(user_id, {})
            assigned = (sum(own.values()), own.get(Status.DONE, 0), own.get(Status.DECLINED, 0))
            made.append((self._names[user_id], joined, *_did(found.get(user_id)), *assigned))
        return tuple(made)

    def _tasks(self, team_id: int, zone: ZoneInfo) -> dict[int, dict[str, int]]:
        since, until = _midnight(self._first, zone), _midnight(self._last + timedelta(days=1), zone)
        made: dict[int, dict[str, int]] = {}
        for one in rows.tasks(self._tx.conn, team_id, self._reps, since, until):
            made.setdefault(one.user_id, {})[one.status] = one.count
        return made

    def skills(self) -> tuple[tuple[Cell, ...], ...]:
        """By person in the order they joined, then by skill in the order of the map."""
        order = {skill: place for place, skill in enumerate(self._catalog.curriculum.skills)}
        places = {user_id: place for place, user_id in enumerate(self._reps)}
        found = rows.skills(self._tx.conn, self._reps, self._first, self._last)
        ranked = sorted(found, key=lambda one: (places[one.user_id], order.get(one.skill, len(order)), one.skill))
        return tuple(
            (
                self._names[one.user_id],
                self._skill(one.skill),
                one.questions,
                one.right,
                _share(one.right, one.questions),
                one.checks,
                one.met,
                _share(one.met, one.checks),
            )
            for one in ranked
        )

    def activity(self) -> tuple[tuple[Cell, ...], ...]:
        """By day, newest first."""
        found = rows.days(self._tx.conn, self._reps, self._first, self._last, MOST_ROWS)
        return tuple(
            (
                one.local_date,
                self._names[one.user_id],
                one.questions,
                one.right,
                one.drills,
                one.roleplays,
                one.passed,
                one.best_mark,
            )
            for one in found
        )

    def items(self) -> tuple[tuple[Cell, ...], ...]:
        """The hardest first: most wrong answers by share, then by number."""
        found = rows.items(self._tx.conn, self._reps, self._first, self._last)
        ranked = sorted(found, key=lambda one: (one.right / one.asked, -one.asked, one.item_id))
        return tuple(
            (*self._item(one.item_id), one.people, one.asked, one.right, _share(one.right, one.asked))
            for one in ranked[:MOST_ROWS]
        )

    def roleplays(self) -> tuple[tuple[Cell, ...], ...]:
        """Newest first."""
        found = rows.meetings(self._tx.conn, self._reps, self._first, self._last, MOST_ROWS)
        return tuple(
            (
                one.local_date,
                self._names[one.user_id],
                self._customer(one.scenario_id),
                one.level,
                one.total,
                self._words.yes if one.passed else self._words.no,
                self._words.endings.get(one.ending, one.ending),
            )
            for one in found
        )

    def _item(self, item_id: str) -> tuple[str, str, str]:
        item = self._catalog.items.get(item_id)
        if item is None:
            return self._words.gone, "", ""
        unit = self._catalog.curriculum.units[item.unit].title[self._lang]
        return item.wording[self._lang].question, unit, self._skill(item.skill)

    def _skill(self, skill: str) -> str:
        known = self._catalog.curriculum.skills.get(skill)
        return skill if known is None else known.title[self._lang]

    def _customer(self, scenario_id: str) -> str:
        scenario = self._catalog.scenarios.get(scenario_id)
        return self._words.gone if scenario is None else scenario.texts[self._lang]["title"]


def _name(rep: Rep) -> str:
    """One line, whatever somebody calls themselves."""
    return " ".join(together(rep.first_name, rep.last_name).split())


def _did(one: Totals | None) -> tuple[Cell, ...]:
    if one is None:
        return (None, 0, 0, 0, None, 0, 0, 0, None)
    share = _share(one.right, one.questions)
    return (
        one.last_on, one.days, one.questions, one.right, share, one.drills, one.roleplays, one.passed, one.best_mark,
    )  # fmt: skip


def _share(part: int, of: int) -> float | None:
    return part / of if of >= LEAST_EVIDENCE else None


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
