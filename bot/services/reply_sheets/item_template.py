"""Filled-in files of a team's questions and of its facts, and the headings they may use."""

from __future__ import annotations

from collections.abc import Iterable

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.language.objection_space import key
from bot.services.reply_sheets.item_sheet import ItemColumn, ItemWords
from bot.services.reply_sheets.template import workbook

QUESTION_COLUMNS = (
    ItemColumn.QUESTION, ItemColumn.OPTION_A, ItemColumn.OPTION_B, ItemColumn.OPTION_C, ItemColumn.OPTION_D,
    ItemColumn.RIGHT, ItemColumn.EXPLANATION, ItemColumn.LANGUAGE,
)  # fmt: skip
FACT_COLUMNS = (ItemColumn.TITLE, ItemColumn.FACT, ItemColumn.KEYWORDS)
_WIDE, _NARROW = 40, 16


def words(texts: Texts) -> ItemWords:
    """Every heading and name of a language, in all languages; ids are understood too."""
    columns = {key(name): column for column in ItemColumn for lang in Lang for name in headings(texts, lang, column)}
    languages = {key(name): one for one in Lang for lang in Lang for name in _names(texts, lang, one)}
    return ItemWords(
        columns | {key(column): column for column in ItemColumn}, languages | {key(one.value): one for one in Lang}
    )


def headings(texts: Texts, lang: Lang, column: ItemColumn) -> tuple[str, ...]:
    """What a column may be called in a language; the first is what our own files call it."""
    return tuple(name.strip() for name in texts.plain(lang, f"sheet.item_heading_{column}").split("|"))


def templates(texts: Texts, lang: Lang) -> tuple[tuple[str, bytes], ...]:
    """A workbook of questions and one of facts: name and bytes."""
    return (
        _book(texts, lang, "questions", QUESTION_COLUMNS),
        _book(texts, lang, "facts", FACT_COLUMNS),
    )


def _book(texts: Texts, lang: Lang, name: str, columns: Iterable[ItemColumn]) -> tuple[str, bytes]:
    used = tuple(columns)
    head = tuple(headings(texts, lang, column)[0] for column in used)
    example = tuple(texts.plain(lang, f"sheet.item_example_{column}") for column in used)
    widths = [_NARROW if column in {ItemColumn.RIGHT, ItemColumn.LANGUAGE} else _WIDE for column in used]
    return f"{texts.plain(lang, f'sheet.item_file_{name}')}.xlsx", workbook([head, example], widths)


def _names(texts: Texts, lang: Lang, one: Lang) -> tuple[str, ...]:
    return tuple(name.strip() for name in texts.plain(lang, f"sheet.item_language_{one}").split("|"))
