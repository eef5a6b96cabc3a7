"""A real Chromium, pages that tolerate no error on their console, and playgrounds to open in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

from bot.app import App
from bot.base.clock import MovableClock
from bot.config import Settings
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import UNLIMITED, Still

from .echo_bot import EchoBot
from .stage import Stage

# A Monday: eight in the evening in Shanghai, noon in London.
START = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window.

    For a module, not for the session: Playwright keeps an event loop running, beside which no other test may run one.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("No chromium on the PATH: the browser tests need it (on Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=_ARGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """`open_page(url, tolerate=(), **context options)` gives a page of a fresh browser profile, in English by default.

    `tolerate` holds parts of console messages that are expected. At the end of the test it fails on any other warning
    or error of the console (a breach of the content security policy is one), on any uncaught exception and on any
    answer of 500 and above.
    """
    contexts = []
    problems: list[str] = []
    tolerated: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(part in message.text for part in tolerated):
            problems.append(f"console {message.type}: {message.text}")

    def on_response(response: Response) -> None:
        if response.status >= 500:
            problems.append(f"{response.status} {response.url}")

    def open_(url: str, *, tolerate: tuple[str, ...] = (), **options: Any) -> Page:
        tolerated.extend(tolerate)
        context = browser.new_context(**{"locale": "en-GB", "viewport": {"width": 1200, "height": 800}, **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", on_console)
        page.on("pageerror", lambda error: problems.append(f"exception: {error}"))
        page.on("response", on_response)
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A playground of its own on a free port, without a bot."""
    with Stage(tmp_path / "playground.db", control=True) as running:
        yield running


@pytest.fixture
def echo_bot(stage: Stage) -> EchoBot:
    """The small bot, connected to the stage."""
    bot = EchoBot(stage.playground.api_url, stage.token)
    stage.spawn(bot.run)
    return bot


@pytest.fixture
def dojo(tmp_path: Path) -> Iterator[Stage]:
    """The playground with the real bot in it; the clock stands on a Monday until somebody moves it."""
    shared = warm()
    warm_for_roleplay()
    stage = Stage(tmp_path / "playground.db", limits=UNLIMITED)
    stage.clock = MovableClock(source=Still(START))
    with stage:
        app = App(
            Settings(_env_file=None, bot_token=None, typing_pause=0, send_rate=1000, chat_rate=30, chat_burst=30),
            stage.clock,
            token=stage.token,
            api_url=stage.url,
            database_url=f"sqlite:///{tmp_path / 'dojo.db'}",
            catalog=shared.catalog,
            understanding=shared.understanding,
        )
        stage.run(app.start())
        try:
            yield stage
        finally:
            stage.run(app.stop())
