"""What to say to an objection, laid out so that the four parts can be seen."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.scenarios.types import StyleId
from bot.storage.queries.people import Person
from bot.training.objections import Objection
from bot.views.keyboards import button, labelled, rows
from bot.views.screen import Screen

# Telegram's limit for the text behind a copy button.
COPY_LENGTH = 256


class ObjectionView:
    """Renders objections for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def reply(self, person: Person, objection: Objection, number: int) -> Screen:
        """The reply of that number (counting round), in its four parts, with what may be behind and what to avoid."""
        lang, wording = person.language, objection.wording[person.language]
        reply = wording.replies[number % len(wording.replies)]
        behind, avoid = wording.behind[0], wording.avoid[0]
        html = self._texts.render(
            lang,
            "objection.reply",
            title=wording.title,
            agree=reply.agree,
            praise=reply.praise,
            redirect=reply.redirect,
            ask=reply.ask,
            technique=self._texts.render(lang, f"objection.technique_{reply.technique}"),
            concern=behind.concern,
            question=behind.question,
            avoid=avoid.line,
            why=avoid.why,
        )
        return Screen(html, self._buttons(lang, objection, number, reply.spoken(lang)))

    def style(self, person: Person, objection: Objection, style: StyleId) -> Screen:
        """The whole reply for one kind of customer."""
        lang, spoken = person.language, objection.wording[person.language].styles[style]
        html = self._texts.render(
            lang,
            "objection.style",
            title=objection.wording[lang].title,
            style=self._texts.render(lang, f"style.{style}"),
            spoken=spoken,
            hint=self._texts.render(lang, f"style.{style}_hint"),
        )
        return Screen(html, self._buttons(lang, objection, 0, spoken))

    def insist(self, person: Person, objection: Objection) -> Screen:
        """What to say when the customer says it again."""
        lang, wording = person.language, objection.wording[person.language]
        html = self._texts.render(lang, "objection.insist", title=wording.title, spoken=wording.insist)
        return Screen(html, self._buttons(lang, objection, 0, wording.insist))

    def nearest(self, person: Person, objections: Sequence[Objection]) -> Screen:
        """Which of these is it?"""
        choices = [[labelled(one.wording[person.language].title, f"obj:show:{one.id}")] for one in objections]
        return Screen(self._texts.render(person.language, "objection.nearest"), rows(*choices))

    def examples(self, person: Person, objections: Sequence[Objection]) -> Screen:
        """How to ask, with a few to begin with."""
        choices = [[labelled(one.wording[person.language].title, f"obj:show:{one.id}")] for one in objections]
        return Screen(self._texts.render(person.language, "objection.ask"), rows(*choices))

    def _buttons(self, lang: Lang, objection: Objection, number: int, spoken: str) -> InlineKeyboardMarkup:
        first = [button(self._texts, lang, "objection_more", f"obj:more:{objection.id}:{number + 1}")]
        if len(spoken) <= COPY_LENGTH:
            copy = CopyTextButton(spoken)
            first.append(InlineKeyboardButton(self._texts.render(lang, "button.objection_copy"), copy_text=copy))
        styles = [
            labelled(self._texts.render(lang, f"button.style_{style}"), f"obj:style:{objection.id}:{style}")
            for style in StyleId
        ]
        last = [
            button(self._texts, lang, "objection_insist", f"obj:insist:{objection.id}"),
            button(self._texts, lang, "objection_other", f"obj:near:{objection.id}"),
        ]
        return rows(first, styles, last)
