"""Whom to coach, on what: each suggestion with its proof and its buttons."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.services.coaching import Advice
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.training.coaching import Kind
from bot.training.curriculum import Curriculum
from bot.views.keyboards import MAX_CALLBACK_BYTES, button, rows
from bot.views.names import listed
from bot.views.screen import Screen


class CoachingView:
    """Renders suggestions for whoever leads a team."""

    def __init__(self, texts: Texts, curriculum: Curriculum) -> None:
        self._texts = texts
        self._curriculum = curriculum

    def suggestions(self, person: Person, team: Team, found: Sequence[Advice]) -> Screen:
        """All of them in one message, a line of buttons for each."""
        lang = person.language
        if not found:
            return Screen(self._texts.render(lang, "coaching.none", team=team.name))
        parts = [self._texts.render(lang, "coaching.title", team=team.name)]
        parts += [self._one(lang, number, advice) for number, advice in enumerate(found, 1)]
        lines = [self._line(lang, team, number, advice) for number, advice in enumerate(found, 1)]
        return Screen("\n\n".join(parts), rows(*lines))

    def praised(self, rep: Person, host: Person, team: Team, skill: str) -> Outgoing:
        """What the rep reads."""
        html = self._texts.render(
            rep.language, "coaching.praised", host=listed(host), skill=self._skill(rep.language, skill), team=team.name
        )
        return outgoing.text(rep.id, html, push=True)

    def _one(self, lang: Lang, number: int, advice: Advice) -> str:
        one, name = advice.suggestion, listed(advice.person)
        if one.kind is Kind.FADING:
            days = {"recent": one.count.good, "earlier": one.count.of}
            unit = "" if advice.unit is None else advice.unit.title[lang]
            return self._texts.render(lang, "coaching.fading", number=number, name=name, unit=unit, **days)
        values: dict[str, object] = {"number": number, "name": name, "skill": self._skill(lang, one.skill)}
        if one.kind is Kind.CHECK:
            scenario = "" if advice.scenario is None else advice.scenario.texts[lang]["title"]
            values |= {"proof": self._proof(lang, advice), "scenario": scenario}
        else:
            values |= {"good": one.count.good, "of": one.count.of}
        if one.kind is Kind.PRAISE:
            values |= {"before": one.before.good, "before_of": one.before.of}
        return self._texts.render(lang, f"coaching.{one.kind.value}", **values)

    def _proof(self, lang: Lang, advice: Advice) -> str:
        one = advice.suggestion
        name = f"coaching.check_{one.check.replace('.', '_')}"
        return self._texts.html(lang, name, met=one.count.good, of=one.count.of)

    def _line(self, lang: Lang, team: Team, number: int, advice: Advice) -> list[InlineKeyboardButton]:
        one, who = advice.suggestion, f"{team.id}:{advice.person.id}"
        shown = []
        if one.kind is Kind.PRAISE:
            shown.append(button(self._texts, lang, "coach_praise", f"dg:praise:{who}:{one.skill}", number=number))
        elif (given := self._given(advice)) is not None:
            data = f"as:suggest:{who}:{given}"
            # A long id makes way for the skill, which is always short.
            if len(data.encode()) > MAX_CALLBACK_BYTES:
                data = f"as:suggest:{who}:skill:{one.skill}"
            shown.append(button(self._texts, lang, "coach_assign", data, number=number))
        return [*shown, button(self._texts, lang, "coach_details", f"dd:show:{who}", number=number)]

    def _given(self, advice: Advice) -> str | None:
        """What could be given to them: kind and target of an assignment."""
        if advice.scenario is not None:
            return f"scenario:{advice.scenario.id}"
        if advice.unit is not None:
            return f"unit:{advice.unit.id}"
        return f"skill:{advice.suggestion.skill}" if advice.suggestion.skill else None

    def _skill(self, lang: Lang, skill: str) -> str:
        known = self._curriculum.skills.get(skill)
        return skill if known is None else known.title[lang]
