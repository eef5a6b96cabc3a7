"""The people and groups of the playground, as Telegram Users and Chats and as the page shows them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from bot.playground.core import Core, load_json
from bot.playground.store import Json, dumps

_FIRST_PERSON = 700_001
_ROLES = frozenset({"rep", "manager", "other"})
_NAME_LIMIT = 64
# What is kept of a group beside what Telegram tells.
_KEPT = frozenset({"bot_is_out", "moved_to"})


def settle(core: Core) -> None:
    """Put the default people into a new playground."""
    with core.store.transaction():
        if core.store.value("SELECT COUNT(*) FROM people") == 0:
            for person in core.setup.people:
                add_person(core, person)


def add_person(core: Core, wanted: Mapping[str, object]) -> int:
    """Add somebody; their id, which is also their private chat's. Inside a transaction."""
    person_id = core.store.take_number("person", _FIRST_PERSON)
    user: Json = {"id": person_id, "is_bot": False, "first_name": str(wanted["first_name"])[:_NAME_LIMIT]}
    for key in ("last_name", "username", "language_code"):
        if wanted.get(key):
            user[key] = str(wanted[key])[:_NAME_LIMIT]
    role = wanted.get("role") if wanted.get("role") in _ROLES else "other"
    sql = "INSERT INTO people (id, user, role, time_zone) VALUES (?, ?, ?, ?)"
    core.store.run(sql, person_id, dumps(user), role, wanted.get("time_zone"))
    core.emit("people", person_id, person=person(core, person_id))
    return person_id


def add_group(core: Core, title: str, members: list[int]) -> int:
    """Make a group of people and the bot; its id. Inside a transaction."""
    chat_id = -core.store.take_number("group", _FIRST_PERSON)
    chat = {"id": chat_id, "type": "group", "title": title[:128]}
    core.store.run("INSERT INTO groups (id, chat, members) VALUES (?, ?, ?)", chat_id, dumps(chat), dumps(members))
    core.push_update("my_chat_member", chat_id, membership(core, chat, user(core, members[0]), "left", "member"))
    return chat_id


def put_out(core: Core, chat_id: int, person_id: int) -> None:
    """Somebody puts the bot out of a group. Inside a transaction."""
    known = chat(core, chat_id)
    if known is None:
        raise KeyError(chat_id)
    core.store.run("UPDATE groups SET chat = ? WHERE id = ?", dumps({**known, "bot_is_out": True}), chat_id)
    core.push_update("my_chat_member", chat_id, membership(core, known, user(core, person_id), "member", "kicked"))


def bring_in(core: Core, chat_id: int, person_id: int) -> None:
    """Somebody puts the bot into a group again. Inside a transaction."""
    known = chat(core, chat_id)
    if known is None:
        raise KeyError(chat_id)
    core.store.run("UPDATE groups SET chat = ? WHERE id = ?", dumps(known), chat_id)
    core.push_update("my_chat_member", chat_id, membership(core, known, user(core, person_id), "kicked", "member"))


def upgrade(core: Core, chat_id: int) -> int:
    """Make a group a supergroup, which is another chat with the same members; its id. Inside a transaction."""
    known = chat(core, chat_id)
    if known is None:
        raise KeyError(chat_id)
    new_id = -1_000_000_000_000 - core.store.take_number("supergroup", _FIRST_PERSON)
    new = {**known, "id": new_id, "type": "supergroup"}
    inside = dumps(members(core, chat_id))
    core.store.run("INSERT INTO groups (id, chat, members) VALUES (?, ?, ?)", new_id, dumps(new), inside)
    core.store.run("UPDATE groups SET chat = ? WHERE id = ?", dumps({**known, "moved_to": new_id}), chat_id)
    return new_id


def group_state(core: Core, chat_id: int) -> tuple[bool, int | None]:
    """Whether the bot is out of a group, and the supergroup that the group has become."""
    text = core.store.value("SELECT chat FROM groups WHERE id = ?", chat_id)
    kept = {} if text is None else load_json(text)
    return bool(kept.get("bot_is_out")), kept.get("moved_to")


def row(core: Core, person_id: int) -> sqlite3.Row | None:
    """Somebody's row, or None."""
    return core.store.one("SELECT * FROM people WHERE id = ?", person_id)


def user(core: Core, person_id: int) -> Json:
    """Somebody as a Telegram User. Raises KeyError for an unknown id."""
    found = row(core, person_id)
    if found is None:
        raise KeyError(person_id)
    return load_json(found["user"])


def chat(core: Core, chat_id: int) -> Json | None:
    """A Telegram Chat: somebody's private one or a group's. None when there is none."""
    if chat_id < 0:
        text = core.store.value("SELECT chat FROM groups WHERE id = ?", chat_id)
        kept = None if text is None else load_json(text)
        return None if kept is None else {key: value for key, value in kept.items() if key not in _KEPT}
    found = row(core, chat_id)
    if found is None:
        return None
    who = load_json(found["user"])
    names: Json = {key: who[key] for key in ("first_name", "last_name", "username") if key in who}
    return {"id": chat_id, "type": "private", **names}


def members(core: Core, chat_id: int) -> list[int]:
    """Who is in a chat besides the bot."""
    if chat_id > 0:
        return [chat_id]
    text = core.store.value("SELECT members FROM groups WHERE id = ?", chat_id)
    return [] if text is None else [int(i) for i in json.loads(text)]


def person(core: Core, person_id: int) -> Json:
    """Somebody as the page shows them in its list."""
    found = row(core, person_id)
    if found is None:
        raise KeyError(person_id)
    unread = "SELECT COUNT(*) FROM messages WHERE chat_id = ? AND mine = 0 AND message_id > ?"
    latest = "SELECT json_extract(data, '$.date') FROM messages WHERE chat_id = ? ORDER BY message_id DESC LIMIT 1"
    shown = {
        **{key: value for key, value in load_json(found["user"]).items() if key != "is_bot"},
        "role": found["role"],
        "chat_id": person_id,
        "unread": core.store.value(unread, person_id, found["read_to"]),
        "blocked": bool(found["blocked"]),
        "started": bool(found["started"]),
        "last": _last_words(core, person_id),
        "last_date": core.store.value(latest, person_id),
    }
    return shown if found["time_zone"] is None else {**shown, "time_zone": found["time_zone"]}


def everybody(core: Core) -> list[Json]:
    """All people, in the order they came."""
    return [person(core, found["id"]) for found in core.store.all("SELECT id FROM people ORDER BY id")]


def membership(core: Core, in_chat: Json, who: Json, before: str, after: str) -> Json:
    """A ChatMemberUpdated about the bot; `before` and `after` are statuses such as member or kicked."""
    return {
        "chat": in_chat,
        "from": who,
        "date": core.now(),
        "old_chat_member": _status(core, before),
        "new_chat_member": _status(core, after),
    }


def _status(core: Core, status: str) -> Json:
    member: Json = {"user": core.bot_user(), "status": status}
    return {**member, "until_date": 0} if status == "kicked" else member


def _last_words(core: Core, chat_id: int) -> str:
    sql = "SELECT data FROM messages WHERE chat_id = ? ORDER BY message_id DESC LIMIT 1"
    text = core.store.value(sql, chat_id)
    if text is None:
        return ""
    data = load_json(text)
    words = data.get("text") or data.get("caption") or data.get("poll", {}).get("question")
    if words is None:
        words = data.get("sticker", {}).get("emoji") or data.get("document", {}).get("file_name", "…")
    return " ".join(str(words).split())[:80]
