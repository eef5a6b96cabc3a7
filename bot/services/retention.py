"""For how long words are kept: for good, or as many days as a person says. Marks and results stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.delivery.unit import Tx
from bot.services import people, roleplay_pauses
from bot.storage.queries import people as people_rows
from bot.storage.queries import retention as rows
from bot.storage.queries.people import Person
from bot.training.grading.types import Scorecard, scorecard_from_json, scorecard_to_json

# What is offered; None: until the person deletes them.
KEEP_DAYS = (30, 90, 365, None)
# So many conversations and answers lose their words in one unit of work; the rest follows at the next tick.
AT_ONCE = 50
_AGAIN = timedelta(days=1)


def choose(tx: Tx, person: Person, days: int | None) -> Person:
    """Keep words for so many days from now on; anything that is not offered changes nothing."""
    if days not in KEEP_DAYS:
        return person
    due = None if days is None else tx.now
    return people_rows.change(tx.conn, person.id, keep_words_days=days, next_blank_at=due)


def blank_due(tx: Tx, user_id: int) -> int:
    """Delete what has become too old of somebody's words, and plan the next time; returns how much lost its words."""
    person = people.find(tx, user_id)
    if person is None or person.next_blank_at is None or person.next_blank_at > tx.now:
        return 0
    if person.keep_words_days is None:
        rows.plan(tx.conn, user_id, None)
        return 0
    before = tx.now - timedelta(days=person.keep_words_days)
    rows.put_down(tx.conn, user_id, before)
    sessions = rows.old_roleplays(tx.conn, user_id, before, AT_ONCE)
    bodies = rows.cards(tx.conn, sessions)
    for session in sessions:
        rows.blank_roleplay(tx.conn, session, _card(bodies.get(session)))
    roleplay_pauses.forget(tx, person, sessions)
    answers = rows.old_answers(tx.conn, user_id, before, AT_ONCE)
    for row, grade in answers.items():
        rows.blank_answer(tx.conn, row, _grade(grade))
    rows.blank_the_rest(tx.conn, user_id, before)
    more = AT_ONCE in {len(sessions), len(answers)}
    rows.plan(tx.conn, user_id, tx.now if more else tx.now + _AGAIN)
    return len(sessions) + len(answers)


def without_words(card: Scorecard) -> Scorecard:
    """The scorecard with every mark and without what the rep said."""
    return replace(card, checks=tuple(replace(check, evidence="") for check in card.checks), best=None)


def _card(body: Any | None) -> Any | None:
    return None if body is None else scorecard_to_json(without_words(scorecard_from_json(body)))


def _grade(body: Any | None) -> Any | None:
    """What was seen in an answer, as stored, without its words."""
    if not isinstance(body, dict):
        return body
    criteria = [{**one, "words": None} for one in body.get("criteria", [])]
    return {**body, "criteria": criteria, "faults": [{**one, "words": ""} for one in body.get("faults", [])]}
