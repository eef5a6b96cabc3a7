"""What the playground's tests share."""

from __future__ import annotations

import asyncio
import struct
import zlib
from collections.abc import Callable
from typing import Any

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.playground import Limits, Playground
from bot.playground.core import Core

TOKEN = "4242:TEST-token"
# Loopback needs no certificates, whose loading is what is slow about a client.
LOCAL: dict[str, Any] = {"trust_env": False, "verify": False}
FREE = Limits(per_second=0, per_chat=0, group_per_minute=0)


def make_bot(playground: Playground) -> Bot:
    request = HTTPXRequest(connection_pool_size=64, httpx_kwargs=LOCAL)
    polling = HTTPXRequest(httpx_kwargs=LOCAL)
    return Bot(
        TOKEN,
        base_url=playground.api_url,
        base_file_url=playground.file_url,
        request=request,
        get_updates_request=polling,
    )


def png(width: int = 2, height: int = 2) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" * (width + 1)) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def until(playground: Playground, holds: Callable[[Core], bool]) -> None:
    """Wait until something holds of the playground's state; the test's own time limit ends a wait in vain."""
    core = playground._core
    async with asyncio.timeout(20):
        while not holds(core):  # noqa: ASYNC110 - the state has no event of its own
            await asyncio.sleep(0.005)
