"""What to say to an objection, laid out so that the four parts can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.scenarios.types import StyleId
from bot.services.kept import Kept
from bot.storage.queries.people import Person
from bot.training.objections import INSIST, SHORT, Objection, spoken
from bot.views.keyboards import button, labelled, rows
from bot.views.screen import Screen

# Telegram's limit for the text behind a copy button.
COPY_LENGTH = 256
# Columns of a kept objection on a button; a phone shows about as many.
LABEL_LENGTH = 40


class ObjectionView:
    """Renders objections for a person.

    A card has a variant: the number of a four-part reply (counting round), `short`, `insist` or a style.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def card(self, person: Person, objection: Objection, variant: str, *, saved: bool) -> Screen:
        """The reply in that variant; `saved`: the person keeps exactly this text."""
        if variant in set(StyleId):
            html = self._style(person, objection, StyleId(variant))
        elif variant in (SHORT, INSIST):
            html = self._plain(person.language, objection, variant)
        else:
            html = self._four_parts(person, objection, int(variant))
        return Screen(html, self._buttons(person, objection, variant, saved=saved))

    def kept(self, person: Person, entry: Kept, number: int = 0) -> Screen:
        """An entry of a shelf: what the customer says, the reply of that number (counting round), and whose it is."""
        lang, at = person.language, number % len(entry.replies)
        html = self._texts.render(
            lang,
            "objection.kept",
            title=entry.said,
            spoken=entry.replies[at],
            team=entry.team or "",
            number=at + 1,
            count=len(entry.replies),
        )
        first = [] if len(entry.replies) < 2 else [self._go(lang, "more", f"kept:{entry.id}:{at + 1}")]
        first += copy_button(self._texts, lang, entry.replies[at])
        last = [
            button(self._texts, lang, "own_mine", f"own:mine:{entry.id}"),
            self._go(lang, "other", f"near:{entry.id}"),
        ]
        built_in = [] if entry.objection_id is None else [self._go(lang, "four", f"show:{entry.objection_id}")]
        return Screen(html, rows(first, last, built_in))

    def nearest(self, person: Person, found: Sequence[Objection | Kept]) -> Screen:
        """Which of these is it?"""
        return Screen(self._texts.render(person.language, "objection.nearest"), rows(*self._choices(person, found)))

    def others(self, person: Person, found: Sequence[Objection | Kept], back: str) -> Screen:
        """What else it may have been; `back` is the id of the card one comes from."""
        shown = self._go(person.language, "back", f"show:{back}")
        html = self._texts.render(person.language, "objection.others")
        return Screen(html, rows(*self._choices(person, found), [shown]))

    def examples(self, person: Person, objections: Sequence[Objection]) -> Screen:
        """How to ask, with a few to begin with."""
        return Screen(self._texts.render(person.language, "objection.ask"), rows(*self._choices(person, objections)))

    def _choices(self, person: Person, found: Sequence[Objection | Kept]) -> list[list[InlineKeyboardButton]]:
        return [[self._choice(person, one)] for one in found]

    def _choice(self, person: Person, one: Objection | Kept) -> InlineKeyboardButton:
        if isinstance(one, Objection):
            return labelled(one.wording[person.language].title, f"obj:show:{one.id}")
        name = "kept_own" if one.team is None else "kept_team"
        label = self._texts.render(person.language, f"button.objection_{name}", said=cut(one.said, LABEL_LENGTH))
        return labelled(label, f"obj:show:{one.id}")

    def _four_parts(self, person: Person, objection: Objection, number: int) -> str:
        """The four parts; what may be behind and what to avoid go round with the number of the reply."""
        lang, wording = person.language, objection.wording[person.language]
        reply = wording.replies[number % len(wording.replies)]
        behind, avoid = wording.behind[number % len(wording.behind)], wording.avoid[number % len(wording.avoid)]
        style = remembered(person)
        return self._texts.render(
            lang,
            "objection.reply",
            title=wording.title,
            agree=reply.agree,
            praise=reply.praise,
            redirect=reply.redirect,
            ask=reply.ask,
            technique=self._texts.render(lang, f"objection.technique_{reply.technique}"),
            style="" if style is None else self._texts.render(lang, f"style.{style}"),
            style_spoken="" if style is None else wording.styles[style],
            concern=behind.concern,
            question=behind.question,
            avoid=avoid.line,
            why=avoid.why,
        )

    def _style(self, person: Person, objection: Objection, style: StyleId) -> str:
        """The whole reply for one kind of customer."""
        lang, wording = person.language, objection.wording[person.language]
        return self._texts.render(
            lang,
            "objection.style",
            title=wording.title,
            style=self._texts.render(lang, f"style.{style}"),
            spoken=wording.styles[style],
            hint=self._texts.render(lang, f"style.{style}_hint"),
        )

    def _plain(self, lang: Lang, objection: Objection, variant: str) -> str:
        """The reply in one breath, or what to say when the customer says it again."""
        wording = objection.wording[lang]
        said = spoken(wording, lang, variant) or wording.insist
        return self._texts.render(lang, f"objection.{variant}", title=wording.title, spoken=said)

    def _buttons(self, person: Person, objection: Objection, variant: str, *, saved: bool) -> InlineKeyboardMarkup:
        """Rows that a phone shows without breaking a label: three short ones, or five emoji."""
        lang, name, wording = person.language, objection.id, objection.wording[person.language]
        number = int(variant) if variant.isdecimal() else 0
        first = [self._go(lang, "more", f"more:{name}:{number + 1}")]
        for other in (SHORT, INSIST):
            back = variant == other
            first.append(self._go(lang, "four", f"show:{name}") if back else self._go(lang, other, f"{other}:{name}"))
        said = spoken(wording, lang, variant) or ""
        mine = [
            button(self._texts, lang, "own_mine", f"own:mine:{name}"),
            button(self._texts, lang, "practise", f"practise:start:{name}"),
            self._go(lang, "saved" if saved else "save", f"save:{name}:{variant}"),
        ]
        last = copy_button(self._texts, lang, said, wording.short)
        return rows(first, self._styles(person, name), mine, [*last, self._go(lang, "other", f"near:{name}")])

    def _styles(self, person: Person, name: str) -> list[InlineKeyboardButton]:
        """The five kinds of customer; the remembered one is marked."""
        mine = remembered(person)
        return [
            button(self._texts, person.language, f"style_{style}", f"obj:style:{name}:{style}", chosen=style is mine)
            for style in StyleId
        ]

    def _go(self, lang: Lang, name: str, data: str) -> InlineKeyboardButton:
        return button(self._texts, lang, f"objection_{name}", f"obj:{data}")


def remembered(person: Person) -> StyleId | None:
    """The kind of customer that the person last asked for."""
    style = person.preferences.get("style")
    return StyleId(style) if style in set(StyleId) else None


def copy_button(texts: Texts, lang: Lang, *choices: str | None) -> list[InlineKeyboardButton]:
    """A button that copies the first of the choices that Telegram lets a button carry; none when none fits."""
    for said in choices:
        if said and len(said) <= COPY_LENGTH:
            return [InlineKeyboardButton(texts.render(lang, "button.objection_copy"), copy_text=CopyTextButton(said))]
    return []


def cut(words: str, widest: int) -> str:
    """The words on one line, cut where it grows wider than that many columns; a Chinese character takes two."""
    line, width = " ".join(words.split()), 0
    for at, char in enumerate(line):
        width += 2 if east_asian_width(char) in "WF" else 1
        if width > widest:
            return line[:at] + "…"
    return line
