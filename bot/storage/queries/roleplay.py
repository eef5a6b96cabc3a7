"""Role-play sessions: scenarios as they were, turns, scorecards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.base.language import Lang
from bot.storage.queries.upsert import insert_new
from bot.storage.tables import compiled_scenarios, roleplay_turns, roleplays, scorecards

RUNNING = ("briefing", "active")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roleplay:
    """A row of `roleplays`."""

    id: int
    user_id: int
    scenario_id: str
    scenario_hash: str
    engine_version: int
    language: Lang
    level: int
    seed: int
    status: str
    state: Any
    local_date: date
    started_at: datetime
    turned_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A row of `roleplay_turns`; turn 0 is the opening, with nothing said by the rep."""

    roleplay_id: int
    turn: int
    rep_text: str
    moves: Any
    customer_text: str
    events: Any
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCard:
    """A row of `scorecards`."""

    roleplay_id: int
    user_id: int
    scenario_id: str
    total: int
    passed: bool
    ending: str
    body: Any
    local_date: date
    created_at: datetime


def keep_scenario(conn: sa.Connection, content_hash: str, scenario_id: str, body: Any, now: datetime) -> None:
    """Keep a compiled scenario; one that is kept already stays as it is."""
    row = {"hash": content_hash, "scenario_id": scenario_id, "body": body, "created_at": now}
    insert_new(conn, compiled_scenarios, [row], returning=compiled_scenarios.c.hash)


def scenario_body(conn: sa.Connection, content_hash: str) -> Any:
    """A kept scenario by its hash. It must exist."""
    query = sa.select(compiled_scenarios.c.body).where(compiled_scenarios.c.hash == content_hash)
    return conn.execute(query).scalar_one()


def running(conn: sa.Connection, user_id: int) -> Roleplay | None:
    """The session that the person has not ended, or None."""
    query = sa.select(roleplays).where(roleplays.c.user_id == user_id, roleplays.c.status.in_(RUNNING))
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else _roleplay(row)


def ended_since(conn: sa.Connection, user_id: int, since: datetime) -> Roleplay | None:
    """The person's last session with a scorecard, if it ended after `since`."""
    query = (
        sa.select(roleplays)
        .where(roleplays.c.user_id == user_id, roleplays.c.status == "ended", roleplays.c.ended_at > since)
        .order_by(roleplays.c.ended_at.desc())
        .limit(1)
    )
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else _roleplay(row)


def find(conn: sa.Connection, roleplay_id: int, user_id: int) -> Roleplay | None:
    """A session of that person by id, or None."""
    query = sa.select(roleplays).where(roleplays.c.id == roleplay_id, roleplays.c.user_id == user_id)
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else _roleplay(row)


def add(conn: sa.Connection, **columns: Any) -> Roleplay:
    """Begin a session."""
    return _roleplay(conn.execute(roleplays.insert().values(**columns).returning(roleplays)).mappings().one())


def change(conn: sa.Connection, roleplay_id: int, **columns: Any) -> None:
    """Change columns of a session."""
    conn.execute(roleplays.update().where(roleplays.c.id == roleplay_id).values(**columns))


def add_turn(conn: sa.Connection, turn: Turn) -> None:
    """Append a turn to the event log."""
    conn.execute(roleplay_turns.insert().values({name: getattr(turn, name) for name in Turn.__slots__}))


def turns(conn: sa.Connection, roleplay_id: int) -> tuple[Turn, ...]:
    """The turns of a session in order, the opening first."""
    query = sa.select(roleplay_turns).where(roleplay_turns.c.roleplay_id == roleplay_id).order_by(roleplay_turns.c.turn)
    return tuple(Turn(**row) for row in conn.execute(query).mappings())


def last_line(conn: sa.Connection, user_id: int) -> tuple[Lang, str, str] | None:
    """Language, the customer's last words and the scenario's id of the session under way, or None when none is."""
    query = (
        sa.select(roleplays.c.language, roleplay_turns.c.customer_text, roleplays.c.scenario_id)
        .join(roleplay_turns, roleplay_turns.c.roleplay_id == roleplays.c.id)
        .where(roleplays.c.user_id == user_id, roleplays.c.status == "active")
        .order_by(roleplay_turns.c.turn.desc())
        .limit(1)
    )
    row = conn.execute(query).one_or_none()
    return None if row is None else (Lang(row[0]), row[1], row[2])


def add_scorecard(conn: sa.Connection, **columns: Any) -> None:
    """Keep a scorecard."""
    conn.execute(scorecards.insert().values(**columns))


def scorecard(conn: sa.Connection, roleplay_id: int, user_id: int) -> StoredCard | None:
    """The scorecard of a person's session, or None."""
    query = sa.select(scorecards).where(scorecards.c.roleplay_id == roleplay_id, scorecards.c.user_id == user_id)
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else StoredCard(**row)


def previous_total(conn: sa.Connection, user_id: int, scenario_id: str, before: datetime) -> int | None:
    """The mark of the person's last session of a scenario before a moment, or None."""
    query = (
        sa.select(scorecards.c.total)
        .where(
            scorecards.c.user_id == user_id,
            scorecards.c.scenario_id == scenario_id,
            scorecards.c.created_at < before,
        )
        .order_by(scorecards.c.created_at.desc())
        .limit(1)
    )
    return conn.execute(query).scalar_one_or_none()


def _roleplay(row: Mapping[Any, Any]) -> Roleplay:
    return Roleplay(**{**row, "language": Lang(row["language"])})
