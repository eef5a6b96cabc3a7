"""What if: say one line of a finished role-play differently. Nothing of it is stored or learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.base.language import Lang
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.language.moves import Analysis
from bot.services import people, roleplays
from bot.services.roleplays import Marked
from bot.storage.queries import roleplay as rows
from bot.storage.queries.people import Person
from bot.storage.queries.roleplay import Turn
from bot.training.roleplay_whatif import Otherwise, otherwise

# What the next text is: the chosen line, said differently.
AWAITING = "roleplay_whatif"
# Among the preferences: session and turn of the line chosen last.
_CHOSEN = "roleplay_line"
PAGE = 6


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the rep's turns in a session that is over; pages count from 0."""

    marked: Marked
    turns: tuple[Turn, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line to be said differently, and what the customer had said before it."""

    marked: Marked
    turn: int
    said: str
    before: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A line said differently, and what would have come of it."""

    chosen: Chosen
    said: str
    outcome: Otherwise


def page(tx: Tx, person: Person, session_id: int, number: int) -> Page | None:
    """A page of the rep's turns, from the first; None when it is no finished session of the person's own."""
    marked = roleplays.marked(tx, person, session_id)
    if marked is None or marked.words_gone:
        return None
    turns = rows.turns(tx.conn, session_id)[1:]
    pages = max(1, -(-len(turns) // PAGE))
    shown = min(max(number, 0), pages - 1)
    return Page(marked, turns[shown * PAGE : (shown + 1) * PAGE], shown, pages)


def choose(tx: Tx, person: Person, session_id: int, turn: int) -> Chosen | None:
    """The person's next text is that turn, said differently. None when there is no such turn of their own."""
    found = _chosen(tx, person, session_id, turn)
    if found is not None:
        body = {"session": session_id, "turn": turn}
        people.await_text(tx, people.preference(tx, person, **{_CHOSEN: body}), AWAITING)
    return found


def before(conn: sa.Connection, person: Person) -> tuple[Lang, str, str] | None:
    """Language, the customer's words before the line chosen last, and the scenario: what analysing a new one takes."""
    session_id, turn = _last(person)
    found = rows.find(conn, session_id, person.id)
    turns = () if found is None else rows.turns(conn, session_id)
    if found is None or not 1 <= turn < len(turns):
        return None
    return found.language, turns[turn - 1].customer_text, found.scenario_id


def attempt(tx: Tx, catalog: Catalog, person: Person, said: Analysis) -> Tried | None:
    """What would have come of the line chosen last, said so; None when it is gone. Asked no more after that."""
    person = people.await_text(tx, person, None)
    found = _chosen(tx, person, *_last(person))
    if found is None:
        return None
    old = roleplays.transcript(tx, found.marked.session, found.marked.scenario)
    if found.turn >= len(old.beats):
        return None
    return Tried(found, said.text, otherwise(old, catalog.rubric, found.turn, said))


def _chosen(tx: Tx, person: Person, session_id: int, turn: int) -> Chosen | None:
    marked = roleplays.marked(tx, person, session_id)
    turns = () if marked is None or marked.words_gone else rows.turns(tx.conn, session_id)
    if marked is None or not 1 <= turn < len(turns):
        return None
    return Chosen(marked, turn, turns[turn].rep_text, turns[turn - 1].customer_text)


def _last(person: Person) -> tuple[int, int]:
    """Session and turn of the line chosen last; what no row has when there is none."""
    body: Any = person.preferences.get(_CHOSEN)
    return (body["session"], body["turn"]) if isinstance(body, dict) else (-1, -1)
