"""Guess the style: a customer line by line, what gave them away, how the round went."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.scenarios.types import StyleId
from bot.storage.queries.people import Person
from bot.training.guessing import LINES, MOST, TRIES, Customer, Round, giveaway, heard
from bot.training.tells import StyleTells, Tell, Tells
from bot.views.keyboards import button, grid, labelled, rows
from bot.views.screen import Screen

# The card of the lesson on styles that says how to deal with each.
_LESSON = "learn:card:styles:3"


class GuessingView:
    """Renders rounds of guessing for a person."""

    def __init__(self, texts: Texts, tells: Tells) -> None:
        self._texts = texts
        self._tells = tells

    def customer(self, person: Person, found: Round) -> Screen:
        """The customer now heard: their lines so far, or all about them once they are over."""
        return self._told(person, found) if found.now.over else self._open(person, found)

    def _open(self, person: Person, found: Round) -> Screen:
        lang, now = person.language, found.now
        html = self._texts.render(
            lang,
            "guess.customer",
            number=found.number + 1,
            of=len(found.customers),
            points=found.points,
            lines=[line.text for line in heard(now, self._of(found, now))],
            wrong=self._wrong(lang, found, now),
            worth=now.worth,
            tries=TRIES - len(now.wrong),
            first=found.number == 0 and now.shown == 1 and not now.wrong,
        )
        here = f"{found.seed}:{found.number}:{now.shown}"
        names = [
            labelled(self._name(lang, style), f"gs:is:{here}:{style}") for style in StyleId if style not in now.wrong
        ]
        more = [button(self._texts, lang, "guess_more", f"gs:more:{here}")] if now.shown < LINES else []
        return Screen(html, rows(*grid(names, 2), more))

    def _wrong(self, lang: Lang, found: Round, now: Customer) -> dict[str, str] | None:
        """What speaks against the last wrong guess: words heard before it, and what that animal would have done."""
        if not now.wrong:
            return None
        tells = self._of(found, now)
        before = heard(now, tells, max(1, now.shown - len(now.wrong)))
        line = before[giveaway(before)]
        guessed = now.wrong[-1]
        return {
            "name": self._name(lang, guessed),
            "words": line.words,
            "trait": tells.traits[line.trait],
            "against": tells.against[guessed],
        }

    def _told(self, person: Person, found: Round) -> Screen:
        """Who it was, by which words, and how to deal with such a customer."""
        lang, now = person.language, found.now
        tells = self._of(found, now)
        lines = heard(now, tells)
        html = self._texts.render(
            lang,
            "guess.told",
            number=found.number + 1,
            of=len(found.customers),
            name=self._name(lang, now.style),
            named=now.named,
            shown=now.shown,
            points=now.points,
            lines=[_marked(line, tells) for line in lines],
            giveaway=giveaway(lines) + 1 if lines[giveaway(lines)].clear else 0,
            wrong=[
                {"name": self._name(lang, style), "against": self._of(found, now).against[style]} for style in now.wrong
            ],
            deal=self._texts.render(lang, f"style.{now.style}_hint"),
            total=found.points,
        )
        following = [] if found.over else [self._next(lang, found)]
        return Screen(html, rows(following, [button(self._texts, lang, "guess_lesson", _LESSON)]))

    def result(self, person: Person, found: Round, before: int | None) -> Screen:
        """How the round went; `before`: the points of the round before."""
        lang = person.language
        html = self._texts.render(
            lang,
            "guess.result",
            points=found.points,
            most=MOST,
            before=before,
            customers=[
                {"name": self._name(lang, one.style), "named": one.named, "shown": one.shown, "points": one.points}
                for one in found.customers
            ],
            mixed=self._mixed(lang, found.customers),
        )
        last = [
            button(self._texts, lang, "guess_lesson", _LESSON),
            button(self._texts, lang, "guess_menu", "rp:menu"),
        ]
        return Screen(html, rows([button(self._texts, lang, "guess_again", "gs:new")], last))

    def gone(self, person: Person) -> Screen:
        """A button of a round that is over or another one now."""
        lang = person.language
        return Screen(
            self._texts.render(lang, "guess.gone"), rows([button(self._texts, lang, "guess_again", "gs:new")])
        )

    def _mixed(self, lang: Lang, customers: Sequence[Customer]) -> list[dict[str, str]]:
        """Which styles were taken for which, each pair once."""
        pairs = dict.fromkeys((one.style, wrong) for one in customers for wrong in one.wrong)
        return [{"name": self._name(lang, style), "wrong": self._name(lang, wrong)} for style, wrong in pairs]

    def _next(self, lang: Lang, found: Round) -> InlineKeyboardButton:
        return button(self._texts, lang, "guess_next", f"gs:next:{found.seed}:{found.number}")

    def _of(self, found: Round, customer: Customer) -> StyleTells:
        return self._tells[found.lang][customer.style]

    def _name(self, lang: Lang, style: StyleId) -> str:
        return self._texts.render(lang, f"style.{style}")


def _marked(line: Tell, tells: StyleTells) -> dict[str, str]:
    before, _, after = line.text.partition(line.words)
    return {"before": before, "words": line.words, "after": after, "trait": tells.traits[line.trait]}
