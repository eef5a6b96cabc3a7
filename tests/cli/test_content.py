"""`dojo content`, and what is printed to somebody who types `dojo` alone."""

from __future__ import annotations

import json

import pytest

from tests.cli.dojo import Dojo


def test_stats_as_json(dojo: Dojo) -> None:
    ended = dojo.run("content", "stats", "--json")
    assert ended.returncode == 0, ended.stderr
    counts = json.loads(ended.stdout)
    assert counts["items"]
    assert counts["objections"]


def test_stats_for_people(dojo: Dojo) -> None:
    ended = dojo.run("content", "stats")
    assert ended.returncode == 0
    assert "objections" in ended.stdout


@pytest.mark.parametrize("arguments", [(), ("db",), ("content",), ("objections",)])
def test_alone_it_lists_its_commands(dojo: Dojo, arguments: tuple[str, ...]) -> None:
    ended = dojo.run(*arguments)
    assert ended.returncode in {0, 2}
    assert "Commands" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_unknown_command(dojo: Dojo) -> None:
    ended = dojo.run("dance")
    assert ended.returncode == 2
    assert "dance" in ended.stderr
