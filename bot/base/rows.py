"""Large tables that stay on the disk: memory holds the rows that are being looked at, and no others."""

from __future__ import annotations

import io
import threading
import weakref
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import structlog

from bot.base.files import replacing

Kind = TypeVar("Kind", bound=np.generic, covariant=True)
Places = Sequence[int] | npt.NDArray[np.int64] | npt.NDArray[np.int32]

_AT_ONCE = 4096

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Table(Protocol[Kind]):
    """What rows are asked of: a matrix in memory, or one on the disk."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and columns."""
        ...

    def __getitem__(self, places: Any, /) -> npt.NDArray[Kind]:
        """The rows at some places, one below the other."""
        ...


class _OnDisk(Generic[Kind]):
    """Rows read one by one. Not mapped: systems map what is around a row too, and soon hold the whole file."""

    def __init__(self, file: BinaryIO, like: npt.NDArray[Kind]) -> None:
        """`file` holds the rows of `like`, and ends with them; it stays open as long as anybody may ask for rows."""
        self.shape = like.shape
        self._file = file
        self._kind = like.dtype
        self._size = like[:1].nbytes
        self._first = file.seek(0, io.SEEK_END) - like.nbytes
        self._lock = threading.Lock()
        weakref.finalize(self, file.close)

    def __getitem__(self, places: Places, /) -> npt.NDArray[Kind]:
        found = b"".join(map(self._row, places))
        return np.frombuffer(found, dtype=self._kind).reshape(len(places), *self.shape[1:])

    def _row(self, place: int) -> bytes:
        with self._lock:
            self._file.seek(self._first + int(place) * self._size)
            row = self._file.read(self._size)
        if len(row) < self._size:
            raise OSError(f"{self._file.name} was cut off while it was in use: start again")
        return row


def on_disk(rows: npt.NDArray[Kind], path: Path | None) -> Table[Kind]:
    """The same rows, read out of the file `path` as they are asked for; it is written anew unless it holds just these.

    Without a path, or where its folder cannot be written to, the rows stay in memory.
    """
    if path is None:
        return rows
    try:
        return _opened(path, rows) or _written(path, rows)
    except OSError as error:
        _log.warning(
            "a table stays in memory: its file cannot be read or written", file=path.name, error=type(error).__name__
        )
        return rows


def _written(path: Path, rows: npt.NDArray[Kind]) -> Table[Kind]:
    with replacing(path) as file:
        file.write(_header(rows))
        for part in _parts(rows):
            file.write(part)
    found = _opened(path, rows)
    if found is None:
        raise OSError(f"{path.name} does not hold what was written to it")
    return found


def _opened(path: Path, rows: npt.NDArray[Kind]) -> Table[Kind] | None:
    """The file, if it holds just these rows: what is looked through here is what is read from afterwards."""
    try:
        file = path.open("rb", buffering=0)
    except FileNotFoundError:
        return None
    table = None
    try:
        if all(file.read(len(part)) == part for part in chain((_header(rows),), _parts(rows))) and not file.read(1):
            table = _OnDisk(file, rows)
    finally:
        if table is None:
            file.close()
    return table


def _parts(rows: npt.NDArray[Any]) -> Iterator[bytes]:
    return (rows[at : at + _AT_ONCE].tobytes() for at in range(0, len(rows), _AT_ONCE))


def _header(rows: npt.NDArray[Any]) -> bytes:
    """As `np.load` wants it, so that the file can be looked at."""
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, np.lib.format.header_data_from_array_1_0(rows))
    return header.getvalue()
