"""Inline keyboards from text ids and callback data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.base.language import Lang
from bot.catalog.texts import Texts

# Telegram's limit for callback_data, in bytes.
MAX_CALLBACK_BYTES = 64


def button(texts: Texts, lang: Lang, name: str, data: str, **values: object) -> InlineKeyboardButton:
    """A button labelled by the text `button.<name>` that sends `data` when pressed."""
    return labelled(texts.render(lang, f"button.{name}", **values), data)


def labelled(label: str, data: str) -> InlineKeyboardButton:
    """A button with a label that is data (a city, a name). Raises ValueError when Telegram would refuse `data`."""
    if len(data.encode()) > MAX_CALLBACK_BYTES:
        raise ValueError(f"callback data longer than {MAX_CALLBACK_BYTES} bytes: {data[:16]}…")
    return InlineKeyboardButton(label, callback_data=data)


def rows(*lines: Iterable[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """A keyboard of the lines that hold a button."""
    return InlineKeyboardMarkup([kept for line in lines if (kept := list(line))])


def grid(buttons: Sequence[InlineKeyboardButton], columns: int) -> list[list[InlineKeyboardButton]]:
    """The buttons in lines of `columns`."""
    return [list(buttons[start : start + columns]) for start in range(0, len(buttons), columns)]
