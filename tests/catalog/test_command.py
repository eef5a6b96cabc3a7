"""`dojo content`: a sentence or a list of findings, and the counts for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import content
from bot.language import encoder
from tests.catalog.conftest import Break


@pytest.fixture
def here(good: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(content, "content_dir", lambda: good)
    return good


@pytest.mark.usefixtures("here")
def test_check_says_that_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    # The good folder's questions are numbered and nothing else: by meaning they are all alike.
    monkeypatch.setattr(encoder, "UseEncoder", lambda: None)
    result = CliRunner().invoke(content.app, ["check"])
    assert (result.exit_code, result.output) == (0, "content: no findings\n")


@pytest.mark.usefixtures("here")
def test_check_lists_every_finding_and_fails(broken: Break) -> None:
    broken("items/spin.yaml", "difficulty: 1", "difficulty: 9")
    broken("texts/zh/a.yaml", "</b>", "")
    result = CliRunner().invoke(content.app, ["check"])
    assert result.exit_code == 1
    assert "items/spin.yaml:5:5: schema:" in result.output
    assert "texts/zh/a.yaml:1:1: text-html:" in result.output


@pytest.mark.usefixtures("here")
def test_stats_as_json_and_as_a_table() -> None:
    counts = json.loads(CliRunner().invoke(content.app, ["stats", "--json"]).output)
    assert {"units", "items", "objections", "scenarios", "moves"} <= counts.keys() and counts["items"] == 16
    table = CliRunner().invoke(content.app, ["stats"]).output
    assert "objections_by_category\n  price" in table


@pytest.mark.usefixtures("here")
def test_stats_of_broken_content_name_the_findings(broken: Break) -> None:
    broken("items/spin.yaml", "difficulty: 1", "difficulty: 9")
    result = CliRunner().invoke(content.app, ["stats", "--json"])
    assert result.exit_code == 1 and "schema" in result.output
