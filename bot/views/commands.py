"""Command menus and the bot's profile, by language and role."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery.outgoing import Outgoing
from bot.storage.queries.people import Person

REP = (
    "drill",
    "roleplay",
    "style",
    "swap",
    "objection",
    "replies",
    "learn",
    "ask",
    "progress",
    "mistakes",
    "team",
    "settings",
    "pause",
    "help",
    "cancel",
)
MANAGER = ("digest", "report", "team", "daily", *(name for name in REP if name != "team"))


# They tell a menu with other commands from one with these.
_VERSIONS = {manages: sha256(" ".join(names).encode()).hexdigest()[:8] for manages, names in ((0, REP), (1, MANAGER))}


def menu_mark(lang: Lang, *, manages: bool) -> str:
    """Tells a menu from every other: by language, role and commands."""
    return f"{lang}:{_VERSIONS[manages]}"


def commands(texts: Texts, lang: Lang, *, manages: bool) -> list[dict[str, str]]:
    """The command menu as the Bot API takes it."""
    names = MANAGER if manages else REP
    return [{"command": name, "description": texts.render(lang, f"command.{name}")} for name in names]


def person_menu(texts: Texts, person: Person, *, manages: bool) -> Outgoing:
    """The menu of one person's chat, in the language and for the role they have."""
    params: dict[str, Any] = {
        "commands": commands(texts, person.language, manages=manages),
        "scope": {"type": "chat", "chat_id": person.id},
    }
    return Outgoing(chat_id=person.id, method="setMyCommands", params=params)


def profile(texts: Texts) -> list[tuple[str, dict[str, Any]]]:
    """Calls that give the bot its menu and descriptions for every language: method and parameters."""
    calls: list[tuple[str, dict[str, Any]]] = []
    # English is what everybody sees whose language has no text of its own.
    for lang, code in ((Lang.EN, None), (Lang.EN, "en"), (Lang.ZH, "zh")):
        tag = {} if code is None else {"language_code": code}
        calls += [
            ("setMyCommands", {"commands": commands(texts, lang, manages=False), **tag}),
            ("setMyDescription", {"description": texts.render(lang, "command.description"), **tag}),
            ("setMyShortDescription", {"short_description": texts.render(lang, "command.short_description"), **tag}),
            # In groups the bot takes one command only.
            ("setMyCommands", {"commands": _group_commands(texts, lang), "scope": {"type": "all_group_chats"}, **tag}),
        ]
    return calls


def _group_commands(texts: Texts, lang: Lang) -> list[dict[str, str]]:
    return [{"command": "daily", "description": texts.render(lang, "command.daily")}]
