"""What a person keeps getting wrong: page by page in one message."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardMarkup

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.services.mistakes import Mistake, Page
from bot.storage.queries.people import Person
from bot.training.items import OWN, Item
from bot.views.keyboards import button, rows
from bot.views.roleplay import quoted
from bot.views.screen import Screen

# Characters of a question and of its answer.
QUESTION_LENGTH, ANSWER_LENGTH = 110, 200


class MistakesView:
    """Renders mistakes for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def page(self, person: Person, page: Page, now: datetime) -> Screen:
        """A page of mistakes; a kind word when there are none."""
        lang = person.language
        if not page.mistakes:
            html = self._texts.render(lang, "mistakes.empty" if page.answered else "mistakes.empty_new")
            return Screen(html, rows([button(self._texts, lang, "progress_drill", "drill:start")]))
        html = self._texts.render(
            lang,
            "mistakes.list",
            first=page.first + 1,
            last=page.first + len(page.mistakes),
            count=page.of,
            mistakes=[
                self._shown(person, one, page.first + place, now) for place, one in enumerate(page.mistakes, start=1)
            ],
        )
        return Screen(html, self._buttons(lang, page))

    def _shown(self, person: Person, mistake: Mistake, number: int, now: datetime) -> dict[str, object]:
        zone = ZoneInfo(person.time_zone)
        due = None if mistake.due_at is None else mistake.due_at.astimezone(zone)
        return {
            "number": number,
            "question": quoted(mistake.item.wording[person.language].question, QUESTION_LENGTH),
            "answer": quoted(right_answer(mistake.item, person.language), ANSWER_LENGTH),
            "wrong": mistake.wrong,
            "due": None if due is None or due.date() <= now.astimezone(zone).date() else due,
        }

    def _buttons(self, lang: Lang, page: Page) -> InlineKeyboardMarkup:
        lessons = [
            button(self._texts, lang, "mistakes_lesson", f"mist:lesson:{one.item.unit}", number=page.first + place)
            for place, one in enumerate(page.mistakes, start=1)
            # No lesson teaches what a team asks of its own.
            if one.item.unit != OWN
        ]
        return rows(
            lessons,
            [button(self._texts, lang, "mistakes_drill", f"mist:drill:{page.number}")],
            [
                button(self._texts, lang, f"mistakes_{name}", f"mist:page:{to}")
                for name, to in (("back", page.number - 1), ("next", page.number + 1))
                if 0 <= to < page.pages
            ],
        )


def right_answer(item: Item, lang: Lang) -> str:
    """What would have been right: the right options, or the example of a written item."""
    wording = item.wording[lang]
    return wording.example or " / ".join(wording.options[index] for index in item.correct)
