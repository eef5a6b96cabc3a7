"""Files written so that a reader sees all of them or nothing."""

from __future__ import annotations

import secrets
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

# After this many seconds nobody writes a draft any more: its writer was killed.
_ABANDONED = 600

# What numpy and zipfile raise at a file that is cut off, changed, or something else altogether.
DAMAGED: tuple[type[Exception], ...] = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    EOFError,
    RuntimeError,
    zlib.error,
    zipfile.BadZipFile,
)


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A draft that takes the place of `target` when all of it was written; whoever has the old file open keeps that.

    Raises OSError where the folder cannot be written to. Drafts that killed writers left are removed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f"{target.name}.*.tmp"):
        # Another process may have removed it just now.
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - _ABANDONED:
                left.unlink()
    draft = target.with_name(f"{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with draft.open("xb") as file:
            yield file
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
