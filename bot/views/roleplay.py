"""Role-plays while they last: the briefing, the customer's words, help at hand, coming back."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.language.moves import MoveKind
from bot.scenarios.types import Scenario
from bot.services.roleplay_help import Why
from bot.services.roleplays import Played
from bot.storage.queries.people import Person
from bot.storage.queries.roleplay import Roleplay
from bot.training.grading.types import Rubric
from bot.training.roleplay_hints import Hint
from bot.training.roleplay_level import LEAST, MOST
from bot.training.roleplay_why import Reaction
from bot.views.keyboards import button, rows
from bot.views.screen import Screen

BRIEFING = ("who", "where", "known", "you", "goal")
# Characters of a quotation on the card and in the list of checks.
LONG, SHORT = 160, 60
# Characters of the words that the customer reacted to.
REACTED = 110


class RoleplayView:
    """Renders role-plays for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def briefing(self, person: Person, scenario: Scenario, level: int | None = None) -> Screen:
        """What the rep knows before the meeting, and how it is marked; `level` where the person may change it."""
        lang, texts = person.language, scenario.texts[person.language]
        card = {part: texts[f"briefing.{part}"] for part in BRIEFING}
        shown = None if level is None else self._texts.render(lang, f"roleplay.level_{level}")
        html = self._texts.render(
            lang, "roleplay.briefing", title=texts["title"], summary=texts["summary"], level=shown, **card
        )
        start = [button(self._texts, lang, "roleplay_start", f"rp:start:{scenario.id}")]
        if level is None:
            return Screen(html, rows(start))
        more = [
            button(self._texts, lang, "roleplay_rubric", f"rp:rubric:{scenario.id}:0"),
            button(self._texts, lang, "roleplay_others", "rp:home"),
        ]
        return Screen(html, rows(start, self._levels(lang, scenario.id, level), more))

    def over(self, person: Person, session: Roleplay, scenario: Scenario) -> Screen:
        """What is typed after the end reaches nobody: the card of that conversation, or another one."""
        lang = person.language
        html = self._texts.render(lang, "roleplay.too_late", name=scenario.texts[lang]["name"])
        card = button(self._texts, lang, "roleplay_card", f"rp:card:{session.id}")
        again = button(self._texts, lang, "roleplay_again", f"rp:again:{scenario.id}")
        return Screen(html, rows([card, again]))

    def _levels(self, lang: Lang, scenario_id: str, level: int) -> list[InlineKeyboardButton]:
        beside = (("easier", level - 1), ("harder", level + 1))
        return [
            button(self._texts, lang, f"roleplay_{name}", f"rp:level:{scenario_id}:{to}")
            for name, to in beside
            if LEAST <= to <= MOST
        ]

    def resume(self, person: Person, scenario: Scenario, last: str) -> Screen:
        """A session is under way: go on, or stop."""
        html = self._texts.render(person.language, "roleplay.resume", name=_name(person, scenario), last=last)
        return Screen(html, rows([button(self._texts, person.language, "roleplay_drop", "rp:drop")]))

    def paused(self, person: Person, session: Roleplay, scenario: Scenario) -> Screen:
        """After a long pause: go on with what was just written, or put the conversation away?"""
        lang = person.language
        choice = [
            button(self._texts, lang, "roleplay_go_on", f"rp:go:{session.id}"),
            button(self._texts, lang, "roleplay_put_away", f"rp:away:{session.id}"),
        ]
        return Screen(self._texts.render(lang, "roleplay.paused", name=_name(person, scenario)), rows(choice))

    def stop(self, person: Person, session_id: int, scenario: Scenario) -> Screen:
        """Stop here, or carry on?"""
        lang = person.language
        choice = [
            button(self._texts, lang, "roleplay_drop", f"rp:drop:{session_id}"),
            button(self._texts, lang, "roleplay_go_on", "rp:on"),
        ]
        return Screen(self._texts.render(lang, "roleplay.stop", name=_name(person, scenario)), rows(choice))

    def customer(self, person: Person, played: Played) -> list[Outgoing]:
        """What the customer says, with the help at hand below; the help moves there from the line before."""
        session, turn = played.session.id, played.beat.state.turn
        words = played.beat.customer or self._texts.render(person.language, "roleplay.silent")
        html = self._texts.render(person.language, "roleplay.customer", words=words)
        over = played.beat.state.ending is not None
        line = outgoing.text(
            person.id, html, markup=self._at_hand(person.language, session, turn, over=over), key=_key(session, turn)
        )
        return [line] if turn == 0 else [outgoing.edit_markup(person.id, None, key=_key(session, turn - 1)), line]

    def _at_hand(self, lang: Lang, session: int, turn: int, *, over: bool) -> InlineKeyboardMarkup:
        why = button(self._texts, lang, "roleplay_why", f"rp:why:{session}:{turn}")
        if over:
            return rows([why])
        hint = button(self._texts, lang, "roleplay_hint", f"rp:hint:{session}")
        stop = button(self._texts, lang, "roleplay_stop", f"rp:stop:{session}")
        return rows([hint, why, stop])

    def hint(self, person: Person, hint: Hint) -> Screen:
        """What to aim at."""
        lang = person.language
        aim = self._texts.html(lang, f"roleplay_hint.{hint.aim}")
        parts = [self._texts.render(lang, f"criterion.{_part(part)}") for part in hint.parts]
        return Screen(self._texts.render(lang, "roleplay.hint", aim=aim, parts=parts, brief=hint.brief))

    def why(self, person: Person, why: Why, rubric: Rubric) -> Screen:
        """What the customer reacted to: the rep's words, the rule, the effect."""
        lang = person.language
        told = [self._reaction(lang, one, rubric) for one in why.reactions]
        return Screen(self._texts.render(lang, "roleplay.why", name=_name(person, why.scenario), reactions=told))

    def _reaction(self, lang: Lang, one: Reaction, rubric: Rubric) -> dict[str, object]:
        return {
            "evidence": quoted(one.evidence, REACTED),
            "rules": [rubric.rules[lang][rule] for rule in one.rules if rule in rubric.rules[lang]],
            "effects": [self._texts.render(lang, f"roleplay.moved_{meter}", by=by) for meter, by in one.effects],
        }


def quoted(words: str, longest: int = LONG) -> str:
    """The rep's own words, on one line, cut where a quotation grows too long."""
    line = " ".join(words.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _name(person: Person, scenario: Scenario) -> str:
    return scenario.texts[person.language]["name"]


def _key(session: int, turn: int) -> str:
    """The logical message of a customer's line."""
    return f"rp:{session}:{turn}"


def _part(part: MoveKind) -> str:
    return part.value.rpartition(".")[2]
