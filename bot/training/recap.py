"""What a week of answers shows: how many were right, which skill went well, which question was the hardest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.training.schedule import Rating

# Fewer answers than this, in the week or before it, say nothing about a skill.
FEWEST = 4
# A skill has improved when its share of right answers has risen by this much.
RISE = 0.1


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: a row of `review_logs`."""

    item_id: str
    skill: str
    rating: int
    reviewed_at: datetime

    @property
    def right(self) -> bool:
        """Whether it was right, with or without a hint."""
        return self.rating > Rating.AGAIN


@dataclass(frozen=True, slots=True)
class Gain:
    """A skill that went well: its share of right answers in the week, and before (None when it is new)."""

    skill: str
    share: float
    before: float | None


@dataclass(frozen=True, slots=True)
class Week:
    """`questions` answered and how many of them `right`; `hardest`: the item that went wrong most, if any did."""

    questions: int
    right: int
    gain: Gain | None
    hardest: str | None


def week(answers: Sequence[Given], since: datetime) -> Week:
    """What the answers from `since` on show, compared with the earlier ones among `answers`."""
    now = [one for one in answers if one.reviewed_at >= since]
    before = [one for one in answers if one.reviewed_at < since]
    return Week(len(now), sum(one.right for one in now), _gain(_shares(now), _shares(before)), _hardest(now))


def _shares(answers: Iterable[Given]) -> Mapping[str, tuple[int, float]]:
    """How many answers each skill has had, and the share of right ones."""
    asked, right = Counter[str](), Counter[str]()
    for one in answers:
        asked[one.skill] += 1
        right[one.skill] += one.right
    return {skill: (count, right[skill] / count) for skill, count in asked.items()}


def _gain(now: Mapping[str, tuple[int, float]], before: Mapping[str, tuple[int, float]]) -> Gain | None:
    """The skill that has risen most; failing that the new one that went best, if most of it was right."""
    told = {skill: share for skill, (count, share) in sorted(now.items()) if count >= FEWEST}
    risen = [
        (share - before[skill][1], skill)
        for skill, share in told.items()
        if skill in before and before[skill][0] >= FEWEST and share - before[skill][1] >= RISE
    ]
    if risen:
        skill = max(risen)[1]
        return Gain(skill, told[skill], before[skill][1])
    fresh = [(share, skill) for skill, share in told.items() if skill not in before and share > 0.5]
    return Gain(max(fresh)[1], max(fresh)[0], None) if fresh else None


def _hardest(answers: Sequence[Given]) -> str | None:
    """The item that went wrong most often; among equals the latest."""
    wrong = [one for one in answers if not one.right]
    times = Counter(one.item_id for one in wrong)
    return max(wrong, key=lambda one: (times[one.item_id], one.reviewed_at)).item_id if wrong else None
