"""`dojo scenario new`: from nothing to a role-play that is sound and can be tried."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.base.errors import ContentError
from bot.base.paths import content_dir
from bot.catalog.scenario_template import ID_LENGTH, write_new
from tests.cli.dojo import Dojo


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The content of this repository with a scenarios folder of its own, which may be written to."""
    folder = tmp_path / "content"
    (folder / "scenarios").mkdir(parents=True)
    for shipped in content_dir().iterdir():
        if shipped.name != "scenarios":
            (folder / shipped.name).symlink_to(shipped)
    for shipped in (content_dir() / "scenarios").iterdir():
        (folder / "scenarios" / shipped.name).symlink_to(shipped)
    return folder


def test_a_new_scenario_is_sound_and_can_be_tried(dojo: Dojo, content: Path) -> None:
    made = dojo.run("scenario", "new", "our-own-office", "--content", str(content))
    assert made.returncode == 0, made.stderr
    assert "our-own-office" in made.stdout
    rules = (content / "scenarios" / "our-own-office" / "scenario.yaml").read_text(encoding="utf-8")
    assert rules.startswith("id: our-own-office\n")
    checked = dojo.run("content", "check", "--content", str(content))
    assert (checked.stdout, checked.returncode) == ("content: no findings\n", 0)
    tried = dojo.run("scenario", "try", "our-own-office", "--content", str(content))
    assert tried.returncode == 0, tried.stderr
    marks = {
        name: (ending, [int(mark) for mark in totals.split("/")])
        for name, ending, totals in re.findall(r"^(\S+) +(\S+) +([\d/]+)  failed", tried.stdout, re.MULTILINE)
    }
    for lang in ("zh", "en"):
        (won, best), (_, middle), (lost, worst) = (marks[f"{plan}.{lang}"] for plan in ("win", "mediocre", "fail"))
        assert (won, lost) == ("advance", "walk_out")
        assert min(best) >= 75
        assert min(best) - 15 >= max(middle)
        assert min(middle) >= max(worst) + 15
        assert max(worst) < 30
    assert abs(marks["win.zh"][1][0] - marks["win.en"][1][0]) <= 5


def test_a_refusal_is_a_sentence(dojo: Dojo, content: Path) -> None:
    ended = dojo.run("scenario", "new", "textbook-principal", "--content", str(content))
    assert ended.returncode == 2
    assert "taken" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "bad",
    ["", "Office", "office water", "../office", "office/water", "-office", "办公室", "a" * (ID_LENGTH + 1), "a\n"],
)
def test_ids_that_will_not_do(content: Path, bad: str) -> None:
    before = sorted(content.rglob("*"))
    with pytest.raises(ContentError, match="will not do"):
        write_new(content_dir(), content, bad)
    assert sorted(content.rglob("*")) == before


def test_a_folder_without_content(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no content folder"):
        write_new(content_dir(), tmp_path, "office-water")


def test_what_cannot_be_written_leaves_nothing_behind(content: Path, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be written"):
        write_new(tmp_path, content, "office-water")
    # A template with a file that cannot be copied: half of it is there by then.
    template = tmp_path / "templates" / "scenario"
    template.mkdir(parents=True)
    (template / "scenario.yaml").write_text("id: x\n", encoding="utf-8")
    (template / "gone.yaml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(ContentError, match="cannot be written"):
        write_new(tmp_path, content, "office-water")
    assert not (content / "scenarios" / "office-water").exists()
