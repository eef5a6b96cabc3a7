"""Large tables that stay on the disk: of their rows, memory holds those that are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Kind = TypeVar("Kind", bound=np.generic)

_AT_ONCE = 4096


def mapped(rows: npt.NDArray[Kind], path: Path | None) -> npt.NDArray[Kind]:
    """The same rows, read-only, out of the file `path`; it is written anew unless it holds just these.

    Without a path, or where its folder cannot be written to, the rows stay in memory.
    """
    if path is None:
        return rows
    try:
        if not _holds(path, rows):
            _write(path, rows)
        found: npt.NDArray[Kind] = np.load(path, mmap_mode="r", allow_pickle=False)
        return found
    except (OSError, ValueError):
        return rows


def _holds(path: Path, rows: npt.NDArray[Kind]) -> bool:
    """Read through, not mapped: looking at every row would bring all of them into memory."""
    try:
        with path.open("rb") as file:
            version = np.lib.format.read_magic(file)
            if version != (1, 0) or np.lib.format.read_array_header_1_0(file) != (rows.shape, False, rows.dtype):
                return False
            parts = (rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE))
            return all(file.read(part.nbytes) == part.tobytes() for part in parts)
    except (OSError, ValueError):
        return False


def _write(path: Path, rows: npt.NDArray[Kind]) -> None:
    """Write so that whoever has the old file mapped keeps it whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{id(rows):x}.tmp")
    try:
        with draft.open("wb") as file:
            np.lib.format.write_array(file, np.ascontiguousarray(rows), version=(1, 0), allow_pickle=False)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
