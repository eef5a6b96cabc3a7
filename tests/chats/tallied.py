"""Months of training in a moment: tallies, answers and scorecards put straight into the database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.language.moves import Analysis
from bot.scenarios import session
from bot.scenarios.state import state_to_json
from bot.scenarios.stored import to_json
from bot.storage.database import open_database
from bot.storage.queries import roleplay, tallies
from bot.storage.tables import review_logs, roleplays, scorecards
from bot.training.grading.score import grade
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import scorecard_to_json
from tests.chats.person import Person
from tests.chats.warm import warm
from tests.chats.world import World

SCENARIO = "textbook-principal"


async def answered(
    world: World, person: Person, skill: str, right: int, of: int, *, days_ago: int, item: str = ""
) -> None:
    """So many questions of a skill, so many right, on that day; with `item` as answers to that very question."""
    day = world.now - timedelta(days=days_ago)

    def work(conn: sa.Connection) -> None:
        tallies.add_day(conn, person.id, day.date(), questions=of, right=right, drills=1)
        tallies.add_skill(conn, person.id, day.date(), skill, questions=of, right=right)
        for number in range(of if item else 0):
            row = {"user_id": person.id, "item_id": item, "skill": skill, "reviewed_at": day}
            conn.execute(review_logs.insert().values(**row, rating=3 if number < right else 1))

    await _run(world, work)


async def played(world: World, person: Person, times: int, *, days_ago: int = 1) -> None:
    """So many role-plays in which nothing useful was said, given up after three turns."""
    scenario, lang = warm().catalog.scenarios[SCENARIO], _lang(person)
    silent = [Analysis("…", lang, ())] * 3
    transcript = Transcript(scenario, lang, 1, 2, session.replay(scenario, lang, silent, seed=1, level=2))
    card = grade(transcript, warm().catalog.rubric)

    def work(conn: sa.Connection) -> None:
        roleplay.keep_scenario(conn, scenario.hash, scenario.id, to_json(scenario), world.now)
        for number in range(times):
            at = world.now - timedelta(days=days_ago, minutes=number)
            made = conn.execute(roleplays.insert().values(_session(person, transcript, at)).returning(roleplays.c.id))
            row = {"roleplay_id": made.scalar_one(), "user_id": person.id, "scenario_id": SCENARIO, "total": card.total}
            row |= {"passed": False, "ending": "given_up", "body": scorecard_to_json(card)}
            conn.execute(scorecards.insert().values(**row, local_date=at.date(), created_at=at))
            tallies.add_day(conn, person.id, at.date(), mark=card.total, roleplays=1)
        for skill in {one.skill for one in card.checks}:
            tallies.add_skill(conn, person.id, (world.now - timedelta(days=days_ago)).date(), skill, checks=2 * times)

    await _run(world, work)


def _session(person: Person, transcript: Transcript, at: datetime) -> dict[str, Any]:
    return {
        "user_id": person.id,
        "scenario_id": SCENARIO,
        "scenario_hash": transcript.scenario.hash,
        "engine_version": 1,
        "language": _lang(person).value,
        "level": 2,
        "seed": 1,
        "status": "ended",
        "state": state_to_json(transcript.final),
        "local_date": at.date(),
        "started_at": at,
        "turned_at": at,
        "ended_at": at,
    }


def _lang(person: Person) -> Any:
    return next(lang for lang in warm().catalog.texts.formats if lang.value == person.lang)


async def _run(world: World, work: Any) -> None:
    database = open_database(world.database_url)
    try:
        await database.run(work)
    finally:
        await database.close()
