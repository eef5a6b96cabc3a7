"""The ticks over a database, without Telegram: what they would send, by a clock that goes either way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.base.language import Lang
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.jobs.ticks import Ticks
from bot.services import people
from bot.services.people import Caller
from bot.storage.queries import people as rows
from bot.storage.queries.people import Person
from bot.storage.tables import metadata
from tests.chats.warm import warm

T = TypeVar("T")
START = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


def memory() -> sa.Connection:
    """An empty database in memory."""
    conn = sa.create_engine("sqlite://").connect()
    metadata.create_all(conn)
    return conn


@dataclass
class Desk:
    """Stands for the clock, the database and the delivery; one person sits at it."""

    conn: sa.Connection
    moment: datetime = START
    sent: list[Outgoing] = field(default_factory=list)
    user_id: int = 1

    def now(self) -> datetime:
        """The clock."""
        return self.moment

    async def read(self, fn: Callable[[sa.Connection], T]) -> T:
        """The database's side."""
        return fn(self.conn)

    async def run(self, unit: Callable[[Tx], T]) -> T:
        """Delivery's side."""
        return self.do(unit)

    def do(self, unit: Callable[[Tx], T]) -> T:
        """A unit of work at this moment."""
        tx = Tx(self.conn, self.moment)
        done = unit(tx)
        self.sent += tx.outgoing
        return done

    def sit(self, **columns: Any) -> None:
        """Somebody new, done with onboarding, with these columns."""
        caller = Caller(id=self.user_id, first_name="Emma", last_name=None, username=None, language_code="en")
        self.do(lambda tx: people.meet(tx, caller, default_zone="Asia/Shanghai"))
        self.change(onboarding=None, language=Lang.EN, **columns)

    @property
    def person(self) -> Person:
        """Who sits there."""
        found = rows.find(self.conn, self.user_id)
        assert found is not None
        return found

    def change(self, **columns: Any) -> None:
        """They change a setting."""
        self.do(lambda tx: people.change(tx, self.person, **columns))

    def tick(self, ticks: Ticks) -> list[Outgoing]:
        """Every tick fires; what it sends."""
        before = len(self.sent)
        asyncio.run(_all(ticks))
        return self.sent[before:]

    def ticks(self) -> Ticks:
        """The ticks of a process."""
        desk: Any = self
        return Ticks(desk, desk, warm().catalog, self, keep=timedelta(hours=48))


async def _all(ticks: Ticks) -> None:
    await ticks.push_drills()
    await ticks.push_nudges()
    await ticks.send_recaps()
