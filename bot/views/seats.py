"""Changed seats: choosing a customer, their card, what the seller says and why, the recap."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.scenarios import seller_lines
from bot.scenarios.seat import Line, Move, Seat, Source
from bot.scenarios.types import Scenario
from bot.services.seats import Page, Taken
from bot.storage.queries.people import Person
from bot.views.keyboards import button, labelled, rows
from bot.views.paging import leaves
from bot.views.screen import Screen

# Characters of a customer's name on a button.
_NAME = 20
_HIDDEN = ("style", "need", "objections")
# Moves that the recap leaves out of its list: they only lead back to another one.
_IN_BETWEEN = frozenset({Move.BACK, Move.CHECK, Move.RECOGNISE, Move.REDIRECT, Move.ASK, Move.THANKS})


class SeatsView:
    """Renders changed seats for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def choice(self, person: Person, best: Scenario | None) -> Screen:
        """What it is, and whose seat is proposed."""
        lang = person.language
        shown = None if best is None else {name: best.texts[lang][name] for name in ("title", "summary")}
        first = [] if best is None else [self._seat(lang, best)]
        others = [button(self._texts, lang, "seat_others", "seat:list:0")]
        return Screen(self._texts.render(lang, "seats.choice", best=shown), rows(first, others))

    def page(self, person: Person, page: Page) -> Screen:
        """Some of the customers."""
        lang = person.language
        turning = leaves(self._texts, lang, "seat:list", page.number, page.pages)
        chosen = [[self._seat(lang, scenario)] for scenario in page.scenarios]
        return Screen(self._texts.render(lang, "seats.list"), rows(*chosen, turning))

    def _seat(self, lang: Lang, scenario: Scenario) -> InlineKeyboardButton:
        name = scenario.texts[lang]["name"]
        short = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
        return labelled(f"🪑 {short}", f"seat:card:{scenario.id}")

    def card(self, person: Person, scenario: Scenario, *, new: bool) -> Screen:
        """The customer's card, which only the person sees; `new`: before they sit down."""
        lang, texts = person.language, scenario.texts[person.language]
        html = self._texts.render(
            lang,
            "seats.card",
            name=texts["name"],
            who=texts["briefing.who"],
            where=texts["briefing.where"],
            new=new,
            **{part: texts[f"hidden.{part}"] for part in _HIDDEN},
        )
        if not new:
            return Screen(html)
        start = [button(self._texts, lang, "seat_start", f"seat:start:{scenario.id}")]
        return Screen(html, rows(start, [button(self._texts, lang, "seat_others", "seat:list:0")]))

    def said(self, person: Person, taken: Taken) -> list[Outgoing]:
        """What the seller says, each move named; the buttons move there from the lines before."""
        seat = taken.seat
        markup = None if seat.ending is not None else rows(self._at_hand(person.language, seat))
        line = outgoing.text(person.id, self._lines(person, taken), markup=markup, key=_key(seat.id, seat.turn))
        if seat.turn == 0:
            return [line]
        return [outgoing.edit_markup(person.id, None, key=_key(seat.id, seat.turn - 1)), line]

    def resume(self, person: Person, taken: Taken) -> Screen:
        """A conversation is under way: what was said last."""
        head = self._texts.render(person.language, "seats.resume", name=taken.scenario.texts[person.language]["name"])
        html = f"{head}\n\n{self._lines(person, taken)}"
        return Screen(html, rows(self._at_hand(person.language, taken.seat)))

    def paused(self, person: Person, taken: Taken) -> Screen:
        """After a long pause: go on, or leave it?"""
        lang = person.language
        choice = [
            button(self._texts, lang, "roleplay_go_on", f"seat:on:{taken.seat.id}"),
            button(self._texts, lang, "seat_leave", f"seat:stop:{taken.seat.id}"),
        ]
        return Screen(self._texts.render(lang, "seats.paused", name=taken.scenario.texts[lang]["name"]), rows(choice))

    def _at_hand(self, lang: Lang, seat: Seat) -> list[InlineKeyboardButton]:
        return [
            button(self._texts, lang, "seat_card", f"seat:mine:{seat.id}"),
            button(self._texts, lang, "seat_stop", f"seat:stop:{seat.id}"),
        ]

    def recap(self, person: Person, taken: Taken) -> Screen:
        """How it ended, the moves in their order, and why."""
        lang, moves = person.language, taken.seat.moves
        texts = taken.scenario.texts[lang]
        order = [self._in_recap(lang, move) for move in _without_repeats(moves)]
        html = self._texts.render(
            lang,
            "seats.recap",
            ending=self._texts.render(lang, f"seats.ending_{taken.seat.ending}"),
            ending_kind=str(taken.seat.ending),
            moves=order,
            whys=[
                {"name": self._in_recap(lang, move), "why": self._texts.render(lang, f"seats.why_{move}")}
                for move in dict.fromkeys(moves)
                if self._texts.has(f"seats.why_{move}")
            ],
            offered=Move.OFFER in moves,
            name=texts["name"],
            win=texts["hidden.win"],
        )
        play = [button(self._texts, lang, "seat_play", f"rp:brief:{taken.scenario.id}")]
        again = [
            button(self._texts, lang, "seat_again", f"seat:card:{taken.scenario.id}"),
            button(self._texts, lang, "seat_others", "seat:list:0"),
        ]
        return Screen(html, rows(play, again))

    def _lines(self, person: Person, taken: Taken) -> str:
        lang = person.language
        lines = [
            {
                "text": self._words(taken, line),
                "name": self._name(lang, line.move),
                "aim": self._texts.render(lang, f"seats.aim_{line.move}"),
            }
            for line in taken.seat.last
        ]
        return self._texts.render(lang, "seats.said", lines=[line for line in lines if line["text"]])

    def _words(self, taken: Taken, line: Line) -> str:
        """What is said, in the language of the conversation."""
        lang = taken.seat.lang
        match line.source:
            case Source.BETTER:
                return seller_lines.spoken(taken.scenario.texts[lang].get(f"better.{line.name}", ""))
            case Source.OWN:
                return self._texts.html(lang, f"seller.{line.name}", words=line.words)
            case Source.REPLY:
                return self._texts.render(lang, f"seller_reply.{line.name}")

    def _in_recap(self, lang: Lang, move: Move) -> str:
        """A move's name in the recap: the parts of the formula, of which only the first is listed, go by one name."""
        return self._texts.render(lang, "seats.formula") if move is Move.AGREE else self._name(lang, move)

    def _name(self, lang: Lang, move: Move) -> str:
        return self._texts.render(lang, f"seats.name_{move}")


def _without_repeats(moves: tuple[Move, ...]) -> list[Move]:
    """The moves in order, without those that only lead back, each once where it comes several times in a row."""
    kept: list[Move] = []
    for move in moves:
        if move not in _IN_BETWEEN and kept[-1:] != [move]:
            kept.append(move)
    return kept


def _key(seat: int, turn: int) -> str:
    """The logical message of what the seller said."""
    return f"seat:{seat}:{turn}"
