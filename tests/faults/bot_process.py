"""A bot that counts what it is told, over the real delivery.

    python -m tests.faults.bot_process URL DATABASE count [POINT VISIT]   stops for good at the given visit of a point
    python -m tests.faults.bot_process URL DATABASE push COUNT CHAT…      sends so many pushes and ends

Points: before_commit (in the writer's open transaction), before_send, before_mark (Telegram has answered).
"""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from typing import Any

import sqlalchemy as sa
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.base.clock import SystemClock
from bot.delivery.application import DojoApplication, DojoBot, build_application
from bot.delivery.context import UnitContext
from bot.delivery.delivery import Delivery
from bot.delivery.outgoing import text
from bot.delivery.polling import Polling
from bot.delivery.rates import Rates
from bot.delivery.unit import Tx
from bot.storage.database import Database, open_database
from bot.storage.tables import metadata

TOKEN = "4242:KILL-test"
UNHURRIED = Rates(overall=200, per_chat=100.0, burst=100)
PUSHING = Rates(per_chat=100.0, burst=100)

# Every time a message is applied leaves a row: exactly once means exactly one.
applied = sa.Table(
    "applied",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
)


class Points:
    """Named places where this process can be made to stand still until it is killed."""

    def __init__(self, name: str = "", visit: int = 0) -> None:
        self._name, self._left = name, visit

    def pass_by(self, name: str) -> None:
        """Go on, or stop for good."""
        if name == self._name:
            self._left -= 1
            if self._left == 0:
                print(name, flush=True)
                time.sleep(3600)


def watch_calls(points: Points) -> None:
    """Put the points before and after every message that leaves; the product knows nothing of them."""
    make = DojoBot.call

    async def call(self: DojoBot, method: str, *args: Any, **kwargs: Any) -> Any:
        if method != "sendMessage":
            return await make(self, method, *args, **kwargs)
        points.pass_by("before_send")
        result = await make(self, method, *args, **kwargs)
        points.pass_by("before_mark")
        return result

    DojoBot.call = call  # type: ignore[method-assign]


def counting(points: Points) -> MessageHandler[UnitContext, Any]:
    """A handler that notes each message and says so."""

    async def handle(update: Update, context: UnitContext) -> None:
        assert update.effective_chat is not None and update.effective_message is not None
        chat_id, number = update.effective_chat.id, int(update.effective_message.text or "")

        def unit(tx: Tx) -> None:
            tx.conn.execute(sa.insert(applied).values(chat_id=chat_id, number=number))
            tx.send(text(chat_id, f"got {number}"))
            points.pass_by("before_commit")

        await context.unit(unit)

    return MessageHandler(filters.Regex(r"^\d+$"), handle)


async def count(application: DojoApplication, database: Database, delivery: Delivery) -> None:
    """Count until told to end."""
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    polling = Polling(application.bot, delivery.receive, long_poll=5)
    polling.start()
    print("ready", flush=True)
    await over.wait()
    await polling.stop()


async def push(delivery: Delivery, number: int, chats: list[int]) -> None:
    """Owe all pushes at once, as a busy morning does, and wait until they are sent."""
    calls = [text(chats[n % len(chats)], f"push {n}", push=True) for n in range(number)]
    await delivery.run(lambda tx: tx.send(*calls))
    await delivery.idle()


async def main(url: str, database_url: str, mode: str, rest: list[str]) -> None:
    """Start the house, do as told, end it."""
    points = Points(rest[0], int(rest[1])) if mode == "count" and rest else Points()
    watch_calls(points)
    application = build_application(TOKEN, UnitContext, api_url=url)
    application.add_handler(counting(points))
    database = open_database(database_url)
    await database.run(metadata.create_all)
    await database.run(applied.metadata.create_all)
    await application.initialize()
    rates = PUSHING if mode == "push" else UNHURRIED
    delivery = Delivery(database, application, SystemClock(), bot_id=4242, rates=rates, notice=lambda tx, head: ())
    await delivery.start()
    if mode == "push":
        await push(delivery, int(rest[0]), [int(chat) for chat in rest[1:]])
    else:
        await count(application, database, delivery)
    await delivery.stop()
    await application.shutdown()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]))
