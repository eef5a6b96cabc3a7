"""The model answers of one scenario pasted into another: they belong to somebody else, and the customer hears it."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from bot.scenarios.types import Ending
from bot.training.grading.score import grade
from tests.chats.warm import warm
from tests.scenarios.rep import plan
from tests.scenarios.test_every_scenario import IDS
from tests.scenarios.tricks import talk

LIMIT = 30
# Of all scripts of other trades each scenario hears every third; `python -m bench.pasted` plays all of them.
EVERY = 3
# Scripts that are partly right for somebody else, because the trouble is the same: orders that change while one person
# alone keeps the plan, deadlines that live in one man's cabinet, quotes that nobody can compare, machines that stop
# with nobody there who knows them. There they are answered for what they ask.
SAME_TROUBLE = {
    ("parts-buyer", "software-planning-clerk"),
    ("trademark-renewal", "trademark-legal-counsel"),
    ("dry-cabinet-lab-lead", "dry-cabinet-buyer"),
    ("compressor-maintenance", "equipment-service-contract"),
}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("scenario_id", IDS)
def test_the_model_answers_of_another_scenario_stay_below_thirty(scenario_id: str, lang: Lang) -> None:
    catalog = warm().catalog
    scenario = catalog.scenarios[scenario_id]
    foreign = [other for other in IDS if catalog.scenarios[other].industry != scenario.industry]
    foreign = foreign[IDS.index(scenario_id) % EVERY :: EVERY]
    for other in foreign:
        card = grade(talk(scenario, lang, plan("win", lang, other)), catalog.rubric)
        limit = catalog.rubric.pass_mark if (scenario_id, other) in SAME_TROUBLE else LIMIT
        assert card.total < limit, (other, card.total, card.ending)
        assert card.ending is not Ending.ADVANCE


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("scenario_id", IDS)
def test_those_of_the_same_trade_win_nobody(scenario_id: str, lang: Lang) -> None:
    """Somebody who sells the same and greets the wrong person is understood now and then, and gets nowhere."""
    catalog = warm().catalog
    scenario = catalog.scenarios[scenario_id]
    for other in IDS:
        kin = catalog.scenarios[other].industry == scenario.industry
        if other != scenario_id and kin and (scenario_id, other) not in SAME_TROUBLE:
            card = grade(talk(scenario, lang, plan("win", lang, other)), catalog.rubric)
            assert not card.passed and card.total < catalog.rubric.pass_mark, (other, card.total)
