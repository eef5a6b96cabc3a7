"""The two languages the dojo speaks."""

from __future__ import annotations

from enum import StrEnum


class Lang(StrEnum):
    """A language of the product; its value is the tag used in files, tables and URLs."""

    ZH = "zh"
    EN = "en"


def from_language_code(code: str | None) -> Lang:
    """The dojo's language for a Telegram `language_code` (IETF tag or None): Chinese for any zh tag, else English."""
    return Lang.ZH if code is not None and code.lower().replace("_", "-").split("-")[0] == "zh" else Lang.EN
