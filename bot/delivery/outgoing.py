"""Calls to the Bot API as data: what views build and the outbox keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


@dataclass(frozen=True, slots=True)
class File:
    """A file to upload: its name as the user sees it, its bytes, and the Bot API field that carries it."""

    name: str
    content: bytes
    field: str


@dataclass(frozen=True, slots=True)
class PollRef:
    """What the answers of a poll belong to: a purpose (for example "drill") and the id of a row of that purpose."""

    purpose: str
    ref: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One call to the Bot API.

    `params` holds the method's own parameters as JSON values, without chat_id. `key` names the logical message that a
    send makes or an edit addresses, unique within its chat. A push waits behind everything interactive.
    """

    chat_id: int
    method: str
    params: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None
    push: bool = False
    file: File | None = None
    poll: PollRef | None = None


def text(
    chat_id: int, html: str, *, markup: Markup | None = None, key: str | None = None, push: bool = False
) -> Outgoing:
    """A message of HTML text, without link previews."""
    params: dict[str, Any] = {
        "text": html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        **_markup(markup),
    }
    return Outgoing(chat_id=chat_id, method="sendMessage", params=params, key=key, push=push)


def edit(
    chat_id: int,
    html: str,
    *,
    markup: InlineKeyboardMarkup | None = None,
    key: str | None = None,
    message_id: int | None = None,
) -> Outgoing:
    """New text and keyboard for a message, addressed by its logical key or its known id (exactly one of them)."""
    params: dict[str, Any] = {
        "text": html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        **_address(key, message_id),
        **_markup(markup),
    }
    return Outgoing(chat_id=chat_id, method="editMessageText", params=params, key=key)


def edit_markup(
    chat_id: int, markup: InlineKeyboardMarkup | None, *, key: str | None = None, message_id: int | None = None
) -> Outgoing:
    """A new keyboard, or none, under a message."""
    params = {**_address(key, message_id), **_markup(markup)}
    return Outgoing(chat_id=chat_id, method="editMessageReplyMarkup", params=params, key=key)


def delete(chat_id: int, *, key: str | None = None, message_id: int | None = None) -> Outgoing:
    """Take a message away."""
    return Outgoing(chat_id=chat_id, method="deleteMessage", params=_address(key, message_id), key=key)


def quiz(
    chat_id: int,
    question: str,
    options: Sequence[str],
    correct: Sequence[int],
    *,
    explanation_html: str | None = None,
    markup: InlineKeyboardMarkup | None = None,
    key: str | None = None,
    poll: PollRef | None = None,
    push: bool = False,
) -> Outgoing:
    """A native quiz that knows who answers; `correct` are indices into `options`, several make it a multiple choice."""
    params: dict[str, Any] = {
        "question": question,
        "options": [{"text": option} for option in options],
        "type": "quiz",
        "is_anonymous": False,
        "correct_option_ids": list(correct),
        "allows_multiple_answers": len(correct) > 1,
        **_markup(markup),
    }
    if explanation_html is not None:
        params |= {"explanation": explanation_html, "explanation_parse_mode": "HTML"}
    return Outgoing(chat_id=chat_id, method="sendPoll", params=params, key=key, poll=poll, push=push)


def stop_poll(chat_id: int, *, key: str) -> Outgoing:
    """Close a poll for good."""
    return Outgoing(chat_id=chat_id, method="stopPoll", params={}, key=key)


def document(
    chat_id: int, file_name: str, content: bytes, *, caption_html: str | None = None, markup: Markup | None = None
) -> Outgoing:
    """A file as a document."""
    params = {**_caption(caption_html), **_markup(markup)}
    return Outgoing(chat_id=chat_id, method="sendDocument", params=params, file=File(file_name, content, "document"))


def photo(
    chat_id: int,
    file_name: str,
    content: bytes,
    *,
    caption_html: str | None = None,
    markup: Markup | None = None,
    key: str | None = None,
    push: bool = False,
) -> Outgoing:
    """A picture."""
    params = {**_caption(caption_html), **_markup(markup)}
    file = File(file_name, content, "photo")
    return Outgoing(chat_id=chat_id, method="sendPhoto", params=params, file=file, key=key, push=push)


def _markup(markup: Markup | None) -> dict[str, Any]:
    return {} if markup is None else {"reply_markup": markup.to_dict()}


def _caption(caption_html: str | None) -> dict[str, Any]:
    return {} if caption_html is None else {"caption": caption_html, "parse_mode": "HTML"}


def _address(key: str | None, message_id: int | None) -> dict[str, Any]:
    if (key is None) == (message_id is None):
        raise ValueError("address a message by its key or by its id")
    return {} if message_id is None else {"message_id": message_id}
