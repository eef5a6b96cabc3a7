"""The bot's account: who it is, its name and descriptions, its command menus and its menu button; chats and files."""

from __future__ import annotations

import re

from telegram.constants import BotCommandLimit, BotDescriptionLimit, BotNameLimit, FileSizeLimit

from bot.playground import files, people
from bot.playground.core import Core
from bot.playground.errors import bad
from bot.playground.markup import is_https
from bot.playground.methods.call import Call, Method, known_chat
from bot.playground.params import Params, objects, whole
from bot.playground.store import Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?\Z")
_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
_ABILITIES: Json = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
# Where the bot's texts are kept, under which field they are asked for, and how long they may be.
TEXTS = {
    "name": ("name", int(BotNameLimit.MAX_NAME_LENGTH)),
    "description": ("description", int(BotDescriptionLimit.MAX_DESCRIPTION_LENGTH)),
    "short_description": ("short_description", int(BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH)),
}


async def get_me(call: Call) -> Json:
    """The bot."""
    return {**call.core.bot_user(), **_ABILITIES}


async def fine(_: Call) -> bool:
    """logOut and close, which change nothing here."""
    return True


def language_of(params: Params) -> str:
    """The `language_code` of a call: two letters or empty. Raises 400."""
    code = params.text("language_code")
    if not _LANGUAGE.match(code):
        raise bad("LANG_CODE_INVALID")
    return code


def text_setter(kind: str) -> Method:
    """The method that sets one of the bot's texts in one language; an empty text removes it."""

    async def set_text(call: Call) -> bool:
        field, limit = TEXTS[kind]
        text, code = call.params.text(field).strip(), language_of(call.params)
        if len(text) > limit:
            raise bad(f"bot {kind.replace('_', ' ')} must not exceed {limit} characters")
        with call.core.store.transaction():
            call.core.store.put(f"{kind}:{code}", text or None)
            call.core.emit("commands")
        return True

    return set_text


def text_getter(kind: str) -> Method:
    """The method that reads one of the bot's texts."""

    async def get_text(call: Call) -> Json:
        return {TEXTS[kind][0]: bot_text(call.core, kind, language_of(call.params))}

    return get_text


def bot_text(core: Core, kind: str, language: str) -> str:
    """One of the bot's texts in a language, else in the default one."""
    base = core.setup.first_name if kind == "name" else ""
    return str(core.store.get(f"{kind}:{language}") or core.store.get(f"{kind}:") or base)


async def set_my_commands(call: Call) -> bool:
    """Set the command menu of a scope and language."""
    given = objects(call.params.data("commands", "commands"), "BotCommand")
    commands = [_command(item) for item in given]
    if len(commands) > int(BotCommandLimit.MAX_COMMAND_NUMBER):
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return _put_commands(call, commands or None)


async def delete_my_commands(call: Call) -> bool:
    """Remove the command menu of a scope and language."""
    return _put_commands(call, None)


async def get_my_commands(call: Call) -> list[Json]:
    """The command menu of exactly this scope and language."""
    found: list[Json] = call.core.store.get(_commands_key(call), [])
    return found


def _put_commands(call: Call, commands: list[Json] | None) -> bool:
    with call.core.store.transaction():
        call.core.store.put(_commands_key(call), commands)
        call.core.emit("commands")
    return True


def _command(item: Json) -> Json:
    name = str(item.get("command", "")).removeprefix("/")
    words = str(item.get("description", "")).strip()
    if not _COMMAND.match(name):
        raise bad("BOT_COMMAND_INVALID")
    if not words:
        raise bad("command description must be non-empty")
    if len(words) > int(BotCommandLimit.MAX_DESCRIPTION):
        raise bad(f"command description length must not exceed {int(BotCommandLimit.MAX_DESCRIPTION)}")
    return {"command": name, "description": words}


def _commands_key(call: Call) -> str:
    scope = call.params.data("scope", "BotCommandScope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    code = language_of(call.params)
    if kind in _SCOPES:
        return f"commands:{kind}::{code}"
    if kind in _CHAT_SCOPES and isinstance(scope, dict):
        chat_id = whole(scope.get("chat_id"))
        if people.chat(call.core, chat_id) is None:
            raise bad("chat not found")
        return f"commands:{kind}:{chat_id}:{code}"
    raise bad("can't parse BotCommandScope: unsupported type specified")


def commands_for(core: Core, chat_id: int, language: str) -> list[Json]:
    """The command menu that somebody with this language sees in a chat: the narrowest scope first."""
    wide = "all_private_chats" if chat_id > 0 else "all_group_chats"
    for scope in (f"chat:{chat_id}", f"{wide}:", "default:"):
        for code in dict.fromkeys((language, "")):
            found: list[Json] | None = core.store.get(f"commands:{scope}:{code}")
            if found:
                return found
    return []


async def set_chat_menu_button(call: Call) -> bool:
    """Set the button beside the input field, for one chat or for all."""
    button = call.params.data("menu_button", "menu button") or {"type": "default"}
    kind = button.get("type") if isinstance(button, dict) else None
    if kind not in ("default", "commands", "web_app"):
        raise bad("can't parse menu button: unsupported type specified")
    if kind == "web_app" and not is_https(button.get("web_app")):
        raise bad("menu button Web App URL is invalid: Only HTTPS links are allowed")
    with call.core.store.transaction():
        call.core.store.put(_button_key(call), None if kind == "default" else button)
        call.core.emit("commands")
    return True


async def get_chat_menu_button(call: Call) -> Json:
    """The button of a chat or the general one."""
    return menu_button(call.core, _button_key(call))


def menu_button(core: Core, key: str) -> Json:
    """The button kept under a key, else the general one, else the command menu's."""
    found: Json = core.store.get(key) or core.store.get("button:") or {"type": "commands"}
    return found


def _button_key(call: Call) -> str:
    if not call.params.text("chat_id"):
        return "button:"
    chat_id = known_chat(call)
    if chat_id < 0:
        raise bad("invalid chat_id specified")
    return f"button:{chat_id}"


async def get_chat(call: Call) -> Json:
    """A chat in full."""
    found = people.chat(call.core, known_chat(call)) or {}
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        **found,
        "accent_color_id": abs(found["id"]) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


async def get_file(call: Call) -> Json:
    """Where a file can be downloaded."""
    row = files.find(call.core, call.params.text("file_id"))
    if row is None:
        raise bad("invalid file_id")
    if row["size"] > int(FileSizeLimit.FILESIZE_DOWNLOAD):
        raise bad("file is too big")
    ids = {"file_id": row["id"], "file_unique_id": row["unique_id"], "file_size": row["size"]}
    return {**ids, "file_path": row["path"]}
