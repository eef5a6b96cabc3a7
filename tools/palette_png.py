"""PNG files with a palette: a picture of a page needs a third of the space and looks the same."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import numpy.typing as npt

COLOURS = 256
# So many places of the palette go to the commonest colours, the others to those that would look most wrong.
COMMONEST = 128
Pixels = npt.NDArray[np.uint8]


def encode(pixels: Pixels) -> bytes:
    """A PNG file of `pixels` (height × width × 3); colours beyond the 256 that are kept become the nearest of these."""
    height, width, _ = pixels.shape
    palette, indices = _reduce(pixels.reshape(-1, 3))
    lines = np.zeros((height, width + 1), np.uint8)
    lines[:, 1:] = indices.reshape(height, width)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _reduce(colours: Pixels) -> tuple[Pixels, Pixels]:
    """The palette, and for each pixel its number there."""
    wide = colours.astype(np.uint32)
    codes, where, counts = np.unique(
        wide[:, 0] << 16 | wide[:, 1] << 8 | wide[:, 2], return_inverse=True, return_counts=True
    )
    all_ = np.stack((codes >> 16, codes >> 8 & 255, codes & 255), axis=1).astype(np.int32)
    palette = all_[_kept(all_, counts)]
    nearest = np.concatenate([_nearest(part, palette) for part in np.array_split(all_, len(all_) // 4096 + 1)])
    return palette.astype(np.uint8), nearest[where.reshape(-1)]


def _kept(colours: npt.NDArray[np.int32], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Which colours the palette keeps: the commonest, then again and again the one whose absence costs most."""
    order = np.argsort(-counts, kind="stable")
    kept = list(order[:COMMONEST])
    away = np.full(len(colours), np.iinfo(np.int64).max)
    for one in kept:
        away = np.minimum(away, ((colours - colours[one]) ** 2).sum(axis=1))
    while len(kept) < min(COLOURS, len(colours)):
        kept.append((away * counts).argmax())
        away = np.minimum(away, ((colours - colours[kept[-1]]) ** 2).sum(axis=1))
    return np.sort(np.array(kept))


def _nearest(colours: npt.NDArray[np.int32], palette: npt.NDArray[np.int32]) -> Pixels:
    distances = ((colours[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    found: Pixels = distances.argmin(axis=1).astype(np.uint8)
    return found


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
