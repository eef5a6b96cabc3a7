"""Which handler takes which update: one list, in order; the first that fits takes it."""

from __future__ import annotations

from typing import Any

from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    PollAnswerHandler,
    filters,
)

from bot.handlers import (
    answers,
    drill,
    free_text,
    lessons,
    objections,
    other,
    privacy,
    roleplay,
    settings,
    start,
    teams,
)

PRIVATE = filters.ChatType.PRIVATE
NEW = PRIVATE & filters.UpdateType.MESSAGE


def handlers() -> list[BaseHandler[Any, Any, Any]]:
    """Every handler, in order."""
    return [
        CommandHandler("start", start.start, NEW),
        CommandHandler("help", other.help_, NEW),
        CommandHandler("drill", drill.drill, NEW),
        CommandHandler("roleplay", roleplay.roleplay, NEW),
        CommandHandler("objection", objections.objection, NEW),
        CommandHandler("learn", lessons.learn, NEW),
        CommandHandler("team", teams.team, NEW),
        CommandHandler("digest", teams.digest, NEW),
        CommandHandler("settings", settings.settings, NEW),
        CommandHandler("language", settings.language, NEW),
        CommandHandler("pause", settings.pause, NEW),
        CommandHandler("cancel", other.cancel, NEW),
        CommandHandler("privacy", privacy.privacy, NEW),
        CommandHandler("export", privacy.export, NEW),
        CommandHandler("forget", privacy.forget, NEW),
        CallbackQueryHandler(settings.press, r"^set:"),
        CallbackQueryHandler(drill.press, r"^drill:"),
        CallbackQueryHandler(roleplay.press, r"^rp:"),
        CallbackQueryHandler(objections.press, r"^obj:"),
        CallbackQueryHandler(lessons.press, r"^learn:"),
        CallbackQueryHandler(teams.press, r"^team:"),
        CallbackQueryHandler(privacy.press, r"^privacy:"),
        CallbackQueryHandler(other.old_button),
        PollAnswerHandler(drill.answer),
        ChatMemberHandler(other.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(PRIVATE & filters.UpdateType.EDITED_MESSAGE, other.edited),
        MessageHandler(NEW & filters.COMMAND, other.unknown_command),
        MessageHandler(NEW & filters.TEXT, free_text.free_text),
        MessageHandler(NEW & filters.LOCATION, answers.location),
        MessageHandler(NEW & ~filters.StatusUpdate.ALL, other.not_text),
    ]
