"""The entities Telegram finds by itself: commands, addresses, mentions, hashtags."""

from __future__ import annotations

import re

from bot.playground.entities import utf16_length
from bot.playground.store import Json

_COMMAND = re.compile(r"(?<![\w/>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/])", re.ASCII)
_URL = re.compile(r"(?:https?://|(?<![\w.])t\.me/)[^\s<>\"，。！？；：、（）【】「」《》]+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_MENTION = re.compile(r"(?<![\w@/])@[A-Za-z]\w{2,31}(?!\w)", re.ASCII)
_HASHTAG = re.compile(r"(?<!\w)#\d*[^\W\d_]\w{0,255}")
_FINDERS = (
    ("url", _URL),
    ("email", _EMAIL),
    ("bot_command", _COMMAND),
    ("mention", _MENTION),
    ("hashtag", _HASHTAG),
)
_CLOSED = frozenset({"code", "pre", "text_link", "text_mention", "url", "email", "bot_command", "mention", "hashtag"})


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """`entities` and those found in the text that neither lie in code or a link nor cut through another."""
    result = list(entities)
    for kind, pattern in _FINDERS:
        for match in pattern.finditer(text):
            word = match.group().rstrip(".,:;!?)'\"")
            offset = utf16_length(text[: match.start()])
            entity = {"type": kind, "offset": offset, "length": utf16_length(word)}
            if not any(_hinders(entity, other) for other in result):
                result.append(entity)
    return sorted(result, key=lambda e: (e["offset"], -e["length"]))


def _hinders(entity: Json, other: Json) -> bool:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    begin, stop = other["offset"], other["offset"] + other["length"]
    if end <= begin or stop <= start:
        return False
    inside = (begin <= start and end <= stop) or (start <= begin and stop <= end)
    return other["type"] in _CLOSED or not inside
