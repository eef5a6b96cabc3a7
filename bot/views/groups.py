"""The daily question in a group: its settings card, the question, the week's board."""

from __future__ import annotations

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing, PollRef
from bot.services import people
from bot.services.group_rounds import Asked, Board, Over
from bot.services.groups import TIMES, Begin, Begun, Removed, Setup
from bot.storage.queries.groups import Group
from bot.training.group_question import short_explanation
from bot.training.zones import Cities, zone_city
from bot.views.keyboards import button, grid, labelled, rows
from bot.views.objection import cut
from bot.views.screen import Screen

PURPOSE = "group"
# What a link into a group brings along.
PAYLOAD = "daily"
# As many places, names in one place and columns of a name as a board shows.
_PLACES, _NAMES, _COLUMNS = 10, 12, 24
_DAYS = 7


class GroupsView:
    """Renders what a group sees, in the group's language; `lang` is that of whoever has just asked."""

    def __init__(self, texts: Texts, cities: Cities, bot_name: str) -> None:
        self._texts = texts
        self._cities = cities
        self._bot_name = bot_name

    # --- setting up

    def begun(self, lang: Lang, begun: Begun) -> Screen:
        """What /daily leads to."""
        if begun.setup is not None:
            return self.card(begun.setup)
        names = {Begin.LEADS_NONE: "groups.leads_none", Begin.TAKEN: "groups.taken"}
        html = self._texts.render(lang, names.get(begun.kind, "groups.choose"))
        return Screen(html, rows(*([labelled(team.name, f"grp:team:{team.id}")] for team in begun.teams)))

    def note(self, lang: Lang, name: str) -> Screen:
        """A short word: "hello" or "anonymous"."""
        return Screen(self._texts.render(lang, f"groups.note_{name}"))

    def how(self, lang: Lang) -> Screen:
        """In a private chat: how to have the question in a group."""
        link = f"https://t.me/{self._bot_name}?startgroup={PAYLOAD}"
        return Screen(self._texts.render(lang, "groups.how", link=link))

    def card(self, setup: Setup) -> Screen:
        """The settings at a glance."""
        group, lang = setup.group, setup.group.language
        html = self._texts.render(
            lang,
            "groups.card",
            team=setup.team,
            days=self._texts.formats[lang].weekdays(group.ask_days),
            time=group.ask_at,
            place=self._place(group),
            holidays=group.holidays is not None,
            board=group.board,
            next_at=_local(group, group.next_at),
        )
        first = [
            button(self._texts, lang, "set_language", "grp:open:language"),
            button(self._texts, lang, "group_time", "grp:open:time", minutes=group.ask_at),
        ]
        second = [
            button(self._texts, lang, "group_days", "grp:open:days"),
            button(self._texts, lang, "group_board", f"grp:board:{0 if group.board else 1}", on=group.board),
        ]
        last = ("group_stop", "grp:stop") if setup.running else ("group_resume", "grp:resume")
        return Screen(html, rows(first, second, [button(self._texts, lang, *last)]))

    def question(self, setup: Setup, name: str) -> Screen | None:
        """One setting with its choices: "language", "time" or "days"; None for another name."""
        lang = setup.group.language
        choices = {"language": self._languages, "time": self._times, "days": self._days}.get(name)
        if choices is None:
            return None
        back = [button(self._texts, lang, "done" if name == "days" else "back", "grp:card")]
        return Screen(self._texts.render(lang, f"groups.ask_{name}"), rows(*choices(setup.group), back))

    def _languages(self, group: Group) -> list[list[InlineKeyboardButton]]:
        return [[button(self._texts, group.language, f"language_{lang}", f"grp:lang:{lang}") for lang in Lang]]

    def _times(self, group: Group) -> list[list[InlineKeyboardButton]]:
        lang = group.language
        return grid(
            [labelled(self._texts.render(lang, "settings.at", minutes=one), f"grp:at:{one}") for one in TIMES], 5
        )

    def _days(self, group: Group) -> list[list[InlineKeyboardButton]]:
        lang = group.language
        states = [(day, "on" if group.ask_days >> day & 1 else "off") for day in range(_DAYS)]
        toggles = [
            labelled(self._texts.render(lang, f"settings.day_{state}", day=day), f"grp:day:{day}")
            for day, state in states
        ]
        presets = [
            button(self._texts, lang, "days_workdays", f"grp:days:{people.WORKDAYS}"),
            button(self._texts, lang, "days_all", f"grp:days:{people.ALL_DAYS}"),
        ]
        return [toggles[:4], toggles[4:], presets]

    def _place(self, group: Group) -> str:
        known = (*self._cities.common[group.language], *self._cities.all)
        city = next((one for one in known if one.zone == group.time_zone), zone_city(group.time_zone))
        return city.names[group.language]

    # --- what comes by the clock

    def room(self) -> int:
        """The characters that stand before a question, in the language with more of them."""
        return max(len(self._texts.render(lang, "poll.group_question", text="")) for lang in Lang) + 2

    def asked(self, asked: Asked) -> Outgoing:
        """The day's question."""
        group, lang, order = asked.group, asked.group.language, asked.question.option_order
        wording = asked.item.wording[lang]
        return outgoing.quiz(
            group.chat_id,
            self._texts.render(lang, "poll.group_question", text=wording.question),
            [wording.options[index] for index in order],
            sorted(order.index(index) for index in asked.item.correct),
            explanation_html=escape(short_explanation(asked.item, lang), quote=False),
            markup=rows(self._on_board(lang)) if group.board else None,
            key=f"group:{asked.question.id}",
            poll=PollRef(PURPOSE, asked.question.id),
            push=True,
        )

    def board(self, board: Board) -> Outgoing:
        """The week's board."""
        group, lang = board.group, board.group.language
        shown = [
            {"place": one.place, "right": one.right, "names": [cut(name, _COLUMNS) for name in one.names[:_NAMES]]}
            for one in board.ranks[:_PLACES]
        ]
        html = self._texts.render(lang, "groups.board", asked=board.asked, ranks=shown)
        return outgoing.text(group.chat_id, html, markup=rows(self._on_board(lang)), push=True)

    def _on_board(self, lang: Lang) -> list[InlineKeyboardButton]:
        return [
            button(self._texts, lang, "group_join", "grp:join"),
            button(self._texts, lang, "group_leave", "grp:leave"),
        ]

    def over(self, over: Over) -> Outgoing:
        """The question has come to its end."""
        html = self._texts.render(over.group.language, f"groups.over_{over.why}")
        return outgoing.text(over.group.chat_id, html, push=True)

    def removed(self, removed: Removed) -> Outgoing:
        """To whoever set it up: the bot is not in the group any more."""
        html = self._texts.render(removed.manager.language, "groups.removed", title=removed.title)
        return outgoing.text(removed.manager.id, html)


def _local(group: Group, moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(ZoneInfo(group.time_zone))
