"""Reply markup: what Telegram takes, and its words for what it does not."""

from __future__ import annotations

from typing import Any

from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit, ReplyLimit

from bot.playground.errors import bad
from bot.playground.params import Params
from bot.playground.store import Json
from bot.playground.urls import clean_url

_KINDS = ("url", "callback_data", "web_app", "switch_inline_query", "switch_inline_query_current_chat", "copy_text")
_REQUESTS = ("request_contact", "request_location", "request_poll", "web_app", "request_users", "request_chat")


def reply_markup(params: Params, *, inline_only: bool = False) -> Json | None:
    """The `reply_markup` of a call, checked. Raises 400 as Telegram does; `inline_only` for edits."""
    markup = params.data("reply_markup", "reply keyboard markup")
    if markup in (None, {}):
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        keyboard = [
            [_inline_button(b) for b in _row(row)] for row in _rows(markup["inline_keyboard"], "inline keyboard")
        ]
        _check_size(keyboard)
        return {"inline_keyboard": [row for row in keyboard if row]}
    if inline_only:
        raise bad("inline keyboard expected")
    if "keyboard" in markup:
        return _reply_keyboard(markup)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        _check_placeholder(markup)
        return dict(markup)
    raise bad("can't parse reply keyboard markup JSON object")


def _rows(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise bad(f'field "{"inline_keyboard" if what == "inline keyboard" else "keyboard"}" must be of type Array')
    return value


def _row(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise bad("expected an Array of Button")
    return value


def _check_size(keyboard: list[list[Json]]) -> None:
    most = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER)
    widest = int(InlineKeyboardMarkupLimit.BUTTONS_PER_ROW)
    if sum(map(len, keyboard)) > most or any(len(row) > widest for row in keyboard):
        raise bad("reply markup is too long")


def _inline_button(button: Any) -> Json:
    prefix = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad(prefix + "inline keyboard button must be an Object")
    if not str(button.get("text") or "").strip():
        raise bad(prefix + ('Can\'t find field "text"' if "text" not in button else "button text must be non-empty"))
    kinds = [kind for kind in _KINDS if kind in button]
    if not kinds:
        raise bad(prefix + "text buttons are unallowed in the inline keyboard")
    _check_kind(kinds[0], button)
    return {
        "text": button["text"],
        **{k: button[k] for k in (kinds[0], "style", "icon_custom_emoji_id") if k in button},
    }


def _check_kind(kind: str, button: Json) -> None:
    value = button[kind]
    if kind == "callback_data":
        size = len(str(value).encode())
        if not isinstance(value, str) or not 1 <= size <= int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA):
            raise bad("BUTTON_DATA_INVALID")
    elif kind == "url" and clean_url(str(value)) is None:
        raise bad(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    elif kind == "web_app" and not is_https(value):
        raise bad("inline keyboard button Web App URL is invalid: Only HTTPS links are allowed")
    elif kind == "copy_text":
        text = value.get("text", "") if isinstance(value, dict) else ""
        if not 1 <= len(text) <= int(InlineKeyboardButtonLimit.MAX_COPY_TEXT):
            raise bad("BUTTON_COPY_TEXT_INVALID")


def is_https(value: Any) -> bool:
    """Whether a WebAppInfo has an address that Telegram opens."""
    return isinstance(value, dict) and str(value.get("url", "")).startswith("https://")


def _reply_keyboard(markup: Json) -> Json:
    rows = [[_reply_button(b) for b in _row(row)] for row in _rows(markup["keyboard"], "keyboard")]
    if not any(rows):
        raise bad("reply keyboard must be non-empty")
    _check_placeholder(markup)
    return {**markup, "keyboard": [row for row in rows if row]}


def _reply_button(button: Any) -> Json:
    prefix = "can't parse keyboard button: "
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad(prefix + "keyboard button must be an Object")
    if not str(button.get("text") or "").strip():
        raise bad(prefix + ('Can\'t find field "text"' if "text" not in button else "button text must be non-empty"))
    return {"text": button["text"], **{k: button[k] for k in _REQUESTS if button.get(k)}}


def _check_placeholder(markup: Json) -> None:
    if len(str(markup.get("input_field_placeholder", ""))) > int(ReplyLimit.MAX_INPUT_FIELD_PLACEHOLDER):
        raise bad("input field placeholder is too long")
