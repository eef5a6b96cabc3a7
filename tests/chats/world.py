"""The whole product in one process: playground, bot and database, all real, with a clock that the test moves.

    async def test_something(world: World) -> None:
        emma = await world.person("Emma", "en")
        said = await emma.start()          # what the bot wrote or changed in answer
        await emma.press("Skip")
        await world.jump("2026-01-06 08:30", "Asia/Shanghai")

Nothing sleeps: `settle` waits until every update is handled and everything owed is sent.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import sqlalchemy as sa

from bot.app import App
from bot.base.clock import MovableClock
from bot.base.language import Lang
from bot.config import Settings
from bot.playground import Limits, Playground
from bot.storage.database import open_database
from bot.storage.tables import users
from tests.chats.person import Person
from tests.chats.warm import warm

TOKEN = "4242:TEST-token-of-the-chats"
# A Monday, ten in the morning in Shanghai and two at night in London.
START = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
UNLIMITED = Limits(per_second=0, per_chat=0, group_per_minute=0)
# Loopback needs no certificates, whose loading is what is slow about a client.
LOCAL: dict[str, Any] = {"trust_env": False, "verify": False}


class Still:
    """A clock that stands until it is told to go on."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """The moment it shows."""
        return self._moment

    def go_on(self, span: timedelta) -> None:
        """Let time pass without anybody noticing, as it does."""
        self._moment += span


class World:
    """One playground, one database, one bot; made by `open_world`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._source = Still(START)
        self._forged = count(1)
        self.clock = MovableClock(source=self._source)
        self.database_url = f"sqlite:///{path / 'dojo.sqlite3'}"
        self.playground = Playground(
            path / "playground.sqlite3", token=TOKEN, clock=self.clock, control=True, limits=UNLIMITED
        )
        self.page: httpx.AsyncClient
        self.app: App
        self.people: list[Person] = []

    # --- the bot's life

    async def start_bot(self) -> None:
        """Start the bot over the database as it is."""
        settings = Settings(
            _env_file=None,
            bot_token=None,
            data_dir=self._path / "var",
            typing_pause=0,
            send_rate=1000,
            chat_rate=30,
            chat_burst=30,
        )
        shared = warm()
        self.app = App(
            settings,
            self.clock,
            token=TOKEN,
            api_url=self.playground.url,
            database_url=self.database_url,
            catalog=shared.catalog,
            understanding=shared.understanding,
        )
        await self.app.start()
        await self.settle()

    async def restart_bot(self) -> None:
        """Stop the bot and start it again, as after an update of the software."""
        await self.app.stop()
        await self.start_bot()

    # --- time

    @property
    def now(self) -> datetime:
        """The moment of the one clock."""
        return self.clock.now()

    def pass_time(self, **span: float) -> None:
        """Let some time pass (`seconds=…`, `minutes=…`); no tick happens."""
        self._source.go_on(timedelta(**span))

    async def jump(self, local: str, zone: str) -> None:
        """Jump to a local time ("2026-01-06 08:30"); every tick fires at once."""
        await self.jump_to(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)))

    async def jump_to(self, moment: datetime) -> None:
        """Jump to a moment; every tick fires at once."""
        self.clock.jump_to(moment)
        await asyncio.sleep(0)  # the jump reaches the jobs by way of the event loop
        await self.settle()

    # --- waiting

    async def settle(self) -> None:
        """Wait until the bot has taken every update, handled it, and sent what it owes."""
        core = self.playground._core
        async with asyncio.timeout(30):
            with core.bell.listen() as rung:
                while core.store.value("SELECT COUNT(*) FROM updates"):
                    rung.clear()
                    if core.store.value("SELECT COUNT(*) FROM updates"):
                        await rung.wait()
            await self.app.idle()

    # --- people

    async def person(
        self, name: str = "Emma", language: str = "en", *, last_name: str = "", onboarded: bool = False
    ) -> Person:
        """Somebody new; with `onboarded` they have pressed Start and skipped every question."""
        wanted = {"first_name": name, "language_code": language, **({"last_name": last_name} if last_name else {})}
        answer = await self.page.post("/api/people", json=wanted)
        made = Person(self, answer.raise_for_status().json()["id"], "zh" if language.startswith("zh") else "en")
        self.people.append(made)
        if onboarded:
            await made.start()
            await made.send("/help")
        return made

    # --- what the bot has to say

    def text(self, lang: str, message_id: str, **values: object) -> str:
        """A text of `content/texts` as a person reads it, so that no test depends on its wording."""
        html = warm().catalog.texts.render(Lang(lang), message_id, **values)
        return unescape(re.sub(r"<[^>]+>", "", html))

    # --- looking behind the scenes

    async def rows(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> list[Mapping[str, Any]]:
        """Rows of a table of the bot's database, by a connection of the test's own."""
        database = open_database(self.database_url)
        try:
            query = sa.select(table).where(*where)
            return [dict(row) for row in await database.read(lambda conn: conn.execute(query).mappings().all())]
        finally:
            await database.close()

    async def run(self, statement: sa.Executable) -> None:
        """Change something that no page can."""
        database = open_database(self.database_url)
        try:
            await database.run(lambda conn: conn.execute(statement) and None)
        finally:
            await database.close()

    async def user(self, person: Person) -> Mapping[str, Any]:
        """The row of somebody in `users`."""
        (row,) = await self.rows(users, users.c.id == person.id)
        return row

    async def calls(self, method: str) -> list[dict[str, Any]]:
        """Calls of that method that the Bot API server has answered."""
        answer: list[dict[str, Any]] = (await self.page.get("/control/calls", params={"method": method})).json()
        return answer

    def block_unseen(self, person: Person) -> None:
        """Somebody blocks the bot and Telegram's word of it is lost."""
        store = self.playground._core.store
        with store.transaction():
            store.run("UPDATE people SET blocked = 1 WHERE id = ?", person.id)

    async def feed(self, **update: Any) -> None:
        """Hand the bot an update that no page would make, as if Telegram had sent it."""
        await self.feed_all([update])

    async def feed_all(self, updates: Iterable[Mapping[str, Any]]) -> None:
        """Hand the bot several of them at once."""
        numbered = [{"update_id": next(self._forged), **update} for update in updates]
        await self.app.delivery.receive(numbered)
        await self.settle()


@asynccontextmanager
async def open_world(path: Path) -> AsyncIterator[World]:
    """A world in a folder of its own; the bot runs."""
    world = World(path)
    await world.playground.start()
    try:
        async with httpx.AsyncClient(base_url=world.playground.url, **LOCAL) as world.page:
            await world.start_bot()
            try:
                yield world
            finally:
                await world.app.stop()
    finally:
        await world.playground.stop()
