"""Items a person does not want to be asked, and reports that something is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.base.language import Lang
from bot.storage.queries.upsert import insert_new
from bot.storage.tables import drill_items, drills, item_reports, suspended_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody says is wrong with an item; nothing tells who. `words` is None when they did not say.

    `verdict` of whoever leads their team: backed, answered, dismissed, or None.
    """

    id: int
    item_id: str
    language: Lang
    words: str | None
    created_at: datetime
    verdict: str | None


def suspended_ids(conn: sa.Connection, user_id: int) -> frozenset[str]:
    """The items that a person is not to be asked."""
    query = sa.select(suspended_items.c.item_id).where(suspended_items.c.user_id == user_id)
    return frozenset(conn.execute(query).scalars())


def count_suspended(conn: sa.Connection, user_id: int) -> int:
    """How many items a person has put aside."""
    query = sa.select(sa.func.count()).select_from(suspended_items).where(suspended_items.c.user_id == user_id)
    return int(conn.execute(query).scalar_one())


def suspended_page(conn: sa.Connection, user_id: int, offset: int, limit: int) -> tuple[str, ...]:
    """Some of them, the last one first."""
    query = (
        sa.select(suspended_items.c.item_id)
        .where(suspended_items.c.user_id == user_id)
        .order_by(suspended_items.c.since.desc(), suspended_items.c.item_id)
    )
    return tuple(conn.execute(query.offset(offset).limit(limit)).scalars())


def suspend(conn: sa.Connection, user_id: int, item_id: str, now: datetime) -> None:
    """Do not ask an item any more; one that is put aside already stays so."""
    row = {"user_id": user_id, "item_id": item_id, "since": now}
    insert_new(conn, suspended_items, [row], returning=suspended_items.c.item_id)


def resume(conn: sa.Connection, user_id: int, item_id: str) -> None:
    """Ask an item again."""
    where = (suspended_items.c.user_id == user_id, suspended_items.c.item_id == item_id)
    conn.execute(suspended_items.delete().where(*where))


def waiting_row(conn: sa.Connection, user_id: int, item_id: str) -> int | None:
    """The question with that item in the person's open drill that has no answer yet, by its row's id."""
    query = (
        sa.select(drill_items.c.id)
        .join(drills, drills.c.id == drill_items.c.drill_id)
        .where(drills.c.user_id == user_id, drills.c.status == "open")
        .where(drill_items.c.item_id == item_id, drill_items.c.answered_at.is_(None))
    )
    return conn.execute(query.limit(1)).scalar_one_or_none()


def report_id(conn: sa.Connection, user_id: int, item_id: str) -> int | None:
    """The person's open report of an item."""
    query = sa.select(item_reports.c.id).where(
        item_reports.c.user_id == user_id, item_reports.c.item_id == item_id, item_reports.c.status == "open"
    )
    return conn.execute(query.limit(1)).scalar_one_or_none()


def add_report(conn: sa.Connection, user_id: int, item_id: str, language: Lang, now: datetime, *, told: bool) -> int:
    """Report an item; gives the report's id. `told`: whether the person knows that their team's leaders read it."""
    who = {"user_id": user_id, "item_id": item_id, "language": language}
    row = {**who, "status": "open", "created_at": now, "team_told": told}
    return int(conn.execute(item_reports.insert().values(row).returning(item_reports.c.id)).scalar_one())


def add_words(conn: sa.Connection, user_id: int, report: int, words: str) -> bool:
    """Say what is wrong; False when it is not the person's or no longer open."""
    where = (item_reports.c.id == report, item_reports.c.user_id == user_id, item_reports.c.status == "open")
    return conn.execute(item_reports.update().where(*where).values(words=words)).rowcount == 1


def open_reports(conn: sa.Connection) -> tuple[Report, ...]:
    """The reports that nobody has dealt with: first those that a team's leader backs, last those they did not."""
    columns = [item_reports.c[name] for name in Report.__slots__]
    verdict = item_reports.c.verdict
    rank = sa.case((verdict == "backed", 0), (verdict.is_(None), 1), else_=2)
    # A team's own questions are the team's to put right.
    where = (item_reports.c.status == "open", item_reports.c.item_id.not_like("team.%"))
    query = sa.select(*columns).where(*where).order_by(rank, item_reports.c.created_at)
    return tuple(Report(**{**row, "language": Lang(row["language"])}) for row in conn.execute(query).mappings())


def close_report(conn: sa.Connection, report: int, now: datetime) -> bool:
    """A report is dealt with; False when there is no such open report."""
    where = (item_reports.c.id == report, item_reports.c.status == "open")
    return conn.execute(item_reports.update().where(*where).values(status="done", closed_at=now)).rowcount == 1
