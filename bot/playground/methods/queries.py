"""answerCallbackQuery and answerInlineQuery."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from telegram.constants import CallbackQueryLimit, InlineQueryLimit, InlineQueryResultLimit, MessageLimit

from bot.playground.core import Core, load_json
from bot.playground.entities import utf16_length
from bot.playground.errors import bad
from bot.playground.forms import Form
from bot.playground.markup import reply_markup
from bot.playground.methods.call import Call
from bot.playground.params import Params, objects
from bot.playground.store import Json, dumps
from bot.playground.texts import formatted

CALLBACK_SECONDS = 15 * 60
INLINE_SECONDS = 60
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]+")
_OLD = "query is too old and response timeout expired or query ID is invalid"


def ask(core: Core, kind: str, chat_id: int, person_id: int, data: Json) -> str:
    """Keep a query that the bot is to answer; its id. Inside a transaction."""
    core.store.run("DELETE FROM queries WHERE asked_at < ?", core.now() - 86_400)
    query_id = core.long_id("query")
    row = (query_id, kind, chat_id, person_id, core.now(), None, dumps(data))
    core.store.run("INSERT INTO queries VALUES (?, ?, ?, ?, ?, ?, ?)", *row)
    return query_id


def find(core: Core, query_id: str, kind: str, seconds: int) -> sqlite3.Row | None:
    """A query that is not yet too old, or None."""
    sql = "SELECT * FROM queries WHERE id = ? AND kind = ? AND asked_at >= ?"
    return core.store.one(sql, query_id, kind, core.now() - seconds)


async def answer_callback_query(call: Call) -> bool:
    """Answer a pressed button: nothing, a short notice, or an alert."""
    core, params = call.core, call.params
    text = params.text("text")
    if utf16_length(text) > int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH):
        raise bad("MESSAGE_TOO_LONG")
    url = params.text("url")
    if url and not url.startswith((f"https://t.me/{core.setup.username}?", f"t.me/{core.setup.username}?")):
        raise bad("URL_INVALID")
    query_id = params.text("callback_query_id")
    row = find(core, query_id, "callback", CALLBACK_SECONDS)
    if row is None:
        raise bad(_OLD)
    answer = {"callback_query_id": query_id, "text": text, "show_alert": params.flag("show_alert")}
    if row["answer"] is None:
        with core.store.transaction():
            core.store.run("UPDATE queries SET answer = ? WHERE id = ?", dumps(answer), query_id)
            core.emit("callback_answer", row["chat_id"], **answer, **({"url": url} if url else {}))
    return True


async def answer_inline_query(call: Call) -> bool:
    """Answer an inline query with articles and perhaps a button above them."""
    core, params = call.core, call.params
    results = [_result(call, item) for item in objects(params.data("results", "results"), "InlineQueryResult")]
    if len(results) > int(InlineQueryLimit.RESULTS):
        raise bad("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad("RESULT_ID_DUPLICATE")
    offset = params.text("next_offset")
    if len(offset.encode()) > int(InlineQueryLimit.MAX_OFFSET_LENGTH):
        raise bad("NEXT_OFFSET_INVALID")
    above = _button(params.data("button", "inline query results button"))
    query_id = params.text("inline_query_id")
    row = find(core, query_id, "inline", INLINE_SECONDS)
    if row is None or row["answer"] is not None:
        raise bad(_OLD)
    shown = [{k: r[k] for k in ("id", "type", "title", "description") if k in r} for r in results]
    with core.store.transaction():
        core.store.run("UPDATE queries SET answer = ? WHERE id = ?", dumps({"results": results}), query_id)
        core.emit(
            "inline_results", row["chat_id"], inline_query_id=query_id, results=shown, next_offset=offset, **above
        )
    return True


def chosen_result(row: sqlite3.Row, result_id: str) -> Json | None:
    """One of the results a query was answered with, or None."""
    results = load_json(row["answer"])["results"] if row["answer"] is not None else []
    return next((result for result in results if result["id"] == result_id), None)


def _result(call: Call, item: Json) -> Json:
    result_id = str(item.get("id", ""))
    if not 1 <= len(result_id.encode()) <= int(InlineQueryResultLimit.MAX_ID_LENGTH):
        raise bad("RESULT_ID_INVALID")
    if item.get("type") != "article":
        raise bad("can't parse inline query result: the playground shows articles only")
    if not str(item.get("title") or "").strip():
        raise bad("can't parse inline query result: Can't find field \"title\"")
    kept = {"id": result_id, "type": "article", "title": str(item["title"])}
    if item.get("description"):
        kept["description"] = str(item["description"])
    markup = reply_markup(Params(Form(item, {})), inline_only=True)
    return {**kept, "content": _content(call, item.get("input_message_content")), "reply_markup": markup}


def _button(button: Any) -> Json:
    """The button above the results as the page shows it; nothing without one."""
    if button is None:
        return {}
    prefix = "can't parse inline query results button: "
    if not isinstance(button, dict):
        raise bad(prefix + "expected an Object")
    if not str(button.get("text") or "").strip():
        raise bad(prefix + 'Can\'t find field "text"')
    if "start_parameter" not in button:
        raise bad(prefix + "the playground knows buttons with a start_parameter only")
    payload = str(button["start_parameter"] or "")
    if not payload:
        raise bad("can't use empty start_parameter")
    if len(payload) > int(MessageLimit.DEEP_LINK_LENGTH):
        raise bad("too long start_parameter specified")
    if not _PAYLOAD.fullmatch(payload):
        raise bad("unallowed characters in start_parameter are used")
    return {"button": {"text": str(button["text"]), "start_parameter": payload}}


def _content(call: Call, content: Any) -> Json:
    if not isinstance(content, dict):
        raise bad("can't parse inline query result: Can't find field \"input_message_content\"")
    text = formatted(call.core, Params(Form(content, {})), "message_text", "parse_mode", "entities")
    if not text.text:
        raise bad("message text is empty")
    if utf16_length(text.text) > int(MessageLimit.MAX_TEXT_LENGTH):
        raise bad("MESSAGE_TOO_LONG")
    return text.as_fields("text", "entities")
