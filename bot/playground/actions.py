"""What people do in the playground; each act is an update for the bot."""

from __future__ import annotations

import secrets
from typing import Any

from telegram.constants import InlineQueryLimit, MessageLimit, ReactionEmoji

from bot.playground import files, messages, people, polls
from bot.playground.core import Core, load_json
from bot.playground.detect import with_found
from bot.playground.entities import utf16_length
from bot.playground.errors import ApiError, PageError
from bot.playground.forms import Upload
from bot.playground.methods import queries
from bot.playground.store import Json

_EMOJI = frozenset(str(emoji) for emoji in ReactionEmoji)
_VOICE_LIMIT = 3600


def send_text(core: Core, chat_id: int, person_id: int, text: str) -> Json:
    """Write a text. Raises PageError when it is empty or too long."""
    return send(core, chat_id, person_id, _text_fields(text))


def _text_fields(text: str) -> Json:
    clean = text.replace("\r", "").strip()
    if not clean:
        raise PageError("empty")
    if utf16_length(clean) > int(MessageLimit.MAX_TEXT_LENGTH):
        raise PageError("too_long", limit=int(MessageLimit.MAX_TEXT_LENGTH))
    entities = with_found(clean, [])
    return {"text": clean, **({"entities": entities} if entities else {})}


def send_file(core: Core, chat_id: int, person_id: int, kind: str, upload: Upload) -> Json:
    """Send a picture or a file. Raises PageError for what is no picture."""
    with core.store.transaction():
        try:
            media = files.keep_photo(core, upload) if kind == "photo" else files.keep_document(core, upload)
        except ApiError as error:
            raise PageError("not_image" if kind == "photo" else "empty") from error
        return send(core, chat_id, person_id, media)


def send_special(core: Core, chat_id: int, person_id: int, body: Json) -> Json:
    """Send what is neither text nor file: a sticker, a voice message, a location or a contact."""
    with core.store.transaction():
        if body.get("sticker"):
            content = files.keep_sticker(core, str(body["sticker"])[:16])
        elif body.get("voice"):
            content = files.keep_voice(core, max(1, min(int(body["voice"]), _VOICE_LIMIT)))
        elif isinstance(body.get("location"), dict):
            content = {"location": _place(body["location"])}
        elif body.get("contact"):
            who = people.user(core, person_id)
            content = {"contact": {"phone_number": "+0", "first_name": who["first_name"], "user_id": person_id}}
        else:
            raise PageError("empty")
        return send(core, chat_id, person_id, content)


def _place(location: Json) -> Json:
    try:
        latitude, longitude = float(location["latitude"]), float(location["longitude"])
    except (KeyError, TypeError, ValueError):
        raise PageError("bad_request", detail="location") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PageError("bad_request", detail="location")
    return {"latitude": latitude, "longitude": longitude}


def send(core: Core, chat_id: int, person_id: int, content: Json) -> Json:
    """Put a person's message into a chat and queue it for the bot; as the page shows it. PageError when blocked."""
    row = people.row(core, person_id)
    if row is None:
        raise PageError("no_person", 404)
    if row["blocked"] and chat_id > 0:
        raise PageError("blocked", 409)
    with core.store.transaction():
        message = messages.post(core, chat_id, people.user(core, person_id), content)
        core.push_update("message", chat_id, message)
        messages.announce(core, chat_id, message["message_id"])
        kept = messages.find(core, chat_id, message["message_id"])
        return messages.for_page(core, kept) if kept is not None else message


def edit(core: Core, chat_id: int, message_id: int, text: str) -> Json:
    """Change a text a person has written."""
    row = _message(core, chat_id, message_id)
    data = messages.for_bot(core, row)
    if not row["mine"] or "text" not in data or "via_bot" in data:
        raise PageError("not_yours")
    with core.store.transaction():
        kept = {key: value for key, value in data.items() if key not in ("text", "entities")}
        changed = {**kept, **_text_fields(text), "edit_date": core.now()}
        core.push_update("edited_message", chat_id, messages.change(core, row, changed))
    return messages.for_page(core, _message(core, chat_id, message_id))


def press(core: Core, chat_id: int, person_id: int, message_id: int, data: str) -> str:
    """Press an inline button; the id of the callback query."""
    row = _message(core, chat_id, message_id)
    message = messages.for_bot(core, row)
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    if not any(button.get("callback_data") == data for buttons in rows for button in buttons):
        raise PageError("no_button", 409)
    with core.store.transaction():
        query_id = queries.ask(core, "callback", chat_id, person_id, {})
        where: Json = {"inline_message_id": row["inline_id"]} if row["inline_id"] else {"message": message}
        who = people.user(core, person_id)
        query = {"id": query_id, "from": who, "chat_instance": str(chat_id), "data": data, **where}
        core.push_update("callback_query", chat_id, query)
    return query_id


def vote(core: Core, chat_id: int, person_id: int, message_id: int, chosen: list[int]) -> None:
    """Answer a poll."""
    message = messages.for_bot(core, _message(core, chat_id, message_id))
    row = polls.find(core, message["poll"]["id"]) if "poll" in message else None
    if row is None:
        raise PageError("no_message", 404)
    with core.store.transaction():
        polls.vote(core, row, person_id, chosen)


def react(core: Core, chat_id: int, person_id: int, message_id: int, emoji: str | None) -> None:
    """Set or take back a person's reaction to a message."""
    row = _message(core, chat_id, message_id)
    if emoji is not None and emoji not in _EMOJI:
        raise PageError("reaction")
    before = list(load_json(row["page"]).get("reactions", []))
    after = [] if emoji is None else [emoji]
    with core.store.transaction():
        messages.note(core, row, reactions=after)
        reaction = {
            "chat": people.chat(core, chat_id),
            "message_id": message_id,
            "user": people.user(core, person_id),
            "date": core.now(),
            "old_reaction": [{"type": "emoji", "emoji": e} for e in before],
            "new_reaction": [{"type": "emoji", "emoji": e} for e in after],
        }
        core.push_update("message_reaction", chat_id, reaction)


def block(core: Core, person_id: int, *, blocked: bool) -> None:
    """Block the bot or let it in again; the bot hears of a change."""
    row = people.row(core, person_id)
    if row is None:
        raise PageError("no_person", 404)
    if bool(row["blocked"]) == blocked:
        return
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    with core.store.transaction():
        core.store.run("UPDATE people SET blocked = ? WHERE id = ?", blocked, person_id)
        chat = people.chat(core, person_id) or {}
        update = people.membership(core, chat, people.user(core, person_id), before, after)
        core.push_update("my_chat_member", person_id, update)
        core.emit("people", person_id, person=people.person(core, person_id))


def upgrade(core: Core, chat_id: int, person_id: int) -> int:
    """Make a group a supergroup; its new id. The bot hears of it in both chats, as Telegram tells it."""
    with core.store.transaction():
        new_id = people.upgrade(core, chat_id)
        who = people.user(core, person_id)
        for at, content in ((chat_id, {"migrate_to_chat_id": new_id}), (new_id, {"migrate_from_chat_id": chat_id})):
            core.push_update("message", at, messages.post(core, at, who, content))
    return new_id


def set_bot_in(core: Core, chat_id: int, person_id: int, *, inside: bool) -> None:
    """Put the bot out of a group, or into it again."""
    with core.store.transaction():
        (people.bring_in if inside else people.put_out)(core, chat_id, person_id)


def start(core: Core, person_id: int, payload: str) -> Json:
    """Press Start, or follow a deep link with a payload; this lets a blocked bot in again, as Telegram does."""
    if len(payload) > int(MessageLimit.DEEP_LINK_LENGTH):
        raise PageError("too_long", limit=int(MessageLimit.DEEP_LINK_LENGTH))
    with core.store.transaction():
        block(core, person_id, blocked=False)
        return send_text(core, person_id, person_id, f"/start {payload}".strip())


def ask_inline(core: Core, chat_id: int, person_id: int, query: str, offset: str) -> str:
    """Type `@bot query`; the id of the inline query."""
    text = query[: int(InlineQueryLimit.MAX_QUERY_LENGTH)]
    with core.store.transaction():
        query_id = queries.ask(core, "inline", chat_id, person_id, {"query": text})
        kind = "sender" if chat_id > 0 else "group"
        asked = {"id": query_id, "from": people.user(core, person_id), "query": text, "offset": offset[:64]}
        core.push_update("inline_query", person_id, {**asked, "chat_type": kind})
    return query_id


def choose_inline(core: Core, chat_id: int, person_id: int, query_id: str, result_id: str) -> Json:
    """Send one of the results of an inline query."""
    row = queries.find(core, query_id, "inline", 86_400)
    result = queries.chosen_result(row, result_id) if row is not None else None
    if row is None or result is None:
        raise PageError("query_gone", 409)
    markup: Json = {"reply_markup": result["reply_markup"]} if result["reply_markup"] else {}
    inline_id = secrets.token_urlsafe(18)
    who = people.user(core, person_id)
    with core.store.transaction():
        content = {**result["content"], **markup, "via_bot": core.bot_user()}
        message = messages.post(core, chat_id, who, content, inline_id=inline_id)
        chosen: dict[str, Any] = {
            "result_id": result_id,
            "from": who,
            "query": load_json(row["data"])["query"],
        }
        if markup:
            chosen["inline_message_id"] = inline_id
        core.push_update("chosen_inline_result", person_id, chosen)
        core.push_update("message", chat_id, message)
        messages.announce(core, chat_id, message["message_id"])
        kept = messages.find(core, chat_id, message["message_id"])
        return messages.for_page(core, kept) if kept is not None else message


def _message(core: Core, chat_id: int, message_id: int) -> Any:
    row = messages.find(core, chat_id, message_id)
    if row is None:
        raise PageError("no_message", 404)
    return row
