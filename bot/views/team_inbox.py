"""What a team's reps do not agree with: the list, one of them, and word of the verdict."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.load import Catalog
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.services.names import together
from bot.services.people import local_date
from bot.services.team_inbox import LONGEST_NOTE, Decided, Page
from bot.storage.queries.people import Person
from bot.storage.queries.team_inbox import Objection
from bot.storage.queries.teams import Team
from bot.training.items import OWN, Item
from bot.training.team_items import number_of
from bot.views.keyboards import button, labelled, rows
from bot.views.objection import cut
from bot.views.paging import turns
from bot.views.screen import Screen

# Characters of a subject on a button, in a line, and in a message.
LABEL, LINE, LONG = 30, 90, 400
_CHECK = "check"


class TeamInboxView:
    """Renders reports of reps for whoever leads them, and the verdict for the rep."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._texts = catalog.texts

    def page(self, person: Person, page: Page) -> Screen:
        """Some of what waits: who, about what, in which words."""
        lang, team_id = person.language, page.team.id
        entries = [
            {
                "name": together(one.first_name, one.last_name),
                "day": local_date(person, one.created_at),
                "subject": cut(self._subject(lang, one, page.items.get(one.item_id)), LINE),
                "words": None if one.words is None else cut(one.words, LINE),
            }
            for one in page.entries
        ]
        html = self._texts.render(lang, "inbox.list", team=page.team.name, total=page.total, entries=entries)
        choices = [[self._entry(lang, number, one, page)] for number, one in enumerate(page.entries, start=1)]
        turning = turns(self._texts, lang, f"in:list:{team_id}", page.number, page.pages)
        return Screen(html, rows(*choices, turning, [button(self._texts, lang, "back", f"team:open:{team_id}")]))

    def _entry(self, lang: Lang, number: int, one: Objection, page: Page) -> InlineKeyboardButton:
        subject = cut(self._subject(lang, one, page.items.get(one.item_id)), LABEL)
        return labelled(f"{number} · {subject}", f"in:open:{one.id}:{page.number}")

    def one(self, person: Person, team: Team, one: Objection, item: Item | None, page: int) -> Screen:
        """One report with what it is about, and what may be done; a team's own question can be changed at once."""
        lang = person.language
        own = None if item is None or item.unit != OWN else number_of(item.id)
        first = (
            button(self._texts, lang, "inbox_back", f"in:back:{one.id}:{page}")
            if own is None
            else button(self._texts, lang, "inbox_change", f"ti:open:{own}:0")
        )
        html = self._texts.render(
            lang,
            "inbox.one",
            name=together(one.first_name, one.last_name),
            day=local_date(person, one.created_at),
            subject=cut(self._subject(one.language, one, item), LONG),
            right=[] if item is None else _right(item, one.language),
            words=one.words,
        )
        return Screen(
            html,
            rows(
                [first],
                [
                    button(self._texts, lang, "inbox_answer", f"in:answer:{one.id}"),
                    button(self._texts, lang, "inbox_dismiss", f"in:dismiss:{one.id}:{page}"),
                ],
                [button(self._texts, lang, "back", f"in:list:{team.id}:{page}")],
            ),
        )

    def ask_note(self, person: Person, one: Objection) -> Screen:
        """What shall the rep be told?"""
        name = together(one.first_name, one.last_name)
        html = self._texts.render(person.language, "inbox.ask_note", name=name, longest=LONGEST_NOTE)
        return Screen(html, rows([button(self._texts, person.language, "back", f"in:open:{one.id}:0")]))

    def sent(self, person: Person, decided: Decided) -> Screen:
        """The note is on its way, or could not be."""
        name = together(decided.objection.first_name, decided.objection.last_name)
        html = self._texts.render(person.language, "inbox.sent", name=name, reached=decided.rep is not None)
        more = button(self._texts, person.language, "inbox_list", f"in:list:{decided.team.id}:0")
        return Screen(html, rows([more]))

    def told(self, leader: Person, decided: Decided, verdict: str, words: str = "") -> list[Outgoing]:
        """Word to the rep; nothing for somebody out of reach."""
        rep = decided.rep
        if rep is None:
            return []
        html = self._texts.render(
            rep.language,
            f"inbox.told_{verdict}",
            leader=together(leader.first_name, leader.last_name),
            subject=cut(self._subject(rep.language, decided.objection, decided.item), LINE),
            words=words,
        )
        return [outgoing.text(rep.id, html, push=True)]

    def _subject(self, lang: Lang, one: Objection, item: Item | None) -> str:
        """What the report is about: the question, or the check with the customer."""
        kind, _, rest = one.item_id.partition(":")
        scenario, _, check = rest.partition(":")
        if kind == _CHECK:
            text = self._catalog.rubric.texts[lang].get(check)
            known = self._catalog.scenarios.get(scenario)
            customer = self._texts.plain(lang, "inbox.gone_subject") if known is None else known.texts[lang]["name"]
            if text is None:
                return customer
            return self._texts.plain(lang, "inbox.check_subject", customer=customer, check=text.wording)
        return self._texts.plain(lang, "inbox.gone_subject") if item is None else item.wording[lang].question


def _right(item: Item, lang: Lang) -> list[str]:
    wording = item.wording[lang]
    return [wording.options[index] for index in item.correct]
