"""What the benchmarks share: shares of sorted times, memory of a process, rows of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np


def percentiles(seconds: Sequence[float], *shares: int) -> tuple[float, ...]:
    """The times, in milliseconds, under which so many per cent lie."""
    return tuple(float(value) * 1000 for value in np.percentile(seconds, shares))


def resident(pid: int | str = "self") -> float:
    """Resident memory of a process in megabytes (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found is not None else 0.0


def row(*cells: object) -> None:
    """Print a row: the first cell to the left, the others to the right."""
    first, *others = (f"{cell:,.2f}" if isinstance(cell, float) else str(cell) for cell in cells)
    print(f"{first:<34}" + "".join(f"{cell:>14}" for cell in others), flush=True)  # noqa: T201


def table(title: str, *heads: str) -> None:
    """Print the head of a table."""
    print(f"\n{title}")  # noqa: T201
    row("", *heads)
