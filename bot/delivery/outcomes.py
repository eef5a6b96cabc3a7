"""What an answer of Telegram means for the call that got it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError


class Kind(StrEnum):
    """What to do with the call."""

    SENT = "sent"
    FAILED = "failed"
    BLOCKED = "blocked"
    FLOOD = "flood"
    MOVED = "moved"
    REVOKED = "revoked"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A call's outcome: Telegram's result, the class of the error, seconds to wait, or the chat's new id."""

    kind: Kind
    result: Any = None
    error: str | None = None
    seconds: float = 0.0
    chat_id: int = 0


# What we wanted holds already, or can never hold again: nothing is lost by going on.
_AS_GOOD_AS_SENT = (
    "message is not modified",
    "message to edit not found",
    "message to delete not found",
    "message can't be deleted",
    "poll has already been closed",
)


def outcome_of(error: TelegramError) -> Outcome:
    """Sort an error. Everything that is not known to be final is worth another try."""
    name = type(error).__name__
    match error:
        case RetryAfter(retry_after=pause):
            seconds = pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
            return Outcome(Kind.FLOOD, error=name, seconds=seconds)
        case ChatMigrated(new_chat_id=chat_id):
            return Outcome(Kind.MOVED, error=name, chat_id=chat_id)
        case Forbidden():
            return Outcome(Kind.BLOCKED, error=name)
        case BadRequest(message=message):  # before NetworkError, of which it is a kind
            known = any(part in message.lower() for part in _AS_GOOD_AS_SENT)
            return Outcome(Kind.SENT if known else Kind.FAILED, error=name)
        case InvalidToken(message=message):  # 401 is our token, 404 a method this server does not have
            return Outcome(Kind.REVOKED if "unauthorized" in message.lower() else Kind.FAILED, error=name)
        case _ if isinstance(error.__cause__, TypeError | ValueError):  # no request can carry it
            return Outcome(Kind.FAILED, error=type(error.__cause__).__name__)
        case _:
            return Outcome(Kind.AGAIN, error=name)
