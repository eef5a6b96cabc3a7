"""Telegram's HTML parse mode: its tags, its entities in UTF-16 units, and its complaints with their byte offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.playground.store import Json
from bot.playground.urls import link

_SPECIAL = re.compile(rb"[<&]")
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_REFERENCE = re.compile(rb"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")
_SPACES = re.compile(rb"[ \t\r\n\x0b\x0c]*")
_NAME = re.compile(rb"[^ \t\r\n\x0b\x0c>]*")
_ATTRIBUTE = re.compile(rb"[^ \t\r\n\x0b\x0c>=]*")
_LONE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)
_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler", "tg-spoiler": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
_ARGUMENTS = {("a", "href"), ("code", "class"), ("span", "class"), ("tg-emoji", "emoji-id")}


class MarkupError(ValueError):
    """The markup is broken; the message is Telegram's."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that is still open: its name, its argument and where it began, in UTF-16 units and in characters."""

    tag: str
    argument: str
    offset: int
    start: int


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts offsets."""
    return len(text) + sum(ord(c) > 0xFFFF for c in text)


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities, outer before inner. Raises MarkupError."""
    return _Parser(source).parse()


def decode_references(raw: bytes) -> str:
    """Text of an attribute, with its references decoded."""
    out: list[str] = []
    at = 0
    while at < len(raw):
        if raw[at] == 0x26:
            char, at = _reference(raw, at)
        else:
            stop = raw.find(b"&", at)
            stop = len(raw) if stop < 0 else stop
            char, at = raw[at:stop].decode(), stop
        out.append(char)
    return "".join(out)


def _reference(raw: bytes, at: int) -> tuple[str, int]:
    """The character a reference at `at` stands for and where it ends; what is no reference stays a plain ampersand."""
    match = _REFERENCE.match(raw, at)
    if match is None:
        return "&", at + 1
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return (_NAMED[name], match.end()) if name in _NAMED else ("&", at + 1)
    digits = hexadecimal if hexadecimal is not None else decimal
    code = int(digits, 16 if hexadecimal is not None else 10) if len(digits) < 10 else 0
    if not 0 < code < 0x10FFFF:
        return "&", at + 1
    if 0xD800 <= code <= 0xDFFF:
        raise MarkupError(_LONE)
    return chr(code), match.end()


class _Parser:
    def __init__(self, source: str) -> None:
        self.raw = source.encode()
        self.at = 0
        self.out: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.found: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while self.at < len(self.raw):
            if self.raw[self.at] == 0x26:
                char, self.at = _reference(self.raw, self.at)
                self._put(char)
            elif self.raw[self.at] == 0x3C:
                self._tag()
            else:
                match = _SPECIAL.search(self.raw, self.at)
                stop = len(self.raw) if match is None else match.start()
                self._put(self.raw[self.at : stop].decode())
                self.at = stop
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.out), tidy(self.found)

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.units += utf16_length(text)

    def _read(self, pattern: re.Pattern[bytes]) -> bytes:
        match = pattern.match(self.raw, self.at)
        text = b"" if match is None else match.group()
        self.at += len(text)
        return text

    def _ended(self) -> bool:
        return self.at >= len(self.raw)

    def _next_is(self, char: bytes) -> bool:
        return self.raw[self.at : self.at + 1] == char

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._next_is(b"/"):
            self.at += 1
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        tag = self._read(_NAME).decode().lower()
        if self._ended():
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TYPES:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while self._read(_SPACES) is not None and not self._next_is(b">"):
            name, value = self._attribute(tag, begin)
            if (tag, name) in _ARGUMENTS or (tag == "blockquote" and name == "expandable"):
                argument = value
        self.at += 1
        if tag == "span" and not argument.startswith("tg-spoiler"):
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, argument, self.units, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        if self._ended():
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        name = self._read(_ATTRIBUTE).decode().lower()
        if not name:
            raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._read(_SPACES)
        if self._ended():
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if not self._next_is(b"="):
            if tag == "blockquote" and name == "expandable":
                return name, "1"
            problem = "Expected equal sign in declaration of an attribute of the tag"
            raise MarkupError(f'{problem} "{tag}" at byte offset {begin}')
        self.at += 1
        self._read(_SPACES)
        if self._ended():
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return name, self._value(begin)

    def _value(self, begin: int) -> str:
        quote = self.raw[self.at : self.at + 1]
        if quote not in (b'"', b"'"):
            start = self.at
            value = self._read(_TOKEN).decode().lower()
            if not self._ended() and self.raw[self.at] not in b" \t\r\n\x0b\x0c>":
                raise MarkupError(f"Unexpected end of name token at byte offset {start}")
            return value
        stop = self.raw.find(quote, self.at + 1)
        if stop < 0:
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        value = decode_references(self.raw[self.at + 1 : stop])
        self.at = stop + 1
        return value

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {begin}")
        name = self._read(_NAME).decode().lower()
        self._read(_SPACES)
        if not self._next_is(b">"):
            raise MarkupError(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.tag:
            problem = f'Unmatched end tag at byte offset {begin}, expected "</{tag.tag}>", found "</{name}>"'
            raise MarkupError(problem)
        if self.units > tag.offset:
            entity = self._entity(tag)
            if entity is not None:
                self.found.append(entity)

    def _entity(self, tag: _Open) -> Json | None:
        entity: Json = {"type": _TYPES[tag.tag], "offset": tag.offset, "length": self.units - tag.offset}
        if tag.tag == "a":
            return entity | target if (target := link(tag.argument or "".join(self.out[tag.start :]))) else None
        if tag.tag == "tg-emoji":
            if not tag.argument.isdigit():
                raise MarkupError("Invalid custom emoji identifier specified")
            return entity | {"custom_emoji_id": tag.argument}
        if tag.tag == "blockquote" and tag.argument:
            return entity | {"type": "expandable_blockquote"}
        if tag.tag == "code" and tag.argument.startswith("language-"):
            return entity | {"language": tag.argument.removeprefix("language-")}
        return entity


_ORDER = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention")


def tidy(entities: list[Json]) -> list[Json]:
    """Outer before inner; `<pre><code class=language-x>` made one; nothing inside code; no quote inside a quote."""
    kept: list[Json] = []
    for entity in sorted(entities, key=_rank):
        outer = [k for k in kept if k["offset"] + k["length"] > entity["offset"]]
        shell = next((k for k in outer if k["type"] in {"pre", "code"}), None)
        if shell is not None:
            _merge_language(shell, entity)
        elif not ("blockquote" in entity["type"] and any("blockquote" in k["type"] for k in outer)):
            kept.append(dict(entity))
    for entity in kept:
        if entity["type"] == "code":
            entity.pop("language", None)
    return kept


def _rank(entity: Json) -> tuple[int, int, int]:
    kind = entity["type"]
    return entity["offset"], -entity["length"], _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _merge_language(shell: Json, inner: Json) -> None:
    same = (shell["offset"], shell["length"]) == (inner["offset"], inner["length"])
    if same and shell["type"] == "pre" and inner.get("language"):
        shell["language"] = inner["language"]
