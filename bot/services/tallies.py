"""What people did by day and skill, counted in the transaction in which they do it.

An answer counts for the local date of its drill and a role-play for that of its beginning, as streaks do. All of it
could be counted again from the drills, the logs and the scorecards; a test does.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from bot.delivery.unit import Tx
from bot.storage.queries import tallies as rows
from bot.training.grading.types import Scorecard, Verdict
from bot.training.items import OWN


def answered(tx: Tx, person_id: int, local_date: date, skill: str, *, right: bool) -> None:
    """A question of that skill was answered in a drill of that date. A team's own questions are of no skill."""
    rows.add_day(tx.conn, person_id, local_date, questions=1, right=int(right))
    if skill == OWN:
        return
    rows.add_skill(tx.conn, person_id, local_date, skill, questions=1, right=int(right))


def finished_drill(tx: Tx, person_id: int, local_date: date) -> None:
    """A drill of that date was finished."""
    rows.add_day(tx.conn, person_id, local_date, drills=1)


def marked(tx: Tx, person_id: int, local_date: date, card: Scorecard) -> None:
    """A role-play begun on that date was marked: its checks that had an occasion, and those that were met."""
    rows.add_day(tx.conn, person_id, local_date, mark=card.total, roleplays=1, passed=int(card.passed))
    checks, met = skills_of(card)
    for skill, count in checks.items():
        rows.add_skill(tx.conn, person_id, local_date, skill, checks=count, met=met[skill])


def skills_of(card: Scorecard) -> tuple[Counter[str], Counter[str]]:
    """By skill, the checks of a scorecard that had an occasion, and those that were met."""
    checks = Counter(one.skill for one in card.checks if one.verdict is not Verdict.NOT_RATED)
    met = Counter(one.skill for one in card.checks if one.verdict is Verdict.PASSED)
    return checks, met


def moved(tx: Tx, person_id: int, drill_id: int, before: date, after: date) -> None:
    """A drill that was put away is gone on with on another date: its answers so far count for that one."""
    if before == after:
        return
    for one in rows.answers_of(tx.conn, drill_id):
        right = int(one.right)
        for day, sign in ((before, -1), (after, 1)):
            rows.add_day(tx.conn, person_id, day, questions=sign, right=sign * right)
            if one.skill not in {None, OWN}:
                rows.add_skill(tx.conn, person_id, day, one.skill, questions=sign, right=sign * right)
