"""Bytes → text, in the encodings that spreadsheets write."""

from __future__ import annotations

import codecs
import re

from bot.services.reply_sheets.types import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")


def decoded(content: bytes) -> str:
    """The text: UTF-8 or UTF-16 (with or without a mark), GB18030, or Windows-1252. Raises Unreadable."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _checked(content[len(bom) :], encoding)
    if b"\0" in content[:1_000]:
        # Without a mark UTF-16 shows itself by the zero halves of its delimiters and line feeds.
        return _checked(content, "utf-16-be" if content[0] == 0 else "utf-16-le")
    try:
        return _checked(content, "utf-8")
    except Unreadable as error:
        if error.problem.code != "encoding":
            raise
    return _checked(content, _eight_bits(content))


def _eight_bits(content: bytes) -> str:
    """Chinese takes two bytes for a character, mostly high ones; in Western text high bytes stand alone."""
    western = all(len(run) == 1 for run in _HIGH.findall(content))
    return "cp1252" if western else "gb18030"


def _checked(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("encoding") from None
    if "\0" in text:
        raise Unreadable("nul")
    return text
