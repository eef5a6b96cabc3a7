"""What customers say and what views show of a scenario: read per language, joined by id, compared for parity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.base.language import Lang
from bot.catalog.reader import Reader
from bot.scenarios.types import Channel, Line

Bank = Mapping[str, tuple[str, ...]]

# `<occasion>@short` holds lines for when patience is low, `@visit` and `@phone` what is said in such a meeting only:
# over the phone nobody is seen to look at the clock.
_SHORT = "short"
_TAGS = frozenset({_SHORT, *(channel.value for channel in Channel)})
_SLOT = re.compile(r"\{(\w+)\}")
_SLOTS = frozenset({"date", "words"})


def read_bank(reader: Reader, key: str) -> Bank:
    """A mapping from occasions to lines."""
    bank = reader.child(key)
    names = tuple(reader.raw(key)) if isinstance(reader.raw(key), dict) else ()
    return {name: bank.texts(name, at_least=1) for name in names}


def read_texts(reader: Reader) -> dict[str, str]:
    """What views show: `texts.*` by their own ids, `better.*` under `better.<check id>`."""
    texts = reader.child("texts")
    better = reader.child("better")
    found = {name: texts.text(name) for name in _keys(reader, "texts")}
    return found | {f"better.{name}": better.text(name) for name in _keys(reader, "better")}


def _keys(reader: Reader, key: str) -> tuple[str, ...]:
    value = reader.raw(key)
    return tuple(value) if isinstance(value, dict) else ()


def join_lines(
    own: Mapping[Lang, Bank], banks: Mapping[Lang, Bank], channel: Channel, reader: Reader
) -> dict[str, tuple[Line, ...]]:
    """The lines for a channel in both languages, by occasion; where these differ in number or slots, a finding."""
    joined: dict[str, tuple[Line, ...]] = {}
    for bank, source in ((False, own), (True, banks)):
        for name in dict.fromkeys((*source[Lang.ZH], *source[Lang.EN])):
            occasion, *tags = name.split("@")
            if not set(tags) <= _TAGS:
                reader.fail(f"{name}: the tags are {', '.join(sorted(_TAGS))}", code="line-tag")
            lines = _pairs(name, tags, source, bank, reader)
            if set(tags) <= {_SHORT, channel.value}:
                joined[occasion] = (*joined.get(occasion, ()), *lines)
    return joined


def _pairs(name: str, tags: Sequence[str], source: Mapping[Lang, Bank], bank: bool, reader: Reader) -> tuple[Line, ...]:
    chinese, english = source[Lang.ZH].get(name, ()), source[Lang.EN].get(name, ())
    if len(chinese) != len(english):
        reader.fail(f"{name}: {len(chinese)} lines in Chinese, {len(english)} in English", code="line-parity")
    lines = []
    for number, (zh, en) in enumerate(zip(chinese, english, strict=False), start=1):
        slots = set(_SLOT.findall(zh))
        if slots != set(_SLOT.findall(en)) or slots - _SLOTS:
            reader.fail(f"{name}, line {number}: the slots differ or are unknown", code="line-slots")
        line_id = f"{'style/' if bank else ''}{name}/{number}"
        lines.append(Line(line_id, bank, _SHORT in tags, {Lang.ZH: zh, Lang.EN: en}))
    return tuple(lines)


def parity(texts: Mapping[Lang, Mapping[str, str]], reader: Reader) -> None:
    """A finding for every text that only one language has."""
    for name in sorted(set(texts[Lang.ZH]) ^ set(texts[Lang.EN])):
        reader.fail(f"{name}: only one language has this text", code="text-parity")
