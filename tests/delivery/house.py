"""A small house for the tests: playground, database, application and delivery, all real, in one process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa
from telegram import Update
from telegram.ext import TypeHandler

from bot.base.clock import MovableClock
from bot.delivery.application import DojoApplication, build_application
from bot.delivery.context import UnitContext
from bot.delivery.delivery import Delivery
from bot.delivery.handling import Notice
from bot.delivery.outgoing import Outgoing, text
from bot.delivery.polling import Polling
from bot.delivery.rates import Rates
from bot.delivery.unit import Tx
from bot.delivery.updates import Head
from bot.playground import Limits, Playground
from bot.storage.database import Database, open_database
from bot.storage.tables import metadata

TOKEN = "4242:TEST-token"
BOT_ID = 4242
UNLIMITED = Limits(per_second=0, per_chat=0, group_per_minute=0)
FAST = Rates(overall=1000, per_chat=1000.0, burst=1000, group_minute=1000)

Handler = Callable[[Update, UnitContext], Awaitable[Any]]


def notice(tx: Tx, head: Head) -> tuple[Outgoing, ...]:
    """What the sender of a parked update reads in these tests."""
    return (text(head.route_id, "parked"),)


@dataclass
class House:
    """Everything a test touches. `handler` may be replaced at any time."""

    playground: Playground
    page: httpx.AsyncClient
    database: Database
    clock: MovableClock
    application: DojoApplication
    delivery: Delivery
    handler: Handler
    extra: dict[str, Any] = field(default_factory=dict)

    async def calls(self, method: str | None = None) -> list[dict[str, Any]]:
        """The calls that the server has handled."""
        params = {} if method is None else {"method": method}
        answer: list[dict[str, Any]] = (await self.page.get("/control/calls", params=params)).json()
        return answer

    async def texts(self, chat_id: int) -> list[str]:
        """Texts that reached a chat, in order."""
        calls = await self.calls("sendMessage")
        return [c["params"]["text"] for c in calls if c["ok"] and int(c["params"]["chat_id"]) == chat_id]

    async def fault(self, kind: str, **values: Any) -> None:
        """Make coming calls go wrong."""
        (await self.page.post("/control/faults", json={"kind": kind, **values})).raise_for_status()

    async def person(self) -> int:
        """The id of a person who has let the bot in."""
        made = await self.page.post("/api/people", json={"first_name": "Li", "language_code": "en"})
        person_id: int = made.json()["id"]
        (await self.page.post(f"/api/people/{person_id}/start", json={})).raise_for_status()
        return person_id

    async def rows(self, table: sa.Table) -> list[Any]:
        """All rows of a table."""
        return await self.database.read(lambda conn: list(conn.execute(sa.select(table)).all()))

    async def until(self, ask: Callable[[], Awaitable[Any]], count: int, seconds: float = 20.0) -> None:
        """Ask until the answer is so many (or so true). Fails after so many seconds."""
        async with asyncio.timeout(seconds):
            while (len(found) if isinstance(found := await ask(), list) else found) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    def user_row(self, user_id: int) -> dict[str, Any]:
        """A person as the database keeps them."""
        now = self.clock.now()
        return {
            "id": user_id,
            "first_name": "Li",
            "language": "en",
            "time_zone": "Europe/London",
            "train_at": 540,
            "train_days": 31,
            "preferences": {},
            "next_push_at": now,
            "created_at": now,
            "seen_at": now,
        }

    def new_delivery(self, rates: Rates = FAST, notice: Notice = notice) -> Delivery:
        """A delivery as a new process would make it, over the same database."""
        self.delivery = Delivery(self.database, self.application, self.clock, bot_id=BOT_ID, rates=rates, notice=notice)
        return self.delivery

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[Polling]:
        """Fetch updates from the playground."""
        polling = Polling(self.application.bot, self.delivery.receive, long_poll=1)
        polling.start()
        try:
            yield polling
        finally:
            await polling.stop()


@asynccontextmanager
async def make_house(path: Path, url: str, *, rates: Rates = FAST, limits: Limits = UNLIMITED) -> AsyncIterator[House]:
    """Build a house over the database at `url` (its tables are created); delivery is started, polling is not."""
    clock = MovableClock()
    playground = Playground(path / "playground.sqlite3", token=TOKEN, clock=clock, control=True, limits=limits)
    await playground.start()
    application = build_application(TOKEN, UnitContext, api_url=playground.url)
    database = open_database(url)
    await database.run(metadata.create_all)
    async with httpx.AsyncClient(base_url=playground.url, trust_env=False) as page:
        house = House(playground, page, database, clock, application, None, _nothing)  # type: ignore[arg-type]

        async def handle(update: Update, context: UnitContext) -> None:
            await house.handler(update, context)

        application.add_handler(TypeHandler(Update, handle))
        await application.initialize()
        house.new_delivery(rates)
        await house.delivery.start()
        try:
            yield house
        finally:
            await house.delivery.stop()
            await database.close()
            await application.shutdown()
    await playground.stop()


async def _nothing(update: Update, context: UnitContext) -> None:
    """A handler that changes nothing."""


def message(update_id: int, chat_id: int, words: str = "hello") -> dict[str, Any]:
    """A text message as Telegram sends it."""
    who = {"id": chat_id, "is_bot": False, "first_name": "Li", "language_code": "en"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1_800_000_000,
            "chat": {"id": chat_id, "type": "private", "first_name": "Li"},
            "from": who,
            "text": words,
        },
    }


def pressed(update_id: int, chat_id: int, data: str = "a:b") -> dict[str, Any]:
    """A pressed button as Telegram sends it."""
    inner = message(update_id, chat_id)["message"]
    return {
        "update_id": update_id,
        "callback_query": {
            "id": f"q{update_id}",
            "from": inner["from"],
            "message": inner,
            "chat_instance": "1",
            "data": data,
        },
    }
