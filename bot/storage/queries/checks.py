"""Checks: twelve questions and a role-play, now and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.tables import checks, drill_items, drills


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A row of `checks`; the columns' comments there say what each field means. `drill_status` is its drill's."""

    id: int
    user_id: int
    kind: str
    drill_id: int
    roleplay_id: int | None
    questions: int | None
    right: int | None
    by_skill: Mapping[str, Sequence[int]] | None
    roleplay_total: int | None
    local_date: date
    created_at: datetime
    finished_at: datetime | None
    drill_status: str


def of_person(conn: sa.Connection, user_id: int) -> tuple[Check, ...]:
    """Every check of a person, the newest first."""
    return _found(conn, checks.c.user_id == user_id)


def of_drill(conn: sa.Connection, drill_id: int) -> Check | None:
    """The check whose questions a drill asks, or None."""
    return next(iter(_found(conn, checks.c.drill_id == drill_id)), None)


def of_roleplay(conn: sa.Connection, roleplay_id: int) -> Check | None:
    """The check that a role-play belongs to, or None."""
    return next(iter(_found(conn, checks.c.roleplay_id == roleplay_id)), None)


def add(conn: sa.Connection, **columns: Any) -> None:
    """Begin a check."""
    conn.execute(checks.insert().values(**columns))


def change(conn: sa.Connection, check_id: int, **columns: Any) -> None:
    """Change columns of a check."""
    conn.execute(checks.update().where(checks.c.id == check_id).values(**columns))


def finish(conn: sa.Connection, roleplay_id: int, total: int, now: datetime) -> None:
    """The role-play of a check got its mark: the check is over. Nothing happens to a role-play of none."""
    conn.execute(
        checks.update()
        .where(checks.c.roleplay_id == roleplay_id, checks.c.finished_at.is_(None))
        .values(roleplay_total=total, finished_at=now)
    )


def reopen(conn: sa.Connection, drill_id: int, day: date) -> None:
    """Go on with a drill that was put away, on the local date `day`. No other may be open."""
    conn.execute(drills.update().where(drills.c.id == drill_id).values(status="open", finished_at=None, local_date=day))


def exchange(conn: sa.Connection, drill_item_id: int, item_id: str, option_order: Sequence[int]) -> None:
    """Ask another item in the place of one that was not answered."""
    conn.execute(
        drill_items.update()
        .where(drill_items.c.id == drill_item_id)
        .values(item_id=item_id, option_order=list(option_order), sent_at=None)
    )


def _found(conn: sa.Connection, where: sa.ColumnElement[bool]) -> tuple[Check, ...]:
    query = (
        sa.select(checks, drills.c.status.label("drill_status"))
        .join(drills, drills.c.id == checks.c.drill_id)
        .where(where)
        .order_by(checks.c.created_at.desc(), checks.c.id.desc())
    )
    return tuple(Check(**row) for row in conn.execute(query).mappings())
