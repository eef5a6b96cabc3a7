"""What the page reads and does, and who is kept out."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from telegram import Bot, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.playground import Playground

from .helpers import png

pytestmark = pytest.mark.anyio


async def read(
    page: httpx.AsyncClient, count: int, url: str = "/api/events", **headers: str
) -> list[tuple[int, str, Any]]:
    """The next events of the stream."""
    found: list[tuple[int, str, Any]] = []
    fields: dict[str, str] = {}
    async with page.stream("GET", url, headers=headers, timeout=20) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "data" in fields:
                found.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
                fields = {}
                if len(found) == count:
                    break
    return found


async def test_state_and_people(page: httpx.AsyncClient) -> None:
    state = (await page.get("/api/state")).json()
    assert [(p["first_name"], p["role"]) for p in state["people"]] == [
        ("小周", "rep"),
        ("Emma", "rep"),
        ("陈经理", "manager"),
    ]
    assert state["lang_default"] == "zh" and state["bot"]["username"] == "sales_dojo_bot"
    assert state["clock"]["ahead"] == 0
    made = (await page.post("/api/people", json={"first_name": "<b>&", "language_code": "en", "role": "rep"})).json()
    assert made["chat_id"] == made["id"] and made["first_name"] == "<b>&"
    assert (await page.get("/api/state")).json()["people"][-1] == made
    assert (await page.post("/api/people", json={"first_name": " "})).status_code == 400


async def test_unread_and_last_words(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    await bot.send_message(rep, "a\nb")
    await bot.send_photo(rep, png(), caption="图")
    person = (await page.get("/api/state")).json()["people"][0]
    assert (person["unread"], person["last"]) == (2, "图")
    await page.get(f"/api/chats/{rep}/messages")
    assert (await page.get("/api/state")).json()["people"][0]["unread"] == 0


async def test_history_in_pages_and_the_reply_keyboard(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    for number in range(5):
        await bot.send_message(rep, str(number), reply_markup=ReplyKeyboardMarkup([["是", "否"]], resize_keyboard=True))
    path = f"/api/chats/{rep}/messages"
    newest = (await page.get(path, params={"limit": 3})).json()
    assert [m["text"] for m in newest["messages"]] == ["2", "3", "4"]
    assert newest["reply_keyboard"]["keyboard"] == [[{"text": "是"}, {"text": "否"}]]
    older = (await page.get(path, params={"limit": 3, "before": newest["messages"][0]["message_id"]})).json()
    assert [m["text"] for m in older["messages"]] == ["/start", "0", "1"]
    await bot.send_message(rep, "x", reply_markup=ReplyKeyboardRemove())
    assert (await page.get(path)).json()["reply_keyboard"] is None


async def test_events_are_resumed_by_number(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    seq = (await page.get("/api/state")).json()["seq"]
    sent = await bot.send_message(rep, "<b>a</b>", parse_mode="HTML")
    await bot.edit_message_text("b", rep, sent.message_id)
    await bot.send_chat_action(rep, "typing")
    await bot.delete_message(rep, sent.message_id)
    await bot.set_my_commands([("help", "Help")])
    events = await read(page, 5, f"/api/events?after={seq}")
    assert [kind for _, kind, _ in events] == ["message", "edited", "typing", "deleted", "commands"]
    assert [number for number, _, _ in events] == list(range(seq + 1, seq + 6))
    assert events[0][2]["chat_id"] == rep and events[0][2]["message"]["html"] == "<b>a</b>"
    assert events[3][2] == {"chat_id": rep, "message_id": sent.message_id}
    again = await read(page, 2, "/api/events", **{"Last-Event-ID": str(seq + 3)})
    assert [kind for _, kind, _ in again] == ["deleted", "commands"]


async def test_a_listener_hears_what_comes_later(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    async with page.stream("GET", "/api/events?after=999999", timeout=20) as answer:
        lines = answer.aiter_lines()
        assert await anext(lines) == "retry: 1000"
        await bot.send_message(rep, "late")
        heard = [line async for line in _until_data(lines)]
    assert '"late"' in heard[-1]


async def _until_data(lines: Any) -> Any:
    async for line in lines:
        yield line
        if line.startswith("data:"):
            return


async def test_the_clock_jumps_and_never_back(page: httpx.AsyncClient, playground: Playground) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    before = datetime.fromisoformat((await page.get("/api/state")).json()["clock"]["now"])
    jumped = (await page.post("/api/clock/jump", json={"morning": "Asia/Shanghai"})).json()
    morning = datetime.fromisoformat(jumped["now"]).astimezone(zone)
    assert (morning.hour, morning.minute) == (9, 0) and timedelta(0) < morning - before <= timedelta(days=1)
    again = (await page.post("/api/clock/jump", json={"morning": "Asia/Shanghai"})).json()
    assert datetime.fromisoformat(again["now"]).astimezone(zone).date() == morning.date() + timedelta(days=1)
    for body, status in [
        ({"to": before.isoformat()}, 400),
        ({"to": "2026-01-01T00:00:00"}, 400),
        ({"to": "soon"}, 400),
        ({"minutes": -1}, 400),
        ({"minutes": 1e300}, 400),
        ({"minutes": 60 * 24 * 400}, 400),
        ({"morning": "Mars/Olympus"}, 400),
        ({}, 400),
        ({"minutes": 1}, 200),
    ]:
        answer = await page.post("/api/clock/jump", json=body)
        assert answer.status_code == status and (status == 200 or answer.json()["error"]), (body, answer.text)


async def test_other_sites_are_kept_out(page: httpx.AsyncClient) -> None:
    cases: list[tuple[str, dict[str, str], int]] = [
        ("GET", {"Host": "evil.example"}, 403),
        ("GET", {"Host": "localhost:1234"}, 200),
        ("GET", {"Host": "[::1]:80"}, 200),
        ("POST", {"Origin": "https://evil.example"}, 403),
        ("POST", {"Origin": "null"}, 403),
        ("POST", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", {"Content-Type": "text/plain"}, 403),
        ("POST", {"Content-Type": "application/x-www-form-urlencoded"}, 403),
        ("POST", {}, 200),
    ]
    for method, headers, status in cases:
        path = "/api/state" if method == "GET" else "/api/people"
        body = json.dumps({"first_name": "x"}) if method == "POST" else None
        answer = await page.request(method, path, content=body, headers={"Content-Type": "application/json", **headers})
        assert answer.status_code == status, (method, headers)


async def test_the_same_origin_and_the_security_headers(page: httpx.AsyncClient, playground: Playground) -> None:
    answer = await page.post("/api/people", json={"first_name": "x"}, headers={"Origin": playground.url})
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'self';")
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_errors_are_sentences_in_the_browsers_language(page: httpx.AsyncClient, rep: int) -> None:
    path = f"/api/chats/{rep}/send"
    zh = await page.post(path, json={"text": " "}, headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert (zh.status_code, zh.json()["error"]) == (400, "还没写内容。")
    en = await page.post(path, json={"text": "a" * 4097}, headers={"Accept-Language": "en-GB"})
    assert en.json()["error"] == "That is too long; 4096 characters at most."
    for verb, url, body, status in [
        ("POST", "/api/chats/5/send", {"text": "x"}, 404),
        ("POST", "/api/chats/x/send", {"text": "x"}, 400),
        ("POST", path, {}, 400),
        ("POST", f"/api/chats/{rep}/edit", {"message_id": 999, "text": "x"}, 404),
        ("POST", f"/api/chats/{rep}/vote", {"message_id": 1}, 400),
        ("POST", f"/api/chats/{rep}/react", {"message_id": 1, "emoji": "🥟"}, 400),
        ("POST", "/api/people/5/start", {}, 404),
        ("GET", "/api/files/nothing", None, 404),
    ]:
        answer = await page.request(verb, url, json=body)
        assert answer.status_code == status and answer.json()["error"], (url, answer.text)
    picture = await page.post(path, files={"photo": ("a.png", b"nope", "image/png")})
    assert picture.status_code == 400
    good = await page.post(path, files={"photo": ("a.png", png(5, 6), "image/png")})
    assert good.json()["photo"][0]["height"] == 6


async def test_a_bots_message_is_not_ours_to_edit(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    sent = await bot.send_message(rep, "x")
    answer = await page.post(f"/api/chats/{rep}/edit", json={"message_id": sent.message_id, "text": "y"})
    assert answer.status_code == 400
