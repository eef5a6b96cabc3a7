"""Drills: native quizzes, written questions, and the result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardMarkup

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing, PollRef
from bot.services.answering import Hint, NoHint, may_hint
from bot.services.drills import SKILL, UNIT, Answered, Question, Result
from bot.storage.queries.people import Person
from bot.storage.queries.training import DrillItem
from bot.training.items import Item
from bot.views.keyboards import button, rows
from bot.views.roleplay import quoted
from bot.views.screen import Screen
from bot.views.written import WrittenView

PURPOSE = "drill"
# Telegram's limits for the bubble behind the bulb; a longer explanation follows as a message.
EXPLANATION_LENGTH = 200
EXPLANATION_LINES = 3
# Telegram's limit for a poll's question.
QUESTION_LENGTH = 300
# Characters of a question that is named again in the result, and of an option in the answer under a button.
REMINDER_LENGTH = 110
# The button for another drill that stays in the same unit or skill.
_MORE = {UNIT: "learn:quiz:{unit}", SKILL: "drill:skill:{unit}"}
# How a question says by itself that several options are right.
_SAYS_SEVERAL: Mapping[Lang, re.Pattern[str]] = MappingProxyType(
    {
        Lang.ZH: re.compile("多选|不止一|哪几|哪两|哪三|都选"),
        Lang.EN: re.compile(
            r"\ball that\b|\bmore than one\b|\bwhich (?:two|three|of these are)\b|\bchoose (?:two|three)", re.I
        ),
    }
)


class DrillView:
    """Renders drills for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._written = WrittenView(texts)

    def question(self, person: Person, question: Question, *, push: bool = False) -> Outgoing:
        """A native quiz whose answer comes back with the question's id, or a written question."""
        key, ways = f"quiz:{question.row.id}", self._ways(person.language, question)
        if not question.item.closed:
            return Screen(self._written.question(person, question), ways).send(person.id, key=key, push=push)
        wording = question.item.wording[person.language]
        order = question.row.option_order
        return outgoing.quiz(
            person.id,
            self._asked(person.language, question),
            [wording.options[index] for index in order],
            sorted(order.index(index) for index in question.item.correct),
            explanation_html=None if _long(wording.explanation) else escape(wording.explanation, quote=False) or None,
            markup=ways,
            key=key,
            poll=PollRef(PURPOSE, question.row.id),
            push=push,
        )

    def _asked(self, lang: Lang, question: Question) -> str:
        """The question with its number; that several options are right is said where it does not say so itself."""
        text = question.item.wording[lang].question
        several = len(question.item.correct) > 1 and _SAYS_SEVERAL[lang].search(text) is None
        numbered = self._texts.render(
            lang, "poll.question", number=question.number, of=question.of, text=text, several=several
        )
        return numbered if len(numbered) <= QUESTION_LENGTH else text

    def _ways(self, lang: Lang, question: Question) -> InlineKeyboardMarkup:
        """A hint where there is one, skipping what is written, and the way out for a question that is no good."""
        number = question.row.id
        first = []
        if may_hint(question.item, question.purpose):
            first.append(button(self._texts, lang, "drill_hint", f"drill:hint:{number}"))
        if not question.item.closed:
            first.append(button(self._texts, lang, "skip", f"drill:skip:{number}"))
        trouble = button(self._texts, lang, "trouble", f"tb:menu:{number}")
        return rows(first, [trouble]) if len(first) > 1 else rows([*first, trouble])

    def hint(self, person: Person, hint: Hint | NoHint) -> str:
        """The short answer under the hint button."""
        lang = person.language
        if isinstance(hint, NoHint):
            return self._texts.render(lang, f"toast.no_hint_{hint.value}")
        if hint.option is not None:
            return self._texts.render(lang, "toast.hint_out", option=hint.item.wording[lang].options[hint.option])
        return self._texts.render(lang, f"aim.{hint.aim}")

    def closed(self, person: Person, stale: Iterable[DrillItem]) -> list[Outgoing]:
        """Close the polls of a drill that was put away, and take the buttons from its written questions."""
        return [
            outgoing.stop_poll(person.id, key=f"quiz:{row.id}")
            if row.option_order
            else outgoing.edit_markup(person.id, None, key=f"quiz:{row.id}")
            for row in stale
        ]

    def answered(self, person: Person, answered: Answered) -> list[Outgoing]:
        """What follows an answer: what was right in it, a long explanation, then the next question.

        The result comes behind that where there is one: see `result`.
        """
        calls = self._explained(person, answered)
        if answered.following is not None:
            calls.append(self.question(person, answered.following))
        elif answered.result is None and answered.correct is not None:
            calls.append(outgoing.text(person.id, self._texts.render(person.language, "drill.late")))
        return calls

    def _explained(self, person: Person, answered: Answered) -> list[Outgoing]:
        lang, item, calls = person.language, answered.item, list[Outgoing]()
        if answered.correct is None or item is None:
            return calls
        if answered.grade is not None:
            ways = rows([button(self._texts, lang, "trouble", f"tb:menu:{answered.row.id}")])
            bare = outgoing.edit_markup(person.id, None, key=f"quiz:{answered.row.id}")
            graded = Screen(self._written.graded(person, item, answered.grade), ways)
            return [bare, graded.send(person.id)]
        if len(item.correct) > 1 and not answered.correct:
            calls.append(outgoing.text(person.id, self._partly(lang, item, answered)))
        explanation = item.wording[lang].explanation
        if _long(explanation):
            calls.append(outgoing.text(person.id, self._texts.render(lang, "drill.explanation", text=explanation)))
        return calls

    def _partly(self, lang: Lang, item: Item, answered: Answered) -> str:
        """Of several options: which were right, which were missing, which did not belong."""
        options, right, chosen = item.wording[lang].options, item.correct, answered.chosen
        return self._texts.render(
            lang,
            "drill.partly",
            right=[options[index] for index in chosen if index in right],
            missing=[options[index] for index in right if index not in chosen],
            wrong=[options[index] for index in chosen if index not in right],
        )

    def result(self, person: Person, result: Result, streak: int) -> Screen:
        """How it went, and what comes next."""
        lang, zone, unit = person.language, ZoneInfo(person.time_zone), result.drill.unit
        html = self._texts.render(
            lang,
            "drill.result",
            right=result.right,
            questions=result.questions,
            again=[_answer(item, lang) for item in result.again],
            next_due=None if result.next_due is None else result.next_due.astimezone(zone),
            soon=result.soon,
            streak=streak if result.questions else 0,
        )
        more = "drill:start" if unit is None else _MORE.get(result.drill.purpose, "drill:start").format(unit=unit)
        choices = [
            button(self._texts, lang, "drill_more", more, count=person.drill_size),
            button(self._texts, lang, "start_roleplay", "rp:menu"),
        ]
        aside = [button(self._texts, lang, "trouble_list", "tb:list:0", count=result.suspended)]
        return Screen(html, rows(choices, aside if result.suspended else []))


def _long(explanation: str) -> bool:
    return len(explanation) > EXPLANATION_LENGTH or len(explanation.splitlines()) > EXPLANATION_LINES


def _answer(item: Item, lang: Lang) -> dict[str, str]:
    """What was asked, shortened, and an answer to remember."""
    wording = item.wording[lang]
    right = " / ".join(wording.options[index] for index in item.correct)
    return {"question": quoted(wording.question, REMINDER_LENGTH), "answer": right or wording.example or ""}
