"""The `dojo` command."""

from __future__ import annotations

import os
import time

# As early as we can look at a clock: what "Ready in" counts from, the imports included.
BEGAN = time.monotonic()


def main() -> None:
    """Entry point of the console script."""
    # Read when the libraries are imported: two BLAS threads understand a long turn a fifth sooner than one, more gain
    # nothing; and python-telegram-bot gives spans of time as such.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", str(min(2, os.cpu_count() or 1)))
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    from bot.cli.main import app

    app()
