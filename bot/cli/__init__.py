"""The `dojo` command."""

from __future__ import annotations

import os


def main() -> None:
    """Entry point of the console script."""
    # Read when the libraries are imported: one BLAS thread is quickest for single sentences, and python-telegram-bot
    # gives spans of time as such.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    from bot.cli.main import app

    app()
