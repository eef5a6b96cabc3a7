"""Delivery to a real webhook."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.playground import Playground

from .helpers import until

pytestmark = pytest.mark.anyio


class Receiver:
    """A small HTTP server that keeps what is posted and answers with the statuses it is given, then 200."""

    def __init__(self) -> None:
        self.posts: list[tuple[dict[str, str], Any]] = []
        self.statuses: list[int] = []
        self.url = ""

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            lines = head.decode().split("\r\n")[1:]
            headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines if line)}
            body = json.loads(await reader.readexactly(int(headers["content-length"])))
            self.posts.append((headers, body))
            status = self.statuses.pop(0) if self.statuses else 200
            writer.write(f"HTTP/1.1 {status} Whatever\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
            break
        writer.close()

    def texts(self) -> list[str]:
        return [body["message"]["text"] for _, body in self.posts if "message" in body]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    server = await asyncio.start_server(made.handle, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield made
    server.close()
    await server.wait_closed()


async def test_updates_arrive_in_order_with_the_secret(
    bot: Bot, page: httpx.AsyncClient, playground: Playground, receiver: Receiver, rep: int
) -> None:
    receiver.statuses = [500, 503]
    assert await bot.set_webhook(receiver.url, secret_token="s3cret_-")
    for text in ("1", "2"):
        await page.post(f"/api/chats/{rep}/send", json={"text": text})
    await until(playground, lambda core: core.store.value("SELECT COUNT(*) FROM updates") == 0)
    assert receiver.texts() == ["/start", "/start", "/start", "1", "2"]
    assert {headers["x-telegram-bot-api-secret-token"] for headers, _ in receiver.posts} == {"s3cret_-"}
    info = await bot.get_webhook_info()
    assert info.url == receiver.url and info.pending_update_count == 0
    assert info.last_error_message is not None and "Wrong response from the webhook: 50" in info.last_error_message


async def test_polling_and_webhook_exclude_each_other(
    bot: Bot, playground: Playground, receiver: Receiver, rep: int
) -> None:
    poll = asyncio.create_task(bot.get_updates(offset=2_000_000_000, timeout=20))
    await until(playground, lambda core: core.poller is not None)
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_an_unreachable_webhook_keeps_its_updates(
    bot: Bot, page: httpx.AsyncClient, playground: Playground, rep: int
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook", allowed_updates=["message"], max_connections=7)
    await until(playground, lambda core: core.store.get("webhook_error") is not None)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.max_connections, info.allowed_updates) == (1, 7, ("message",))
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1


async def test_limits(refused: Any) -> None:
    for params, words in [
        ({"url": "http://example.org/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org:9999/x"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "https://example.org", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://example.org", "secret_token": "a" * 257}, "secret token is too long"),
    ]:
        assert await refused("setWebhook", **params) == f"Bad Request: {words}"
