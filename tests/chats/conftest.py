"""A world for each test, and what must be true of every one of them when it ends."""

from __future__ import annotations

import io
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.log import configure
from bot.storage.tables import inbox, outbox
from tests.chats.world import TOKEN, World, open_world


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def _log_lines() -> Iterator[io.StringIO]:
    """Everything that is logged, at the most talkative level, as an operator would get it."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    configure("DEBUG", as_json=True)
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    lines = io.StringIO()
    handler.setStream(lines)
    yield lines
    root.handlers[:] = before
    root.setLevel(level)


@pytest.fixture
def log(_log_lines: io.StringIO) -> io.StringIO:
    """What this test has made the bot log."""
    _log_lines.seek(0)
    _log_lines.truncate()
    return _log_lines


@pytest.fixture
async def world(tmp_path: Path, log: io.StringIO) -> AsyncIterator[World]:
    """The world of one test. At its end nothing may be left over, and nothing said may be in the log."""
    async with open_world(tmp_path) as made:
        yield made
        await made.settle()
        updates, calls = await made.rows(inbox), await made.rows(outbox)
    assert [row for row in updates if row["status"] != "done"] == []
    assert [
        (row["method"], row["error"], row["params"]) for row in calls if row["status"] in {"pending", "failed"}
    ] == []
    _check_log(log.getvalue(), made)


def _check_log(logged: str, world: World) -> None:
    """No word of anybody's and no token; ordinary commands and short answers may coincide with a log's own words."""
    assert TOKEN not in logged
    assert TOKEN.split(":")[1] not in logged
    for person in world.people:
        for words in person.words:
            assert len(words) < 6 or words.startswith("/") or words not in logged, f"{words!r} is in the log"
