"""A playground on a thread of its own, so that a test can drive the browser synchronously beside it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from bot.base.clock import MovableClock
from bot.playground import Playground

T = TypeVar("T")
TOKEN = "4711:browser-test-token"
_SECONDS = 20.0


class Stage:
    """Runs a `Playground`, and whatever a test starts beside it, on one event loop in a thread.

    Use as a context manager. `run` executes a coroutine there and gives its result; `spawn` starts one that is
    cancelled at the end (a bot, say).
    """

    def __init__(self, path: Path, *, token: str = TOKEN, **options: Any) -> None:
        self._path = path
        self._options = options
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="stage")
        self._tasks: list[Future[Any]] = []
        self.token = token
        self.clock = MovableClock()
        self.playground: Playground
        self._port = 0

    def __enter__(self) -> Stage:
        self._thread.start()
        self.run(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.run(self._close())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    @property
    def url(self) -> str:
        """The page's address, without a slash at the end."""
        return self.playground.url

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Execute on the stage's loop and wait for the result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_SECONDS)

    def spawn(self, work: Callable[[], Awaitable[None]]) -> None:
        """Start something that goes on until the stage closes. Its error, if it has one, is raised there."""

        async def go() -> None:
            await work()

        self._tasks.append(asyncio.run_coroutine_threadsafe(go(), self._loop))

    def stop_server(self) -> None:
        """Take the playground away; `start_server` brings it back at the same address with the same data."""
        self.run(self.playground.stop())

    def start_server(self) -> None:
        """Bring the playground back after `stop_server`."""
        self.run(self._open())

    async def _open(self) -> None:
        self.playground = Playground(self._path, token=self.token, clock=self.clock, **self._options)
        self._port = await self.playground.start(port=self._port)

    async def _close(self) -> None:
        for task in self._tasks:
            task.cancel()
        results = await asyncio.gather(*map(asyncio.wrap_future, self._tasks), return_exceptions=True)
        await self.playground.stop()
        for result in results:
            if isinstance(result, Exception):
                raise result
