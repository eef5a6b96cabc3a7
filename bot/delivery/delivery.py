"""Delivery as the rest of the house sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.base.clock import Clock
from bot.delivery.application import DojoApplication
from bot.delivery.courier import Courier
from bot.delivery.handling import AlreadyHandled, Handling, Notice
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import enqueue
from bot.delivery.passing import PassersBy
from bot.delivery.rates import Rates
from bot.delivery.sender import Sender
from bot.delivery.unit import Tx, Unit
from bot.delivery.updates import head_of, storable
from bot.storage.database import Database
from bot.storage.queries import delivery as outbox_queries
from bot.storage.queries import inbox as inbox_queries
from bot.storage.queries.delivery import OutboxRow
from bot.storage.queries.inbox import InboxRow

T = TypeVar("T")

BACKLOG = 500
"""Updates waiting in memory at which receivers are made to wait."""


class Delivery:
    """Takes updates in, hands them to the application's handlers, and sends what units of work owe.

    Nothing that `receive` has returned from and nothing that a unit has committed is lost, whatever is killed.
    The application must be initialized before `start`.
    """

    def __init__(
        self,
        database: Database,
        application: DojoApplication,
        clock: Clock,
        *,
        bot_id: int,
        rates: Rates | None = None,
        notice: Notice,
    ) -> None:
        self._database = database
        self._clock = clock
        self._bot_id = bot_id
        self._rates = rates if rates is not None else Rates()
        self._courier = Courier(application.bot, database, clock)
        self._sender = Sender(self._courier, self._rates)
        self._handling = Handling(
            application, database, self._commit, bot_id=bot_id, notice=notice, answer=self._answer
        )
        self._inbox = Inbox(self._handling, self._sender.polls_settled)
        self._aside: set[asyncio.Task[Any]] = set()
        self._passers_by = PassersBy(self._handling.pass_by, self._start_aside)

    async def start(self) -> None:
        """Take up what an earlier process left unsent and unhandled, and begin."""
        since = self._clock.now() - timedelta(seconds=1)
        pending, recent, unfinished = await self._database.read(
            lambda conn: (
                outbox_queries.pending_outbox(conn, self._bot_id),
                outbox_queries.count_sent_since(conn, since),
                inbox_queries.unfinished_inbox(conn, self._bot_id),
            )
        )
        # What was under way at a crash is still pending, and may have been counted by Telegram.
        self._sender.start(recent + min(len(pending), self._rates.in_flight))
        self._sender.add(pending)
        self._inbox.start(unfinished)

    async def stop(self) -> None:
        """Finish what is under way, within seconds, and begin nothing new; the rest waits for the next start."""
        await self._inbox.stop()
        await self._sender.stop()
        if self._aside:
            await asyncio.wait(tuple(self._aside), timeout=1.0)
        late = tuple(self._aside)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def receive(self, updates: Iterable[Mapping[str, Any]]) -> None:
        """Take updates over, in Telegram's own JSON: when this returns they are on the disk and may be acknowledged.

        Inline queries are not kept: they change nothing and expire in seconds (see `PassersBy`). With a long backlog
        this waits.
        """
        kept: list[InboxRow] = []
        for body in map(storable, updates):
            if "inline_query" in body:
                self._passers_by.add(body)
            else:
                head = head_of(body)
                kept.append(InboxRow(head.update_id, head.route_id, body, 0))
        if not kept:
            return
        await self._to_the_end(self._take(kept))
        await self._inbox.below(BACKLOG)

    async def run(self, unit: Unit[T]) -> T:
        """Run a unit that no update asked for (a job's), and send what it owes after the commit."""
        return await self._commit(unit, None)

    async def idle(self) -> None:
        """Wait until every update is handled and everything owed is sent."""
        while self._aside or not (self._inbox.is_idle and self._sender.is_idle):
            await self._inbox.idle()
            await self._sender.idle()
            if self._aside:
                await asyncio.wait(tuple(self._aside))

    async def _take(self, rows: Sequence[InboxRow]) -> None:
        now = self._clock.now()
        new = await self._database.run(lambda conn: inbox_queries.add_inbox(conn, self._bot_id, rows, now))
        self._inbox.add(row for row in rows if row.update_id in new)

    async def _commit(self, unit: Unit[T], update_id: int | None) -> T:
        """Run a unit, mark its update done with it, and hand what it owes to the sender once that is durable."""
        now = self._clock.now()

        def work(conn: sa.Connection) -> tuple[T, tuple[OutboxRow, ...]]:
            tx = Tx(conn, now)
            result = unit(tx)
            if update_id is not None and not inbox_queries.finish_update(conn, self._bot_id, update_id, now):
                raise AlreadyHandled("no longer open")
            for user_id in tx.erased:
                inbox_queries.forget_delivery(conn, user_id)
            return result, enqueue(conn, self._bot_id, tx.outgoing, now)

        async def commit() -> T:
            result, rows = await self._database.run(work)
            self._sender.add(rows)
            return result

        return await self._to_the_end(commit())

    async def _to_the_end(self, work: Coroutine[Any, Any, T]) -> T:
        """Await work that goes on when we are cancelled: what is committed must reach memory too."""
        return await asyncio.shield(self._start_aside(work))

    def _answer(self, query_id: str, answer: Mapping[str, Any]) -> None:
        self._start_aside(self._courier.answer(query_id, answer))

    def _start_aside(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._came_back)
        return task

    def _came_back(self, task: asyncio.Task[Any]) -> None:
        self._aside.discard(task)
        if not task.cancelled():
            task.exception()  # whoever awaits it sees it; one that was cancelled meanwhile does not want to
