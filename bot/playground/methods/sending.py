"""sendMessage, sendPhoto, sendDocument, sendChatAction."""

from __future__ import annotations

import time

from telegram.constants import ChatAction, MessageLimit

from bot.playground import files, messages
from bot.playground.entities import utf16_length
from bot.playground.errors import bad
from bot.playground.markup import reply_markup
from bot.playground.methods.call import Call, open_chat, reply_fields
from bot.playground.store import Json
from bot.playground.texts import Formatted, formatted

_TYPING_SECONDS = 5
_ACTIONS = frozenset(str(action) for action in ChatAction)


def message_text(call: Call) -> Formatted:
    """The `text` of a call. Raises 400 when it is empty, too long or broken."""
    text = formatted(call.core, call.params, "text", "parse_mode", "entities")
    if not text.text:
        raise bad("message text is empty")
    if utf16_length(text.text) > int(MessageLimit.MAX_TEXT_LENGTH):
        raise bad("message is too long")
    return text


def caption(call: Call) -> Formatted:
    """The `caption` of a call, which may be empty. Raises 400 when it is too long or broken."""
    text = formatted(call.core, call.params, "caption", "parse_mode", "caption_entities")
    if utf16_length(text.text) > int(MessageLimit.CAPTION_LENGTH):
        raise bad("message caption is too long")
    return text


def deliver(call: Call, chat_id: int, content: Json, markup: Json | None) -> Json:
    """Put a message of the bot into a chat, with its keyboard. Inside a transaction."""
    core = call.core
    inline = markup is not None and "inline_keyboard" in markup
    if markup is not None and not inline:
        core.store.put(f"keyboard:{chat_id}", markup if "keyboard" in markup else None)
    fields = {**content, **({"reply_markup": markup} if inline and markup and markup["inline_keyboard"] else {})}
    return messages.post(core, chat_id, core.bot_user(), fields, locked=markup is not None and not inline)


async def send_message(call: Call) -> Json:
    """Send a text."""
    text = message_text(call)
    markup = reply_markup(call.params)
    chat_id = open_chat(call)
    with call.core.store.transaction():
        content = {**reply_fields(call, chat_id), **text.as_fields("text", "entities")}
        return _sent(call, chat_id, deliver(call, chat_id, content, markup))


async def send_photo(call: Call) -> Json:
    """Send a picture."""
    return _send_file(call, "photo")


async def send_document(call: Call) -> Json:
    """Send a file."""
    return _send_file(call, "document")


def _send_file(call: Call, kind: str) -> Json:
    words = caption(call)
    markup = reply_markup(call.params)
    chat_id = open_chat(call)
    with call.core.store.transaction():
        media = files.attached(call.core, call.params, kind)
        content = {**reply_fields(call, chat_id), **media, **words.as_fields("caption", "caption_entities")}
        return _sent(call, chat_id, deliver(call, chat_id, content, markup))


def _sent(call: Call, chat_id: int, message: Json) -> Json:
    messages.announce(call.core, chat_id, message["message_id"])
    return message


async def send_chat_action(call: Call) -> bool:
    """Show for five seconds that the bot is busy."""
    chat_id = open_chat(call)
    action = call.params.text("action").lower()
    if action not in _ACTIONS:
        raise bad("wrong parameter action in request")
    call.core.typing[chat_id] = time.monotonic() + _TYPING_SECONDS
    with call.core.store.transaction():
        call.core.emit("typing", chat_id, action=action, seconds=_TYPING_SECONDS)
    return True
