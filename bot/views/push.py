"""What comes unasked: the word before a drill, reminders, snoozes, the weekly recap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery.outgoing import Outgoing
from bot.services.drills import Begun
from bot.services.nudges import Nothing
from bot.services.recaps import Recap
from bot.storage.queries.people import Person
from bot.training.curriculum import Skill
from bot.training.items import Item
from bot.training.nudges import EVENING, SNOOZE, Outcome, Snooze, Snoozed
from bot.views.keyboards import button, rows
from bot.views.roleplay import quoted
from bot.views.screen import Screen

# From these hours on it is afternoon and evening.
AFTERNOON, EVENING_HOUR = 12, 18
# Characters of a question that the recap names.
QUESTION_LENGTH = 110
_SNOOZE_MINUTES = SNOOZE.total_seconds() / 60


class PushView:
    """Renders pushes for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def greeting(self, person: Person, begun: Begun, missed: date | None, now: datetime) -> Outgoing:
        """A word before the first question of a push, and ways to put it off."""
        local = now.astimezone(ZoneInfo(person.time_zone))
        question = begun.question
        html = self._texts.render(
            person.language,
            "push.greeting",
            part=0 if local.hour < AFTERNOON else 1 if local.hour < EVENING_HOUR else 2,
            fresh=begun.fresh,
            left=question.of - question.number + 1,
            missed=missed,
        )
        # Towards evening an hour is this evening.
        later = local.hour * 60 + local.minute + _SNOOZE_MINUTES < EVENING
        return Screen(html, rows(*self._snoozes(person.language, evening=later))).send(person.id, push=True)

    def put_off(self, person: Person, outcome: Snoozed | Nothing) -> Screen:
        """What came of the wish to put it off, in the greeting's place."""
        lang = person.language
        if isinstance(outcome, Nothing):
            html = self._texts.render(lang, f"push.snooze_{outcome.value}")
            data = "drill:start" if outcome is Nothing.GONE else "push:go"
            return Screen(html, None if outcome is Nothing.DONE else rows([button(self._texts, lang, "push_go", data)]))
        at = None if outcome.at is None else outcome.at.astimezone(ZoneInfo(person.time_zone))
        if at is not None:
            html = self._texts.render(lang, "push.snooze_set", at=at, moved=outcome.outcome is Outcome.MOVED)
        elif outcome.outcome is Outcome.QUIET:
            until = person.quiet_until
            html = self._texts.render(lang, "push.snooze_quiet", start=person.quiet_from, end=until)
        else:
            html = self._texts.render(lang, "push.snooze_midnight")
        return Screen(html, rows([button(self._texts, lang, "push_go", "push:go")]))

    def back(self, person: Person, left: int) -> Outgoing:
        """A word before a question that was put off."""
        return Screen(self._texts.render(person.language, "push.back", left=left)).send(person.id, push=True)

    def reminder(self, person: Person, left: int) -> Outgoing:
        """The one reminder of a day."""
        lang = person.language
        ways = [button(self._texts, lang, f"push_{name}", f"push:{name}") for name in ("go", "tomorrow", "silent")]
        html = self._texts.render(lang, "push.reminder", left=left)
        return Screen(html, rows(ways[:2], ways[2:])).send(person.id, push=True)

    def not_today(self, person: Person) -> Screen:
        """Fine, and when the next one comes."""
        return Screen(self._texts.render(person.language, "push.not_today", moment=_next(person)))

    def silent(self, person: Person) -> Screen:
        """No reminders any more."""
        return Screen(self._texts.render(person.language, "push.silent"))

    def given_up(self, person: Person) -> Outgoing:
        """Nobody has answered for a while: no more pushes until they say so."""
        lang = person.language
        back = rows([button(self._texts, lang, "push_resume", "set:resume")])
        return Screen(self._texts.render(lang, "push.given_up"), back).send(person.id, push=True)

    def recap(self, person: Person, recap: Recap, skills: Mapping[str, Skill]) -> Outgoing:
        """What the week was like."""
        lang, gain = person.language, recap.gain
        html = self._texts.render(
            lang,
            "push.recap",
            trained=recap.trained,
            planned=recap.planned,
            right=recap.right,
            questions=recap.questions,
            skill=None if gain is None or gain.skill not in skills else skills[gain.skill].title[lang],
            share=None if gain is None else gain.share,
            before=None if gain is None else gain.before,
            hardest=None if recap.hardest is None else answer_of(recap.hardest, lang),
            due=recap.due,
            streak=recap.streak,
        )
        ways = [
            button(self._texts, lang, "start_drill", "drill:start"),
            button(self._texts, lang, "recap_never", "push:no_recap"),
        ]
        return Screen(html, rows(ways)).send(person.id, push=True)

    def no_recap(self, person: Person) -> Screen:
        """No recap any more."""
        return Screen(self._texts.render(person.language, "push.no_recap"))

    def _snoozes(self, lang: Lang, *, evening: bool) -> list[list[InlineKeyboardButton]]:
        hour = button(self._texts, lang, "push_hour", f"push:later:{Snooze.HOUR.value}")
        tonight = button(self._texts, lang, "push_evening", f"push:later:{Snooze.EVENING.value}")
        skip = button(self._texts, lang, "push_skip", "push:tomorrow")
        return [[hour, tonight], [skip]] if evening else [[hour, skip]]


def answer_of(item: Item, lang: Lang) -> dict[str, str]:
    """What was asked, shortened, and an answer to remember."""
    wording = item.wording[lang]
    options = " / ".join(wording.options[index] for index in item.correct)
    return {"question": quoted(wording.question, QUESTION_LENGTH), "answer": options or wording.example or ""}


def _next(person: Person) -> datetime | None:
    at = person.next_push_at
    return None if at is None else at.astimezone(ZoneInfo(person.time_zone))
