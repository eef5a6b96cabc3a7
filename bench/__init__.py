"""Benchmarks: programs that measure and print tables; see docs/benchmarks.md."""

import os

# As the bot itself has it (`bot.cli`), before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
