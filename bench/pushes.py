"""A morning's drills through the rate limiter: `python -m bench.pushes [drills]`.

A playground in a process of its own keeps Telegram's limits and counts; the bot, whole, has so many people whose drill
is due. Printed: messages a second over the whole morning as a share of the 30 that Telegram allows, and refusals (429).
10,000 drills are 20,000 messages (a greeting and a question each) and take eleven minutes at best.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx

from bench.figures import row, table
from bot.app import App
from bot.base.clock import MovableClock, SystemClock
from bot.base.language import Lang
from bot.config import Settings
from bot.playground import Limits, Playground
from bot.services.people import ALL_DAYS, DEFAULT_TRAIN_AT
from bot.storage import migrate
from bot.storage.database import open_database
from bot.storage.tables import users

DRILLS = 10_000
TOKEN = "4242:PUSH-bench"  # noqa: S105 - the playground's own
PER_SECOND = 30
LATENCY = 0.08
FIRST_ID = 7_000_001
QUIET_SECONDS = 20.0


def _serve(path: str, told: Connection) -> None:
    """The playground's process."""

    async def serve() -> None:
        limits = Limits(per_second=PER_SECOND)
        playground = Playground(
            Path(path), token=TOKEN, clock=MovableClock(), control=True, latency=LATENCY, limits=limits
        )
        await playground.start()
        told.send(playground.url)
        await asyncio.Event().wait()

    asyncio.run(serve())


@contextmanager
def playground(folder: Path) -> Iterator[str]:
    """The address of a playground that ends with the block."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(str(folder / "playground.sqlite3"), there), daemon=True
    )
    process.start()
    try:
        yield here.recv()
    finally:
        process.kill()
        process.join()


def let_in(url: str, number: int) -> list[int]:
    """People who have pressed Start; their ids."""
    ids = []
    with httpx.Client(base_url=url, trust_env=False, timeout=60) as page:
        for each in range(number):
            person = page.post("/api/people", json={"first_name": f"P{each}", "language_code": "en"}).json()
            page.post(f"/api/people/{person['id']}/start", json={}).raise_for_status()
            ids.append(int(person["id"]))
        # What they pressed is no part of the morning.
        waiting = page.get(f"/bot{TOKEN}/getUpdates", params={"offset": -1}).json()["result"]
        page.get(f"/bot{TOKEN}/getUpdates", params={"offset": waiting[-1]["update_id"] + 1}).raise_for_status()
    return ids


def person(user_id: int, now: datetime) -> dict[str, Any]:
    """A row of somebody whose drill is due."""
    minutes = now.hour * 60 + now.minute
    return {
        "id": user_id, "first_name": "P", "language": Lang.EN.value, "time_zone": "UTC",
        "train_at": minutes or DEFAULT_TRAIN_AT, "train_days": ALL_DAYS, "next_push_at": now - timedelta(seconds=30),
        "preferences": {}, "created_at": now, "seen_at": now,
    }  # fmt: skip


async def morning(url: str, folder: Path, ids: list[int]) -> tuple[list[float], int]:
    """Run the bot until nothing is sent any more: the moments of the messages, and how many were refused."""
    database_url, now = f"sqlite:///{folder / 'dojo.sqlite3'}", datetime.now(UTC)
    database = open_database(database_url)
    await database.run(migrate.upgrade)
    await database.run(lambda conn: conn.execute(users.insert(), [person(one, now) for one in ids]) and None)
    await database.close()
    settings = Settings(_env_file=None, data_dir=folder)
    app = App(settings, SystemClock(), token=TOKEN, api_url=url, database_url=database_url)
    await app.start()
    moments, refused = await _watch(url, len(ids) * 2)
    await app.stop()
    return moments, refused


async def _watch(url: str, wanted: int) -> tuple[list[float], int]:
    moments: list[float] = []
    refused, after, changed = 0, 0, time.monotonic()
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=60) as page:
        while len(moments) < wanted and time.monotonic() - changed < QUIET_SECONDS:
            await asyncio.sleep(2)
            for call in (await page.get("/control/calls", params={"after": after})).json():
                after, changed = call["n"], time.monotonic()
                if call["method"] in ("sendMessage", "sendPoll"):
                    refused += not call["ok"]
                    moments += [call["monotonic"]] if call["ok"] else []
    return sorted(moments), refused


def main() -> None:
    """Print the pace."""
    drills = int(sys.argv[1]) if len(sys.argv) > 1 else DRILLS
    with tempfile.TemporaryDirectory() as name, playground(Path(name)) as url:
        ids = let_in(url, drills)
        moments, refused = asyncio.run(morning(url, Path(name), ids))
    pace = (len(moments) - 1) / (moments[-1] - moments[0])
    table(f"{drills:,} drills", "messages", "minutes", "a second", "of 30", "refused")
    row("pushed", len(moments), (moments[-1] - moments[0]) / 60, pace, f"{pace / PER_SECOND:.1%}", refused)


if __name__ == "__main__":
    main()
