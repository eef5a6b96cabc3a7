"""A Bot API call, and what nearly every method does first: find the chat, find the message."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.playground import messages, people
from bot.playground.core import Core
from bot.playground.errors import bad, forbidden, upgraded
from bot.playground.params import Params, whole
from bot.playground.store import Json


async def _never() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `gone` returns when the caller has hung up."""

    core: Core
    params: Params
    gone: Callable[[], Awaitable[None]] = _never


Method = Callable[[Call], Awaitable[Any]]


def chat_id_of(params: Params) -> int | None:
    """The `chat_id` of a call as a number; None when it has none or names a channel."""
    return params.integer("chat_id") or None


def open_chat(call: Call) -> int:
    """The chat a message goes to. Raises 400 when the bot does not know it, 403 when its person has blocked the bot
    or its members have put it out."""
    chat_id = known_chat(call)
    out, moved_to = people.group_state(call.core, chat_id) if chat_id < 0 else (False, None)
    if moved_to is not None:
        raise upgraded(moved_to)
    if out:
        raise forbidden("bot was kicked from the group chat")
    row = people.row(call.core, chat_id) if chat_id > 0 else None
    if row is not None and row["blocked"]:
        raise forbidden("bot was blocked by the user")
    if row is not None and not row["started"]:
        raise bad("chat not found")
    return chat_id


def known_chat(call: Call) -> int:
    """The chat of a call. Raises 400 when there is none."""
    if not call.params.text("chat_id").strip():
        raise bad("chat_id is empty")
    chat_id = chat_id_of(call.params)
    if chat_id is None or people.chat(call.core, chat_id) is None:
        raise bad("chat not found")
    return chat_id


def bot_message(call: Call, *, action: str = "edit") -> sqlite3.Row:
    """The bot's message a call names, by chat and id or by inline id. Raises 400 or 403 in Telegram's words."""
    inline_id = call.params.text("inline_message_id")
    if inline_id:
        row = messages.find_inline(call.core, inline_id)
        if row is None:
            raise bad("MESSAGE_ID_INVALID")
        return row
    chat_id = open_chat(call)
    if not call.params.text("message_id").strip():
        raise bad("message identifier is not specified")
    row = messages.find(call.core, chat_id, call.params.integer("message_id"))
    if row is None:
        raise bad(f"message to {action} not found" if action == "edit" else f"message with poll to {action} not found")
    if row["mine"] or row["locked"]:
        raise bad("message can't be edited" if action == "edit" else f"poll can't be {action}ped")
    return row


def reply_fields(call: Call, chat_id: int) -> Json:
    """The `reply_to_message` of a message that answers another. Raises 400 when that one is gone."""
    given = call.params.data("reply_parameters", "reply parameters") or {}
    message_id = whole(given.get("message_id")) if isinstance(given, dict) else 0
    if not message_id:
        return {}
    row = messages.find(call.core, chat_id, message_id)
    if row is None:
        if given.get("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    answered = messages.for_bot(call.core, row)
    return {"reply_to_message": {k: v for k, v in answered.items() if k != "reply_to_message"}}
