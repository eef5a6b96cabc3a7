"""The headings and categories that a file may use, from the texts."""

from __future__ import annotations

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.language.category import Category
from bot.language.objection_space import key
from bot.services.reply_sheets.types import Column, Words


def words(texts: Texts) -> Words:
    """Every heading and every category name, in all languages; ids are understood too."""
    columns = {key(name): column for column in Column for lang in Lang for name in headings(texts, lang, column)}
    categories = {key(texts.plain(lang, f"category.{one}")): one for one in Category for lang in Lang}
    return Words(
        columns | {key(column): column for column in Column}, categories | {key(one.value): one for one in Category}
    )


def headings(texts: Texts, lang: Lang, column: Column) -> tuple[str, ...]:
    """What a column may be called in a language; the first is what our own files call it."""
    return tuple(name.strip() for name in texts.plain(lang, f"sheet.heading_{column}").split("|"))
