"""Teams and invitations."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.services.people import local_date
from bot.services.teams import INVITE_DAYS, LEADS, TeamView
from bot.storage.queries.invites import Invite
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Member, Team
from bot.views.keyboards import button, labelled, rows
from bot.views.screen import Screen

# Telegram shows one screen; a longer list is counted.
MOST_NAMES = 30


class TeamsView:
    """Renders teams for a person."""

    def __init__(self, texts: Texts, bot_name: str) -> None:
        self._texts = texts
        self._bot_name = bot_name

    def overview(self, person: Person, teams: tuple[TeamView, ...]) -> Screen:
        """The person's teams; the only one is opened at once."""
        lang = person.language
        create = button(self._texts, lang, "team_create", "team:create")
        if not teams:
            return Screen(self._texts.render(lang, "team.none"), rows([create]))
        if len(teams) == 1:
            return self.one(person, teams[0])
        choices = [[labelled(view.team.name, f"team:open:{view.team.id}")] for view in teams]
        return Screen(self._texts.render(lang, "team.list"), rows(*choices, [create]))

    def one(self, person: Person, view: TeamView) -> Screen:
        """One team: who is in it, and what the person may do."""
        lang, team_id = person.language, view.team.id
        shown = [
            {
                "name": full_name(member),
                "role": self._texts.render(lang, f"team.role_{member.role}") if member.role in LEADS else "",
            }
            for member in view.members[:MOST_NAMES]
        ]
        html = self._texts.render(
            lang,
            "team.one",
            name=view.team.name,
            role=self._texts.render(lang, f"team.role_{view.role}"),
            members=shown,
        )
        if len(view.members) > MOST_NAMES:
            html += "\n" + self._texts.render(lang, "team.more_members", count=len(view.members) - MOST_NAMES)
        leads = (("team_invite", f"team:invite:{team_id}"), ("team_digest", f"dg:open:{team_id}"))
        lines = [[button(self._texts, lang, *entry)] for entry in leads if view.role in LEADS]
        lines += [[one] for one in self._replies(lang, view)]
        lines.append(self._work(lang, view))
        if view.role in LEADS:
            name = "team_when" if view.digest_at is not None else "team_when_off"
            lines.append([button(self._texts, lang, name, f"dg:when:{team_id}", minutes=view.digest_at)])
        last = [
            button(self._texts, lang, "team_leave", f"team:leave:{team_id}"),
            button(self._texts, lang, "team_create", "team:create"),
        ]
        return Screen(html, rows(*lines, last))

    def _replies(self, lang: Lang, view: TeamView) -> list[InlineKeyboardButton]:
        """The way to the team's own replies and to what waits for one, where there is anything to see or do."""
        shown, team_id = [], view.team.id
        if view.replies or view.role in LEADS:
            shown.append(button(self._texts, lang, "team_replies", f"tr:list:{team_id}:0", count=view.replies))
        if view.role in LEADS:
            shown.append(button(self._texts, lang, "team_items", f"ti:list:{team_id}:0", count=view.items))
        if view.unanswered:
            shown.append(button(self._texts, lang, "team_unanswered", f"un:list:{team_id}:0", count=view.unanswered))
        if view.objections:
            shown.append(button(self._texts, lang, "team_inbox", f"in:list:{team_id}:0", count=view.objections))
        return shown

    def _work(self, lang: Lang, view: TeamView) -> list[InlineKeyboardButton]:
        """The way to the team's assignments and report; for a rep to what they have to do."""
        if view.role in LEADS:
            data = f"as:list:{view.team.id}:0"
            return [
                button(self._texts, lang, "team_assignments", data, count=view.assignments),
                button(self._texts, lang, "team_report", f"rep:ask:{view.team.id}"),
            ]
        return [button(self._texts, lang, "team_tasks", "as:mine", count=view.assignments)] if view.assignments else []

    def created(self, person: Person, team: Team) -> Screen:
        """A new team, and the way to fill it."""
        html = self._texts.render(person.language, "team.created", name=team.name, days=INVITE_DAYS)
        return Screen(html, rows([button(self._texts, person.language, "team_invite", f"team:invite:{team.id}")]))

    def invite(self, person: Person, invite: Invite) -> Outgoing:
        """The link to pass on."""
        date = local_date(person, invite.expires_at)
        link = f"https://t.me/{self._bot_name}?start=join_{invite.token}"
        return outgoing.text(person.id, self._texts.render(person.language, "team.invite", link=link, date=date))

    def invitation(self, person: Person, team: Team, host: Person | None, token: str) -> Outgoing:
        """What joining means, before one joins."""
        lang = person.language
        html = (
            self._texts.render(lang, "team.invitation_nameless", team=team.name)
            if host is None
            else self._texts.render(lang, "team.invitation", team=team.name, host=host.name)
        )
        choices = [
            button(self._texts, lang, "team_join", f"team:join:{token}"),
            button(self._texts, lang, "team_decline", "team:decline"),
        ]
        return outgoing.text(person.id, html, markup=rows(choices))

    def joined(self, person: Person, team: Team, host: Person | None, message_id: int | None) -> list[Outgoing]:
        """A welcome in the place of the invitation, and word to whoever invited."""
        welcome = Screen(self._texts.render(person.language, "team.joined", team=team.name))
        calls = [welcome.replace(person.id, message_id)]
        if host is not None and host.id != person.id and host.blocked_at is None:
            html = self._texts.render(host.language, "team.somebody_joined", name=person.name, team=team.name)
            calls.append(outgoing.text(host.id, html, push=True))
        return calls

    def leave(self, person: Person, team: Team) -> Screen:
        """Sure?"""
        lang = person.language
        choices = [
            button(self._texts, lang, "team_leave_yes", f"team:leave_yes:{team.id}"),
            button(self._texts, lang, "back", f"team:open:{team.id}"),
        ]
        return Screen(self._texts.render(lang, "team.leave_ask", team=team.name), rows(choices))


def full_name(member: Member) -> str:
    """First and last name of a member."""
    return together(member.first_name, member.last_name)


def together(first_name: str, last_name: str | None) -> str:
    """First and last name: in Chinese order and without a space when both are Chinese."""
    if last_name is None:
        return first_name
    if all("\u4e00" <= char <= "\u9fff" for char in first_name + last_name):
        return last_name + first_name
    return f"{first_name} {last_name}"
