"""Which customer is recommended, and by what customers are found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.scenarios.types import Effect, Scenario, Trigger
from bot.training.points import Play
from bot.training.roleplay_choice import (
    LATELY,
    Record,
    Standing,
    Way,
    easy,
    keys,
    recommended,
    records,
    taught,
    trains,
)
from tests.chats.warm import warm

NOW = datetime(2026, 1, 5, tzinfo=UTC)
SKILLS = {"trusting": "trust", "needing": "needs", "pricing": "quoting"}


@pytest.fixture(scope="module")
def model() -> Scenario:
    return warm().catalog.scenarios["textbook-principal"]


def one(model: Scenario, name: str, *steps: str, objections: bool = True) -> Scenario:
    return replace(model, id=name, steps=steps, objections=model.objections if objections else ())


def met(days: float, *, passed: bool = False, times: int = 1) -> Record:
    return Record(times, 50, passed, NOW - timedelta(days=days))


def best(scenarios: list[Scenario], found: dict[str, Record], weakest: str | None = None, who: int = 7) -> str | None:
    chosen = recommended(scenarios, found, weakest, SKILLS, NOW, who)
    return None if chosen is None else chosen.id


def test_nobody_to_meet() -> None:
    assert best([], {}) is None


def test_a_step_that_teaches_the_weakest_skill_comes_first(model: Scenario) -> None:
    offered = [one(model, "a", "trusting"), one(model, "b", "pricing"), one(model, "c", "needing")]
    assert best(offered, {}, "trust") == "a"
    assert best(offered, {}, "quoting") == "b"
    assert best(offered, {}, "needs") == "c"
    assert best([*offered, one(model, "d", objections=False)], {}, "empathy") != "d", "practised where objections come"
    assert best([one(model, "a", objections=False), one(model, "b")], {}, "empathy") == "b"


def test_whoever_was_met_lately_waits(model: Scenario) -> None:
    offered = [one(model, "a", "pricing"), one(model, "b", "trusting")]
    assert best(offered, {"a": met(1)}, "quoting") == "b"
    assert best(offered, {"a": met(LATELY.days)}, "quoting") == "a"
    assert best(offered, {"a": met(1), "b": met(2)}, "quoting") == "a", "when all were, that says nothing"


def test_new_before_not_passed_before_passed_and_the_longest_ago(model: Scenario) -> None:
    offered = [one(model, name) for name in "abc"]
    assert best(offered, {"a": met(9, passed=True), "b": met(9)}) == "c"
    assert best(offered, {"a": met(9, passed=True), "b": met(9), "c": met(9, passed=True)}) == "b"
    assert best(offered, {"a": met(8), "b": met(9), "c": met(10)}) == "c"


def test_every_newcomer_has_a_first_customer_of_their_own_and_an_easy_one() -> None:
    scenarios = list(warm().catalog.scenarios.values())
    first = [best(scenarios, {}, who=who) for who in range(60)]
    assert len(set(first)) > 4
    assert set(first) <= {scenario.id for scenario in scenarios if easy(scenario)}
    assert first == [best(scenarios[::-1], {}, who=who) for who in range(60)], "whatever the order of the content"


def test_easy_is_only_for_the_very_first(model: Scenario) -> None:
    gentle = replace(model, id="gentle", style=replace(model.style, start=Effect(3, 8, 3)))
    grumpy = replace(gentle, id="grumpy", objections=(replace(model.objections[0], triggers=(Trigger.OPENING,)),))
    offered = [one(model, "hard", "pricing"), grumpy, gentle]
    assert [easy(scenario) for scenario in offered] == [False, False, True]
    assert best(offered, {}, "quoting") == "gentle"
    assert best(offered, {"gentle": met(9)}, "quoting") == "hard"


def test_no_list_gives_the_style_away() -> None:
    animals = "tiger|koala|owl|peacock|chameleon|老虎|考拉|猫头鹰|孔雀|变色龙"
    for scenario in warm().catalog.scenarios.values():
        for texts in scenario.texts.values():
            for name, text in texts.items():
                if name in {"name", "title", "summary"} or name.startswith("briefing."):
                    assert not re.search(rf"\b(?:{animals})\b|(?:{animals})型", text.lower()), (scenario.id, name)


def test_records() -> None:
    plays = [Play("a", NOW, 40, False), Play("a", NOW - timedelta(1), 70, True), Play("b", NOW, 10, False)]
    found = records(plays)
    assert found["a"] == Record(2, 70, True, NOW)
    assert [found[name].standing for name in "ab"] == [Standing.PASSED, Standing.TRIED]
    assert Record().standing is Standing.FRESH


def test_groups(model: Scenario) -> None:
    scenario = one(model, "a", "trusting", "needing", "unknown", "trusting")
    assert taught(scenario, SKILLS) == ("trust", "needs")
    assert keys(scenario, Way.SKILL, {}, SKILLS) == ("trust", "needs")
    assert keys(scenario, Way.INDUSTRY, {}, SKILLS) == ("school_books",)
    assert keys(scenario, Way.STYLE, {}, SKILLS) == ("tiger",)
    assert keys(scenario, Way.STANDING, {"a": met(1, passed=True)}, SKILLS) == ("passed",)
    assert trains(scenario, "spin", SKILLS)
    assert not trains(scenario, "quoting", SKILLS)
    assert not trains(scenario, None, SKILLS)


def test_every_scenario_teaches_something_and_stands_in_a_group_of_each_way() -> None:
    catalog = warm().catalog
    skill_of = {unit.id: unit.skill for unit in catalog.curriculum.units.values()}
    for scenario in catalog.scenarios.values():
        for way in Way:
            assert keys(scenario, way, {}, skill_of), (scenario.id, way)
