"""A person's own replies: writing one and reading how it was judged; the list of what they keep."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.language.moves import MoveKind
from bot.services.own_replies import MOST, OWN, Page, Replying
from bot.services.people import local_date
from bot.storage.queries.own_replies import OwnReply
from bot.storage.queries.people import Person
from bot.training.grading.types import Rubric
from bot.training.objections import Objection, Reply
from bot.training.own_reply import FAULT_CHECKS, Fault, Judgement, PartSeen, Step
from bot.views.keyboards import button, labelled, rows
from bot.views.objection import copy_button, cut
from bot.views.roleplay import quoted
from bot.views.screen import Screen

# Columns of a row in the list.
_LABEL_LENGTH = 40


class OwnRepliesView:
    """Renders a person's own replies."""

    def __init__(self, texts: Texts, rubric: Rubric) -> None:
        self._texts = texts
        self._rubric = rubric

    # --- writing one

    def ask(self, person: Person, line: str) -> Screen:
        """The customer says this: what do you answer?"""
        return Screen(self._texts.render(person.language, "own.ask", line=line))

    def ask_said(self, person: Person) -> Screen:
        """What does the customer say?"""
        return Screen(self._texts.render(person.language, "own.ask_said"))

    def graded(
        self, person: Person, replying: Replying, judgement: Judgement, model: Objection | None, mark: str
    ) -> Screen:
        """How an answer was read, part by part in the person's own words, and the one thing to change first.

        `model` gives the lines for what is missing; `mark` means the answer, for the button that keeps it.
        """
        lang = person.language
        html = self._texts.render(
            lang,
            "own.graded",
            line=replying.line,
            parts=self._parts(lang, judgement, model),
            faults=self._faults(lang, judgement),
            notes=self._notes(lang, judgement),
            level=judgement.level.value,
            level_means=self._texts.render(lang, f"own.level_{judgement.level.value.lower()}"),
            closest=[self._meant(lang, kind) for kind in judgement.closest],
            first=self._texts.render(lang, f"own.first_{judgement.first}"),
            counts=self._texts.html(lang, "own.counts"),
        )
        first = [button(self._texts, lang, "own_again", "own:again")]
        if not replying.keep:
            first.append(button(self._texts, lang, "own_keep", f"own:keep:{mark}"))
        last = (
            []
            if model is None
            else [
                button(self._texts, lang, "own_model", f"own:model:{model.id}"),
                button(self._texts, lang, "practise", f"practise:start:{model.id}"),
            ]
        )
        asked = [[labelled(self._meant(lang, kind), f"own:meant:{kind}")] for kind in judgement.closest]
        return Screen(html, rows(*asked, first, last))

    def meant(self, person: Person, kind: MoveKind) -> Screen:
        """The person says what an answer was meant to be that was not understood: nothing changes by it."""
        html = self._texts.render(person.language, "own.meant", meant=self._meant(person.language, kind))
        return Screen(html, rows([button(self._texts, person.language, "own_again", "own:again")]))

    def _meant(self, lang: Lang, kind: MoveKind) -> str:
        return self._texts.render(lang, f"move.{kind.value.replace('.', '_')}")

    def _parts(self, lang: Lang, judgement: Judgement, model: Objection | None) -> list[dict[str, str]]:
        shown = None if model is None else _nearest_reply(model, lang, judgement)
        return [
            {
                "name": self._texts.render(lang, f"own.part_{_short(part.kind)}"),
                "words": "" if part.words is None else quoted(part.words),
                "missing": self._texts.render(lang, f"own.missing_{_short(part.kind)}"),
                "model": _model_line(shown, part),
            }
            for part in judgement.parts
        ]

    def _faults(self, lang: Lang, judgement: Judgement) -> list[dict[str, str]]:
        """The rep's words and the reasons that the rubric publishes; a reason that several share is given once."""
        told: set[str] = set()
        shown = []
        for fault in judgement.faults:
            reasons = [reason for reason in self._reasons(lang, fault) if reason not in told]
            told.update(reasons)
            shown.append({"words": quoted(fault.words), "reason": ("" if lang is Lang.ZH else " ").join(reasons)})
        return shown

    def _reasons(self, lang: Lang, fault: Fault) -> list[str]:
        """What it is and why it does harm; the red line needs no first half."""
        check = FAULT_CHECKS.get(fault.kind)
        what = [] if fault.kind is MoveKind.KICKBACK else [self._rubric.rules[lang][fault.rule]]
        return what if check is None else [*what, self._rubric.texts[lang][check].why]

    def _notes(self, lang: Lang, judgement: Judgement) -> list[str]:
        """What else there is to say about parts that are there."""
        praise = {True: "praise_specific", False: "praise_stock", None: None}[judgement.specific_praise]
        ask = None
        if judgement.open_ask is not None:
            leads_on = "" if judgement.forward_ask else "_backward"
            ask = ("ask_open" if judgement.open_ask else "ask_closed") + leads_on
        names = (
            "taken_back" if judgement.taken_back else None,
            praise,
            None if judgement.technique is None else f"technique_{judgement.technique}",
            ask,
            None if judgement.in_order else "out_of_order",
        )
        return [self._texts.render(lang, f"own.note_{name}") for name in names if name is not None]

    # --- the list

    def page(self, person: Person, page: Page) -> Screen:
        """A page of what the person keeps, newest first."""
        lang = person.language
        new = [button(self._texts, lang, "own_new", "own:new")]
        if page.total == 0:
            return Screen(self._texts.render(lang, "own.none"), rows(new))
        html = self._texts.render(lang, "own.list", total=page.total, most=MOST)
        entries = [[labelled(self._label(lang, one), f"own:open:{one.id}:{page.number}")] for one in page.entries]
        return Screen(html, rows(*entries, self._turn(lang, page), new))

    def one(self, person: Person, reply: OwnReply, page: int) -> Screen:
        """One of them, and what can be done with it."""
        lang = person.language
        html = self._texts.render(
            lang,
            "own.one",
            said=reply.said,
            reply=reply.reply,
            own=reply.origin == OWN,
            day=local_date(person, reply.created_at),
        )
        first = [
            *copy_button(self._texts, lang, reply.reply),
            button(self._texts, lang, "own_mine", f"own:mine:own.{reply.id}"),
        ]
        last = [
            button(self._texts, lang, "own_delete", f"own:delete:{reply.id}"),
            button(self._texts, lang, "own_list", f"own:list:{page}"),
        ]
        return Screen(html, rows(first, last))

    def deleted(self, person: Person, reply: OwnReply) -> Screen:
        """Gone, and how to have it back."""
        lang = person.language
        choices = [
            button(self._texts, lang, "own_put_back", f"own:back:{reply.id}"),
            button(self._texts, lang, "own_list", "own:list:0"),
        ]
        return Screen(self._texts.render(lang, "own.deleted", said=reply.said), rows(choices))

    def message(self, person: Person, name: str, **values: object) -> Screen:
        """A sentence, with the way to the list."""
        html = self._texts.render(person.language, f"own.{name}", **values)
        return Screen(html, rows([button(self._texts, person.language, "own_list", "own:list:0")]))

    def _label(self, lang: Lang, reply: OwnReply) -> str:
        words = cut(f"{reply.said} · {reply.reply}", _LABEL_LENGTH)
        return self._texts.render(lang, f"button.own_row_{reply.origin}", words=words)

    def _turn(self, lang: Lang, page: Page) -> list[InlineKeyboardButton]:
        """Backwards and forwards, where there is anything."""
        turns = []
        if page.number > 0:
            turns.append(button(self._texts, lang, "own_newer", f"own:list:{page.number - 1}"))
        if page.number + 1 < page.pages:
            turns.append(button(self._texts, lang, "own_older", f"own:list:{page.number + 1}"))
        return turns


def step_text(texts: Texts, lang: Lang, step: Step) -> str:
    """The one thing to change, in a sentence."""
    return texts.render(lang, f"own.first_{step}")


def _short(kind: MoveKind) -> str:
    return kind.value.removeprefix("empathy.")


def _nearest_reply(model: Objection, lang: Lang, judgement: Judgement) -> Reply:
    """The model reply that redirects as the rep did, so that its lines fit theirs; else the first."""
    replies = model.wording[lang].replies
    return next((one for one in replies if one.technique.value == judgement.technique), replies[0])


def _model_line(reply: Reply | None, part: PartSeen) -> str:
    if reply is None or part.words is not None:
        return ""
    return str(getattr(reply, _short(part.kind)))
