"""getUpdates: the queue, the long poll, and who may fetch."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.playground import Playground

from .helpers import LOCAL, until

pytestmark = pytest.mark.anyio


async def say(page: httpx.AsyncClient, chat_id: int, *texts: str) -> None:
    for text in texts:
        (await page.post(f"/api/chats/{chat_id}/send", json={"text": text})).raise_for_status()


def texts(updates: Any) -> list[str]:
    return [u.message.text for u in updates]


async def test_offset_acknowledges_and_limit_limits(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    await say(page, rep, "1", "2", "3")
    first = await bot.get_updates(limit=2)
    assert texts(first) == ["/start", "1"]
    assert texts(await bot.get_updates()) == ["/start", "1", "2", "3"]
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert texts(rest) == ["2", "3"]
    assert texts(await bot.get_updates(offset=-1)) == ["3"]
    assert texts(await bot.get_updates()) == ["3"]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()


async def test_a_long_poll_ends_with_the_update(
    bot: Bot, page: httpx.AsyncClient, playground: Playground, rep: int
) -> None:
    first = await bot.get_updates()
    poll = asyncio.create_task(bot.get_updates(offset=first[-1].update_id + 1, timeout=20))
    await until(playground, lambda core: core.poller is not None)
    await say(page, rep, "now")
    assert texts(await poll) == ["now"]


async def test_the_newer_of_two_pollers_stays(
    bot: Bot, page: httpx.AsyncClient, playground: Playground, rep: int
) -> None:
    offset = (await bot.get_updates())[-1].update_id + 1
    older = asyncio.create_task(bot.get_updates(offset=offset, timeout=20))
    await until(playground, lambda core: core.poller is not None)
    newer = asyncio.create_task(bot.get_updates(offset=offset, timeout=20))
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot instance"):
        await older
    await say(page, rep, "x")
    assert texts(await newer) == ["x"]


async def test_allowed_updates_are_remembered(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    first = await bot.get_updates(allowed_updates=["message_reaction", "nonsense"])
    message_id = first[0].message.message_id if first[0].message else 0
    await say(page, rep, "unheard")
    await page.post(f"/api/chats/{rep}/react", json={"message_id": message_id, "emoji": "👍"})
    updates = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [u.message_reaction is not None for u in updates] == [True]
    await bot.get_updates(allowed_updates=[])
    await page.post(f"/api/chats/{rep}/react", json={"message_id": message_id, "emoji": None})
    await say(page, rep, "heard")
    assert texts(await bot.get_updates(offset=updates[-1].update_id + 1)) == ["heard"]


async def test_a_caller_that_hangs_up_is_no_poller(playground: Playground, page: httpx.AsyncClient, rep: int) -> None:
    async with httpx.AsyncClient(base_url=playground.url, **LOCAL) as other:
        poll = asyncio.create_task(other.get("/bot4242:TEST-token/getUpdates?timeout=20&offset=2000000000"))
        await until(playground, lambda core: core.poller is not None)
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)
    await until(playground, lambda core: core.poller is None)


async def test_people_make_every_kind_of_update(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    path = f"/api/chats/{rep}"
    first = (await page.post(f"{path}/send", json={"text": "一"})).json()
    assert first["mine"] and first["html"] == "一"
    await page.post(f"{path}/edit", json={"message_id": first["message_id"], "text": "二 /help"})
    await page.post(f"{path}/send", json={"sticker": "👍"})
    await page.post(f"{path}/send", json={"voice": 3})
    await page.post(f"{path}/send", json={"location": {"latitude": 31.2, "longitude": 121.5}})
    await page.post(f"{path}/send", files={"document": ("a.txt", b"abc", "text/plain")})
    await page.post(f"{path}/block", json={"blocked": True})
    refused = await page.post(f"{path}/send", json={"text": "x"}, headers={"Accept-Language": "en"})
    assert (refused.status_code, refused.json()["error"]) == (409, "You have blocked the bot. Unblock it first.")
    await page.post(f"/api/people/{rep}/start", json={"payload": "team_42"})
    updates = (await bot.get_updates())[1:]
    assert updates[0].message is not None and updates[0].message.text == "一"
    assert updates[1].edited_message is not None and updates[1].edited_message.text == "二 /help"
    assert updates[1].edited_message.entities[0].type == "bot_command"
    messages = [u.message for u in updates[2:6]]
    assert messages[0].sticker.emoji == "👍"  # type: ignore[union-attr]
    assert messages[1].voice.mime_type == "audio/ogg"  # type: ignore[union-attr]
    assert messages[2].location.latitude == 31.2  # type: ignore[union-attr]
    assert messages[3].document.file_name == "a.txt"  # type: ignore[union-attr]
    statuses = [u.my_chat_member.new_chat_member.status for u in updates if u.my_chat_member]
    assert statuses == ["kicked", "member"]
    assert updates[-1].message is not None and updates[-1].message.text == "/start team_42"
    file = await bot.get_file(messages[3].document.file_id)  # type: ignore[union-attr]
    assert bytes(await file.download_as_bytearray()) == b"abc"


async def test_groups(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    made = await page.post("/api/groups", json={"title": "华东一组", "members": [rep]})
    group = made.json()["chat_id"]
    await page.post(f"/api/chats/{group}/send", json={"person_id": rep, "text": "大家好"})
    updates = (await bot.get_updates())[1:]
    assert updates[0].my_chat_member is not None and updates[1].message is not None
    assert (updates[1].message.chat.type, updates[1].message.chat.title) == ("group", "华东一组")
    assert (await bot.send_message(group, "好")).chat.id == group
    stranger = await page.post(f"/api/chats/{group}/send", json={"person_id": 1, "text": "x"})
    assert stranger.status_code == 404
