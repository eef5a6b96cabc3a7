"""A person's right to their data: take it along, have it deleted."""

from __future__ import annotations

import json
from datetime import date, datetime

from bot.delivery.unit import Tx
from bot.services import succession
from bot.storage.queries import privacy as rows
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team


def export(tx: Tx, person: Person) -> bytes:
    """All rows about a person as readable JSON (UTF-8), one list for each table, moments in ISO 8601 UTC."""
    data = {"exported_at": tx.now, **rows.everything_of(tx.conn, person.id)}
    return json.dumps(data, ensure_ascii=False, indent=2, default=_plain).encode()


def forget(tx: Tx, person: Person) -> tuple[tuple[Team, Person], ...]:
    """Delete a person for good; teams that would be left without an owner get one (they are returned) or are closed."""
    heirs = succession.give_up_all(tx, person.id)
    rows.erase(tx.conn, person.id)
    tx.erase(person.id)
    return heirs


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"cannot export {type(value).__name__}")
