"""Parts that several content files share: pairs of languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.base.language import Lang
from bot.catalog.reader import Reader

T = TypeVar("T")


def both(reader: Reader, part: Callable[[Reader, Lang], T]) -> Mapping[Lang, T]:
    """What `part` makes of the mappings `zh` and `en`; keys it did not ask for are reported."""
    made = {}
    for lang in Lang:
        child = reader.child(lang.value)
        made[lang] = part(child, lang)
        child.done()
    return made


def both_texts(reader: Reader, key: str) -> Mapping[Lang, str]:
    """A mapping `{zh: …, en: …}` under a key."""
    pair = reader.child(key)
    texts = {lang: pair.text(lang.value) for lang in Lang}
    pair.done()
    return texts
