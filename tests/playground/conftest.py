"""A playground on a free port, a real python-telegram-bot `Bot` on it, and people to press its buttons."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import Bot

from bot.base.clock import MovableClock
from bot.playground import Playground

from .helpers import FREE, LOCAL, TOKEN, make_bot


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot warns of its own `retry_after` unless it is told to answer with durations."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def playground(tmp_path: Path) -> AsyncIterator[Playground]:
    made = Playground(
        tmp_path / "playground.sqlite3",
        token=TOKEN,
        clock=MovableClock(),
        control=True,
        limits=FREE,
        webhook_pause=0.02,
    )
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def page(playground: Playground) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=playground.url, **LOCAL) as client:
        yield client


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[Bot]:
    async with make_bot(playground) as made:
        yield made


@pytest.fixture
async def rep(page: httpx.AsyncClient) -> int:
    """The id of a rep who has pressed Start; the update has been queued."""
    state = (await page.get("/api/state")).json()
    person_id: int = state["people"][0]["id"]
    (await page.post(f"/api/people/{person_id}/start", json={})).raise_for_status()
    return person_id


@pytest.fixture
async def api(playground: Playground, page: httpx.AsyncClient) -> Any:
    """Raw calls: `await api("sendMessage", chat_id=…)` answers the status code and the JSON object."""

    async def call(method: str, **params: Any) -> tuple[int, dict[str, Any]]:
        body = json.dumps(params)
        answer = await page.post(f"/bot{TOKEN}/{method}", content=body, headers={"Content-Type": "application/json"})
        return answer.status_code, answer.json()

    return call


@pytest.fixture
async def refused(api: Any) -> Any:
    """The description of a refusal: `await refused("sendMessage", …)`; fails when the call succeeds."""

    async def call(method: str, **params: Any) -> str:
        status, answer = await api(method, **params)
        assert answer["ok"] is False and answer["error_code"] == status, answer
        return str(answer["description"])

    return call
