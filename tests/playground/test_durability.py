"""What survives: a stop, a start, a SIGKILL; and a port that is taken."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.base.clock import MovableClock
from bot.playground import Playground

from .helpers import FREE, LOCAL, TOKEN, make_bot, until

pytestmark = pytest.mark.anyio

_SERVE = """
import asyncio, sys
from pathlib import Path
from bot.base.clock import MovableClock
from bot.playground import Playground

async def main():
    playground = Playground(Path(sys.argv[1]), token=sys.argv[2], clock=MovableClock())
    print(await playground.start(), flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_a_restart_keeps_everything_and_no_number_returns(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite3"
    first = Playground(path, token=TOKEN, clock=MovableClock(), limits=FREE)
    await first.start()
    async with httpx.AsyncClient(base_url=first.url, **LOCAL) as page, make_bot(first) as bot:
        rep = (await page.get("/api/state")).json()["people"][0]["id"]
        await page.post(f"/api/people/{rep}/start", json={})
        taken = (await bot.get_updates())[-1].update_id
        await bot.get_updates(offset=taken + 1)
        sent = await bot.send_message(rep, "x")
        await page.post("/api/clock/jump", json={"minutes": 90})
    await first.stop()

    clock = MovableClock()
    second = Playground(path, token=TOKEN, clock=clock, limits=FREE)
    await second.start()
    assert timedelta(minutes=89) < clock.ahead < timedelta(minutes=91)
    async with httpx.AsyncClient(base_url=second.url, **LOCAL) as page, make_bot(second) as bot:
        shown = (await page.get(f"/api/chats/{rep}/messages")).json()["messages"]
        assert [m["message_id"] for m in shown][-1] == sent.message_id
        later = (await page.post(f"/api/chats/{rep}/send", json={"text": "y"})).json()
        assert later["message_id"] > sent.message_id
        assert [u.update_id for u in await bot.get_updates()] == [taken + 1]
    await second.stop()


async def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    seen: list[int] = []
    said: list[str] = []
    for life in range(3):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _SERVE, str(tmp_path / "p.sqlite3"), TOKEN, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        port = int(await asyncio.wait_for(process.stdout.readline(), 30))
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", **LOCAL) as page:
            rep = (await page.get("/api/state")).json()["people"][0]["id"]
            for number in range(3):
                said.append(f"{life}.{number}")
                (await page.post(f"/api/chats/{rep}/send", json={"text": said[-1]})).raise_for_status()
            process.send_signal(signal.SIGKILL)
            await process.wait()
    last = Playground(tmp_path / "p.sqlite3", token=TOKEN, clock=MovableClock())
    await last.start()
    async with make_bot(last) as bot:
        updates = await bot.get_updates()
        seen = [u.update_id for u in updates]
        assert [u.message.text for u in updates if u.message] == said
        assert len(set(seen)) == len(seen) and seen == sorted(seen)
    await last.stop()


async def test_a_taken_port_is_an_oserror(playground: Playground, tmp_path: Path) -> None:
    port = int(playground.url.rpartition(":")[2])
    other = Playground(tmp_path / "other.sqlite3", token=TOKEN, clock=MovableClock())
    with pytest.raises(OSError, match=r"in use"):
        await other.start(port=port)
    await other.stop()


async def test_stopping_ends_streams_and_long_polls(tmp_path: Path) -> None:
    playground = Playground(tmp_path / "p.sqlite3", token=TOKEN, clock=MovableClock())
    await playground.start()
    async with (
        httpx.AsyncClient(base_url=playground.url, **LOCAL) as page,
        make_bot(playground) as bot,
        page.stream("GET", "/api/events", timeout=20) as answer,
    ):
        lines = answer.aiter_lines()
        await anext(lines)
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await until(playground, lambda core: core.poller is not None)
        async with asyncio.timeout(5):
            await playground.stop()
            assert await poll == ()
            assert [line async for line in lines if "nothing ends a stream but its end" in line] == []
    await playground.stop()


async def test_serve_runs_until_cancelled(tmp_path: Path) -> None:
    playground = Playground(tmp_path / "p.sqlite3", token=TOKEN, clock=MovableClock())
    task = asyncio.create_task(playground.serve())
    while playground.url.endswith(":0"):  # noqa: ASYNC110 - no event tells
        await asyncio.sleep(0.005)
    async with httpx.AsyncClient(base_url=playground.url, **LOCAL) as page:
        while True:
            try:
                assert (await page.get("/healthz")).text == "ok"
                break
            except httpx.ConnectError:
                await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
