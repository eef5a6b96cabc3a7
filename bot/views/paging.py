"""Lists that turn their pages by editing one message."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.views.keyboards import button


def turns(texts: Texts, lang: Lang, data: str, number: int, pages: int) -> list[InlineKeyboardButton]:
    """Backwards and forwards, where there is anything; `data` is what stands before a page's number."""
    shown = []
    if number > 0:
        shown.append(button(texts, lang, "page_newer", f"{data}:{number - 1}"))
    if number + 1 < pages:
        shown.append(button(texts, lang, "page_older", f"{data}:{number + 1}"))
    return shown


def leaves(texts: Texts, lang: Lang, data: str, number: int, pages: int) -> list[InlineKeyboardButton]:
    """The page before and the page after, where there is one; `data` is what stands before a page's number."""
    beside = (("mistakes_back", number - 1), ("mistakes_next", number + 1))
    return [button(texts, lang, name, f"{data}:{to}") for name, to in beside if 0 <= to < pages]
