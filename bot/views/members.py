"""The people of a team, for whoever leads it."""

from __future__ import annotations

from bot.catalog.texts import Texts
from bot.services.members import Card, Page
from bot.services.people import local_date
from bot.services.teams import LEADS
from bot.storage.queries.people import Person
from bot.storage.queries.teams import REP
from bot.views.keyboards import button, labelled, rows
from bot.views.objection import LABEL_LENGTH, cut
from bot.views.paging import leaves
from bot.views.screen import Screen
from bot.views.teams import full_name


class MembersView:
    """Renders the people of a team for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def page(self, person: Person, page: Page) -> Screen:
        """Who is in the team; each can be opened."""
        lang, team_id = person.language, page.team.id
        html = self._texts.render(lang, "member.list", team=page.team.name, total=page.total)
        choices = []
        for member in page.members:
            role = self._texts.render(lang, f"team.role_{member.role}") if member.role in LEADS else None
            label = full_name(member) if role is None else f"{cut(full_name(member), LABEL_LENGTH // 2)} · {role}"
            choices.append([labelled(cut(label, LABEL_LENGTH), f"mb:open:{team_id}:{member.user_id}")])
        turn = leaves(self._texts, lang, f"mb:list:{team_id}", page.number, page.pages)
        return Screen(html, rows(*choices, turn, [button(self._texts, lang, "back", f"team:open:{team_id}")]))

    def card(self, person: Person, card: Card) -> Screen:
        """Somebody in the team, and what can be done about them."""
        lang, at = person.language, f"{card.team.id}:{card.member.user_id}"
        until = card.place.view_from
        html = self._texts.render(
            lang,
            "member.card",
            name=full_name(card.member),
            role=self._texts.render(lang, f"team.role_{card.member.role}"),
            team=card.team.name,
            since=local_date(person, card.place.joined_at),
            until=None if card.seen or until is None or card.member.role != REP else local_date(person, until),
        )
        steps = (("member_to", card.higher), ("member_back_to", card.lower))
        lines = [[button(self._texts, lang, f"{name}_{role}", f"mb:role:{at}:{role}")] for name, role in steps if role]
        if card.heir:
            lines.append([button(self._texts, lang, "member_give", f"mb:give:{at}")])
        if card.removable:
            lines.append([button(self._texts, lang, "member_out", f"mb:out:{at}")])
        return Screen(html, rows(*lines, [button(self._texts, lang, "back", f"mb:list:{card.team.id}:0")]))

    def sure(self, person: Person, card: Card, name: str) -> Screen:
        """Sure? `name`: "out" for taking somebody out, "give" for handing the team over to them."""
        lang, at = person.language, f"{card.team.id}:{card.member.user_id}"
        html = self._texts.render(lang, f"member.{name}_ask", name=full_name(card.member), team=card.team.name)
        choices = [
            button(self._texts, lang, f"member_{name}_yes", f"mb:{name}_yes:{at}"),
            button(self._texts, lang, "back", f"mb:open:{at}"),
        ]
        return Screen(html, rows(choices))
