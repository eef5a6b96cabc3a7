"""Every scenario of the content: its plans, read by the real analyser, end as they must under every seed."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache

import pytest

from bot.base.language import Lang
from bot.base.paths import content_dir
from bot.catalog.load import Catalog
from bot.cli.scenario import played
from bot.language.moves import Analysis
from bot.scenarios.session import analysis_from_json, begin, moves_to_json, take
from bot.scenarios.state import state_from_json, state_to_json
from bot.scenarios.types import Ending, Scenario
from bot.training.grading.score import grade
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import Scorecard
from tests.chats.warm import warm, warm_for_roleplay
from tests.scenarios.rep import plan

IDS = sorted(path.parent.name for path in content_dir().glob("scenarios/*/scenario.yaml"))
PLANS = ("win", "mediocre", "fail")
SEEDS = range(1, 21)
LOST = (Ending.REFUSAL, Ending.WALK_OUT, Ending.COMPLIANCE_STOP, Ending.TIMED_OUT)


@cache
def catalog() -> Catalog:
    warm_for_roleplay()
    return warm().catalog


@cache
def read(scenario_id: str, name: str, lang: Lang) -> tuple[Analysis, ...]:
    """A plan as the analyser reads it in the conversation of the first seed, after a round trip through storage."""
    scenario = catalog().scenarios[scenario_id]
    talk = played(scenario, warm().understanding, plan(name, lang, scenario_id), lang, SEEDS[0], 2)
    analyses = [beat.analysis for beat in talk.beats if beat.analysis is not None]
    return tuple(analysis_from_json(one.text, one.lang, json.loads(json.dumps(moves_to_json(one)))) for one in analyses)


def replayed(scenario: Scenario, lang: Lang, analyses: tuple[Analysis, ...], seed: int) -> Scorecard:
    """The marks of a conversation; under the first seeds its state goes through JSON after each turn."""
    beats = [begin(scenario, lang, seed=seed, level=2)]
    for analysis in analyses:
        if beats[-1].state.ending is None:
            state = beats[-1].state
            if seed in SEEDS[:2]:
                state = state_from_json(json.loads(json.dumps(state_to_json(state))))
            beats.append(take(scenario, lang, state, analysis))
    return grade(Transcript(scenario, lang, seed, 2, tuple(beats)), catalog().rubric)


@cache
def cards(scenario_id: str, name: str, lang: Lang) -> tuple[Scorecard, ...]:
    """The marks of a plan under every seed."""
    scenario = catalog().scenarios[scenario_id]
    return tuple(replayed(scenario, lang, read(scenario_id, name, lang), seed) for seed in SEEDS)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("scenario_id", IDS)
def test_plans_end_as_they_must(scenario_id: str, lang: Lang) -> None:
    win, middle, fail = (cards(scenario_id, name, lang) for name in PLANS)
    assert all(card.ending is Ending.ADVANCE and card.passed and card.total >= 75 for card in win)
    assert all(card.ending in LOST and card.total < 30 for card in fail)
    assert all(card.ending is not Ending.ADVANCE for card in middle)
    for best, half, worst in zip(win, middle, fail, strict=True):
        assert best.total - 15 >= half.total >= worst.total + 15


@pytest.mark.parametrize("scenario_id", IDS)
def test_both_languages_are_marked_alike(scenario_id: str) -> None:
    for name in ("win", "fail"):
        chinese, english = (cards(scenario_id, name, lang)[0].total for lang in Lang)
        assert abs(chinese - english) <= 5, name


def test_there_is_somebody_for_everyone() -> None:
    scenarios = [catalog().scenarios[one] for one in IDS]
    styles = Counter(one.customer.style for one in scenarios)
    assert len(styles) == 5
    assert {one.channel.value for one in scenarios} == {"visit", "phone"}
    assert len({one.industry for one in scenarios}) >= 6


@pytest.mark.parametrize("scenario_id", IDS)
def test_no_line_is_said_twice(scenario_id: str) -> None:
    scenario = catalog().scenarios[scenario_id]
    for lang in Lang:
        for name in PLANS:
            for seed in SEEDS[:5]:
                beats = [begin(scenario, lang, seed=seed, level=2)]
                for analysis in read(scenario_id, name, lang):
                    beats.append(take(scenario, lang, beats[-1].state, analysis))
                said = beats[-1].state.said
                assert len(said) == len(set(said))
