"""The real content: the first scenario and the published rubric."""

from __future__ import annotations

import pytest

from bot.base.paths import content_dir
from bot.catalog.findings import Finding, refuse
from bot.catalog.rubric import PATTERNS as RUBRIC_FILES
from bot.catalog.rubric import load_rubric
from bot.catalog.scenarios import PATTERNS as SCENARIO_FILES
from bot.catalog.scenarios import load_scenarios
from bot.catalog.source import Source
from bot.scenarios.types import Scenario
from bot.training.grading.types import Rubric


@pytest.fixture(scope="session")
def principal() -> Scenario:
    findings: list[Finding] = []
    source = Source(content_dir())
    scenarios = load_scenarios(source.docs(source.files(*SCENARIO_FILES), findings), findings)
    refuse(findings)
    return scenarios["textbook-principal"]


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    findings: list[Finding] = []
    source = Source(content_dir())
    made = load_rubric(source.docs(source.files(*RUBRIC_FILES), findings), findings)
    refuse(findings)
    return made
