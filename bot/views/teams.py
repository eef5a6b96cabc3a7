"""Teams."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.services.names import together
from bot.services.organisations import ANOTHER
from bot.services.people import local_date
from bot.services.team_settings import ARCHIVE_DAYS, VIEW_AFTER, Overview
from bot.services.teams import LEADS, TeamView
from bot.storage.queries.organisations import Organisation
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Member, Team
from bot.views.keyboards import button, labelled, rows
from bot.views.objection import LABEL_LENGTH, cut
from bot.views.paging import leaves
from bot.views.screen import Screen

# Teams on one page of the list; what fits a button beside other words.
_PAGE, _SHORT_NAME = 12, 14
# Named on a team's card.
MOST_LEADERS = 5


class TeamsView:
    """Renders teams for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def overview(self, person: Person, found: Overview, page: int) -> Screen:
        """The person's teams by organisation, the organisations they own, and the teams they can have back."""
        lang, places = person.language, found.places
        last = [
            [button(self._texts, lang, "team_restore", f"team:restore:{team.id}", title=cut(team.name, _SHORT_NAME))]
            for team in found.archived
        ]
        last.append([button(self._texts, lang, "team_create", "team:create")])
        if not places:
            return Screen(self._texts.render(lang, "team.none"), rows(*last))
        names = {one.id: one.name for one in found.owned}
        ordered = sorted(places, key=lambda place: (place.organisation_id or 0, place.team.id))
        pages = -(-len(ordered) // _PAGE)
        number = min(max(page, 0), pages - 1)
        shown = ordered[number * _PAGE : (number + 1) * _PAGE]
        several = len({place.organisation_id for place in places}) > 1
        html = self._texts.render(
            lang,
            "team.list",
            groups=[
                {
                    "name": names.get(organisation_id or 0, "") if several else "",
                    "teams": [{"name": one.team.name, "role": self._role(lang, one.role)} for one in group],
                }
                for organisation_id, group in groupby(shown, key=lambda place: place.organisation_id)
            ],
        )
        choices = [[labelled(cut(place.team.name, LABEL_LENGTH), f"team:open:{place.team.id}")] for place in shown]
        turn = leaves(self._texts, lang, "team:list", number, pages)
        above = [
            [button(self._texts, lang, "organisation", f"org:open:{one.id}", title=cut(one.name, _SHORT_NAME))]
            for one in found.owned
        ]
        return Screen(html, rows(*choices, turn, *above, *last))

    def one(self, person: Person, view: TeamView) -> Screen:
        """One team: who is in it, and what the person may do."""
        lang = person.language
        html = self._texts.render(
            lang,
            "team.one",
            name=view.team.name,
            role=self._texts.render(lang, f"team.role_{view.place.role}"),
            leaders=[self._leading(lang, one) for one in view.leaders[:MOST_LEADERS]],
            more_leaders=len(view.leaders[MOST_LEADERS:]),
            reps=[cut(full_name(one), LABEL_LENGTH) for one in view.reps],
            count=view.size - len(view.leaders),
            leads=view.leads,
            days=view.team.view_after_days,
            until=None if view.own_until is None else local_date(person, view.own_until),
        )
        lines = [self._digests(lang, view), self._work(lang, view), self._waiting(lang, view), self._own(lang, view)]
        return Screen(html, rows(*lines, self._people(lang, view), *self._last(lang, view)))

    def _leading(self, lang: Lang, member: Member) -> str:
        role = self._role(lang, member.role)
        return self._texts.plain(lang, "team.leader", name=cut(full_name(member), LABEL_LENGTH), role=role)

    def _role(self, lang: Lang, role: str) -> str:
        """Said of those who lead; everybody else is in the team, and that is all."""
        return self._texts.render(lang, f"team.role_{role}") if role in LEADS else ""

    def _digests(self, lang: Lang, view: TeamView) -> list[InlineKeyboardButton]:
        if not view.leads:
            return []
        now = button(self._texts, lang, "team_digest", f"dg:open:{view.team.id}")
        if view.place.membership is None:
            return [now]
        name = "team_when" if view.digest_at is not None else "team_when_off"
        return [now, button(self._texts, lang, name, f"dg:when:{view.team.id}", minutes=view.digest_at)]

    def _own(self, lang: Lang, view: TeamView) -> list[InlineKeyboardButton]:
        """The way to what the team has of its own, where there is anything to see or do."""
        shown, team_id = [], view.team.id
        if view.replies or view.leads:
            shown.append(button(self._texts, lang, "team_replies", f"tr:list:{team_id}:0", count=view.replies))
        if view.leads:
            shown.append(button(self._texts, lang, "team_items", f"ti:list:{team_id}:0", count=view.items))
        return shown

    def _waiting(self, lang: Lang, view: TeamView) -> list[InlineKeyboardButton]:
        """What waits for whoever leads the team; nothing when nothing does."""
        shown, team_id = [], view.team.id
        if view.unanswered:
            shown.append(button(self._texts, lang, "team_unanswered", f"un:list:{team_id}:0", count=view.unanswered))
        if view.objections:
            shown.append(button(self._texts, lang, "team_inbox", f"in:list:{team_id}:0", count=view.objections))
        return shown

    def _work(self, lang: Lang, view: TeamView) -> list[InlineKeyboardButton]:
        """The way to the team's assignments and report; for a rep to what they have to do."""
        if view.leads:
            data = f"as:list:{view.team.id}:0"
            return [
                button(self._texts, lang, "team_assignments", data, count=view.assignments),
                button(self._texts, lang, "team_report", f"rep:ask:{view.team.id}"),
            ]
        return [button(self._texts, lang, "team_tasks", "as:mine", count=view.assignments)] if view.assignments else []

    def _people(self, lang: Lang, view: TeamView) -> list[InlineKeyboardButton]:
        """Roles and inviting."""
        if not view.leads:
            return []
        return [
            button(self._texts, lang, "team_people", f"mb:list:{view.team.id}:0", count=view.size),
            button(self._texts, lang, "team_invite", f"iv:new:{view.team.id}"),
        ]

    def _last(self, lang: Lang, view: TeamView) -> list[list[InlineKeyboardButton]]:
        """What is seldom wanted: settings, leaving, another team."""
        team_id, create = view.team.id, button(self._texts, lang, "team_create", "team:create")
        seldom = [button(self._texts, lang, "team_settings", f"team:settings:{team_id}")] if view.owns else []
        if view.place.membership is not None:
            seldom.append(button(self._texts, lang, "team_leave", f"team:leave:{team_id}"))
        return [seldom, [create]] if len(seldom) > 1 else [[*seldom, create]]

    def settings(self, person: Person, team: Team) -> Screen:
        """What its owner decides."""
        lang, later = person.language, VIEW_AFTER[-1]
        wanted = 0 if team.view_after_days else later
        html = self._texts.render(lang, "team.settings", name=team.name, days=team.view_after_days, later=later)
        name = "team_view_later" if wanted else "team_view_now"
        lines = [
            [button(self._texts, lang, "team_rename", f"team:rename:{team.id}")],
            [button(self._texts, lang, name, f"team:view:{team.id}:{wanted}", days=wanted)],
            [button(self._texts, lang, "team_archive", f"team:archive:{team.id}")],
        ]
        return Screen(html, rows(*lines, [self._back(lang, team)]))

    def archive(self, person: Person, team: Team) -> Screen:
        """Sure?"""
        lang = person.language
        yes = button(self._texts, lang, "team_archive_yes", f"team:archive_yes:{team.id}")
        back = button(self._texts, lang, "back", f"team:settings:{team.id}")
        html = self._texts.render(lang, "team.archive_ask", team=team.name, days=ARCHIVE_DAYS)
        return Screen(html, rows([yes, back]))

    def archived(self, person: Person, team: Team, until: date) -> Screen:
        """Closed, and the way back."""
        lang = person.language
        name = cut(team.name, _SHORT_NAME)
        html = self._texts.render(lang, "team.archived", team=team.name, until=until)
        return Screen(html, rows([button(self._texts, lang, "team_restore", f"team:restore:{team.id}", title=name)]))

    def where(self, person: Person, owned: tuple[Organisation, ...]) -> Screen:
        """To which organisation does the new team belong?"""
        lang = person.language
        choices = [[labelled(cut(one.name, LABEL_LENGTH), f"team:in:{one.id}")] for one in owned]
        choices.append([button(self._texts, lang, "organisation_new", f"team:in:{ANOTHER}")])
        return Screen(self._texts.render(lang, "team.ask_where"), rows(*choices))

    def created(self, person: Person, team: Team, organisation: str) -> Screen:
        """A new team, and the way to fill it; `organisation` is named where it has other teams."""
        html = self._texts.render(person.language, "team.created", name=team.name, organisation=organisation)
        return Screen(html, rows([button(self._texts, person.language, "team_invite", f"iv:new:{team.id}")]))

    def leave(self, person: Person, team: Team) -> Screen:
        """Sure?"""
        lang = person.language
        choices = [
            button(self._texts, lang, "team_leave_yes", f"team:leave_yes:{team.id}"),
            button(self._texts, lang, "back", f"team:open:{team.id}"),
        ]
        return Screen(self._texts.render(lang, "team.leave_ask", team=team.name), rows(choices))

    def _back(self, lang: Lang, team: Team) -> InlineKeyboardButton:
        return button(self._texts, lang, "back", f"team:open:{team.id}")


def full_name(member: Member) -> str:
    """First and last name of a member."""
    return together(member.first_name, member.last_name)
