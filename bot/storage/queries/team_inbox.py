"""What a team's reps say is wrong with questions and checks, for whoever leads the team."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.base.language import Lang
from bot.storage.tables import item_reports, memberships, users

BACKED, ANSWERED, DISMISSED = "backed", "answered", "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A report with who made it. `item_id` may also name a check: `check:<scenario>:<check>`."""

    id: int
    user_id: int
    first_name: str
    last_name: str | None
    item_id: str
    language: Lang
    words: str | None
    created_at: datetime


def count(conn: sa.Connection, team_id: int, among: Collection[int]) -> int:
    """How many reports of these reps wait for a word of the team's leaders."""
    query = sa.select(sa.func.count()).select_from(_there()).where(*_waiting(team_id, among))
    return conn.execute(query).scalar_one()


def page(conn: sa.Connection, team_id: int, among: Collection[int], skip: int, limit: int) -> tuple[Objection, ...]:
    """Some of them, newest first."""
    query = (
        _objections()
        .where(*_waiting(team_id, among))
        .order_by(item_reports.c.created_at.desc(), item_reports.c.id.desc())
        .offset(skip)
        .limit(limit)
    )
    return tuple(_objection(row) for row in conn.execute(query).mappings())


def find(conn: sa.Connection, team_id: int, among: Collection[int], report_id: int) -> Objection | None:
    """One of them; None when it does not wait (any more) in that team."""
    query = _objections().where(*_waiting(team_id, among), item_reports.c.id == report_id)
    row = conn.execute(query).mappings().one_or_none()
    return None if row is None else _objection(row)


def reporter(conn: sa.Connection, report_id: int) -> int | None:
    """Who made a report."""
    return conn.execute(sa.select(item_reports.c.user_id).where(item_reports.c.id == report_id)).scalar_one_or_none()


def decide(conn: sa.Connection, report_id: int, verdict: str, leader_id: int) -> bool:
    """Keep a leader's verdict; False when there is one already."""
    query = (
        item_reports.update()
        .where(item_reports.c.id == report_id, item_reports.c.verdict.is_(None), item_reports.c.status == "open")
        .values(verdict=verdict, verdict_by=leader_id)
        .returning(item_reports.c.id)
    )
    return conn.execute(query).first() is not None


def _there() -> sa.Join:
    return item_reports.join(memberships, memberships.c.user_id == item_reports.c.user_id)


def _waiting(team_id: int, among: Collection[int]) -> tuple[sa.ColumnElement[bool], ...]:
    """Only what was reported in this team, by somebody who was told who reads it."""
    own = item_reports.c
    return (
        memberships.c.team_id == team_id,
        own.user_id.in_(among),
        own.status == "open",
        own.verdict.is_(None),
        own.team_told.is_(True),
        own.created_at >= memberships.c.joined_at,
    )


def _objections() -> sa.Select[Any]:
    own = item_reports.c
    columns = (own.id, own.user_id, own.item_id, own.language, own.words, own.created_at)
    joined = _there().join(users, users.c.id == own.user_id)
    return sa.select(*columns, users.c.first_name, users.c.last_name).select_from(joined)


def _objection(row: Any) -> Objection:
    return Objection(**{**row, "language": Lang(row["language"])})
