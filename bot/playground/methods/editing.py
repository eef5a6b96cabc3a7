"""editMessageText, -Caption, -ReplyMarkup, -Media, deleteMessage(s), setMessageReaction."""

from __future__ import annotations

import sqlite3
from typing import Any

from telegram.constants import ReactionEmoji

from bot.playground import files, messages
from bot.playground.errors import bad
from bot.playground.forms import Form
from bot.playground.markup import reply_markup
from bot.playground.methods.call import Call, bot_message, open_chat
from bot.playground.methods.sending import caption, message_text
from bot.playground.params import Params, whole
from bot.playground.store import Json

_DELETE_SECONDS = 48 * 3600
_CAPTIONED = ("photo", "document", "voice")
_SAME = (
    "message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)
_EMOJI = frozenset(str(emoji) for emoji in ReactionEmoji)


async def edit_message_text(call: Call) -> Json | bool:
    """Replace the text of a message, and its buttons with what is given."""
    text = message_text(call)
    row = bot_message(call)
    old = messages.for_bot(call.core, row)
    if "text" not in old:
        raise bad("there is no text in the message to edit")
    return _replace(call, row, old, ("text", "entities"), text.as_fields("text", "entities"))


async def edit_message_caption(call: Call) -> Json | bool:
    """Replace the caption of a picture or file."""
    words = caption(call)
    row = bot_message(call)
    old = messages.for_bot(call.core, row)
    if not any(kind in old for kind in _CAPTIONED):
        raise bad("there is no caption in the message to edit")
    new = words.as_fields("caption", "caption_entities")
    return _replace(call, row, old, ("caption", "caption_entities"), new)


async def edit_message_reply_markup(call: Call) -> Json | bool:
    """Replace the buttons of a message."""
    row = bot_message(call)
    return _replace(call, row, messages.for_bot(call.core, row), (), {})


async def edit_message_media(call: Call) -> Json | bool:
    """Replace the picture or file of a message, with its caption."""
    media = call.params.data("media", "InputMedia")
    if not isinstance(media, dict) or not media.get("media"):
        raise bad("can't parse InputMedia: media not found")
    kind = str(media.get("type"))
    if kind not in ("photo", "document"):
        raise bad("can't parse InputMedia: wrong InputMedia type specified")
    inner = Call(call.core, Params(Form({**media, "chat_id": "0"}, call.params.files)))
    words = caption(inner)
    row = bot_message(call)
    old = messages.for_bot(call.core, row)
    if "text" not in old and not any(k in old for k in _CAPTIONED):
        raise bad("message can't be edited")
    with call.core.store.transaction():
        new = files.attached(call.core, call.params, kind, str(media["media"]))
        new |= words.as_fields("caption", "caption_entities")
        gone = ("text", "entities", "caption", "caption_entities", *_CAPTIONED)
        return _replace(call, row, old, gone, new)


def _replace(call: Call, row: sqlite3.Row, old: Json, gone: tuple[str, ...], new: Json) -> Json | bool:
    """Write the message with the fields in `gone` replaced by `new`. Raises 400 when nothing would change."""
    markup = reply_markup(call.params, inline_only=True)
    drop = {*gone, "reply_markup", "edit_date"}
    data = {key: value for key, value in old.items() if key not in drop} | new
    if markup is not None and markup["inline_keyboard"]:
        data["reply_markup"] = markup
    if data == {key: value for key, value in old.items() if key != "edit_date"}:
        raise bad(_SAME)
    with call.core.store.transaction():
        changed = messages.change(call.core, row, {**data, "edit_date": call.core.now()})
    return True if call.params.text("inline_message_id") else changed


async def delete_message(call: Call) -> bool:
    """Delete a message of either side, up to 48 hours after it was sent."""
    chat_id = open_chat(call)
    row = messages.find(call.core, chat_id, call.params.integer("message_id"))
    if row is None:
        raise bad("message to delete not found")
    _delete(call, row)
    return True


async def delete_messages(call: Call) -> bool:
    """Delete several; those that are not there are skipped."""
    chat_id = open_chat(call)
    ids = call.params.data("message_ids", "message identifiers")
    if not isinstance(ids, list) or not ids:
        raise bad("message identifiers are not specified")
    with call.core.store.transaction():
        for message_id in ids[:100]:
            row = messages.find(call.core, chat_id, whole(message_id))
            if row is not None:
                _delete(call, row)
    return True


def _delete(call: Call, row: sqlite3.Row) -> None:
    if call.core.now() - messages.for_bot(call.core, row)["date"] > _DELETE_SECONDS:
        raise bad("message can't be deleted for everyone")
    with call.core.store.transaction():
        messages.remove(call.core, row)


async def set_message_reaction(call: Call) -> bool:
    """Set or take back the bot's one reaction to a message."""
    chat_id = open_chat(call)
    row = messages.find(call.core, chat_id, call.params.integer("message_id"))
    if row is None:
        raise bad("message to react not found")
    chosen = [_emoji(item) for item in call.params.data("reaction", "reaction types") or []]
    if len(chosen) > 1:
        raise bad("REACTIONS_TOO_MANY")
    with call.core.store.transaction():
        messages.note(call.core, row, bot_reactions=chosen)
    return True


def _emoji(item: Any) -> str:
    emoji = item.get("emoji") if isinstance(item, dict) else None
    if not isinstance(emoji, str) or emoji not in _EMOJI:
        raise bad("REACTION_INVALID")
    return emoji
