"""Flood limits and faults."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from bot.base.clock import MovableClock
from bot.playground import Limits, Playground
from bot.playground.errors import ApiError
from bot.playground.rates import Rates

from .helpers import TOKEN

pytestmark = pytest.mark.anyio


def refusal(rates: Rates, chat_id: int, now: float) -> int | None:
    """The seconds to wait, or None when the call is let through."""
    try:
        rates.take(chat_id, now)
    except ApiError as error:
        assert error.code == 429 and error.description == f"Too Many Requests: retry after {error.retry_after}"
        return error.retry_after
    return None


def test_thirty_in_any_sliding_second() -> None:
    rates = Rates()
    assert [refusal(rates, chat, 100.0 + chat / 100) for chat in range(1, 31)] == [None] * 30
    assert refusal(rates, 99, 100.9) == 1
    assert refusal(rates, 99, 101.0) == 1
    assert refusal(rates, 99, 101.011) is None
    assert refusal(rates, 98, 101.011) == 1


def test_one_a_second_for_a_chat_after_a_burst() -> None:
    rates = Rates(Limits(chat_burst=3))
    assert [refusal(rates, 7, 100.0) for _ in range(4)] == [None, None, None, 1]
    assert refusal(rates, 8, 100.0) is None
    assert [refusal(rates, 7, 101.0) for _ in range(2)] == [None, 1]
    assert [refusal(rates, 7, 1000.0) for _ in range(4)] == [None, None, None, 1]


def test_twenty_a_minute_for_a_group() -> None:
    rates = Rates()
    assert [refusal(rates, -7, 100.0 + i) for i in range(20)] == [None] * 20
    assert refusal(rates, -7, 121.0) == 39
    assert refusal(rates, -7, 160.0) is None


async def test_a_bot_that_floods_is_told_how_long_to_wait(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    limits = {"per_chat": 0.1, "chat_burst": 2}
    assert (await page.post("/control/settings", json={"limits": limits})).status_code == 200
    sent = await bot.send_message(rep, "1")
    await bot.edit_message_text("2", rep, sent.message_id)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(rep, "3")
    assert refused.value.retry_after == timedelta(seconds=10)
    assert await bot.send_chat_action(rep, "typing")


async def test_faults_by_number_method_and_chat(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    faults = [
        {"kind": "too_many_requests", "method": "sendMessage", "retry_after": 7},
        {"kind": "server_error", "count": 2, "chat_id": rep},
        {"kind": "server_error", "method": "getChat", "status": 500},
    ]
    assert len((await page.post("/control/faults", json=faults)).json()) == 3
    with pytest.raises(RetryAfter, match="7"):
        await bot.send_message(rep, "x")
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(rep, "x")
    assert (await bot.send_message(rep, "x")).text == "x"
    assert (await page.get("/control/faults")).json()[0]["method"] == "getChat"
    await page.delete("/control/faults")
    assert await bot.get_chat(rep)
    assert (await page.post("/control/faults", json={"kind": "earthquake"})).status_code == 400


async def test_connections_dropped_before_and_after_handling(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    for kind, handled in (("drop_before", 0), ("drop_after", 1)):
        await page.post("/control/faults", json={"kind": kind, "method": "sendMessage"})
        before = len((await page.get("/control/calls?method=sendMessage")).json())
        with pytest.raises(NetworkError):
            await bot.send_message(rep, kind)
        calls = (await page.get("/control/calls?method=sendMessage")).json()
        assert len(calls) - before == handled
    last = (await page.get(f"/api/chats/{rep}/messages")).json()["messages"][-1]
    assert last["text"] == "drop_after"


async def test_slow_answers_and_latency(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    await page.post("/control/faults", json={"kind": "slow", "method": "sendMessage", "seconds": 0.05})
    begin = time.monotonic()
    await bot.send_message(rep, "x")
    assert time.monotonic() - begin >= 0.05
    await page.post("/control/settings", json={"latency": 0.06})
    begin = time.monotonic()
    await bot.send_message(rep, "y")
    end = time.monotonic()
    call = (await page.get("/control/calls?method=sendMessage")).json()[-1]
    assert call["params"]["text"] == "y"
    assert begin + 0.03 <= call["monotonic"] <= end - 0.03
    assert call["result"]["message_id"] and call["ok"]
    assert (await page.get(f"/control/calls?after={call['n']}")).json() == []
    await page.delete("/control/calls")
    assert (await page.get("/control/calls")).json() == []


async def test_without_control_there_is_no_lever(tmp_path: Path) -> None:
    playground = Playground(tmp_path / "p.sqlite3", token=TOKEN, clock=MovableClock())
    transport: Any = httpx.ASGITransport(app=playground.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        assert (await client.get("/control/calls")).status_code == 404
        assert (await client.get("/healthz")).text == "ok"
    await playground.stop()
