"""Assignments as whoever leads a team sees them: the list, one of them, and choosing what, for whom, by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.load import Catalog
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.services.assignments import Advice, Given, Meant, Page, Standing
from bot.services.names import together
from bot.storage.queries.assignments import Assignee
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Member, Team
from bot.training.assignment import PASSED, SKILL_POINTS, Kind, Status, offered_dates
from bot.views.keyboards import button, grid, labelled, rows
from bot.views.paging import leaves, turns
from bot.views.screen import Screen
from bot.views.tasks import LABEL, TasksView
from bot.views.teams import full_name

# People named on one screen, entries on a page of things to choose, names on a page of people.
MOST_NAMES, CHOICES, NAMES = 30, 8, 12


class AssignmentsView:
    """Renders a team's assignments for whoever leads it."""

    def __init__(self, catalog: Catalog, tasks: TasksView) -> None:
        self._catalog = catalog
        self._texts = catalog.texts
        self._tasks = tasks

    # --- looking

    def page(self, person: Person, page: Page, today: date) -> Screen:
        """A page of the list, newest first."""
        lang, team_id = person.language, page.team.id
        entries = [
            {
                "title": self._title(lang, one),
                "due": one.assignment.due_on,
                "late": one.assignment.due_on < today and bool(one.having(Status.OPEN)),
                "name": _only(one),
                "size": len(one.people),
                "done": len(one.having(Status.DONE)),
                "declined": len(one.having(Status.DECLINED)),
                "hidden": one.hidden,
            }
            for one in page.entries
        ]
        html = self._texts.render(lang, "assignment.list", team=page.team.name, entries=entries)
        choices = [
            [labelled(_cut(f"{number} · {self._title(lang, one)}"), f"as:open:{one.assignment.id}:{page.number}")]
            for number, one in enumerate(page.entries, start=1)
        ]
        turning = turns(self._texts, lang, f"as:list:{team_id}", page.number, page.pages)
        last = [
            button(self._texts, lang, "back", f"team:open:{team_id}"),
            button(self._texts, lang, "assignment_new", f"as:new:{team_id}"),
        ]
        return Screen(html, rows(*choices, turning, last))

    def one(self, person: Person, team: Team, standing: Standing, page: int) -> Screen:
        """One assignment: who is done, who is not yet, who declined and why."""
        lang, given = person.language, standing.assignment
        html = self._texts.render(
            lang,
            "assignment.one",
            team=team.name,
            kind=self._texts.plain(lang, f"assignment.kind_{given.kind}"),
            title=self._title(lang, standing),
            due=given.due_on,
            rule=self._texts.plain(lang, f"assignment.counts_{given.kind}"),
            people=[self._assignee(lang, given.kind, one) for one in standing.people[:MOST_NAMES]],
            more=max(0, len(standing.people) - MOST_NAMES),
            hidden=standing.hidden,
        )
        choices = [
            button(self._texts, lang, "back", f"as:list:{team.id}:{page}"),
            button(self._texts, lang, "assignment_cancel", f"as:cancel:{given.id}:{page}"),
        ]
        return Screen(html, rows(choices))

    def _assignee(self, lang: Lang, kind: str, one: Assignee) -> dict[str, object]:
        scenario = kind == Kind.SCENARIO
        return {
            "name": _name(one),
            "status": one.status.value,
            "reason": self._tasks.reason(lang, one.reason),
            "passed": one.progress >= PASSED if scenario else None,
            "points": one.progress if kind == Kind.SKILL else None,
            "most": SKILL_POINTS,
        }

    def cancel(self, person: Person, team: Team, standing: Standing, page: int) -> Screen:
        """Sure?"""
        lang, number = person.language, standing.assignment.id
        html = self._texts.render(
            lang, "assignment.cancel_ask", title=self._title(lang, standing), open=len(standing.having(Status.OPEN))
        )
        choices = [
            button(self._texts, lang, "assignment_cancel_yes", f"as:cancel_yes:{number}"),
            button(self._texts, lang, "back", f"as:open:{number}:{page}"),
        ]
        return Screen(html, rows(choices))

    def cancelled(self, person: Person, leader: Person, team: Team, kind: str, target: str) -> Outgoing:
        """Word to somebody who had it open."""
        html = self._texts.render(
            person.language,
            "assignment.cancelled_told",
            title=self._tasks.title(person.language, kind, target),
            leader=together(leader.first_name, leader.last_name),
            team=team.name,
        )
        return outgoing.text(person.id, html, push=True)

    # --- giving

    def what(self, person: Person, team: Team, advice: Advice) -> Screen:
        """What? What would help the team most stands first, where there is enough to say so."""
        lang = person.language
        skill = None if advice.skill is None else self._tasks.title(lang, Kind.SKILL, advice.skill)
        html = self._texts.render(lang, "assignment.what", team=team.name, skill=skill)
        best = ((Kind.SCENARIO, advice.scenario), (Kind.UNIT, advice.unit), (Kind.SKILL, advice.skill))
        first = [[self._choice(lang, kind, target)] for kind, target in best if target is not None]
        ways = [button(self._texts, lang, f"assignment_by_{kind}", f"as:by:{kind}") for kind in Kind]
        return Screen(html, rows(*first, ways, [button(self._texts, lang, "back", f"as:list:{team.id}:0")]))

    def groups(self, person: Person, kind: Kind) -> Screen:
        """Industries or tracks to look in; skills have no groups."""
        if kind is Kind.SKILL:
            return self.choices(person, kind, "all", 0)
        lang = person.language
        named = self._industries(lang) if kind is Kind.SCENARIO else self._tracks(lang)
        buttons = [labelled(label, f"as:in:{kind}:{key}:0") for key, label in named]
        html = self._texts.render(lang, f"assignment.by_{kind}")
        return Screen(html, rows(*grid(buttons, 2), [button(self._texts, lang, "back", "as:again")]))

    def choices(self, person: Person, kind: Kind, group: str, number: int) -> Screen:
        """A page of things of one kind."""
        lang, targets = person.language, self._targets(kind, group)
        pages = max(-(-len(targets) // CHOICES), 1)
        number = min(max(number, 0), pages - 1)
        shown = [[self._choice(lang, kind, one)] for one in targets[number * CHOICES : (number + 1) * CHOICES]]
        back = "as:again" if kind is Kind.SKILL else f"as:by:{kind}"
        turning = leaves(self._texts, lang, f"as:in:{kind}:{group}", number, pages)
        html = self._texts.render(lang, f"assignment.by_{kind}")
        return Screen(html, rows(*shown, turning, [button(self._texts, lang, "back", back)]))

    def who(self, person: Person, meant: Meant, reps: Sequence[Member], number: int) -> Screen:
        """For whom? Everybody first."""
        lang, pages = person.language, max(-(-len(reps) // NAMES), 1)
        number = min(max(number, 0), pages - 1)
        names = [
            labelled(_cut(full_name(one)), f"as:who:{one.user_id}")
            for one in reps[number * NAMES : (number + 1) * NAMES]
        ]
        html = self._texts.render(lang, "assignment.who", title=self._meant(lang, meant), team=meant.team.name)
        everybody = [button(self._texts, lang, "assignment_everybody", "as:who:all", count=len(reps))]
        turning = leaves(self._texts, lang, "as:people", number, pages)
        return Screen(html, rows(everybody, *grid(names, 2), turning, [button(self._texts, lang, "back", "as:again")]))

    def when(self, person: Person, meant: Meant, today: date) -> Screen:
        """By when? A date may be typed."""
        lang, formats = person.language, self._texts.formats[person.language]
        html = self._texts.render(lang, "assignment.when", title=self._meant(lang, meant), name=self._named(meant))
        days = [labelled(formats.day(one), f"as:due:{one.isoformat()}") for one in offered_dates(today)]
        return Screen(html, rows(*grid(days, 2), [button(self._texts, lang, "back", "as:people:0")]))

    def confirm(self, person: Person, meant: Meant) -> Screen:
        """All of it once more."""
        lang, draft = person.language, meant.draft
        html = self._texts.render(
            lang,
            "assignment.confirm",
            title=self._meant(lang, meant),
            rule=self._texts.plain(lang, f"assignment.counts_{draft.kind}"),
            name=self._named(meant),
            count=meant.count,
            team=meant.team.name,
            due=draft.due,
        )
        choices = [
            button(self._texts, lang, "assignment_give", f"as:give:{draft.mark}"),
            button(self._texts, lang, "assignment_drop", "as:drop"),
        ]
        return Screen(html, rows(choices, [button(self._texts, lang, "back", "as:when")]))

    def done(self, person: Person, given: Given) -> Screen:
        """It is given."""
        lang, (_, task) = person.language, given.tasks[0]
        html = self._texts.render(
            lang,
            "assignment.given_done",
            title=self._tasks.title(lang, task.kind, task.target),
            count=len(given.tasks),
            name=together(given.tasks[0][0].first_name, given.tasks[0][0].last_name),
            already=given.already,
        )
        choices = [
            button(self._texts, lang, "assignment_all", f"as:list:{given.team.id}:0"),
            button(self._texts, lang, "assignment_new", f"as:new:{given.team.id}"),
        ]
        return Screen(html, rows(choices))

    def _choice(self, lang: Lang, kind: Kind, target: str) -> InlineKeyboardButton:
        icon = self._texts.plain(lang, f"assignment.icon_{kind}")
        return labelled(_cut(f"{icon} {self._tasks.title(lang, kind, target)}"), f"as:what:{kind}:{target}")

    def _targets(self, kind: Kind, group: str) -> tuple[str, ...]:
        if kind is Kind.SCENARIO:
            return tuple(one.id for one in self._catalog.scenarios.values() if one.industry == group)
        if kind is Kind.UNIT:
            tracks = (track.units for track in self._catalog.curriculum.tracks if track.id == group)
            return next(tracks, ())
        return tuple(self._catalog.curriculum.skills)

    def _industries(self, lang: Lang) -> list[tuple[str, str]]:
        known = dict.fromkeys(one.industry for one in self._catalog.scenarios.values())
        return [(key, self._industry(lang, key)) for key in known]

    def _industry(self, lang: Lang, key: str) -> str:
        name = f"roleplay_menu.industry_{key}"
        return self._texts.render(lang, name) if self._texts.has(name) else key.replace("_", " ")

    def _tracks(self, lang: Lang) -> list[tuple[str, str]]:
        return [(track.id, track.title[lang]) for track in self._catalog.curriculum.tracks]

    def _title(self, lang: Lang, standing: Standing) -> str:
        return self._tasks.title(lang, standing.assignment.kind, standing.assignment.target)

    def _meant(self, lang: Lang, meant: Meant) -> str:
        return self._tasks.title(lang, meant.draft.kind, meant.draft.target)

    def _named(self, meant: Meant) -> str:
        return "" if meant.member is None else full_name(meant.member)


def _cut(label: str) -> str:
    most = LABEL + 12
    return label if len(label) <= most else label[: most - 1] + "…"


def _only(standing: Standing) -> str:
    """Whom it was given to, if that is one person: several are counted."""
    one, *others = standing.people or (None,)
    return "" if one is None or others or standing.hidden else _name(one)


def _name(one: Assignee) -> str:
    return together(one.first_name, one.last_name)
