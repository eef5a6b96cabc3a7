"""The script commands' contract: JSON lines in, JSON lines out."""

from __future__ import annotations

import io
import json
from typing import Any

import typer
from typer.testing import CliRunner

from bot.cli.understanding import Answer, analysed_by, answer_lines, found_by, mount
from bot.language.analyser import Analyser
from bot.language.objections import ObjectionIndex


def _run(answer: Answer, *lines: str) -> list[Any]:
    out = io.StringIO()
    answer_lines(lines, out, answer)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_analyse(analyser: Analyser) -> None:
    (found,) = _run(analysed_by(analyser), '{"text": "How many vans do you run?", "lang": "en", "context": "Hello"}')
    assert found["text"] == "How many vans do you run?"
    assert found["lang"] == "en"
    assert found["moves"][0].keys() == {"move", "confidence", "evidence"}
    assert found["moves"][0]["move"] == "spin.situation"


def test_objections_search(index: ObjectionIndex) -> None:
    (found,) = _run(found_by(index), '{"text": "太贵了"}')
    assert found["lang"] == "zh"
    assert len(found["hits"]) == 5
    assert found["hits"][0]["category"] == "price"


def test_a_malformed_line_is_answered_in_its_place(analyser: Analyser) -> None:
    lines = ('{"text": "Hello"}', "nonsense", "", "[]", '{"text": 1}', '{"text": "a", "lang": "fr"}', '{"text": "好"}')
    answers = _run(analysed_by(analyser), *lines)
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, False]


def test_half_a_surrogate_pair_does_not_break_the_output(analyser: Analyser) -> None:
    (found,) = _run(analysed_by(analyser), '{"text": "ok \\ud800"}')
    assert found["text"] == "ok \ud800"


def test_the_commands_are_mounted(analyser: Analyser, index: ObjectionIndex) -> None:
    app = typer.Typer()
    mount(app, lambda: analyser, lambda: index)
    runner = CliRunner()
    said = runner.invoke(app, ["analyse"], input='{"text": "太贵了"}\n{"text": "您好"}\n')
    assert said.exit_code == 0
    assert [json.loads(line)["text"] for line in said.stdout.splitlines()] == ["太贵了", "您好"]
    found = runner.invoke(app, ["objections", "search"], input='{"text": "太贵了"}\n')
    assert json.loads(found.stdout)["hits"][0]["id"] == "too-expensive"
