"""What if: the lines to choose from, the question for another way to say one, and what would have come of it."""

from __future__ import annotations

from bot.catalog.texts import Texts
from bot.services.roleplay_whatif import PAGE, Chosen, Page, Tried
from bot.storage.queries.people import Person
from bot.training.roleplay_why import METERS
from bot.views.keyboards import button, labelled, rows
from bot.views.paging import leaves
from bot.views.roleplay import LONG, quoted
from bot.views.scorecard import ScorecardView
from bot.views.screen import Screen

# Characters of the customer's answer that are shown.
ANSWER_LENGTH = 600


class WhatIfView:
    """Renders what-ifs for a person."""

    def __init__(self, texts: Texts, cards: ScorecardView) -> None:
        self._texts = texts
        self._cards = cards

    def page(self, person: Person, page: Page) -> Screen:
        """The rep's turns, numbered."""
        lang, session = person.language, page.marked.session.id
        turns = [{"number": one.turn, "said": quoted(one.rep_text)} for one in page.turns]
        html = self._texts.render(lang, "whatif.lines", turns=turns)
        numbers = [labelled(str(one.turn), f"rp:turn:{session}:{one.turn}") for one in page.turns]
        turning = leaves(self._texts, lang, f"rp:what:{session}", page.number, page.pages)
        return Screen(html, rows(numbers, turning, [button(self._texts, lang, "roleplay_card", f"rp:card:{session}")]))

    def ask(self, person: Person, chosen: Chosen) -> Screen:
        """How would you say it this time?"""
        html = self._texts.render(
            person.language,
            "whatif.ask",
            name=chosen.marked.scenario.texts[person.language]["name"],
            before=quoted(chosen.before, LONG),
            said=quoted(chosen.said, LONG),
        )
        return Screen(html)

    def tried(self, person: Person, tried: Tried) -> Screen:
        """The customer's answer, the meters, and the mark it would have come to."""
        lang, outcome, marked = person.language, tried.outcome, tried.chosen.marked
        then, now = outcome.then.state, outcome.now.state
        html = self._texts.render(
            lang,
            "whatif.tried",
            turn=outcome.turn,
            name=marked.scenario.texts[lang]["name"],
            said=quoted(tried.said),
            customer=quoted(outcome.now.customer, ANSWER_LENGTH),
            meters=[
                self._texts.render(lang, f"whatif.{meter}", now=getattr(now, meter), then=getattr(then, meter))
                for meter in METERS
            ],
            ending=self._cards.ending(lang, outcome.card),
            total=outcome.card.total,
            before=marked.card.total,
            kept=outcome.kept,
            unheard=outcome.unheard,
            open=outcome.card.ending is None,
        )
        session = marked.session.id
        again = button(self._texts, lang, "roleplay_whatif_again", f"rp:turn:{session}:{outcome.turn}")
        other = button(self._texts, lang, "roleplay_whatif_other", f"rp:lines:{session}:{(outcome.turn - 1) // PAGE}")
        return Screen(html, rows([again, other]))
