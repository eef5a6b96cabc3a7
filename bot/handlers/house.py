"""What all handlers and jobs share: the catalog, the database, the clock, and what renders each part of the bot."""

from __future__ import annotations

from dataclasses import dataclass

from bot.base.clock import Clock
from bot.catalog.load import Catalog
from bot.catalog.texts import Texts
from bot.services.shelves import Shelves
from bot.services.understanding import Understanding
from bot.storage.database import Database
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

# Where the application keeps the house for its handlers.
HOUSE = "house"


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
