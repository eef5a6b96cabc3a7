"""python-telegram-bot, arranged for delivery: raw calls, and a handler's failure that reaches us."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from telegram import InputFile
from telegram.ext import Application, ContextTypes, ExtBot
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from bot.delivery.context import UnitContext
    from bot.delivery.ticket import Ticket

TELEGRAM_API = "https://api.telegram.org"
CONNECT_TIMEOUT = 10.0
READ_TIMEOUT = 20.0
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class DojoBot(ExtBot[None]):
    """A bot that can also make any call by its Bot API name and hand back Telegram's own JSON."""

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, InputFile] | None = None,
        *,
        read_timeout: float = READ_TIMEOUT,
    ) -> Any:
        """Make a call; the result is raw JSON. Raises telegram.error.TelegramError."""
        # `do_api_request` does the same, but warns whenever the library knows the method.
        return await self._post(method, {**params, **(files or {})}, read_timeout=read_timeout)


class DojoApplication(Application[DojoBot, "UnitContext", dict[Any, Any], dict[Any, Any], dict[Any, Any], None]):
    """An application that lets a handler's exception through, so that its unit of work is tried again.

    `tickets` holds the updates that are being handled, by their ids; the context of each finds its own there.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tickets: dict[int, Ticket] = {}

    async def process_error(self, update: object, error: Exception, job: Any = None, coroutine: Any = None) -> bool:
        """Raise the error again: the library would log it and go on to the next group of handlers."""
        raise error


def build_application(
    token: str,
    context: type[UnitContext],
    *,
    api_url: str = TELEGRAM_API,
    proxy: str | None = None,
) -> DojoApplication:
    """An application without updater and job queue: delivery receives, and jobs have a room of their own.

    `api_url` is the address of any Bot API server, without the trailing "/bot".
    """
    # The library's own switch to the durations of its next version; without it every "retry after" warns.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    bot = DojoBot(
        token,
        base_url=f"{api_url.rstrip('/')}/bot",
        base_file_url=f"{api_url.rstrip('/')}/file/bot",
        request=_request(api_url, proxy, connections=64),
        get_updates_request=_request(api_url, proxy, connections=2),
    )
    builder = Application.builder().application_class(DojoApplication).bot(bot).updater(None).job_queue(None)
    application = builder.context_types(ContextTypes(context=context)).build()
    assert isinstance(application, DojoApplication)  # noqa: S101  # the builder's types cannot say so
    return application


def _request(api_url: str, proxy: str | None, *, connections: int) -> HTTPXRequest:
    # A proxy of the machine's environment never leads to the machine itself.
    here = urlsplit(api_url).hostname in _LOOPBACK
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=READ_TIMEOUT,
        write_timeout=READ_TIMEOUT,
        pool_timeout=CONNECT_TIMEOUT,
        proxy=proxy,
        httpx_kwargs={"trust_env": False} if here else None,
    )
