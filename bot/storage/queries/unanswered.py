"""What customers said and nobody had an answer to, by team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.storage.tables import unanswered, users

ASKED, OPEN, ANSWERED, DISMISSED = "asked", "open", "answered", "dismissed"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Words that wait for an answer, and who heard them."""

    id: int
    team_id: int
    user_id: int
    said: str
    status: str
    asked_at: datetime
    first_name: str
    last_name: str | None


_QUERY = sa.select(unanswered, users.c.first_name, users.c.last_name).join(users, users.c.id == unanswered.c.user_id)


def find(conn: sa.Connection, row_id: int) -> Unanswered | None:
    """A row by its id; whether somebody may see it is for the caller to check."""
    row = conn.execute(_QUERY.where(unanswered.c.id == row_id)).mappings().one_or_none()
    return None if row is None else Unanswered(**row)


def page(conn: sa.Connection, team_id: int, offset: int, limit: int) -> tuple[Unanswered, ...]:
    """A stretch of what is open in a team, newest first."""
    own = unanswered.c
    query = _QUERY.where(own.team_id == team_id, own.status == OPEN).order_by(own.id.desc())
    return tuple(Unanswered(**row) for row in conn.execute(query.offset(offset).limit(limit)).mappings())


def count(conn: sa.Connection, team_id: int) -> int:
    """How many are open in a team."""
    own = unanswered.c
    query = sa.select(sa.func.count()).select_from(unanswered).where(own.team_id == team_id, own.status == OPEN)
    return int(conn.execute(query).scalar_one())


def said(conn: sa.Connection, team_id: int) -> tuple[str, ...]:
    """The words of all that are open in a team."""
    own = unanswered.c
    query = sa.select(own.said).where(own.team_id == team_id, own.status == OPEN)
    return tuple(conn.execute(query).scalars())


def asked(conn: sa.Connection, user_id: int, row_id: int) -> tuple[Unanswered, ...]:
    """What this person has not decided about, in all their teams: the row of that id and those made with it."""
    own = unanswered.c
    mine = (own.user_id == user_id, own.status == ASKED)
    first = conn.execute(_QUERY.where(own.id == row_id, *mine)).mappings().one_or_none()
    if first is None:
        return ()
    together = _QUERY.where(own.said == first["said"], own.asked_at == first["asked_at"], *mine).order_by(own.id)
    return tuple(Unanswered(**row) for row in conn.execute(together).mappings())


def add(conn: sa.Connection, *, team_id: int, user_id: int, said: str, status: str, now: datetime) -> int:
    """Keep words for a team; returns the row's id."""
    values = {"team_id": team_id, "user_id": user_id, "said": said, "status": status, "asked_at": now}
    return int(conn.execute(unanswered.insert().values(values).returning(unanswered.c.id)).scalar_one())


def move(conn: sa.Connection, row_id: int, before: str, after: str) -> bool:
    """Take a row from one status to the next; False when it is in another status."""
    own = unanswered.c
    statement = unanswered.update().where(own.id == row_id, own.status == before).values(status=after)
    return conn.execute(statement.returning(own.id)).first() is not None


def remove(conn: sa.Connection, row_id: int) -> None:
    """Forget a row."""
    conn.execute(unanswered.delete().where(unanswered.c.id == row_id))


def remove_asked(conn: sa.Connection, user_id: int, before: datetime) -> None:
    """Forget what this person was asked about before a moment and never said."""
    own = unanswered.c
    conn.execute(unanswered.delete().where(own.user_id == user_id, own.status == ASKED, own.asked_at < before))
