"""Assignments as the rep reads them: what is asked, by when, what counts, and the way to decline."""

from __future__ import annotations

from collections.abc import Sequence

from bot.base.language import Lang
from bot.catalog.load import Catalog
from bot.delivery.outgoing import Outgoing
from bot.services.names import together
from bot.services.tasks import Declined
from bot.storage.queries.assignments import Task
from bot.storage.queries.people import Person
from bot.training.assignment import SKILL_POINTS, Kind, Status, Why, ready_reason
from bot.views.keyboards import button, labelled, rows
from bot.views.screen import Screen

# Characters of a title on a button.
LABEL = 22


class TasksView:
    """Renders a person's own assignments."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._texts = catalog.texts

    def given(self, person: Person, task: Task, leader: Person) -> Outgoing:
        """Word of a new assignment."""
        lead = self._texts.render(person.language, "assignment.given", leader=_name(leader), team=task.team_name)
        return self._card(person, task, lead).send(person.id, push=True)

    def reminder(self, person: Person, task: Task) -> Outgoing:
        """The one reminder."""
        lead = self._texts.render(person.language, "assignment.reminder", team=task.team_name)
        return self._card(person, task, lead).send(person.id, push=True)

    def one(self, person: Person, task: Task) -> Screen:
        """One assignment, looked at."""
        lead = self._texts.render(person.language, "assignment.from", team=task.team_name)
        return self._card(person, task, lead)

    def mine(self, person: Person, tasks: Sequence[Task]) -> Screen:
        """All that is to do."""
        lang = person.language
        if not tasks:
            return Screen(self._texts.render(lang, "assignment.mine_none"))
        entries = [
            {
                "title": self.title(lang, task.kind, task.target),
                "team": task.team_name,
                "due": task.due_on,
                "points": task.progress if task.kind is Kind.SKILL else None,
            }
            for task in tasks
        ]
        html = self._texts.render(lang, "assignment.mine", entries=entries, most=SKILL_POINTS)
        choices = [
            [labelled(_label(number, self.title(lang, task.kind, task.target)), f"as:show:{task.id}")]
            for number, task in enumerate(tasks, start=1)
        ]
        return Screen(html, rows(*choices))

    def why(self, person: Person, task: Task, leader: Person | None) -> Screen:
        """Why not? Ready answers, or words of one's own."""
        lang = person.language
        name = "" if leader is None else _name(leader)
        html = self._texts.render(lang, "assignment.why", leader=name, team=task.team_name)
        ready = [[button(self._texts, lang, f"assignment_why_{why}", f"as:why:{task.id}:{why}")] for why in Why]
        return Screen(html, rows(*ready, [button(self._texts, lang, "back", f"as:show:{task.id}")]))

    def declined(self, person: Person, declined: Declined) -> Screen:
        """Noted, and the way back."""
        lang, task = person.language, declined.task
        html = self._texts.render(
            lang, "assignment.declined", title=self.title(lang, task.kind, task.target), team=task.team_name
        )
        return Screen(html, rows([button(self._texts, lang, "assignment_after_all", f"as:go:{task.id}")]))

    def told(self, leader: Person, person: Person, declined: Declined) -> Outgoing:
        """Word to whoever gave it."""
        lang, task = leader.language, declined.task
        html = self._texts.render(
            lang,
            "assignment.declined_told",
            name=_name(person),
            title=self.title(lang, task.kind, task.target),
            reason=self.reason(lang, declined.reason),
        )
        choices = rows([button(self._texts, lang, "assignment_open", f"as:look:{task.id}")])
        return Screen(html, choices).send(leader.id, push=True)

    def done(self, person: Person, task: Task) -> str:
        """A paragraph for the end of what has completed an assignment."""
        lang = person.language
        title = self.title(lang, task.kind, task.target)
        return self._texts.render(lang, "assignment.done", title=title, team=task.team_name)

    def reason(self, lang: Lang, stored: str | None) -> str:
        """A stored reason, in the reader's language where it is a ready one."""
        why = ready_reason(stored)
        return (stored or "") if why is None else self._texts.plain(lang, f"assignment.why_{why}")

    def title(self, lang: Lang, kind: str, target: str) -> str:
        """What is assigned, by its name; says so when it is no longer there."""
        curriculum = self._catalog.curriculum
        name = None
        if kind == Kind.SCENARIO and target in self._catalog.scenarios:
            name = self._catalog.scenarios[target].texts[lang]["title"]
        elif kind == Kind.UNIT and target in curriculum.units:
            name = curriculum.units[target].title[lang]
        elif kind == Kind.SKILL and target in curriculum.skills:
            name = curriculum.skills[target].title[lang]
        return self._texts.plain(lang, "assignment.retired") if name is None else name

    def _card(self, person: Person, task: Task, lead: str) -> Screen:
        lang = person.language
        body = self._texts.render(
            lang,
            "assignment.card",
            kind=self._texts.plain(lang, f"assignment.kind_{task.kind}"),
            title=self.title(lang, task.kind, task.target),
            rule=self._texts.plain(lang, f"assignment.rule_{task.kind}"),
            due=task.due_on,
            points=task.progress if task.kind is Kind.SKILL and task.progress else None,
            most=SKILL_POINTS,
            status=task.status.value,
        )
        choices = [button(self._texts, lang, "assignment_start", f"as:go:{task.id}")]
        if task.status is Status.OPEN:
            choices.append(button(self._texts, lang, "assignment_decline", f"as:no:{task.id}"))
        return Screen(f"{lead}\n\n{body}", rows(choices))


def _label(number: int, title: str) -> str:
    return f"{number} · {title if len(title) <= LABEL else title[: LABEL - 1] + '…'}"


def _name(person: Person) -> str:
    return together(person.first_name, person.last_name)
