"""The playground as one object: its application, its server, its life."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.base.clock import MovableClock
from bot.playground import people, polls
from bot.playground.botapi import BotApi
from bot.playground.control import Control
from bot.playground.core import Core
from bot.playground.faults import Faults
from bot.playground.guard import Guard
from bot.playground.page_api import PageApi
from bot.playground.rates import Limits, Rates
from bot.playground.setup import load_setup
from bot.playground.store import Store
from bot.playground.webhook import WebhookSender

_PAGE = Path(__file__).parent / "page"
_AWAY_SECONDS = 5.0
_TICK_SECONDS = 0.5
_START_SECONDS = 10.0


class _Server(uvicorn.Server):
    """Leaves the signals to whoever runs the process, and stops at once when it is told to."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.leaving = asyncio.Event()

    def leave(self) -> None:
        """Stop."""
        self.should_exit = True
        self.leaving.set()

    async def main_loop(self) -> None:
        """As uvicorn's, which sleeps between its ticks; this one can be woken."""
        count = 0
        while not await self.on_tick(count):
            count += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.leaving.wait(), 0.1)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Playground:
    """A Telegram Bot API server with its chat page, its own database at `path` and its own people.

    `token` is the bot's; `clock` is moved to where this playground left it, and saved whenever it jumps.
    `latency` (seconds) slows every Bot API call, half before and half after it is handled. `control` serves `/control`.
    `hosts` are names besides the loopback ones that the page may be opened by. `webhook_pause` (seconds) precedes the
    first retry to a webhook. Use `start` and `stop`, or `serve`, or `app` in a server of your own after `open`.
    """

    def __init__(
        self,
        path: Path,
        *,
        token: str,
        clock: MovableClock,
        latency: float = 0.0,
        control: bool = False,
        limits: Limits | None = None,
        hosts: Iterable[str] = (),
        webhook_pause: float = 1.0,
    ) -> None:
        store = Store(path)
        self._core = Core(store, clock, load_setup(), token, Rates(limits), Faults(), latency)
        people.settle(self._core)
        clock.on_jump(lambda _: self._close_due())
        self._webhook_pause = webhook_pause
        self._transports: dict[tuple[str, int], asyncio.Transport] = {}
        self._server: _Server | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._address = ("127.0.0.1", 0)
        self.app = self._make_app(control=control, hosts=hosts)

    @property
    def url(self) -> str:
        """Where the page is. The port is known once the server has started."""
        host, port = self._address
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @property
    def api_url(self) -> str:
        """For `base_url` of python-telegram-bot: everything before the token."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        """For `base_file_url` of python-telegram-bot."""
        return f"{self.url}/file/bot"

    def bot_polling(self) -> bool:
        """Whether the bot is fetching updates or has a webhook that takes them."""
        return self._core.online

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listen; the port, which the system chooses when it is 0. Raises OSError when it is taken."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # asyncio switches Nagle off only where the protocol is named; with it on, every answer is 40 ms late.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
        except OSError:
            listener.close()
            raise
        self._address = (host, listener.getsockname()[1])
        config = uvicorn.Config(
            self.app,
            http=self._protocol(),
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
            timeout_keep_alive=75,
        )
        self._server = _Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        self._tasks = [
            asyncio.create_task(self._tick()),
            asyncio.create_task(WebhookSender(self._core, pause=self._webhook_pause).run()),
        ]
        until = time.monotonic() + _START_SECONDS
        while not self._server.started:
            if self._serving.done() or time.monotonic() > until:
                raise OSError("the playground's server did not start")
            await asyncio.sleep(0.005)
        return self._address[1]

    async def stop(self) -> None:
        """End long polls and streams, stop listening, close the database. Safe to call twice."""
        self._core.closing = True
        self._core.bell.ring()
        if self._server is not None:
            self._server.leave()
            await self._serving
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._server, self._tasks = None, []
        self._core.store.close()

    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Start, and stop when cancelled."""
        await self.start(host, port)
        try:
            await asyncio.Event().wait()
        finally:
            await self.stop()

    def _close_due(self) -> None:
        if not self._core.closing:
            polls.close_due(self._core)

    async def _tick(self) -> None:
        """Close polls that are due and notice a bot that has gone."""
        core = self._core
        while not core.closing:
            self._close_due()
            hooked = core.store.get("webhook") is not None and core.store.get("webhook_error") is None
            if core.online and core.poller is None and not hooked and time.monotonic() - core.polled_at > _AWAY_SECONDS:
                core.see_bot(online=False)
            await asyncio.sleep(_TICK_SECONDS)

    def _make_app(self, *, control: bool, hosts: Iterable[str]) -> Starlette:
        routes: list[Route | Mount] = [
            Route("/", _page),
            Route("/healthz", _healthy),
            *BotApi(self._core, self._drop).routes(),
            *PageApi(self._core).routes(),
            *(Control(self._core).routes() if control else []),
            Mount("/static", StaticFiles(directory=_PAGE, check_dir=False)),
        ]
        return Starlette(
            routes=routes,
            middleware=[Middleware(Guard, hosts=tuple(hosts))],
            exception_handlers={ClientDisconnect: _left},
        )

    def _protocol(self) -> type[H11Protocol]:
        """HTTP as uvicorn speaks it, with its connections known, so that a fault can cut one."""
        transports = self._transports

        class Protocol(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                if self.client is not None:
                    transports[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                if self.client is not None:
                    transports.pop(self.client, None)
                super().connection_lost(exc)

        return Protocol

    async def _drop(self, request: Request) -> None:
        transport = self._transports.get(tuple(request.scope["client"]))
        if transport is not None:
            transport.abort()
        # The server must have heard of the lost connection before the answer is handed to it.
        while (await request.receive())["type"] != "http.disconnect":
            pass


async def _page(_: Request) -> Response:
    return FileResponse(_PAGE / "index.html", headers={"Cache-Control": "no-cache"})


async def _healthy(_: Request) -> Response:
    return PlainTextResponse("ok")


async def _left(_: Request, __: Exception) -> Response:
    """Whoever asked hung up half-way through the request, as a bot that stops does: nobody is left to answer."""
    return Response(status_code=499)
