"""The four ranks and what each asks for; the milestones worth a word.

    0 product expert     where everybody begins
    1 technique expert   the 4 core units, 15 training days, 1 role-play passed, 3 skills at 50
    2 adviser            12 units, 50 training days, 5 role-plays passed, 8 skills at 60
    3 master             every unit, 150 training days, 15 role-plays passed, 14 skills at 75

A unit is known when KNOWN of its questions (all of them where it has fewer) were answered right last and have not
been forgotten. A rank is reached when its own conditions and those of all ranks below are met; it is never lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.training.items import Item
from bot.training.mastery import Mastery
from bot.training.schedule import Deck, State

KNOWN = 8
# Training days in a row that are celebrated.
STREAKS = (10, 30, 100, 250)


class Kind(StrEnum):
    """What a condition counts."""

    CORE = "core"  # units of the first track known
    UNITS = "units"  # units of the whole map known
    DAYS = "days"  # training days
    PLAYS = "plays"  # role-plays passed
    SKILLS = "skills"  # skills with at least so much mastery


@dataclass(frozen=True, slots=True)
class Need:
    """A condition: at least `count` of a kind; `level` is the mastery a skill has to have, for SKILLS. None: all."""

    kind: Kind
    count: int | None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """How far somebody is with a condition. `have` may exceed `need`."""

    kind: Kind
    have: int
    need: int
    level: int = 0

    @property
    def met(self) -> bool:
        """Whether it is fulfilled."""
        return self.have >= self.need


@dataclass(frozen=True, slots=True)
class Record:
    """What ranks are given for. `units`: every unit of the map and whether it is known; `core`: the first track's."""

    units: Mapping[str, bool]
    core: Collection[str]
    days: int
    plays: int
    skills: Iterable[Mastery]


RANKS: tuple[tuple[Need, ...], ...] = (
    (),
    (Need(Kind.CORE, None), Need(Kind.DAYS, 15), Need(Kind.PLAYS, 1), Need(Kind.SKILLS, 3, 50)),
    (Need(Kind.UNITS, 12), Need(Kind.DAYS, 50), Need(Kind.PLAYS, 5), Need(Kind.SKILLS, 8, 60)),
    (Need(Kind.UNITS, None), Need(Kind.DAYS, 150), Need(Kind.PLAYS, 15), Need(Kind.SKILLS, 14, 75)),
)
HIGHEST = len(RANKS) - 1


def rank_of(record: Record) -> int:
    """The highest rank, 0–3, whose conditions and all below are met."""
    for rank in range(1, len(RANKS)):
        if not all(condition.met for condition in conditions(record, rank)):
            return rank - 1
    return HIGHEST


def conditions(record: Record, rank: int) -> tuple[Condition, ...]:
    """How far somebody is with each condition of a rank."""
    return tuple(_condition(record, need) for need in RANKS[rank])


def _condition(record: Record, need: Need) -> Condition:
    match need.kind:
        case Kind.CORE:
            have, possible = sum(record.units.get(unit, False) for unit in record.core), len(record.core)
        case Kind.UNITS:
            have, possible = sum(record.units.values()), len(record.units)
        case Kind.DAYS:
            have, possible = record.days, 0
        case Kind.PLAYS:
            have, possible = record.plays, 0
        case Kind.SKILLS:
            skills = tuple(record.skills)
            have, possible = sum(one.enough and one.percent >= need.level for one in skills), len(skills)
    return Condition(need.kind, have, possible if need.count is None else need.count, need.level)


def units_known(items: Iterable[Item], deck: Deck, units: Iterable[str]) -> dict[str, bool]:
    """Whether each unit is known."""
    asked, right = dict.fromkeys(units, 0), dict.fromkeys(units, 0)
    for item in items:
        if item.closed and item.live and item.unit in asked:
            asked[item.unit] += 1
            right[item.unit] += item.id in deck and deck[item.id].state is State.REVIEW
    return {unit: count > 0 and right[unit] >= min(KNOWN, count) for unit, count in asked.items()}


def milestone(streak: int) -> int | None:
    """The highest number of training days in a row worth a word that a streak has reached; None below the first."""
    return max((days for days in STREAKS if days <= streak), default=None)
