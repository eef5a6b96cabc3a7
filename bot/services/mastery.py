"""How well a person holds each skill, from everything they have done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa

from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import guessing
from bot.storage.queries import progress as rows
from bot.storage.queries import training
from bot.storage.queries.people import Person
from bot.storage.queries.trouble import suspended_ids
from bot.training import mastery
from bot.training.grading.types import Scorecard, Verdict, scorecard_from_json
from bot.training.mastery import REACH, Evidence, Mastery, Played, Written
from bot.training.points import Answer


def masteries(conn: sa.Connection, catalog: Catalog, person: Person, now: datetime) -> dict[str, Mastery]:
    """The mastery of every skill of the map, in the map's order."""
    since = now - REACH
    unwanted = suspended_ids(conn, person.id)
    cards = rows.scorecards_since(conn, person.id, since)
    met = tuple(one for card in cards for one in _played(scorecard_from_json(card.body), card.at))
    evidence = Evidence(
        items=tuple(item for item in catalog.drill_items if item.id not in unwanted),
        deck=training.cards(conn, person.id),
        written=_written(rows.answers(conn, person.id, since.date())),
        played=(*met, *guessing.played(person)),
    )
    return mastery.masteries(catalog.curriculum.skills, evidence, now)


def weakest(tx: Tx, catalog: Catalog, person: Person) -> str | None:
    """The skill that drills lean to: see `bot.training.mastery.weakest`."""
    cards = rows.scorecards_since(tx.conn, person.id, tx.now - mastery.FRESH)
    last = None if not cards else (scorecard_from_json(cards[-1].body).weakest, cards[-1].at)
    if last is not None and last[0]:
        return last[0]
    return mastery.weakest(masteries(tx.conn, catalog, person, tx.now), last, tx.now)


def _written(answers: Iterable[Answer]) -> tuple[Written, ...]:
    """The last mark of each written item among the answers, which are in the order of time."""
    last: Mapping[str, Written] = {
        one.item_id: Written(one.item_id, one.mark, one.at) for one in answers if one.mark is not None
    }
    return tuple(last.values())


def _played(card: Scorecard, at: datetime) -> tuple[Played, ...]:
    rated = [check.skill for check in card.checks if check.verdict is not Verdict.NOT_RATED]
    return tuple(
        Played(mark.skill, mark.earned, mark.possible, rated.count(mark.skill), at)
        for mark in card.skills
        if mark.possible > 0
    )
