"""The `dojo` command."""

from __future__ import annotations

import os
import time

# As early as we can look at a clock: what "Ready in" counts from, the imports included.
BEGAN = time.monotonic()


def main() -> None:
    """Entry point of the console script."""
    # Read when the libraries are imported: while BLAS encodes a sentence on one core the network listens on another,
    # and a second BLAS thread would only be in its way; and python-telegram-bot gives spans of time as such.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    from bot.cli.main import app

    app()
