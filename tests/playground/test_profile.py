"""The bot's account: texts, command menus, menu button."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
    MenuButtonWebApp,
    WebAppInfo,
)

pytestmark = pytest.mark.anyio


async def test_who_it_is(bot: Bot, rep: int) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.supports_inline_queries) == (4242, "sales_dojo_bot", True)
    chat = await bot.get_chat(rep)
    assert (chat.type, chat.first_name) == ("private", "小周")
    assert await bot.log_out() and await bot.close()


async def test_commands_by_scope_and_language(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("drill", "每日练习")], scope=private, language_code="zh")
    path = f"/api/chats/{rep}/messages"
    assert (await page.get(path)).json()["commands"] == [{"command": "drill", "description": "每日练习"}]
    await bot.set_my_commands([("team", "团队")], scope=BotCommandScopeChat(rep))
    assert (await page.get(path)).json()["commands"][0]["command"] == "team"
    assert [c.command for c in await bot.get_my_commands(scope=private, language_code="zh")] == ["drill"]
    assert await bot.get_my_commands(scope=private) == ()
    await bot.delete_my_commands(scope=BotCommandScopeChat(rep))
    await bot.delete_my_commands(scope=private, language_code="zh")
    assert (await page.get(path)).json()["commands"][0]["command"] == "help"


LIMITS: list[tuple[dict[str, Any], str]] = [
    ({"commands": [{"command": "Bad!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ({"commands": [{"command": "a" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ({"commands": [{"command": "a", "description": ""}]}, "command description must be non-empty"),
    ({"commands": [{"command": "a", "description": "x" * 257}]}, "command description length must not exceed 256"),
    ({"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ({"commands": "["}, "can't parse commands JSON object"),
    ({"commands": [], "language_code": "zh-hans"}, "LANG_CODE_INVALID"),
    ({"commands": [], "scope": {"type": "moon"}}, "can't parse BotCommandScope: unsupported type specified"),
    ({"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
]


async def test_command_limits(refused: Any) -> None:
    for params, words in LIMITS:
        assert await refused("setMyCommands", **params) == f"Bad Request: {words}"


async def test_texts(bot: Bot, page: httpx.AsyncClient, refused: Any) -> None:
    await bot.set_my_name("道场")
    await bot.set_my_description("Train daily")
    await bot.set_my_description("天天练", language_code="zh")
    await bot.set_my_short_description("练")
    assert (await bot.get_my_name()).name == "道场"
    assert (await bot.get_my_description(language_code="zh")).description == "天天练"
    assert (await bot.get_my_description(language_code="fr")).description == "Train daily"
    assert (await bot.get_my_short_description()).short_description == "练"
    shown = (await page.get("/api/state")).json()["bot"]
    assert (shown["first_name"], shown["description"]) == ("道场", "天天练")
    for method, field, limit in [
        ("setMyName", "name", 64),
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
    ]:
        assert str(limit) in await refused(method, **{field: "a" * (limit + 1)})


async def test_menu_button(bot: Bot, page: httpx.AsyncClient, refused: Any, rep: int) -> None:
    web = MenuButtonWebApp("App", WebAppInfo("https://example.org"))
    await bot.set_chat_menu_button(rep, web)
    assert await bot.get_chat_menu_button(rep) == web
    assert await bot.get_chat_menu_button() == MenuButtonCommands()
    assert (await page.get(f"/api/chats/{rep}/messages")).json()["menu_button"]["type"] == "web_app"
    unsafe = {"type": "web_app", "text": "x", "web_app": {"url": "http://example.org"}}
    assert "Only HTTPS links are allowed" in await refused("setChatMenuButton", menu_button=unsafe)
