"""Somebody's life as rows, written in bulk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.catalog.load import Catalog
from bot.cli.demo.lives import Drill, Life, Play
from bot.scenarios import session
from bot.scenarios.state import state_to_json
from bot.scenarios.stored import to_json
from bot.scenarios.types import ENGINE_VERSION
from bot.services.people import DEFAULT_TRAIN_AT, WORKDAYS
from bot.services.tallies import skills_of
from bot.storage.queries import roleplay
from bot.storage.tables import (
    drill_items,
    drills,
    review_cards,
    review_logs,
    roleplays,
    scorecards,
    skill_days,
    training_days,
    users,
)
from bot.training.grading.types import scorecard_to_json
from bot.training.schedule import Rating, State

_SEED = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A scenario that is kept: its hash, and the state in which it begins."""

    hash: str
    state: Any


def add_person(conn: sa.Connection, user_id: int, life: Life, *, blocked: datetime | None) -> None:
    """A person who is done with onboarding and gets no pushes; `blocked`: nor any message."""
    row = {
        "id": user_id,
        "first_name": life.name.first,
        "last_name": life.name.last or None,
        "language": life.name.lang.value,
        "time_zone": life.name.zone,
        "train_at": DEFAULT_TRAIN_AT,
        "train_days": WORKDAYS,
        "blocked_at": blocked,
        "preferences": {},
        "created_at": life.joined_at,
        "seen_at": life.joined_at,
    }
    conn.execute(users.insert().values(row))


def add_life(conn: sa.Connection, kept: Mapping[str, Kept], user_id: int, life: Life) -> None:
    """Drills, answers, cards, role-plays, scorecards and the tallies of all of it; `kept`: the scenarios."""
    _drills(conn, user_id, life.drills)
    _cards(conn, user_id, life.drills)
    _plays(conn, kept, user_id, life)
    _tallies(conn, user_id, life)


def _insert(conn: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        conn.execute(table.insert(), list(rows))


def _drills(conn: sa.Connection, user_id: int, done: Sequence[Drill]) -> None:
    if not done:
        return
    rows = [
        {
            "user_id": user_id,
            "origin": "command",
            "status": "done",
            "local_date": one.day,
            "started_at": one.started_at,
            "finished_at": one.answers[-1].at,
            "purpose": "daily",
        }
        for one in done
    ]
    made = conn.execute(sa.insert(drills).returning(drills.c.id, sort_by_parameter_order=True), rows).scalars().all()
    _insert(
        conn,
        drill_items,
        [
            {
                "drill_id": drill_id,
                "position": position,
                "item_id": given.item.id,
                "option_order": list(range(len(next(iter(given.item.wording.values())).options))),
                "sent_at": given.sent_at,
                "answered_at": given.at,
                "answer": list(given.item.correct) if given.right else [given.chosen],
                "correct": given.right,
            }
            for drill_id, one in zip(made, done, strict=True)
            for position, given in enumerate(one.answers)
        ],
    )
    _insert(
        conn,
        review_logs,
        [
            {
                "user_id": user_id,
                "item_id": given.item.id,
                "skill": given.item.skill,
                "rating": int(Rating.GOOD if given.right else Rating.AGAIN),
                "reviewed_at": given.at,
                "took_ms": (given.at - given.sent_at) // timedelta(milliseconds=1),
            }
            for one in done
            for given in one.answers
        ],
    )


def _cards(conn: sa.Connection, user_id: int, done: Iterable[Drill]) -> None:
    """A card for each item, as plain doubling would leave it."""
    found: dict[str, dict[str, Any]] = {}
    for one in done:
        for given in one.answers:
            before = found.get(given.item.id, {"stability": 1.0})["stability"]
            stability = min(before * 2.2, 200.0) if given.right else 1.0
            state = State.REVIEW if given.right else State.RELEARNING
            found[given.item.id] = {
                "user_id": user_id,
                "item_id": given.item.id,
                "state": int(state),
                "step": None if given.right else 0,
                "stability": stability,
                "difficulty": 5.0,
                "due_at": given.at + timedelta(days=stability),
                "reviewed_at": given.at,
            }
    _insert(conn, review_cards, list(found.values()))


def _plays(conn: sa.Connection, kept: Mapping[str, Kept], user_id: int, life: Life) -> None:
    played = life.plays
    if not played:
        return
    rows = [
        {
            "user_id": user_id,
            "scenario_id": one.scenario_id,
            "scenario_hash": kept[one.scenario_id].hash,
            "engine_version": ENGINE_VERSION,
            "language": life.name.lang.value,
            "level": one.level,
            "seed": _SEED,
            "status": "ended",
            "state": kept[one.scenario_id].state,
            "local_date": one.day,
            "started_at": one.started_at,
            "turned_at": one.ended_at,
            "ended_at": one.ended_at,
        }
        for one in played
    ]
    statement = sa.insert(roleplays).returning(roleplays.c.id, sort_by_parameter_order=True)
    made = conn.execute(statement, rows).scalars().all()
    marks = [_mark(user_id, roleplay_id, one) for roleplay_id, one in zip(made, played, strict=True)]
    _insert(conn, scorecards, marks)


def keep_scenarios(conn: sa.Connection, catalog: Catalog, now: datetime) -> dict[str, Kept]:
    """Keep every scenario as it is."""
    found = {}
    for scenario in catalog.scenarios.values():
        roleplay.keep_scenario(conn, scenario.hash, scenario.id, to_json(scenario), now)
        begun = session.begin(scenario, next(iter(scenario.texts)), seed=_SEED, level=1)
        found[scenario.id] = Kept(scenario.hash, state_to_json(begun.state))
    return found


def _mark(user_id: int, roleplay_id: int, one: Play) -> dict[str, Any]:
    return {
        "roleplay_id": roleplay_id,
        "user_id": user_id,
        "scenario_id": one.scenario_id,
        "total": one.card.total,
        "passed": one.card.passed,
        "ending": "given_up" if one.card.ending is None else one.card.ending.value,
        "body": scorecard_to_json(one.card),
        "local_date": one.day,
        "created_at": one.ended_at,
    }


def _tallies(conn: sa.Connection, user_id: int, life: Life) -> None:
    days: dict[date, Counter[str]] = {}
    skills: dict[tuple[date, str], Counter[str]] = {}
    for one in life.drills:
        day = days.setdefault(one.day, Counter())
        day["drills"] += 1
        for given in one.answers:
            found = Counter(questions=1, right=int(given.right))
            day.update(found)
            skills.setdefault((one.day, given.item.skill), Counter()).update(found)
    for play in life.plays:
        day = days.setdefault(play.day, Counter())
        day.update(roleplays=1, passed=int(play.card.passed))
        day["best_mark"] = max(day["best_mark"], play.card.total)
        checks, met = skills_of(play.card)
        for skill, count in checks.items():
            skills.setdefault((play.day, skill), Counter()).update(checks=count, met=met[skill])
    names = ("questions", "right", "drills", "roleplays", "passed")
    of_days = [
        {"user_id": user_id, "local_date": day, **{name: counts[name] for name in names}}
        | {"best_mark": counts["best_mark"] if counts["roleplays"] else None}
        for day, counts in days.items()
    ]
    _insert(conn, training_days, of_days)
    kinds = ("questions", "right", "checks", "met")
    of_skills = [
        {"user_id": user_id, "local_date": day, "skill": skill, **{name: counts[name] for name in kinds}}
        for (day, skill), counts in skills.items()
    ]
    _insert(conn, skill_days, of_skills)
