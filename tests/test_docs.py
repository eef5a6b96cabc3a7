"""What is written about the product is true of it: settings, commands, and the texts that the code names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer
import yaml

from bot.base.language import Lang
from bot.base.paths import content_dir
from bot.catalog.load import load
from bot.catalog.texts import Texts
from bot.cli.main import app
from bot.config import Settings

ROOT = Path(__file__).resolve().parents[1]
# What looks like the id of a text, in an ordinary or a formatted string.
_ID = re.compile(r'''f?"([a-z][a-z_]*\.(?:[a-z_.]|\{[^}"]*\})+)"''')
# Rooms that know no texts; a string of that shape is a check, a customer's line or a key there.
_OTHER_WORDS = ("scenarios", "language", "playground", "training")


def page(name: str) -> str:
    """A page of the documentation."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def documented(name: str) -> list[str]:
    """What stands in code marks at the beginning of each row of a page's tables."""
    return re.findall(r"^\| `([^`]+)` \|", page(name), re.MULTILINE)


def test_every_setting_is_documented_with_its_default() -> None:
    assert documented("settings.md") == [name.upper() for name in Settings.model_fields]
    defaults = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", page("settings.md"), re.MULTILINE))
    for name, field in Settings.model_fields.items():
        if field.default is not None:
            assert defaults[name.upper()] == f"`{field.default}`", name


def commands(group: click.Group, path: tuple[str, ...] = ("dojo",)) -> Iterator[tuple[str, click.Command]]:
    """Every command with its whole name."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def test_every_command_and_option_is_documented() -> None:
    found = dict(commands(typer.main.get_command(app)))
    assert sorted(documented("commands.md")) == sorted(found)
    text = page("commands.md")
    for name, command in found.items():
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}`" in text, f"{name} {option}"


def test_the_smallest_role_play_stands_in_its_page_as_it_is_written() -> None:
    shown = re.findall(r"^### (\S+)\n\n```(?:yaml|text)\n(.*?)^```$", page("scenarios.md"), re.MULTILINE | re.DOTALL)
    folder = content_dir() / "templates" / "scenario"
    assert dict(shown) == {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_field_of_a_role_play_is_explained() -> None:
    rules = yaml.safe_load((content_dir() / "templates" / "scenario" / "scenario.yaml").read_text(encoding="utf-8"))
    entries = [entry for part in rules.values() if isinstance(part, list) for entry in part if isinstance(entry, dict)]
    for field in {*rules, *(key for entry in entries for key in entry)}:
        assert re.search(rf"`{field}\b", page("scenarios.md")), field


@pytest.fixture(scope="module")
def texts() -> Texts:
    return load(content_dir()).texts


def named() -> dict[str, str]:
    """Everything in the code that has the shape of a text's id, and where."""
    found = {}
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if path.relative_to(ROOT / "bot").parts[0] not in _OTHER_WORDS:
            for name in _ID.findall(path.read_text(encoding="utf-8")):
                found.setdefault(name, str(path.relative_to(ROOT)))
    return found


def pattern(name: str) -> re.Pattern[str]:
    """The ids that a name in a formatted string may become."""
    return re.compile("[a-z_0-9]+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", name)))


def test_every_text_that_the_code_names_exists(texts: Texts) -> None:
    groups = {name.partition(".")[0] for name in texts.ids()}
    for name, where in named().items():
        if name.partition(".")[0] in groups:
            assert any(pattern(name).fullmatch(one) for one in texts.ids()), f"{name} in {where}"


def test_every_text_is_used(texts: Texts) -> None:
    """The group `format` is read by the filters; the rest is named in the code, wholly or in part."""
    used = [pattern(name) for name in named() if not name.startswith("{")]
    unused = [
        one for one in texts.ids() if not one.startswith("format.") and not any(each.fullmatch(one) for each in used)
    ]
    assert unused == []


def test_both_languages_have_the_same_texts(texts: Texts) -> None:
    for name in texts.ids():
        assert texts.has(name), name
    assert set(texts.formats) == set(Lang)
