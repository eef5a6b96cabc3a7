"""`dojo run` and `dojo playground`."""

from __future__ import annotations

import asyncio
import secrets
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import typer

from bot.base.clock import MovableClock, SystemClock
from bot.base.errors import ConfigError, ContentError
from bot.cli import BEGAN
from bot.cli.settings import fail, settings_or_exit
from bot.config import Settings

# The playground's own bot: any number does that is not a real bot's.
PLAYGROUND_BOT = 1_000_001
HOST = "127.0.0.1"

Start = Callable[[AsyncExitStack], Awaitable[str]]


def mount(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command("run")(run)
    app.command("playground")(playground)


def run() -> None:
    """Start the bot: on Telegram when BOT_TOKEN is set, otherwise in the playground. Upgrades the database first."""
    settings = settings_or_exit()
    _serve(lambda stack: _telegram(settings, stack) if settings.bot_token else _both(settings, stack))


def playground() -> None:
    """Start the playground alone, for a bot that runs elsewhere; prints what that bot needs to know."""
    settings = settings_or_exit()
    _serve(lambda stack: _alone(settings, stack))


def _serve(start: Start) -> None:
    """Run until SIGINT or SIGTERM; both end everything in order with exit code 0."""
    try:
        asyncio.run(_until_told(start))
    except (ConfigError, ContentError) as error:
        fail(str(error))


async def _until_told(start: Start) -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    async with AsyncExitStack() as stack:
        starting = asyncio.ensure_future(start(stack))
        waiting = asyncio.ensure_future(told.wait())
        await asyncio.wait((starting, waiting), return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
            waiting.cancel()
            return
        typer.echo(starting.result())
        typer.echo(f"Ready in {time.monotonic() - BEGAN:.2f} s. Ctrl+C stops.")
        await waiting


async def _telegram(settings: Settings, stack: AsyncExitStack) -> str:
    from bot.app import App

    if settings.bot_token is None:
        raise ConfigError("BOT_TOKEN is not set.")
    app = App(
        settings,
        SystemClock(),
        token=settings.bot_token.get_secret_value(),
        api_url=settings.bot_api_url,
        database_url=settings.database(playground=False),
    )
    await app.start()
    stack.push_async_callback(app.stop)
    return f"Sales Dojo is on Telegram: https://t.me/{app.bot_name}"


async def _both(settings: Settings, stack: AsyncExitStack) -> str:
    from bot.app import App

    clock, token = MovableClock(), _token()
    url, api_url = await _playground(settings, stack, clock, token)
    app = App(settings, clock, token=token, api_url=api_url, database_url=settings.database(playground=True))
    await app.start()
    stack.push_async_callback(app.stop)
    return f"Sales Dojo is open. No token needed: {url}"


async def _alone(settings: Settings, stack: AsyncExitStack) -> str:
    token = _token()
    url, api_url = await _playground(settings, stack, MovableClock(), token)
    return f"The playground is open: {url}\nFor the bot: BOT_TOKEN={token} BOT_API_URL={api_url}"


async def _playground(settings: Settings, stack: AsyncExitStack, clock: MovableClock, token: str) -> tuple[str, str]:
    """Start the playground; the address of its page, and that of its Bot API without the trailing "/bot"."""
    from bot.playground import Playground

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    playground = Playground(settings.data_dir / "playground.db", token=token, clock=clock)
    try:
        await playground.start(HOST, settings.playground_port)
    except OSError as error:
        raise ConfigError(
            f"PLAYGROUND_PORT: port {settings.playground_port} is taken. Choose another, or 0 for any free one"
            f" ({error.strerror})."
        ) from None
    stack.push_async_callback(playground.stop)
    return playground.url, playground.url


def _token() -> str:
    """A token for this run alone: nobody else on this machine can guess it."""
    return f"{PLAYGROUND_BOT}:{secrets.token_urlsafe(24)}"
