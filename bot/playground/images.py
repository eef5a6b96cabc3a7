"""What kind of picture some bytes are, read from their first lines; nothing is decoded."""

from __future__ import annotations

import struct
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Image:
    """A picture's media type, the ending of its file name, and its size in pixels."""

    mime: str
    suffix: str
    width: int
    height: int


def recognise(content: bytes) -> Image | None:
    """The picture, or None where it is none that a chat can show (PNG, JPEG, GIF, WebP)."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
            return Image("image/png", "png", *struct.unpack(">II", content[16:24]))
        if content[:6] in (b"GIF87a", b"GIF89a"):
            return Image("image/gif", "gif", *struct.unpack("<HH", content[6:10]))
        if content[:2] == b"\xff\xd8":
            return _jpeg(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg(content: bytes) -> Image | None:
    at = 2
    while content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return Image("image/jpeg", "jpg", width, height)
        at += 2 + length
    return None


def _webp(content: bytes) -> Image | None:
    kind = content[12:16]
    if kind == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        return Image("image/webp", "webp", width, int.from_bytes(content[27:30], "little") + 1)
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return Image("image/webp", "webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return Image("image/webp", "webp", width & 0x3FFF, height & 0x3FFF)
    return None
