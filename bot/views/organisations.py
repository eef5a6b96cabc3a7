"""Organisations, for those who own them."""

from __future__ import annotations

from bot.catalog.texts import Texts
from bot.services.organisations import Card
from bot.storage.queries.organisations import Organisation
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Member
from bot.views.keyboards import button, labelled, rows
from bot.views.objection import LABEL_LENGTH, cut
from bot.views.screen import Screen
from bot.views.teams import full_name

# As many as one screen shows; a longer list is counted.
_MOST = 20


class OrganisationsView:
    """Renders organisations for a person."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def one(self, person: Person, card: Card) -> Screen:
        """Its owners and its teams."""
        lang, own = person.language, card.organisation
        html = self._texts.render(
            lang,
            "organisation.one",
            name=own.name,
            owners=[full_name(owner) for owner in card.owners],
            teams=[{"name": team.name, "size": team.size} for team in card.teams[:_MOST]],
            more=max(0, len(card.teams) - _MOST),
        )
        lines = [
            [
                button(self._texts, lang, "organisation_rename", f"org:rename:{own.id}"),
                button(self._texts, lang, "organisation_owners", f"org:owners:{own.id}"),
            ],
            [button(self._texts, lang, "organisation_team", f"team:in:{own.id}")],
        ]
        return Screen(html, rows(*lines, [button(self._texts, lang, "back", "team:list:0")]))

    def owners(self, person: Person, card: Card) -> Screen:
        """Who owns it, and who could."""
        lang, own = person.language, card.organisation
        html = self._texts.render(
            lang,
            "organisation.owners",
            name=own.name,
            owners=[full_name(owner) for owner in card.owners],
            candidates=bool(card.candidates),
        )
        more = [
            [labelled(f"➕ {cut(full_name(one), LABEL_LENGTH)}", f"org:who:{own.id}:{one.user_id}")]
            for one in card.candidates[:_MOST]
        ]
        fewer = [
            [labelled(f"➖ {cut(full_name(one), LABEL_LENGTH)}", f"org:out:{own.id}:{one.user_id}")]
            for one in card.owners[:_MOST]
            if one.user_id != person.id
        ]
        if len(card.owners) > 1:
            fewer.append([button(self._texts, lang, "organisation_down", f"org:down:{own.id}")])
        return Screen(html, rows(*more, *fewer, [button(self._texts, lang, "back", f"org:open:{own.id}")]))

    def who(self, person: Person, organisation: Organisation, who: Member) -> Screen:
        """Beside the person, or in their place?"""
        lang, at = person.language, f"{organisation.id}:{who.user_id}"
        html = self._texts.render(lang, "organisation.who", name=organisation.name, who=full_name(who))
        choices = [
            [button(self._texts, lang, "organisation_add", f"org:add:{at}")],
            [button(self._texts, lang, "organisation_give", f"org:give:{at}")],
        ]
        return Screen(html, rows(*choices, [button(self._texts, lang, "back", f"org:owners:{organisation.id}")]))

    def sure(self, person: Person, organisation: Organisation, name: str, data: str, who: Member | None) -> Screen:
        """Sure? `name`: "out" for another owner, "down" for oneself."""
        lang = person.language
        html = self._texts.render(
            lang, f"organisation.{name}_ask", name=organisation.name, who="" if who is None else full_name(who)
        )
        choices = [
            button(self._texts, lang, f"organisation_{name}_yes", data),
            button(self._texts, lang, "back", f"org:owners:{organisation.id}"),
        ]
        return Screen(html, rows(choices))
