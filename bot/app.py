"""The composition root: makes every part once, wires them, starts and stops them in order."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from typing import Any

import structlog
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.base.clock import Clock
from bot.base.errors import ConfigError
from bot.base.language import from_language_code
from bot.base.paths import content_dir, shipped
from bot.catalog.load import Catalog, load
from bot.config import Settings
from bot.delivery.application import DojoApplication, build_application
from bot.delivery.delivery import Delivery
from bot.delivery.outgoing import Outgoing, text
from bot.delivery.polling import Polling
from bot.delivery.rates import Rates
from bot.delivery.unit import Tx
from bot.delivery.updates import Head
from bot.handlers.context import DojoContext
from bot.handlers.house import HOUSE, House
from bot.handlers.registry import handlers
from bot.jobs.digest_ticks import DigestTicks
from bot.jobs.group_ticks import GroupTicks
from bot.jobs.scheduler import Jobs
from bot.jobs.ticks import Ticks
from bot.services.shelves import Shelves
from bot.services.understanding import Understanding
from bot.storage import migrate
from bot.storage.database import Database, open_database, operable
from bot.storage.queries import people as people_rows
from bot.views.commands import profile

# Seconds after the start at which the language models are loaded: that takes all of a core for a moment.
WARM_AFTER = 1.5

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class App:
    """The running bot. `start` returns when it takes updates; `stop` when nothing of it is left."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        *,
        token: str,
        api_url: str,
        database_url: str,
        catalog: Catalog | None = None,
        understanding: Understanding | None = None,
    ) -> None:
        """`api_url` is the Bot API server's address without the trailing "/bot".

        `catalog` and `understanding` are made here unless they are given; given ones stay their owner's to close.
        """
        self._settings = settings
        self._clock = clock
        self._token = token
        self._api_url = api_url
        self._database_url = database_url
        self._catalog = catalog
        self._understanding = understanding
        self._stack = contextlib.AsyncExitStack()
        self._aside: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Open the database, bring it up to date, and begin to take updates."""
        try:
            await self._start()
        except BaseException:
            await self._stack.aclose()
            raise

    async def _start(self) -> None:
        catalog = self._catalog or load(content_dir(), self._settings.data_dir / "cache")
        understanding = self._understanding or self._built(catalog)
        with operable():
            database = open_database(self._database_url)
            self._stack.push_async_callback(database.close)
            await database.run(migrate.upgrade)
        application = build_application(self._token, DojoContext, api_url=self._api_url, proxy=self._settings.proxy_url)
        application.add_handlers(handlers())
        await _connected(application)
        self._stack.push_async_callback(application.shutdown)
        house = self._house(catalog, understanding, database, application)
        application.bot_data[HOUSE] = house
        self.bot_name = house.bot_name
        await self._begin(house, application)

    def _built(self, catalog: Catalog) -> Understanding:
        cache = self._settings.data_dir / "cache"
        understanding = Understanding(catalog, cache, shipped=shipped())
        self._stack.callback(understanding.close)
        understanding.check()
        return understanding

    def _house(
        self, catalog: Catalog, understanding: Understanding, database: Database, application: DojoApplication
    ) -> House:
        return House(
            catalog=catalog,
            database=database,
            clock=self._clock,
            understanding=understanding,
            shelves=Shelves(database, understanding),
            bot_name=application.bot.username,
            default_zone=self._settings.default_time_zone,
            keep_hours=self._settings.keep_hours,
            typing_pause=self._settings.typing_pause,
        )

    async def _begin(self, house: House, application: DojoApplication) -> None:
        settings, database = self._settings, house.database
        self.delivery = Delivery(
            database,
            application,
            self._clock,
            bot_id=application.bot.id,
            rates=Rates(
                overall=settings.send_rate,
                per_chat=settings.chat_rate,
                burst=settings.chat_burst,
                group_minute=settings.group_rate,
                in_flight=settings.sends_in_flight,
            ),
            notice=_Notice(house),
        )
        await self.delivery.start()
        self._stack.push_async_callback(self.delivery.stop)
        ticks = Ticks(
            self.delivery,
            database,
            house.catalog,
            self._clock,
            keep=timedelta(hours=settings.keep_hours),
        )
        in_groups = GroupTicks(self.delivery, database, house.catalog, self._clock, house.groups_view)
        of_teams = DigestTicks(self.delivery, database, house.catalog, self._clock)
        self.jobs = Jobs(ticks, in_groups, of_teams, self._clock)
        self.jobs.start()
        self._stack.push_async_callback(self.jobs.stop)
        polling = Polling(application.bot, self.delivery.receive)
        polling.start()
        self._stack.push_async_callback(polling.stop)
        # Neither is needed for the first answer: start-up does not wait for them.
        if self._understanding is None:
            self._start_aside(_warm(house.understanding))
        self._start_aside(_introduce(application, house))
        self._stack.push_async_callback(self._end_aside)

    async def idle(self) -> None:
        """Wait until every update that came is handled, every tick asked for is over, everything owed is sent."""
        while self._aside:
            await asyncio.wait(tuple(self._aside))
        await self.jobs.idle()
        await self.delivery.idle()

    async def stop(self) -> None:
        """Stop taking updates, finish what is under way, close everything, in that order."""
        await self._stack.aclose()

    def _start_aside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    async def _end_aside(self) -> None:
        for task in tuple(self._aside):
            task.cancel()
        await asyncio.gather(*self._aside, return_exceptions=True)


async def _warm(understanding: Understanding) -> None:
    """Load the language models, once whoever was waiting for the start has their first answer."""
    await asyncio.sleep(WARM_AFTER)
    await understanding.warm()


class _Notice:
    """What somebody reads whose update was parked."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, tx: Tx, head: Head) -> Sequence[Outgoing]:
        chat_id = head.chat_id or head.user_id
        if chat_id is None or chat_id < 0:
            return ()
        person = people_rows.find(tx.conn, chat_id)
        lang = from_language_code(head.language_code) if person is None else person.language
        return (text(chat_id, self._house.texts.render(lang, "help.parked")),)


async def _connected(application: DojoApplication) -> None:
    """Ask the Bot API who we are. Raises ConfigError with a sentence for the operator when it does not say."""
    try:
        await application.initialize()
    except InvalidToken:
        raise ConfigError(
            "BOT_TOKEN: Telegram does not know this token. Check it, or take a new one from @BotFather."
        ) from None
    except NetworkError as error:
        raise ConfigError(
            "The Bot API cannot be reached. Check the network, BOT_API_URL, and PROXY_URL where Telegram is blocked"
            f" ({type(error).__name__})."
        ) from None
    if not application.bot.supports_inline_queries:
        _log.info("inline_mode_off", hint="To offer replies in any chat, send /setinline to @BotFather.")


async def _introduce(application: DojoApplication, house: House) -> None:
    """Give the bot its menus and descriptions. One that fails waits for the next start."""
    for method, params in profile(house.texts):
        try:
            await application.bot.call(method, params)
        except TelegramError as error:
            _log.warning("profile_not_set", method=method, error=type(error).__name__)
