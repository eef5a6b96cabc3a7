"""What people did, by local date: a row for each day, and one for each skill of the day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from bot.storage.queries.upsert import increment
from bot.storage.tables import drill_items, drills, review_logs, skill_days, training_days

_DAY = ("questions", "right", "drills", "roleplays", "passed")
_SKILL = ("questions", "right", "checks", "met")


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of a drill. `skill` is None for answers whose log is lost."""

    skill: str | None
    right: bool


def add_day(conn: sa.Connection, user_id: int, day: date, *, mark: int | None = None, **amounts: int) -> None:
    """Add to what a person did on a local date; `mark` is the mark of a role-play. Amounts may be negative."""
    full = dict.fromkeys(_DAY, 0) | amounts
    increment(conn, training_days, {"user_id": user_id, "local_date": day}, full, {"best_mark": mark})


def add_skill(conn: sa.Connection, user_id: int, day: date, skill: str, **amounts: int) -> None:
    """Add to what a person did in a skill on a local date."""
    full = dict.fromkeys(_SKILL, 0) | amounts
    increment(conn, skill_days, {"user_id": user_id, "local_date": day, "skill": skill}, full)


def answers_of(conn: sa.Connection, drill_id: int) -> tuple[Answered, ...]:
    """Every answer of a drill with the skill it was counted for. What was passed over is none."""
    items, logs = drill_items.c, review_logs.c
    # An answer and its log are of one moment.
    same = (
        (logs.user_id == drills.c.user_id) & (logs.reviewed_at == items.answered_at) & (logs.item_id == items.item_id)
    )
    query = (
        sa.select(logs.skill, items.correct)
        .select_from(drill_items.join(drills, drills.c.id == items.drill_id).join(review_logs, same, isouter=True))
        .where(items.drill_id == drill_id, items.correct.is_not(None))
    )
    return tuple(Answered(skill, bool(right)) for skill, right in conn.execute(query))


@dataclass(frozen=True, slots=True)
class SkillSum:
    """What some people did in a skill: answers and checks given, and how many of them were good."""

    skill: str
    given: int
    good: int


def skill_sums(conn: sa.Connection, user_ids: Collection[int], since: date) -> tuple[SkillSum, ...]:
    """What these people did together in each skill from a local date on."""
    own = skill_days.c
    given, good = sa.func.sum(own.questions + own.checks), sa.func.sum(own.right + own.met)
    query = (
        sa.select(own.skill, given, good)
        .where(own.user_id.in_(user_ids), own.local_date >= since)
        .group_by(own.skill)
        .order_by(own.skill)
    )
    return tuple(SkillSum(skill, int(all_), int(some)) for skill, all_, some in conn.execute(query))
