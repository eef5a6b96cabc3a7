"""Each plan ends as it must, in both languages, whatever the seed."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from bot.scenarios.types import Ending, Scenario
from bot.training.grading.score import grade
from bot.training.grading.types import Rubric
from tests.scenarios.rep import play, understood

SEEDS = range(20)


@pytest.mark.parametrize("lang", Lang)
def test_the_winning_plan_wins(principal: Scenario, rubric: Rubric, lang: Lang) -> None:
    for seed in SEEDS:
        card = grade(play(principal, lang, understood("win", lang), seed=seed), rubric)
        assert card.ending is Ending.ADVANCE
        assert card.passed
        assert card.total >= 75


@pytest.mark.parametrize("lang", Lang)
def test_the_failing_plan_fails(principal: Scenario, rubric: Rubric, lang: Lang) -> None:
    for seed in SEEDS:
        card = grade(play(principal, lang, understood("fail", lang), seed=seed), rubric)
        assert card.ending in (Ending.WALK_OUT, Ending.REFUSAL)
        assert card.total < 35


@pytest.mark.parametrize("lang", Lang)
def test_the_mediocre_plan_ends_in_between(principal: Scenario, rubric: Rubric, lang: Lang) -> None:
    for seed in SEEDS:
        totals = {
            name: grade(play(principal, lang, understood(name, lang), seed=seed), rubric).total
            for name in ("win", "mediocre", "fail")
        }
        assert totals["win"] - 15 >= totals["mediocre"] >= totals["fail"] + 15


@pytest.mark.parametrize("name", ["win", "mediocre", "fail"])
def test_both_languages_score_alike(principal: Scenario, rubric: Rubric, name: str) -> None:
    for seed in SEEDS:
        chinese, english = (
            grade(play(principal, lang, understood(name, lang), seed=seed), rubric).total for lang in Lang
        )
        assert abs(chinese - english) <= 5


@pytest.mark.parametrize("lang", Lang)
def test_the_seed_changes_the_words_alone(principal: Scenario, rubric: Rubric, lang: Lang) -> None:
    cards = [grade(play(principal, lang, understood("win", lang), seed=seed), rubric) for seed in SEEDS]
    assert len({card.total for card in cards}) == 1
    talks = {
        tuple(beat.customer for beat in play(principal, lang, understood("win", lang), seed=seed).beats)
        for seed in SEEDS
    }
    assert len(talks) == len(SEEDS)


@pytest.mark.parametrize("level", [1, 3])
def test_the_level_changes_how_hard_it_is(principal: Scenario, rubric: Rubric, level: int) -> None:
    easy = grade(play(principal, Lang.EN, understood("win", Lang.EN), level=level), rubric)
    assert (easy.ending is Ending.ADVANCE) is (level == 1)
