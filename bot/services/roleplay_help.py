"""What is at hand while a role-play is under way: a hint, and why the customer reacted as they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.delivery.unit import Tx
from bot.scenarios.events import event_from_json
from bot.scenarios.state import state_from_json
from bot.scenarios.stored import from_json
from bot.scenarios.types import Scenario
from bot.services import people
from bot.storage.queries import roleplay as rows
from bot.storage.queries.people import Person
from bot.storage.queries.roleplay import Roleplay
from bot.training import roleplay_hints, roleplay_why
from bot.training.roleplay_hints import Hint
from bot.training.roleplay_why import Reaction

# Among the preferences: the session in which hints were taken last, and before which of its turns.
_HINTS = "roleplay_hints"


@dataclass(frozen=True, slots=True)
class Why:
    """The reactions in a turn of a session; empty when nothing of the rep's was reacted to."""

    scenario: Scenario
    reactions: tuple[Reaction, ...]


def hint(tx: Tx, person: Person, session_id: int) -> Hint | None:
    """A hint for the next turn, counted once for each turn; None when that session is not under way."""
    found = rows.running(tx.conn, person.id)
    if found is None or found.id != session_id:
        return None
    state = state_from_json(found.state)
    turns = _turns(person, found.id)
    if state.turn not in turns:
        people.preference(tx, person, **{_HINTS: {"session": found.id, "turns": [*turns, state.turn]}})
    return roleplay_hints.hint(_scenario(tx, found), state)


def taken(tx: Tx, session: Roleplay) -> int:
    """For how many turns of the session under way a hint was taken."""
    person = people.find(tx, session.user_id)
    return 0 if person is None else len(_turns(person, session.id))


def why(tx: Tx, person: Person, session_id: int, turn: int) -> Why | None:
    """What the customer reacted to in a turn of one of the person's own sessions; None when there is no such turn."""
    found = rows.find(tx.conn, session_id, person.id)
    if found is None or not found.state:
        return None
    kept = next((one for one in rows.turns(tx.conn, found.id) if one.turn == turn), None)
    if kept is None:
        return None
    events = [event_from_json(event) for event in kept.events]
    said = turn > 0 or any(event.rule != "opening" for event in events)
    return Why(_scenario(tx, found), roleplay_why.reactions(events) if said else ())


def _turns(person: Person, session_id: int) -> list[int]:
    body: Any = person.preferences.get(_HINTS)
    same = isinstance(body, dict) and body.get("session") == session_id
    return list(body["turns"]) if same else []


def _scenario(tx: Tx, found: Roleplay) -> Scenario:
    return from_json(rows.scenario_body(tx.conn, found.scenario_hash))
