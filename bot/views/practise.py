"""Practising one objection: the customer's words, what was behind them, and what was learnt."""

from __future__ import annotations

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.language.moves import FORMULA
from bot.storage.queries.people import Person
from bot.training.objections import Objection
from bot.training.practise import ROUNDS, Practice, Round, spoken
from bot.views.keyboards import button, rows
from bot.views.own_replies import step_text
from bot.views.screen import Screen


class PractiseView:
    """Renders practices for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def begin(self, person: Person, objection: Objection, practice: Practice) -> Screen:
        """How it goes, and what the customer says first."""
        return self._said(person, objection, practice, "practise.begin")

    def insist(self, person: Person, objection: Objection, practice: Practice) -> Screen:
        """The customer says it again in other words; a hint what was missing."""
        return self._said(person, objection, practice, "practise.insist")

    def summary(self, person: Person, objection: Objection, practice: Practice) -> Screen:
        """What was behind it, if they said so; the parts of each round; the one thing to do next time."""
        lang, wording = person.language, objection.wording[person.language]
        behind = wording.behind[practice.go % len(wording.behind)]
        html = self._texts.render(
            lang,
            "practise.summary",
            title=wording.title,
            opened=practice.opened,
            concern=behind.concern,
            question=behind.question,
            rounds=[self._round(lang, one) for one in practice.rounds],
            next_time=step_text(self._texts, lang, practice.next_time),
        )
        first = [
            button(self._texts, lang, "practise_again", f"practise:start:{objection.id}"),
            button(self._texts, lang, "practise_next", f"practise:next:{objection.id}"),
        ]
        return Screen(html, rows(first, [button(self._texts, lang, "practise_done", "practise:done")]))

    def _said(self, person: Person, objection: Objection, practice: Practice, name: str) -> Screen:
        lang = person.language
        html = self._texts.render(
            lang,
            name,
            line=spoken(practice, objection.wording[lang].phrasings),
            round=len(practice.rounds) + 1,
            rounds=ROUNDS,
            hint="" if not practice.rounds else step_text(self._texts, lang, practice.next_time),
            faults=practice.rounds[-1].faults if practice.rounds else (),
        )
        return Screen(html, rows([button(self._texts, lang, "practise_stop", "practise:stop")]))

    def _round(self, lang: Lang, one: Round) -> dict[str, object]:
        names = {kind: self._texts.render(lang, f"own.part_{kind.value.removeprefix('empathy.')}") for kind in FORMULA}
        parts = [{"name": names[kind], "words": one.parts.get(kind, "")} for kind in FORMULA]
        return {"parts": parts, "faults": one.faults}
