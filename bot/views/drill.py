"""Drills: native quizzes and the result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing, PollRef
from bot.services.drills import Answered, Question, Result
from bot.storage.queries.people import Person
from bot.storage.queries.training import DrillItem
from bot.training.items import Item
from bot.views.keyboards import button, rows
from bot.views.roleplay import quoted
from bot.views.screen import Screen

PURPOSE = "drill"
# Telegram's limits for the bubble behind the bulb; a longer explanation follows as a message.
EXPLANATION_LENGTH = 200
EXPLANATION_LINES = 3
# Characters of a question that is named again in the result.
REMINDER_LENGTH = 110


class DrillView:
    """Renders drills for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def greeting(self, person: Person, now: datetime) -> Outgoing:
        """A word before the first question of a push."""
        hour = now.astimezone(ZoneInfo(person.time_zone)).hour
        part = 0 if hour < 12 else 1 if hour < 18 else 2
        return outgoing.text(person.id, self._texts.render(person.language, "drill.push", part=part), push=True)

    def question(self, person: Person, question: Question, *, push: bool = False) -> Outgoing:
        """A native quiz whose answer comes back with the question's id."""
        wording = question.item.wording[person.language]
        order = question.row.option_order
        return outgoing.quiz(
            person.id,
            self._texts.render(
                person.language, "poll.question", number=question.number, of=question.of, text=wording.question
            ),
            [wording.options[index] for index in order],
            sorted(order.index(index) for index in question.item.correct),
            explanation_html=None if _long(wording.explanation) else escape(wording.explanation, quote=False),
            key=f"quiz:{question.row.id}",
            poll=PollRef(PURPOSE, question.row.id),
            push=push,
        )

    def closed(self, person: Person, stale: Iterable[DrillItem]) -> list[Outgoing]:
        """Close the polls of a drill that was put away."""
        return [outgoing.stop_poll(person.id, key=f"quiz:{row.id}") for row in stale]

    def answered(self, person: Person, answered: Answered, streak: int) -> list[Outgoing]:
        """What follows an answer: a long explanation, then the next question or the result."""
        calls, lang = list[Outgoing](), person.language
        explanation = answered.item.wording[lang].explanation
        if _long(explanation):
            calls.append(outgoing.text(person.id, self._texts.render(lang, "drill.explanation", text=explanation)))
        if answered.following is not None:
            calls.append(self.question(person, answered.following))
        elif answered.result is not None:
            calls.append(self.result(person, answered.result, streak).send(person.id))
        else:
            calls.append(outgoing.text(person.id, self._texts.render(lang, "drill.late")))
        return calls

    def result(self, person: Person, result: Result, streak: int) -> Screen:
        """How it went, and what comes next."""
        lang, zone = person.language, ZoneInfo(person.time_zone)
        html = self._texts.render(
            lang,
            "drill.result",
            right=result.right,
            questions=result.questions,
            again=[_answer(item, lang) for item in result.again],
            next_due=None if result.next_due is None else result.next_due.astimezone(zone),
            soon=result.soon,
            streak=streak,
        )
        choices = [
            button(self._texts, lang, "drill_more", "drill:start"),
            button(self._texts, lang, "start_roleplay", "rp:menu"),
        ]
        return Screen(html, rows(choices))


def _long(explanation: str) -> bool:
    return len(explanation) > EXPLANATION_LENGTH or len(explanation.splitlines()) > EXPLANATION_LINES


def _answer(item: Item, lang: Lang) -> dict[str, str]:
    """What was asked, shortened, and the right answer to remember."""
    wording = item.wording[lang]
    right = " / ".join(wording.options[index] for index in item.correct)
    return {"question": quoted(wording.question, REMINDER_LENGTH), "answer": right}
