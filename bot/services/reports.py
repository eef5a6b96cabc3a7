"""What people tell the authors of the content: that something is wrong with a question, or with a check's verdict."""

from __future__ import annotations

from bot.base.errors import Refused
from bot.base.language import Lang
from bot.delivery.unit import Tx
from bot.services import people
from bot.storage.queries import teams as team_rows
from bot.storage.queries import trouble as rows
from bot.storage.queries.people import Person
from bot.storage.queries.teams import REP, Team

LONGEST_WORDS = 500


def tell(tx: Tx, person: Person, subject: str, language: Lang, *, key: str, awaiting: str) -> tuple[Team, ...]:
    """Report `subject`, once for each person; the next text, awaited as `awaiting`, says why.

    `key` names the preference that remembers which report that text belongs to. Returns the teams whose leaders read
    it too, which the person is to be told.
    """
    number, readers = rows.report_id(tx.conn, person.id, subject), _readers(tx, person)
    if number is None:
        number = rows.add_report(tx.conn, person.id, subject, language, tx.now, told=bool(readers))
    people.await_text(tx, people.preference(tx, person, **{key: number}), awaiting)
    return readers


def explain(tx: Tx, person: Person, words: str, *, key: str) -> bool:
    """Keep why. Refused when it is too long, and may be said again; False when nothing was reported or said."""
    said = words.strip()
    if len(said) > LONGEST_WORDS:
        raise Refused("trouble.too_long", longest=LONGEST_WORDS)
    number = person.preferences.get(key)
    return isinstance(number, int) and bool(said) and rows.add_words(tx.conn, person.id, number, said)


def _readers(tx: Tx, person: Person) -> tuple[Team, ...]:
    """The teams that the person is led in."""
    return tuple(team for team, place in team_rows.of_person(tx.conn, person.id) if place.role == REP)
