"""The check: twelve questions never drilled, with the same spread each time, so that two checks can be compared.

Four groups of skills have three questions each, one of each difficulty (`SLOTS`). A slot takes a question that the
person has never answered: of its skill and difficulty where there is one, else of its skill, else of its group, else
any; the nearest difficulty first. Only when nothing unseen is left it takes the one that fits best among the
`_OLDEST` asked longest ago.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.training.items import Item
from bot.training.schedule import Deck

# Group → its skills, the three that have a slot first.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "asking": ("spin", "listening", "needs"),
    "reading": ("people", "trust", "styles"),
    "answering": ("empathy", "taboos", "objections", "quoting"),
    "leading": ("commitment", "care", "strategy", "value", "preparation", "prospecting", "compliance"),
}
# Skill and difficulty of each question: easy ones first, so that nobody begins with the hardest.
SLOTS: tuple[tuple[str, int], ...] = (
    ("listening", 1),
    ("trust", 1),
    ("taboos", 1),
    ("care", 1),
    ("spin", 2),
    ("styles", 2),
    ("empathy", 2),
    ("commitment", 2),
    ("needs", 3),
    ("people", 3),
    ("objections", 3),
    ("strategy", 3),
)
SIZE = len(SLOTS)
# Fewer questions than this in a group of both checks say nothing about the group.
COMPARABLE = 3
# Between two checks, so that there is something to see.
EVERY = timedelta(days=28)
# A check that was left can be gone on with for so long.
OPEN_FOR = timedelta(days=7)
# A difference of fewer questions than this is chance as likely as progress.
TELLING = 3

_OLDEST = 4 * SIZE

# Skill → questions asked and answered right.
BySkill = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Compared:
    """Right answers of questions asked, then and now, of one group of skills."""

    group: str
    then: tuple[int, int]
    now: tuple[int, int]


def compose(items: Sequence[Item], deck: Deck, seed: int, without: Collection[str] = ()) -> tuple[Item, ...]:
    """The questions of a check, at most SIZE, in the order of the slots; `without` are ids not to be asked.

    The same arguments give the same questions. Fewer only when there are fewer closed questions at all.
    """
    chance = random.Random(seed)  # noqa: S311 - a shuffle, not a secret
    usable = [item for item in items if item.closed and item.live and item.id not in without]
    left = sorted(usable, key=lambda item: (_asked_at(item, deck), chance.random()))
    chosen: list[Item] = []
    for skill, difficulty in SLOTS:
        pool = [item for item in left if item.id not in deck] or left[:_OLDEST]
        if not pool:
            break
        best = fitting(pool, skill, difficulty)
        left.remove(best)
        chosen.append(best)
    return tuple(chosen)


def fitting(items: Sequence[Item], skill: str, difficulty: int) -> Item:
    """The item that fits a slot best; of equals the first. There must be one."""
    group = group_of(skill)

    def distance(item: Item) -> tuple[int, int]:
        near = 0 if item.skill == skill else 1 if group_of(item.skill) == group else 2
        return near, abs(item.difficulty - difficulty)

    return min(items, key=distance)


def seen_before(items: Iterable[Item], deck: Deck) -> int:
    """How many of the questions the person has answered before."""
    return sum(item.id in deck for item in items)


def group_of(skill: str) -> str:
    """The group of a skill; a skill of none is the last one's."""
    return next((group for group, skills in GROUPS.items() if skill in skills), "leading")


def by_skill(answered: Iterable[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """Questions asked and answered right by skill, from each answer's skill and whether it was right."""
    counts: dict[str, tuple[int, int]] = {}
    for skill, right in answered:
        asked, good = counts.get(skill, (0, 0))
        counts[skill] = (asked + 1, good + right)
    return counts


def compare(then: BySkill, now: BySkill) -> tuple[Compared, ...]:
    """The groups in which both checks asked enough to be compared."""
    before, after = _grouped(then), _grouped(now)
    return tuple(
        Compared(group, before[group], after[group])
        for group in GROUPS
        if min(before[group][0], after[group][0]) >= COMPARABLE
    )


def _grouped(counts: BySkill) -> dict[str, tuple[int, int]]:
    found = dict.fromkeys(GROUPS, (0, 0))
    for skill, (asked, right) in counts.items():
        group = group_of(skill)
        found[group] = (found[group][0] + asked, found[group][1] + right)
    return found


def _asked_at(item: Item, deck: Deck) -> float:
    """When it was asked last; what was never asked comes first."""
    card = deck.get(item.id)
    return float("-inf") if card is None or card.reviewed_at is None else card.reviewed_at.timestamp()
