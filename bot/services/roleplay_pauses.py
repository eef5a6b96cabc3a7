"""A conversation left lying: whoever comes back much later is asked first whether to go on; their words wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.delivery.unit import Tx
from bot.scenarios.stored import from_json
from bot.scenarios.types import Scenario
from bot.services import people
from bot.storage.queries import roleplay as rows
from bot.storage.queries.people import Person
from bot.storage.queries.roleplay import Roleplay

LONG = timedelta(hours=20)
LONGEST = 4096
# Among the preferences: the session whose next turn waits, and the words.
_HELD = "roleplay_held"


def hold(tx: Tx, person: Person, words: str) -> tuple[Roleplay, Scenario] | None:
    """Keep words said after a long pause, together with those that wait already; None when there was no such pause."""
    found = rows.running(tx.conn, person.id)
    if found is None or tx.now - found.turned_at < LONG:
        return None
    waiting = held(person, found.id)
    kept = words if waiting is None else f"{waiting}\n{words}"
    people.preference(tx, person, **{_HELD: {"session": found.id, "words": kept[:LONGEST]}})
    return found, from_json(rows.scenario_body(tx.conn, found.scenario_hash))


def held(person: Person | None, session_id: int) -> str | None:
    """The words that wait in that session, or None."""
    body: Any = None if person is None else person.preferences.get(_HELD)
    return str(body["words"]) if isinstance(body, dict) and body.get("session") == session_id else None


def release(tx: Tx, person: Person) -> Person:
    """The person is back: nothing waits any more, and the conversation goes on as if there had been no pause."""
    found = rows.running(tx.conn, person.id)
    if found is not None:
        rows.change(tx.conn, found.id, turned_at=tx.now)
    return people.preference(tx, person, **{_HELD: None}) if person.preferences.get(_HELD) else person


def forget(tx: Tx, person: Person, sessions: Sequence[int]) -> None:
    """Words that wait in one of those sessions are not kept any longer."""
    if any(held(person, session) is not None for session in sessions):
        people.preference(tx, person, **{_HELD: None})
