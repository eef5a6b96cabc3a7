"""A message that is sent or takes another's place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Screen:
    """A message's text and keyboard."""

    html: str
    markup: InlineKeyboardMarkup | None = None

    def with_more(self, html: Sequence[str]) -> Screen:
        """The same with more said at the end, as paragraphs of their own."""
        return Screen("\n\n".join((self.html, *html)), self.markup)

    def send(self, chat_id: int, *, key: str | None = None, push: bool = False) -> Outgoing:
        """As a new message."""
        return outgoing.text(chat_id, self.html, markup=self.markup, key=key, push=push)

    def replace(self, chat_id: int, message_id: int | None) -> Outgoing:
        """In the place of a message; as a new one where Telegram no longer gives the old one."""
        if message_id is None:
            return self.send(chat_id)
        return outgoing.edit(chat_id, self.html, markup=self.markup, message_id=message_id)
