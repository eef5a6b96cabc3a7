"""Disagreeing with a check of a scorecard: a report for the authors, beside those about questions."""

from __future__ import annotations

from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import drills, people, reports
from bot.services.roleplays import Marked
from bot.storage.queries.people import Person
from bot.storage.queries.roleplay import running
from bot.storage.queries.teams import Team

# What the next text answers: why the person disagrees.
AWAITING = "roleplay_disagree"
_REPORT = "roleplay_report"
# As long as the id of what is reported may be.
_LONGEST_ID = 64


def disagree(tx: Tx, person: Person, marked: Marked, place: int) -> tuple[Team, ...]:
    """Tell the authors; the person's next text says why. The same check of a scenario is reported once.

    Returns the teams whose leaders read it too.
    """
    check = marked.card.checks[place].id
    subject = f"check:{marked.scenario.id}:{check}"[:_LONGEST_ID]
    return reports.tell(tx, person, subject, marked.session.language, key=_REPORT, awaiting=AWAITING)


def say(tx: Tx, catalog: Catalog, person: Person, words: str) -> bool:
    """Why they disagree. Refused when it is too long, and may be said again; False when nothing was reported."""
    kept = reports.explain(tx, person, words, key=_REPORT)
    leave(tx, catalog, person)
    return kept


def leave(tx: Tx, catalog: Catalog, person: Person) -> None:
    """Nothing more to say; what else waited for a text waits again."""
    person = people.find(tx, person.id) or person
    if person.awaiting != AWAITING:
        return
    person = people.await_text(tx, person, None)
    if running(tx.conn, person.id) is None:
        drills.wait_again(tx, catalog, person)
