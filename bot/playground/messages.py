"""The messages of every chat: writing, finding, changing them, as the bot gets them and as the page shows them."""

from __future__ import annotations

import sqlite3
from typing import Any

from bot.playground import people
from bot.playground.core import Core, load_json
from bot.playground.pollview import as_poll, page_fields
from bot.playground.render import to_html
from bot.playground.store import Json, dumps


def post(core: Core, chat_id: int, sender: Json, content: Json, **columns: Any) -> Json:
    """Write a message into a chat; as the Bot API shows it. `columns`: locked, inline_id. Inside a transaction."""
    chat = people.chat(core, chat_id)
    if chat is None:
        raise KeyError(chat_id)
    message_id = core.store.take_number("message")
    data = {"message_id": message_id, "from": sender, "chat": chat, "date": core.now(), **content}
    mine = not sender["is_bot"]
    core.store.run(
        "INSERT INTO messages (chat_id, message_id, mine, locked, inline_id, data) VALUES (?, ?, ?, ?, ?, ?)",
        chat_id,
        message_id,
        mine,
        bool(columns.get("locked")),
        columns.get("inline_id"),
        dumps(data),
    )
    if mine:
        core.store.run("UPDATE people SET read_to = ?, started = 1 WHERE id = ?", message_id, sender["id"])
    else:
        core.typing.pop(chat_id, None)
    return data


def announce(core: Core, chat_id: int, message_id: int, kind: str = "message") -> None:
    """Tell the page of a new or changed message. Inside a transaction."""
    row = find(core, chat_id, message_id)
    if row is not None:
        keyboard = {"reply_keyboard": core.store.get(f"keyboard:{chat_id}")} if kind == "message" else {}
        core.emit(kind, chat_id, message=for_page(core, row), **keyboard)


def find(core: Core, chat_id: int, message_id: int) -> sqlite3.Row | None:
    """A message's row, or None."""
    return core.store.one("SELECT * FROM messages WHERE chat_id = ? AND message_id = ?", chat_id, message_id)


def find_inline(core: Core, inline_id: str) -> sqlite3.Row | None:
    """The row of a message that was sent by inline mode, or None."""
    return core.store.one("SELECT * FROM messages WHERE inline_id = ?", inline_id)


def change(core: Core, row: sqlite3.Row, data: Json) -> Json:
    """Replace what a message says; as the Bot API shows it. Inside a transaction."""
    _write(core, row, "data", data)
    announce(core, row["chat_id"], row["message_id"], "edited")
    return data


def note(core: Core, row: sqlite3.Row, **values: Any) -> None:
    """Keep something that only the page shows. Inside a transaction."""
    _write(core, row, "page", {**load_json(row["page"]), **values})
    announce(core, row["chat_id"], row["message_id"], "edited")


def _write(core: Core, row: sqlite3.Row, column: str, value: Json) -> None:
    sql = f"UPDATE messages SET {column} = ? WHERE chat_id = ? AND message_id = ?"  # noqa: S608 - our own column names
    core.store.run(sql, dumps(value), row["chat_id"], row["message_id"])


def remove(core: Core, row: sqlite3.Row) -> None:
    """Delete a message. Inside a transaction."""
    core.store.run("DELETE FROM messages WHERE chat_id = ? AND message_id = ?", row["chat_id"], row["message_id"])
    core.emit("deleted", row["chat_id"], message_id=row["message_id"])


def history(core: Core, chat_id: int, before: int | None, limit: int) -> list[Json]:
    """The last messages before one, oldest first, as the page shows them."""
    rows = core.store.all(
        "SELECT * FROM messages WHERE chat_id = ? AND message_id < ? ORDER BY message_id DESC LIMIT ?",
        chat_id,
        before if before is not None else 2**62,
        limit,
    )
    return [for_page(core, row) for row in reversed(rows)]


def for_bot(core: Core, row: sqlite3.Row) -> Json:
    """A message as the Bot API shows it, its poll as it stands now."""
    data = load_json(row["data"])
    if "poll" in data:
        found = core.store.one("SELECT * FROM polls WHERE id = ?", data["poll"]["id"])
        if found is not None:
            data["poll"] = as_poll(core, found)
    return data


def for_page(core: Core, row: sqlite3.Row) -> Json:
    """A message as the page shows it to the chat's person."""
    shown = for_bot(core, row)
    text: str = shown.get("text") or shown.get("caption") or ""
    entities: list[Json] = shown.get("entities") or shown.get("caption_entities") or []
    shown["html"] = to_html(text, entities)
    shown["mine"] = bool(row["mine"])
    kept = load_json(row["page"])
    reactions = [{"emoji": e, "mine": False} for e in kept.get("bot_reactions", [])]
    reactions += [{"emoji": e, "mine": True} for e in kept.get("reactions", [])]
    if reactions:
        shown["reactions"] = reactions
    return {**shown, **page_fields(core, shown, row["chat_id"])} if "poll" in shown else shown
