"""Buttons and inline mode."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from .test_page_api import read

pytestmark = pytest.mark.anyio
OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
MARKUP = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="ok")]])


async def press(bot: Bot, page: httpx.AsyncClient, rep: int) -> str:
    sent = await bot.send_message(rep, "x", reply_markup=MARKUP)
    answer = await page.post(f"/api/chats/{rep}/press", json={"message_id": sent.message_id, "data": "ok"})
    return str(answer.json()["callback_query_id"])


async def test_a_press_is_answered(bot: Bot, page: httpx.AsyncClient, playground: Any, rep: int) -> None:
    seq = (await page.get("/api/state")).json()["seq"]
    query_id = await press(bot, page, rep)
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None and query.message is not None
    assert (query.id, query.data, query.from_user.id) == (query_id, "ok", rep)
    assert await query.answer("收到", show_alert=True)
    assert await query.answer()
    rows = playground._core.store.all("SELECT * FROM events WHERE kind = 'callback_answer' AND seq > ?", seq)
    assert [json.loads(row["data"]) for row in rows] == [
        {"chat_id": rep, "callback_query_id": query_id, "text": "收到", "show_alert": True}
    ]


async def test_old_and_wrong_answers(bot: Bot, page: httpx.AsyncClient, refused: Any, rep: int) -> None:
    assert await refused("answerCallbackQuery", callback_query_id="1") == OLD
    query_id = await press(bot, page, rep)
    assert await refused("answerCallbackQuery", callback_query_id=query_id, text="a" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
    assert await refused("answerCallbackQuery", callback_query_id=query_id, url="https://example.org") == (
        "Bad Request: URL_INVALID"
    )
    await page.post("/api/clock/jump", json={"minutes": 16})
    assert await refused("answerCallbackQuery", callback_query_id=query_id) == OLD


async def test_only_a_button_that_is_there_can_be_pressed(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    sent = await bot.send_message(rep, "x", reply_markup=MARKUP)
    await bot.edit_message_text("y", rep, sent.message_id)
    gone = await page.post(f"/api/chats/{rep}/press", json={"message_id": sent.message_id, "data": "ok"})
    assert gone.status_code == 409


async def test_inline_mode(bot: Bot, page: httpx.AsyncClient, refused: Any, rep: int) -> None:
    path = f"/api/chats/{rep}/inline"
    asked = (await page.post(path, json={"query": "太贵了", "offset": ""})).json()["inline_query_id"]
    query = (await bot.get_updates())[-1].inline_query
    assert query is not None and (query.id, query.query, query.chat_type) == (asked, "太贵了", "sender")
    content = InputTextMessageContent("<b>贵</b>在哪儿？", parse_mode="HTML")
    results = [InlineQueryResultArticle("a", "认同", content, description="…", reply_markup=MARKUP)]
    assert await query.answer(results, cache_time=0)
    assert await refused("answerInlineQuery", inline_query_id=asked, results=[]) == OLD

    choice = {"inline_query_id": asked, "result_id": "a"}
    posted = (await page.post(f"{path}/choose", json=choice)).json()
    assert posted["html"] == "<b>贵</b>在哪儿？" and posted["via_bot"]["is_bot"]
    assert (await page.post(f"{path}/choose", json={**choice, "result_id": "b"})).status_code == 409
    chosen, message = (await bot.get_updates())[-2:]
    assert chosen.chosen_inline_result is not None and message.message is not None
    assert message.message.via_bot is not None and message.message.text == "贵在哪儿？"
    inline_id = chosen.chosen_inline_result.inline_message_id
    assert await bot.edit_message_text("改", inline_message_id=inline_id) is True
    shown = (await page.get(f"/api/chats/{rep}/messages")).json()["messages"][-1]
    assert shown["text"] == "改"


async def test_inline_limits(page: httpx.AsyncClient, refused: Any, rep: int) -> None:
    asked = (await page.post(f"/api/chats/{rep}/inline", json={"query": ""})).json()["inline_query_id"]
    article = {"type": "article", "id": "a", "title": "t", "input_message_content": {"message_text": "x"}}
    for results, words in [
        ([{**article, "id": str(i)} for i in range(51)], "RESULTS_TOO_MUCH"),
        ([article, article], "RESULT_ID_DUPLICATE"),
        ([{**article, "id": "a" * 65}], "RESULT_ID_INVALID"),
        ([{**article, "input_message_content": {"message_text": ""}}], "message text is empty"),
        ([{**article, "title": ""}], "can't parse inline query result: Can't find field \"title\""),
    ]:
        assert await refused("answerInlineQuery", inline_query_id=asked, results=results) == f"Bad Request: {words}"
    prefix = "can't parse inline query results button: "
    for button, words in [
        ([], prefix + "expected an Object"),
        ({"start_parameter": "a"}, prefix + 'Can\'t find field "text"'),
        ({"text": "a", "web_app": {}}, prefix + "the playground knows buttons with a start_parameter only"),
        ({"text": "a", "start_parameter": ""}, "can't use empty start_parameter"),
        ({"text": "a", "start_parameter": "a" * 65}, "too long start_parameter specified"),
        ({"text": "a", "start_parameter": "a b"}, "unallowed characters in start_parameter are used"),
    ]:
        answer = {"inline_query_id": asked, "results": [article], "button": button}
        assert await refused("answerInlineQuery", **answer) == f"Bad Request: {words}"
    await page.post("/api/clock/jump", json={"minutes": 2})
    assert await refused("answerInlineQuery", inline_query_id=asked, results=[article]) == OLD


async def test_inline_button_reaches_the_page(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    asked = (await page.post(f"/api/chats/{rep}/inline", json={"query": ""})).json()["inline_query_id"]
    seq = (await page.get("/api/state")).json()["seq"]
    button = InlineQueryResultsButton("去聊天里问", start_parameter="ask")
    assert await bot.answer_inline_query(asked, [], button=button)
    ((_, kind, shown),) = await read(page, 1, f"/api/events?after={seq}")
    assert kind == "inline_results" and shown["results"] == []
    assert shown["button"] == {"text": "去聊天里问", "start_parameter": "ask"}
