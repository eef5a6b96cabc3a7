"""What a handler holds: the house, who called, and the one unit of work of this update."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

import sqlalchemy as sa
from telegram import Update, User
from telegram.constants import ChatAction, MessageEntityType
from telegram.error import TelegramError

from bot.base.clock import Clock
from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.catalog.texts import Texts
from bot.delivery.context import UnitContext
from bot.delivery.outgoing import Outgoing, text
from bot.delivery.unit import Tx
from bot.services import people
from bot.services.people import Caller
from bot.services.shelves import Shelves
from bot.services.understanding import Found, Understanding
from bot.storage.database import Database
from bot.storage.queries.people import Person
from bot.training.zones import Cities
from bot.views.ask import AskView
from bot.views.assignments import AssignmentsView
from bot.views.check import CheckView
from bot.views.coaching import CoachingView
from bot.views.digest import DigestView
from bot.views.drill import DrillView
from bot.views.drilldown import DrilldownView
from bot.views.groups import GroupsView
from bot.views.guessing import GuessingView
from bot.views.inline import InlineView
from bot.views.invites import InvitesView
from bot.views.lesson import LessonView
from bot.views.members import MembersView
from bot.views.mistakes import MistakesView
from bot.views.objection import ObjectionView
from bot.views.organisations import OrganisationsView
from bot.views.own_replies import OwnRepliesView
from bot.views.practise import PractiseView
from bot.views.privacy import PrivacyView
from bot.views.progress import ProgressView
from bot.views.push import PushView
from bot.views.report import ReportView
from bot.views.roleplay import RoleplayView
from bot.views.roleplay_menu import RoleplayMenuView
from bot.views.schedule import ScheduleView
from bot.views.scorecard import ScorecardView
from bot.views.seats import SeatsView
from bot.views.settings import SettingsView
from bot.views.sharing import SharingView
from bot.views.tasks import TasksView
from bot.views.team_files import TeamFilesView
from bot.views.team_inbox import TeamInboxView
from bot.views.team_items import TeamItemsView
from bot.views.team_replies import TeamRepliesView
from bot.views.teams import TeamsView
from bot.views.trouble import TroubleView
from bot.views.unanswered import UnansweredView
from bot.views.whatif import WhatIfView

if TYPE_CHECKING:
    from telegram.ext import Application

# "typing…" stands for about five seconds; what takes no second does not need it.
_BUSY_AFTER, _BUSY_AGAIN = 1.0, 4.5
# Where the application keeps the house for its handlers.
HOUSE = "house"

T = TypeVar("T")
Work = Callable[[Tx, Person], Iterable[Outgoing] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What all handlers and jobs share; made once by the composition root."""

    catalog: Catalog
    database: Database
    clock: Clock
    understanding: Understanding
    shelves: Shelves
    bot_name: str
    default_zone: str
    keep_hours: int
    typing_pause: float

    @property
    def texts(self) -> Texts:
        """What users read."""
        return self.catalog.texts

    @property
    def cities(self) -> Cities:
        """The cities by which people name their time zone."""
        return self.catalog.cities

    @property
    def settings_view(self) -> SettingsView:
        """Onboarding and settings."""
        return SettingsView(self.texts, self.cities)

    @property
    def schedule_view(self) -> ScheduleView:
        """The settings of the schedule."""
        return ScheduleView(self.texts)

    @property
    def push_view(self) -> PushView:
        """What comes unasked."""
        return PushView(self.texts)

    @property
    def drill_view(self) -> DrillView:
        """Questions and results."""
        return DrillView(self.texts)

    @property
    def trouble_view(self) -> TroubleView:
        """Questions that something is wrong with."""
        return TroubleView(self.texts)

    @property
    def roleplay_view(self) -> RoleplayView:
        """Briefings, customers, help at hand."""
        return RoleplayView(self.texts)

    @property
    def roleplay_menu_view(self) -> RoleplayMenuView:
        """Choosing a customer."""
        return RoleplayMenuView(self.texts, self.catalog.curriculum)

    @property
    def scorecard_view(self) -> ScorecardView:
        """Scorecards and their checks."""
        return ScorecardView(self.texts, self.catalog.curriculum)

    @property
    def whatif_view(self) -> WhatIfView:
        """A line said differently."""
        return WhatIfView(self.texts, self.scorecard_view)

    @property
    def guessing_view(self) -> GuessingView:
        """Guessing the style."""
        return GuessingView(self.texts, self.catalog.tells)

    @property
    def seats_view(self) -> SeatsView:
        """Changed seats."""
        return SeatsView(self.texts)

    @property
    def objection_view(self) -> ObjectionView:
        """Replies to objections."""
        return ObjectionView(self.texts)

    @property
    def own_replies_view(self) -> OwnRepliesView:
        """Own replies: writing, judging, keeping."""
        return OwnRepliesView(self.texts, self.catalog.rubric)

    @property
    def practise_view(self) -> PractiseView:
        """Practising one objection."""
        return PractiseView(self.texts)

    @property
    def lesson_view(self) -> LessonView:
        """Lessons and their cards."""
        return LessonView(self.texts, self.catalog.curriculum, self.catalog.lessons, self.catalog.plays)

    @property
    def progress_view(self) -> ProgressView:
        """Where somebody stands."""
        return ProgressView(self.texts, self.catalog.curriculum)

    @property
    def mistakes_view(self) -> MistakesView:
        """What somebody keeps getting wrong."""
        return MistakesView(self.texts)

    @property
    def check_view(self) -> CheckView:
        """Then and now."""
        return CheckView(self.texts)

    @property
    def ask_view(self) -> AskView:
        """Answers from the lessons."""
        return AskView(self.catalog, self.settings_view)

    @property
    def inline_view(self) -> InlineView:
        """Replies offered while somebody types elsewhere."""
        return InlineView(self.texts)

    @property
    def teams_view(self) -> TeamsView:
        """Teams."""
        return TeamsView(self.texts)

    @property
    def invites_view(self) -> InvitesView:
        """Invitations into teams."""
        return InvitesView(self.texts, self.bot_name)

    @property
    def members_view(self) -> MembersView:
        """The people of a team."""
        return MembersView(self.texts)

    @property
    def organisations_view(self) -> OrganisationsView:
        """Organisations and who owns them."""
        return OrganisationsView(self.texts)

    @property
    def sharing_view(self) -> SharingView:
        """Role-plays that are shown."""
        return SharingView(self.texts, self.scorecard_view)

    @property
    def privacy_view(self) -> PrivacyView:
        """What is kept, shown, and for how long."""
        return PrivacyView(self.texts, self.keep_hours)

    @property
    def digest_view(self) -> DigestView:
        """Digests of teams."""
        return DigestView(self.texts, self.catalog.curriculum)

    @property
    def coaching_view(self) -> CoachingView:
        """Whom to coach."""
        return CoachingView(self.texts, self.catalog.curriculum)

    @property
    def drilldown_view(self) -> DrilldownView:
        """A team's people one by one."""
        return DrilldownView(self.texts, self.catalog.curriculum, self.catalog.scenarios, self.catalog.rubric)

    @property
    def groups_view(self) -> GroupsView:
        """The daily question in a group."""
        return GroupsView(self.texts, self.cities, self.bot_name)

    @property
    def team_replies_view(self) -> TeamRepliesView:
        """A team's own replies."""
        return TeamRepliesView(self.texts)

    @property
    def team_files_view(self) -> TeamFilesView:
        """Files of replies."""
        return TeamFilesView(self.texts)

    @property
    def tasks_view(self) -> TasksView:
        """A rep's own assignments."""
        return TasksView(self.catalog)

    @property
    def assignments_view(self) -> AssignmentsView:
        """A team's assignments."""
        return AssignmentsView(self.catalog, self.tasks_view)

    @property
    def report_view(self) -> ReportView:
        """The way to a report."""
        return ReportView(self.texts)

    @property
    def team_inbox_view(self) -> TeamInboxView:
        """What a team's reps do not agree with."""
        return TeamInboxView(self.catalog)

    @property
    def team_items_view(self) -> TeamItemsView:
        """A team's own questions and facts."""
        return TeamItemsView(self.texts)

    @property
    def unanswered_view(self) -> UnansweredView:
        """What nobody has an answer to yet."""
        return UnansweredView(self.texts, self.settings_view)


class DojoContext(UnitContext):
    """The context of one update."""

    caller: Caller | None = None
    # A command leaves whatever the bot has asked; only /cancel wants to know what that was.
    leaves: bool = False

    @classmethod
    def from_update(cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]) -> Self:
        """Made by python-telegram-bot for each update."""
        context = super().from_update(update, application)
        if isinstance(update, Update) and update.effective_user is not None:
            context.caller = caller(update.effective_user)
            context.leaves = _command(update) not in {None, "cancel"}
        return context

    @property
    def house(self) -> House:
        """What all handlers share."""
        house: House = self.application.bot_data[HOUSE]
        return house

    async def read(self, fn: Callable[[sa.Connection], T]) -> T:
        """Look something up before the unit of work."""
        return await self.house.database.read(fn)

    async def find(self, words: str, limit: int = 12) -> Found:
        """The objections nearest to what somebody said: the caller's own, their teams' and the built-in ones."""
        beside = () if self.caller is None else await self.house.shelves.of(self.caller.id)
        return await self.house.understanding.find(words, None, beside, limit)

    async def typing(self) -> None:
        """Show "typing…" for a human moment. It is only a courtesy: failing, it is left out."""
        pause = self.house.typing_pause
        if pause <= 0 or self.caller is None:
            return
        with contextlib.suppress(TelegramError):
            await self.bot.send_chat_action(self.caller.id, ChatAction.TYPING)
        await asyncio.sleep(pause)

    @contextlib.asynccontextmanager
    async def busy(self) -> AsyncIterator[None]:
        """Show "typing…" for as long as something takes."""
        showing = asyncio.create_task(self._keep_typing())
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _keep_typing(self) -> None:
        await asyncio.sleep(_BUSY_AFTER)
        while self.caller is not None:
            with contextlib.suppress(TelegramError):
                await self.bot.send_chat_action(self.caller.id, ChatAction.TYPING)
            await asyncio.sleep(_BUSY_AGAIN)

    @property
    def arguments(self) -> list[str]:
        """The parts of the pressed button's data after its area: "set:lang:zh" gives ["lang", "zh"]."""
        data = "" if self.match is None else self.match.string
        return data.split(":")[1:]

    async def act(self, work: Work) -> None:
        """Do `work` for the caller in this update's unit and queue what it returns.

        An expected refusal inside `work` undoes what it did and tells the caller why.
        """
        if self.caller is None:
            return
        await self.unit(partial(_perform, self.house, self.caller, work, leaves=self.leaves))


def caller(user: User) -> Caller:
    """Who an update is from."""
    return Caller(
        id=user.id,
        first_name=user.first_name,
        last_name=user.last_name,
        username=user.username,
        language_code=user.language_code,
    )


def _command(update: Update) -> str | None:
    """The command that a new message begins with, without its slash; None for anything else."""
    message = update.message
    if message is None or not message.text:
        return None
    commands = (one for one in message.entities if one.type == MessageEntityType.BOT_COMMAND)
    first = next((one for one in commands if one.offset == 0), None)
    return None if first is None else message.text[1 : first.length].partition("@")[0].lower()


def _perform(house: House, who: Caller, work: Work, tx: Tx, *, leaves: bool) -> None:
    person = people.meet(tx, who, default_zone=house.default_zone)
    if leaves:
        person = people.await_text(tx, person, None)
    try:
        with tx.conn.begin_nested():
            calls = tuple(work(tx, person) or ())
    except Refused as refused:
        html = house.texts.render(person.language, refused.message_id, **refused.params)
        calls = (text(person.id, html),)
    tx.send(*calls)
