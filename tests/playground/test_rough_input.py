"""Parameters of every wrong kind: refused in Telegram's way, never an error of the server's own."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from typing import Any

import httpx
import pytest
from telegram import Bot

from bot.playground.methods import methods

from .helpers import TOKEN

pytestmark = pytest.mark.anyio

_FIELDS = (
    "text", "chat_id", "message_id", "reply_markup", "entities", "reply_parameters", "photo", "media", "reaction",
    "options", "question", "correct_option_ids", "open_period", "explanation", "commands", "scope", "menu_button",
    "offset", "allowed_updates", "message_ids", "results", "callback_query_id", "caption", "caption_entities",
)  # fmt: skip
_WRONG: tuple[Any, ...] = (
    None, 0, -1, 1e300, True, "", "x", "[", [], {}, [1], ["a"], [{}], [[]], {"type": "x"}, 10**30, "9" * 30, "\ud800",
    {"inline_keyboard": 1}, {"inline_keyboard": [[1]]}, {"inline_keyboard": [[{"text": 1, "url": 5}]]},
    {"keyboard": [[{"text": {}}]]}, {"message_id": "x"}, {"type": "photo", "media": [1]},
    {"type": "web_app", "web_app": "x"}, {"type": "chat", "chat_id": [1]},
    [{"type": "emoji", "emoji": []}], [{"type": "bold", "offset": 0, "length": 99}],
    [{"id": 1, "type": "article", "title": "x", "input_message_content": {"message_text": 5}}],
)  # fmt: skip


async def test_no_call_breaks_the_server(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    sent = await bot.send_poll(rep, "?", ["a", "b"])
    good = {"chat_id": rep, "message_id": sent.message_id, "text": "hi", "question": "q", "options": ["a", "b"]}
    cases = list(itertools.product(sorted(set(methods()) - {"setwebhook"}), _FIELDS, _WRONG))
    for method, field, wrong in random.Random(5).sample(cases, 400):
        body = json.dumps({**good, field: wrong})
        answer = await page.post(f"/bot{TOKEN}/{method}", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (200, 400), (method, field, wrong)


async def test_no_request_of_the_page_breaks_the_server(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    sent = await bot.send_poll(rep, "?", ["a", "b"])
    good = {"message_id": sent.message_id, "option_ids": [0], "data": "x", "blocked": False, "query": "q"}
    actions = ("send", "edit", "press", "vote", "react", "block", "inline", "inline/choose")
    fields = ("message_id", "option_ids", "data", "emoji", "query", "text", "sticker", "voice", "location", "contact")
    cases = list(itertools.product(actions, fields, _WRONG))
    for action, field, wrong in random.Random(5).sample(cases, 150):
        body = json.dumps({**good, field: wrong})
        answer = await page.post(
            f"/api/chats/{rep}/{action}", content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code < 500, (action, field, wrong)


async def test_a_caller_who_hangs_up_half_way_is_no_error_of_the_servers(
    page: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    url = page.base_url
    head = f"POST /bot{TOKEN}/getMe HTTP/1.1\r\nHost: {url.host}:{url.port}\r\nContent-Length: 50\r\n\r\n{{"
    for _ in range(5):
        _, writer = await asyncio.open_connection(url.host, url.port)
        writer.write(head.encode())
        await writer.drain()
        await asyncio.sleep(0.02)
        writer.close()
        await writer.wait_closed()
    for _ in range(3):
        assert (await page.get("/healthz")).text == "ok"
    assert [record for record in caplog.records if record.name.startswith("uvicorn") and record.levelno > 30] == []
