"""Invitations: what they allow, the link with its picture, what joining means."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.services.invites import DAYS, USES, Draft, Opened, Page, Terms
from bot.services.people import local_date
from bot.storage.queries.invites import Invite
from bot.storage.queries.people import Person
from bot.storage.queries.teams import MANAGER, REP
from bot.views import qr
from bot.views.keyboards import button, rows
from bot.views.names import listed
from bot.views.paging import leaves
from bot.views.screen import Screen


class InvitesView:
    """Renders invitations for a person."""

    def __init__(self, texts: Texts, bot_name: str) -> None:
        self._texts = texts
        self._bot_name = bot_name

    def draft(self, person: Person, draft: Draft) -> Screen:
        """What shall the link allow?"""
        lang, terms, team_id = person.language, draft.terms, draft.team.id
        html = self._texts.render(lang, "invite.draft", team=draft.team.name, **self._said(lang, terms))
        uses = [self._choice(lang, team_id, Terms(n, terms.days, terms.role), "uses", n, n == terms.uses) for n in USES]
        days = [self._choice(lang, team_id, Terms(terms.uses, n, terms.role), "days", n, n == terms.days) for n in DAYS]
        roles = [
            self._choice(lang, team_id, Terms(terms.uses, terms.days, role), f"as_{role}", 0, role == terms.role)
            for role in (REP, MANAGER)
            if draft.managers
        ]
        make = [button(self._texts, lang, "invite_make", f"iv:make:{_data(team_id, terms)}")]
        last = [
            button(self._texts, lang, "invite_list", f"iv:list:{team_id}:0"),
            button(self._texts, lang, "back", f"team:open:{team_id}"),
        ]
        return Screen(html, rows(uses, days, roles, make, last))

    def _choice(self, lang: Lang, team_id: int, terms: Terms, name: str, n: int, chosen: bool) -> InlineKeyboardButton:
        label = self._texts.render(lang, f"invite.{name}", n=n)
        return button(self._texts, lang, "chosen", f"iv:new:{_data(team_id, terms)}", label=label, chosen=chosen)

    def made(self, person: Person, opened: Opened) -> Outgoing:
        """The link to pass on, with its picture."""
        invite, link = opened.invite, self._link(opened.invite)
        caption = self._texts.render(
            person.language,
            "invite.made",
            team=opened.team.name,
            link=link,
            date=local_date(person, invite.expires_at),
            uses=invite.uses,
            manager=invite.role == MANAGER,
        )
        markup = rows([button(self._texts, person.language, "invite_revoke", f"iv:drop:{invite.id}")])
        return outgoing.photo(person.id, "qr.png", qr.png(link), caption_html=caption, markup=markup)

    def page(self, person: Person, page: Page) -> Screen:
        """The links that still work."""
        lang, team_id = person.language, page.team.id
        html = self._texts.render(lang, "invite.list", team=page.team.name, total=page.total)
        choices = [
            [
                button(
                    self._texts,
                    lang,
                    "invite_row",
                    f"iv:open:{invite.id}",
                    left=invite.uses_left,
                    date=local_date(person, invite.expires_at),
                    manager=invite.role == MANAGER,
                )
            ]
            for invite in page.invites
        ]
        turn = leaves(self._texts, lang, f"iv:list:{team_id}", page.number, page.pages)
        return Screen(html, rows(*choices, turn, [button(self._texts, lang, "back", f"iv:new:{team_id}")]))

    def one(self, person: Person, opened: Opened) -> Screen:
        """One of them, to be passed on again or revoked."""
        lang, invite = person.language, opened.invite
        html = self._texts.render(
            lang,
            "invite.one",
            team=opened.team.name,
            link=self._link(invite),
            date=local_date(person, invite.expires_at),
            left=invite.uses_left,
            uses=invite.uses,
            manager=invite.role == MANAGER,
            host=None if opened.host is None else listed(opened.host),
        )
        choices = [
            button(self._texts, lang, "invite_revoke", f"iv:revoke:{invite.id}"),
            button(self._texts, lang, "back", f"iv:list:{invite.team_id}:0"),
        ]
        return Screen(html, rows(choices))

    def invitation(self, person: Person, opened: Opened) -> Outgoing:
        """What joining means, before one joins."""
        lang = person.language
        html = self._texts.render(
            lang,
            "invite.invitation",
            team=opened.team.name,
            host=None if opened.host is None else listed(opened.host),
            manager=opened.invite.role == MANAGER,
            days=opened.team.view_after_days,
        )
        choices = [
            button(self._texts, lang, "team_join", f"team:join:{opened.invite.token}"),
            button(self._texts, lang, "team_decline", "team:decline"),
        ]
        return outgoing.text(person.id, html, markup=rows(choices))

    def joined(self, person: Person, opened: Opened, message_id: int | None) -> list[Outgoing]:
        """A welcome in the place of the invitation, and word to whoever invited."""
        manager, host, team = opened.invite.role == MANAGER, opened.host, opened.team.name
        welcome = Screen(self._texts.render(person.language, "invite.joined", team=team, manager=manager))
        calls = [welcome.replace(person.id, message_id)]
        if host is not None and host.id != person.id and host.blocked_at is None:
            html = self._texts.render(
                host.language, "invite.somebody_joined", name=listed(person), team=team, manager=manager
            )
            calls.append(outgoing.text(host.id, html, push=True))
        return calls

    def _said(self, lang: Lang, terms: Terms) -> dict[str, str]:
        return {
            "uses": self._texts.render(lang, "invite.uses", n=terms.uses),
            "days": self._texts.render(lang, "invite.days", n=terms.days),
            "role": self._texts.render(lang, f"invite.as_{terms.role}"),
        }

    def _link(self, invite: Invite) -> str:
        return f"https://t.me/{self._bot_name}?start=join_{invite.token}"


def _data(team_id: int, terms: Terms) -> str:
    return f"{team_id}:{terms.uses}:{terms.days}:{terms.role}"
