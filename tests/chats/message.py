"""A message as the person sees it on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Button:
    """An inline button: what is written on it and what it sends (None for one that only copies or opens)."""

    label: str
    data: str | None


@dataclass(frozen=True)
class Message:
    """One message of a chat; `raw` is Telegram's JSON as the page has it."""

    raw: dict[str, Any]

    @property
    def id(self) -> int:
        """The message's id in its chat."""
        return int(self.raw["message_id"])

    @property
    def mine(self) -> bool:
        """Whether the person wrote it."""
        return bool(self.raw["mine"])

    @property
    def text(self) -> str:
        """What can be read: text, caption, or a poll's question."""
        poll = self.raw.get("poll") or {}
        return str(self.raw.get("text") or self.raw.get("caption") or poll.get("question") or "")

    @property
    def html(self) -> str:
        """The text as the page shows it."""
        return str(self.raw.get("html", ""))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Inline buttons from left to right, top to bottom."""
        lines = (self.raw.get("reply_markup") or {}).get("inline_keyboard", [])
        return tuple(Button(one["text"], one.get("callback_data")) for line in lines for one in line)

    @property
    def labels(self) -> tuple[str, ...]:
        """What is written on the buttons."""
        return tuple(button.label for button in self.buttons)

    @property
    def is_quiz(self) -> bool:
        """Whether it is a quiz."""
        return (self.raw.get("poll") or {}).get("type") == "quiz"

    @property
    def closed(self) -> bool:
        """Whether its poll is closed."""
        return bool(self.raw["poll"]["is_closed"])

    @property
    def options(self) -> tuple[str, ...]:
        """The options of its poll."""
        return tuple(option["text"] for option in self.raw["poll"]["options"])

    @property
    def file_id(self) -> str:
        """The id of its document."""
        return str(self.raw["document"]["file_id"])

    def button(self, label: str) -> Button:
        """The first button with that label, or whose label contains it."""
        found = [one for one in self.buttons if one.label == label] or [
            one for one in self.buttons if label in one.label
        ]
        if not found:
            raise AssertionError(f"no button {label!r} under {self.text!r}, only {self.labels}")
        return found[0]
