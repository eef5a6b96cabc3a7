"""A person's level of difficulty, kept among their preferences; the rule is in `bot.training.roleplay_level`."""

from __future__ import annotations

from bot.delivery.unit import Tx
from bot.services import people
from bot.storage.queries.people import Person
from bot.storage.queries.roleplay import Roleplay
from bot.training import roleplay_level as rule
from bot.training.grading.types import Scorecard
from bot.training.roleplay_level import LEAST, MOST, Difficulty

_LEVEL, _ROW = "roleplay_level", "roleplay_row"


def of(person: Person) -> Difficulty:
    """The person's level and the row they are on; the usual one when none was ever set."""
    level, row = person.preferences.get(_LEVEL), person.preferences.get(_ROW)
    if not isinstance(level, int) or not LEAST <= level <= MOST:
        return Difficulty()
    return Difficulty(level, row if isinstance(row, int) else 0)


def choose(tx: Tx, person: Person, level: int) -> Person:
    """The person wants it easier or harder; what they have already changes nothing."""
    wanted = rule.chosen(level)
    return person if wanted.level == of(person).level else _keep(tx, person, wanted)


def note(tx: Tx, session: Roleplay, card: Scorecard) -> int:
    """A conversation was marked: by how much it moved the person's level: −1, 0 or 1."""
    person = people.find(tx, session.user_id)
    if person is None:
        return 0
    before = of(person)
    after = rule.after(before, level=session.level, passed=card.passed, ending=card.ending)
    if after != before:
        _keep(tx, person, after)
    return after.level - before.level


def _keep(tx: Tx, person: Person, difficulty: Difficulty) -> Person:
    return people.preference(tx, person, **{_LEVEL: difficulty.level, _ROW: difficulty.row})
