"""A new scenario, written from the template: complete and playable, to be changed part by part."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from bot.base.errors import ContentError

TEMPLATE = "templates/scenario"
# Ids name a folder and stand in buttons, which have room for 64 bytes.
ID_LENGTH = 40
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID_LINE = re.compile(r"\Aid: \S+")


def write_new(shipped: Path, content: Path, scenario_id: str) -> Path:
    """Write the template below the content folder `content` under a new id; the folder made.

    `shipped` is the content folder that holds the template. Raises ContentError, with a sentence for the author, when
    the id will not do, is taken, or nothing can be written there.
    """
    if not _ID.fullmatch(scenario_id) or len(scenario_id) > ID_LENGTH:
        raise ContentError(
            f"{scenario_id!r} will not do as an id: at most {ID_LENGTH} lower-case letters and digits, "
            "with single hyphens between words, for example office-water"
        )
    if not (content / "scenarios").is_dir():
        raise ContentError(f"{content}: no content folder, for there is no scenarios/ in it")
    target = content / "scenarios" / scenario_id
    try:
        # Not with the modes of the shipped files, which may be read-only.
        shutil.copytree(shipped / TEMPLATE, target, copy_function=shutil.copyfile)
        _rename(target / "scenario.yaml", scenario_id)
    except FileExistsError as error:
        raise ContentError(f"{target}: this id is taken") from error
    except OSError as error:
        # Half a scenario would keep the dojo from starting.
        shutil.rmtree(target, ignore_errors=True)
        raise ContentError(f"{target}: cannot be written ({error.strerror or error})") from error
    return target


def _rename(rules: Path, scenario_id: str) -> None:
    text = rules.read_text(encoding="utf-8")
    rules.write_text(_ID_LINE.sub(f"id: {scenario_id}", text), encoding="utf-8")
