"""What the tallies should be: counted again from the drills, the logs and the scorecards, by plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import sqlalchemy as sa

from bot.storage.tables import drill_items, drills, review_logs, scorecards, skill_days, training_days

Days = dict[tuple[Any, ...], dict[str, int | None]]


def kept(conn: sa.Connection) -> tuple[Days, Days]:
    """The tallies as they are stored, rows in which nothing is left away: days, and skills of days."""
    days = {(row["user_id"], row["local_date"]): row for row in conn.execute(sa.select(training_days)).mappings()}
    skills = {
        (row["user_id"], row["local_date"], row["skill"]): row for row in conn.execute(sa.select(skill_days)).mappings()
    }
    return _counts(days, 2), _counts(skills, 3)


def _counts(found: dict[Any, Any], key: int) -> Days:
    plain = {of: {name: value for name, value in list(row.items())[key:] if value} for of, row in found.items()}
    return {of: row for of, row in plain.items() if row}


def counted(conn: sa.Connection) -> tuple[Days, Days]:
    """The same from the rows that they sum up."""
    days: dict[Any, Counter[str]] = defaultdict(Counter)
    skills: dict[Any, Counter[str]] = defaultdict(Counter)
    skill_of = {(row.user_id, row.item_id, row.reviewed_at): row.skill for row in conn.execute(sa.select(review_logs))}
    of_drill = {row.id: row for row in conn.execute(sa.select(drills))}
    for row in of_drill.values():
        days[row.user_id, row.local_date]["drills"] += row.status == "done"
    for row in conn.execute(sa.select(drill_items).where(drill_items.c.correct.is_not(None))):
        drill = of_drill[row.drill_id]
        found = Counter(questions=1, right=int(row.correct))
        days[drill.user_id, drill.local_date] += found
        skills[drill.user_id, drill.local_date, skill_of[drill.user_id, row.item_id, row.answered_at]] += found
    for row in conn.execute(sa.select(scorecards)):
        day = days[row.user_id, row.local_date]
        day += Counter(roleplays=1, passed=int(row.passed))
        day["best_mark"] = max(day["best_mark"], row.total)
        for check in row.body["checks"]:
            if check["verdict"] != "not_rated":
                of_skill = skills[row.user_id, row.local_date, check["skill"]]
                of_skill += Counter(checks=1, met=int(check["verdict"] == "passed"))
    return _plain(days), _plain(skills)


def _plain(found: dict[Any, Counter[str]]) -> Days:
    return {of: dict(+counts) for of, counts in found.items() if +counts}
