"""The customer never runs out of words and never asks without asking."""

from __future__ import annotations

from bot.base.language import Lang
from bot.scenarios.types import Scenario


def test_there_are_more_gestures_than_turns(principal: Scenario) -> None:
    assert len(principal.lines["gesture"]) >= max(tuning.turns for tuning in principal.tunings)


def test_own_questions_are_questions(principal: Scenario) -> None:
    occasions = ["ask", *(f"ask.{question.id}" for question in principal.questions)]
    for occasion in occasions:
        for line in principal.lines[occasion]:
            assert all("?" in text or "？" in text for text in line.text.values()), line.id


def test_everything_that_can_recur_has_three_variants(principal: Scenario) -> None:
    needs = [f"need.{need.id}.{level}" for need in principal.needs for level in (2, 3, 4, 5, "cold")]
    facts = [f"fact.{fact.id}" for fact in principal.facts]
    real = [f"objection.{o.id}{part}" for o in principal.objections for part in ("", ".again") if o]
    for occasion in (*needs, *facts, *real):
        assert len(principal.lines[occasion]) >= 3, occasion


def test_a_line_says_the_same_in_no_two_places(principal: Scenario) -> None:
    for lang in Lang:
        own = [line.text[lang] for lines in principal.lines.values() for line in lines if not line.bank]
        assert len(own) == len(set(own))
