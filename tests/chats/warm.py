"""What is the same in every test and slow to make: built once in each process."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.base.language import Lang
from bot.base.paths import content_dir, shipped
from bot.catalog.load import Catalog, load
from bot.services.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Warm:
    """The real catalog and the real understanding of texts, ready to be used."""

    catalog: Catalog
    understanding: Understanding


@cache
def warm() -> Warm:
    """Built at the first call; every test of this process shares it. Neither keeps anything about a test."""
    with _alone() as folder:
        catalog = load(content_dir(), folder)
        understanding = Understanding(catalog, folder, shipped=shipped())
        understanding.find_now("太贵了", Lang.ZH)
    return Warm(catalog, understanding)


@cache
def warm_for_roleplay() -> None:
    """Have an utterance read too: the first one takes longer."""
    shared = warm()
    with _alone():
        shared.understanding.analyse_now("你好", Lang.ZH)


@contextmanager
def _alone() -> Iterator[Path]:
    """What is built is kept in a folder: of several processes one builds, the others wait and read."""
    folder = Path(tempfile.gettempdir()) / f"dojo-tests-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
