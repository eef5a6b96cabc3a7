"""Role-plays that a rep shows: asking, taking back, and reading them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate, groupby

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery.outgoing import Outgoing
from bot.scenarios.types import Scenario
from bot.services.people import local_date
from bot.services.sharing import Given, Offer, Page, Reading
from bot.storage.queries.people import Person
from bot.training.grading.types import Rubric, Verdict
from bot.views.keyboards import button, rows
from bot.views.objection import cut
from bot.views.paging import leaves
from bot.views.roleplay import quoted
from bot.views.scorecard import MARKS, ScorecardView
from bot.views.screen import Screen

# From so many characters on a turn begins a new page, and the longest line shown whole: together below a message's.
_PAGE_LENGTH, _LONGEST = 900, 1200
# What of a team's name fits a button.
_NAME = 12


class SharingView:
    """Renders what reps show, for them and for whoever reads it."""

    def __init__(self, texts: Texts, cards: ScorecardView) -> None:
        self._texts = texts
        self._cards = cards

    def offer(self, person: Person, offer: Offer) -> Screen:
        """Who may read this conversation? In the place of the scorecard."""
        lang, session = person.language, offer.marked.session.id
        html = self._texts.render(
            lang,
            "sharing.offer",
            title=offer.marked.scenario.texts[lang]["title"],
            shown=[choice.team for choice in offer.choices if choice.shared_at is not None],
        )
        choices = []
        for choice in offer.choices:
            name, action = ("sharing_give", "give") if choice.shared_at is None else ("sharing_take", "take")
            data = f"sh:{action}:{session}:{choice.team_id}"
            choices.append([button(self._texts, lang, name, data, team=cut(choice.team, _NAME))])
        return Screen(html, rows(*choices, [button(self._texts, lang, "roleplay_card", f"rp:card:{session}")]))

    def told(self, person: Person, given: Given) -> list[Outgoing]:
        """Word to those who may read it now."""
        calls, session = [], given.offer.marked.session.id
        for reader in given.readers:
            lang = reader.language
            title = given.offer.marked.scenario.texts[lang]["title"]
            html = self._texts.render(lang, "sharing.shown", name=person.name, title=title, team=given.team.name)
            read = button(self._texts, lang, "sharing_read", f"sh:read:{session}:{given.team.id}:0")
            calls.append(Screen(html, rows([read])).send(reader.id, push=True))
        return calls

    def mine(self, person: Person, page: Page, scenarios: Mapping[str, Scenario]) -> Screen:
        """All that the person shows, each to be taken back."""
        lang = person.language
        entries = [
            {
                "title": _title(scenarios, one.scenario_id, lang),
                "team": one.team,
                "day": local_date(person, one.shared_at),
            }
            for one in page.shown
        ]
        html = self._texts.render(lang, "sharing.mine", entries=entries, total=page.total)
        choices = [
            [
                button(
                    self._texts,
                    lang,
                    "sharing_back",
                    f"sh:back:{one.roleplay_id}:{one.team_id}",
                    title=cut(_title(scenarios, one.scenario_id, lang), _NAME),
                )
            ]
            for one in page.shown
        ]
        turn = leaves(self._texts, lang, "sh:mine", page.number, page.pages)
        return Screen(html, rows(*choices, turn, [button(self._texts, lang, "back", "privacy:open")]))

    def read(self, person: Person, reading: Reading, rubric: Rubric, number: int) -> Screen:
        """A page of the conversation, with the marks under the lines that decided them."""
        lang, marked = person.language, reading.marked
        beats = self._beats(reading, rubric)
        pages = [list(group) for _, group in groupby(zip(beats, _pages(beats), strict=True), key=lambda pair: pair[1])]
        shown = min(max(number, 0), len(pages) - 1)
        html = self._texts.render(
            lang,
            "sharing.read",
            name=reading.rep.name,
            title=marked.scenario.texts[lang]["title"],
            ending=self._cards.ending(lang, marked.card),
            total=marked.card.total,
            day=local_date(person, marked.session.started_at),
            customer=marked.scenario.texts[marked.session.language]["name"],
            beats=[beat for beat, _ in pages[shown]],
        )
        turn = leaves(self._texts, lang, f"sh:read:{marked.session.id}:{reading.shared.team_id}", shown, len(pages))
        return Screen(html, rows(turn))

    def _beats(self, reading: Reading, rubric: Rubric) -> list[dict[str, object]]:
        """Each turn: what was said, and which checks it decided."""
        texts = rubric.texts[reading.marked.session.language]
        rated = [check for check in reading.marked.card.checks if check.verdict is not Verdict.NOT_RATED]
        return [
            {
                "rep": quoted(turn.rep_text, _LONGEST),
                "customer": quoted(turn.customer_text, _LONGEST),
                "marks": [
                    {"mark": MARKS[check.verdict], "wording": texts[check.id].wording}
                    for check in rated
                    if check.turn == turn.turn and turn.turn > 0
                ],
            }
            for turn in reading.turns
        ]


def _pages(beats: list[dict[str, object]]) -> list[int]:
    """The page of each turn: full ones make way for the next."""
    return [total // _PAGE_LENGTH for total in accumulate((len(str(beat)) for beat in beats[:-1]), initial=0)]


def _title(scenarios: Mapping[str, Scenario], scenario_id: str, lang: Lang) -> str:
    found = scenarios.get(scenario_id)
    return scenario_id if found is None else found.texts[lang]["title"]
