"""Reading the little that delivery must know of an update's raw JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "poll_answer",
    "inline_query",
    "my_chat_member",
)
"""What we ask Telegram for."""

# A person is waiting for an answer to these; they hear of it when we cannot give one.
_EXPECTS_ANSWER = frozenset({"message", "callback_query", "poll_answer"})


@dataclass(frozen=True, slots=True)
class Head:
    """Kind of an update, its chat and its person; None where an update of that kind has none."""

    update_id: int
    kind: str
    chat_id: int | None
    user_id: int | None
    language_code: str | None

    @property
    def route_id(self) -> int:
        """Updates of one route are handled in order: the chat, else the person, else all together."""
        return self.chat_id or self.user_id or 0

    @property
    def expects_answer(self) -> bool:
        """Whether somebody waits for what we make of it."""
        return self.kind in _EXPECTS_ANSWER and self.route_id != 0


def head_of(raw: Mapping[str, Any]) -> Head:
    """Read the head of an update, of kinds known and unknown. Raises KeyError without an update id."""
    update_id = int(raw["update_id"])
    for kind, body in raw.items():
        if isinstance(body, Mapping):
            user = _mapping(body.get("from") or body.get("user"))
            chat = _mapping(body.get("chat") or _mapping(body.get("message")).get("chat"))
            return Head(update_id, kind, chat.get("id"), user.get("id"), user.get("language_code"))
    return Head(update_id, "unknown", None, None, None)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def storable(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A copy without what a database refuses in text, NUL and halves of characters: one message must not stop all."""
    return {key: _storable(value) for key, value in raw.items()}


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        if value.isascii():
            return value.replace("\0", "")
        return value.replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, Mapping):
        return storable(value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return value
