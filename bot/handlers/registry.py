"""Which handler takes which update: one list, in order; the first that fits takes it."""

from __future__ import annotations

from typing import Any

from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    PollAnswerHandler,
    filters,
)

from bot.handlers import (
    answers,
    ask,
    assignments,
    check,
    drill,
    free_text,
    groups,
    inline,
    lessons,
    mistakes,
    objections,
    other,
    own_replies,
    polls,
    practise,
    privacy,
    progress,
    pushes,
    roleplay,
    settings,
    start,
    team_files,
    team_replies,
    teams,
    trouble,
    unanswered,
)

PRIVATE = filters.ChatType.PRIVATE
NEW = PRIVATE & filters.UpdateType.MESSAGE
GROUP = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE


def handlers() -> list[BaseHandler[Any, Any, Any]]:
    """Every handler, in order."""
    return [
        CommandHandler("start", start.start, NEW),
        CommandHandler("help", other.help_, NEW),
        CommandHandler("drill", drill.drill, NEW),
        CommandHandler("roleplay", roleplay.roleplay, NEW),
        CommandHandler("objection", objections.objection, NEW),
        CommandHandler("replies", own_replies.replies, NEW),
        CommandHandler("learn", lessons.learn, NEW),
        CommandHandler("ask", ask.ask, NEW),
        CommandHandler("progress", progress.progress, NEW),
        CommandHandler("mistakes", mistakes.mistakes, NEW),
        CommandHandler("check", check.check, NEW),
        CommandHandler("team", teams.team, NEW),
        CommandHandler("digest", teams.digest, NEW),
        CommandHandler("daily", groups.how, NEW),
        CommandHandler("daily", groups.daily, GROUP),
        CommandHandler("start", groups.start, GROUP),
        CommandHandler("settings", settings.settings, NEW),
        CommandHandler("language", settings.language, NEW),
        CommandHandler("pause", settings.pause, NEW),
        CommandHandler("cancel", other.cancel, NEW),
        CommandHandler("privacy", privacy.privacy, NEW),
        CommandHandler("export", privacy.export, NEW),
        CommandHandler("forget", privacy.forget, NEW),
        CallbackQueryHandler(settings.press, r"^set:"),
        CallbackQueryHandler(pushes.press, r"^push:"),
        CallbackQueryHandler(drill.press, r"^drill:"),
        CallbackQueryHandler(trouble.press, r"^tb:"),
        CallbackQueryHandler(roleplay.press, r"^rp:"),
        CallbackQueryHandler(objections.press, r"^obj:"),
        CallbackQueryHandler(own_replies.press, r"^own:"),
        CallbackQueryHandler(practise.press, r"^practise:"),
        CallbackQueryHandler(lessons.press, r"^learn:"),
        CallbackQueryHandler(progress.press, r"^prog:"),
        CallbackQueryHandler(mistakes.press, r"^mist:"),
        CallbackQueryHandler(check.press, r"^check:"),
        CallbackQueryHandler(teams.press, r"^team:"),
        CallbackQueryHandler(groups.press, r"^grp:"),
        CallbackQueryHandler(team_replies.press, r"^tr:"),
        CallbackQueryHandler(team_files.press, r"^tf:"),
        CallbackQueryHandler(unanswered.press, r"^un:"),
        CallbackQueryHandler(assignments.press, r"^as:"),
        CallbackQueryHandler(privacy.press, r"^privacy:"),
        CallbackQueryHandler(other.old_button),
        InlineQueryHandler(inline.query),
        PollAnswerHandler(polls.answer),
        ChatMemberHandler(other.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(GROUP & filters.StatusUpdate.MIGRATE, groups.migrated),
        MessageHandler(PRIVATE & filters.UpdateType.EDITED_MESSAGE, other.edited),
        MessageHandler(NEW & filters.COMMAND, other.unknown_command),
        MessageHandler(NEW & filters.TEXT & filters.VIA_BOT, inline.chosen),
        MessageHandler(NEW & filters.TEXT, free_text.free_text),
        MessageHandler(NEW & filters.LOCATION, answers.location),
        MessageHandler(NEW & filters.Document.ALL, team_files.document),
        MessageHandler(NEW & ~filters.StatusUpdate.ALL, other.not_text),
    ]
