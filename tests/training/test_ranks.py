"""Ranks: named conditions, each with how far one is."""

from __future__ import annotations

from dataclasses import replace

from bot.training.mastery import Mastery
from bot.training.ranks import (
    HIGHEST,
    KNOWN,
    RANKS,
    Condition,
    Kind,
    Record,
    conditions,
    milestone,
    rank_of,
    units_known,
)
from bot.training.schedule import Card, State
from tests.training.test_drill import NOW, item

CORE = ("spin", "styles", "empathy", "objections")
UNITS = (*CORE, *(f"u{n}" for n in range(23)))
NOTHING = Record(dict.fromkeys(UNITS, False), CORE, 0, 0, ())


def skills(count: int, percent: int, evidence: int = 9) -> tuple[Mastery, ...]:
    return tuple(Mastery(f"s{n}", percent if n < count else 0, evidence) for n in range(17))


def known(*units: str) -> dict[str, bool]:
    return {unit: unit in units for unit in UNITS}


EXPERT = Record(known(*CORE), CORE, 15, 1, skills(3, 50))
ADVISER = Record(known(*UNITS[:12]), CORE, 50, 5, skills(8, 60))
MASTER = Record(known(*UNITS), CORE, 150, 15, skills(14, 75))


def test_each_rank_at_just_what_it_asks_for() -> None:
    assert [rank_of(record) for record in (NOTHING, EXPERT, ADVISER, MASTER)] == [0, 1, 2, 3]


def test_one_thing_short_is_not_there_yet() -> None:
    assert rank_of(replace(EXPERT, days=14)) == 0
    assert rank_of(replace(EXPERT, units=known(*CORE[:3]))) == 0
    assert rank_of(replace(ADVISER, plays=4)) == 1
    assert rank_of(replace(ADVISER, skills=skills(8, 59))) == 1
    assert rank_of(replace(MASTER, units=known(*UNITS[:-1]))) == 2


def test_a_rank_needs_all_ranks_below() -> None:
    assert rank_of(replace(MASTER, core=("unknown",))) == 0


def test_skills_with_too_little_evidence_do_not_count() -> None:
    assert rank_of(replace(EXPERT, skills=skills(3, 50, evidence=4))) == 0


def test_how_far_one_is() -> None:
    assert conditions(replace(NOTHING, units=known("spin"), days=3), 1) == (
        Condition(Kind.CORE, 1, 4),
        Condition(Kind.DAYS, 3, 15),
        Condition(Kind.PLAYS, 0, 1),
        Condition(Kind.SKILLS, 0, 3, 50),
    )
    assert not any(one.met for one in conditions(NOTHING, HIGHEST))
    assert len(RANKS) == 4


def test_a_unit_is_known_by_its_questions_held() -> None:
    items = [item(f"spin-{n}", "spin") for n in range(12)] + [item(f"taboos-{n}", "taboos") for n in range(3)]

    def deck(unit: str, count: int, state: State = State.REVIEW) -> dict[str, Card]:
        return {f"{unit}-{n}": Card(state, None, 3.0, 5.0, NOW, NOW) for n in range(count)}

    assert units_known(items, deck("spin", KNOWN), ["spin", "taboos", "none"]) == {
        "spin": True,
        "taboos": False,
        "none": False,
    }
    assert not units_known(items, deck("spin", KNOWN - 1), ["spin"])["spin"]
    assert not units_known(items, deck("spin", KNOWN, State.RELEARNING), ["spin"])["spin"]
    assert units_known(items, deck("taboos", 3), ["taboos"])["taboos"]


def test_milestones() -> None:
    assert [milestone(days) for days in (0, 9, 10, 29, 30, 99, 100, 249, 250, 400)] == [
        None,
        None,
        10,
        10,
        30,
        30,
        100,
        100,
        250,
        250,
    ]
