"""Which handler takes which update: one list, in order; the first that fits takes it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
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
    digest,
    drill,
    drilldown,
    free_text,
    groups,
    guessing,
    inline,
    invites,
    lessons,
    members,
    mistakes,
    objections,
    organisations,
    other,
    own_replies,
    polls,
    practise,
    privacy,
    progress,
    pushes,
    report,
    roleplay,
    seats,
    settings,
    sharing,
    start,
    team_files,
    team_inbox,
    team_items,
    team_replies,
    teams,
    trouble,
    unanswered,
)
from bot.handlers.context import DojoContext

PRIVATE = filters.ChatType.PRIVATE
NEW = PRIVATE & filters.UpdateType.MESSAGE
GROUP = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE

Handler = Callable[[Update, DojoContext], Coroutine[Any, Any, None]]

_COMMANDS: tuple[tuple[str, Handler, filters.BaseFilter], ...] = (
    ("start", start.start, NEW),
    ("help", other.help_, NEW),
    ("drill", drill.drill, NEW),
    ("roleplay", roleplay.roleplay, NEW),
    ("style", guessing.style, NEW),
    ("swap", seats.swap, NEW),
    ("objection", objections.objection, NEW),
    ("replies", own_replies.replies, NEW),
    ("learn", lessons.learn, NEW),
    ("ask", ask.ask, NEW),
    ("progress", progress.progress, NEW),
    ("mistakes", mistakes.mistakes, NEW),
    ("check", check.check, NEW),
    ("team", teams.team, NEW),
    ("digest", digest.digest, NEW),
    ("report", report.report, NEW),
    ("daily", groups.how, NEW),
    ("daily", groups.daily, GROUP),
    ("start", groups.start, GROUP),
    ("settings", settings.settings, NEW),
    ("language", settings.language, NEW),
    ("pause", settings.pause, NEW),
    ("cancel", other.cancel, NEW),
    ("privacy", privacy.privacy, NEW),
    ("export", privacy.export, NEW),
    ("forget", privacy.forget, NEW),
)
# Buttons by the area their data begins with; an older form stands before the newer one of the same area.
_PRESSES: tuple[tuple[str, Handler], ...] = (
    (r"^set:", settings.press),
    (r"^push:", pushes.press),
    (r"^drill:", drill.press),
    (r"^tb:", trouble.press),
    (r"^rp:", roleplay.press),
    (r"^gs:", guessing.press),
    (r"^seat:", seats.press),
    (r"^obj:", objections.press),
    (r"^own:", own_replies.press),
    (r"^practise:", practise.press),
    (r"^learn:", lessons.press),
    (r"^prog:", progress.press),
    (r"^mist:", mistakes.press),
    (r"^check:", check.press),
    (r"^team:(digest|when|at):", digest.old_press),
    (r"^dg:", digest.press),
    (r"^dd:", drilldown.press),
    (r"^team:", teams.press),
    (r"^iv:", invites.press),
    (r"^mb:", members.press),
    (r"^org:", organisations.press),
    (r"^sh:", sharing.press),
    (r"^grp:", groups.press),
    (r"^tr:", team_replies.press),
    (r"^tf:", team_files.press),
    (r"^un:", unanswered.press),
    (r"^as:", assignments.press),
    (r"^rep:", report.press),
    (r"^in:", team_inbox.press),
    (r"^ti:", team_items.press),
    (r"^privacy:", privacy.press),
)
_MESSAGES: tuple[tuple[filters.BaseFilter, Handler], ...] = (
    (GROUP & filters.StatusUpdate.MIGRATE, groups.migrated),
    (PRIVATE & filters.UpdateType.EDITED_MESSAGE, other.edited),
    (NEW & filters.COMMAND, other.unknown_command),
    (NEW & filters.TEXT & filters.VIA_BOT, inline.chosen),
    (NEW & filters.TEXT, free_text.free_text),
    (NEW & filters.LOCATION, answers.location),
    (NEW & filters.Document.ALL, team_files.document),
    (NEW & ~filters.StatusUpdate.ALL, other.not_text),
)


def handlers() -> list[BaseHandler[Any, Any, Any]]:
    """Every handler, in order."""
    return [
        *(CommandHandler(name, handler, kind) for name, handler, kind in _COMMANDS),
        *(CallbackQueryHandler(handler, data) for data, handler in _PRESSES),
        CallbackQueryHandler(other.old_button),
        InlineQueryHandler(inline.query),
        PollAnswerHandler(polls.answer),
        ChatMemberHandler(other.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        *(MessageHandler(kind, handler) for kind, handler in _MESSAGES),
    ]
