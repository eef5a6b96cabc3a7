"""What it takes to recognise moves: time, memory, and 10,000 lines in a row: `python -m bench.analyse [lines]`.

The sentences are those of `content/moves` that training never sees; each is new to the encoder.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import IO

from bench.figures import percentiles, resident, row, table
from bot.base.language import Lang
from bot.base.paths import content_dir, shipped
from bot.catalog.load import load
from bot.language.data import Example
from bot.services.understanding import Understanding

LINES = 10_000
EVERY = 1_000


def utterances(understanding: Understanding, held_out: Sequence[Example]) -> None:
    """Analyse each sentence once and print what an utterance took."""
    table("One utterance, warm, milliseconds", "sentences", "p50", "p95", "p99")
    taken: dict[Lang, list[float]] = {lang: [] for lang in Lang}
    for example in held_out:
        began = time.perf_counter()
        understanding.analyse_now(example.text, None, example.context)
        taken[example.lang].append(time.perf_counter() - began)
    for lang in Lang:
        row(lang.value, len(taken[lang]), *percentiles(taken[lang], 50, 95, 99))
    everything = [one for times in taken.values() for one in times]
    row("both", len(everything), *percentiles(everything, 50, 95, 99))


def lines(held_out: Sequence[Example], number: int) -> Iterator[str]:
    """So many questions to `dojo analyse`, no two alike."""
    for at, example in enumerate(islice(cycle(held_out), number)):
        yield json.dumps({"text": f"{example.text} {at}", "context": example.context}, ensure_ascii=False) + "\n"


def through_the_command(held_out: Sequence[Example], number: int, folder: str) -> None:
    """Send lines through `dojo analyse`, one after the other, and print what the process holds.

    `folder` is where it may keep its caches.
    """
    table("dojo analyse", "lines", "RSS in MB", "lines/s")
    command, pipe = [sys.executable, "-m", "bot", "analyse"], subprocess.PIPE
    # Nothing of this command comes from outside: it is our own interpreter with our own words.
    own = {**os.environ, "DATA_DIR": folder}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8", env=own) as run:  # noqa: S603
        asked, answered = _pipes(run)
        held: list[float] = []
        began = time.perf_counter()
        for at, line in enumerate(lines(held_out, number), 1):
            asked.write(line)
            asked.flush()
            if '"moves"' not in answered.readline():
                raise SystemExit(f"line {at} has no answer")
            if at % EVERY == 0:
                held.append(resident(run.pid))
                row("", at, held[-1], EVERY / (time.perf_counter() - began))
                began = time.perf_counter()
        asked.close()
    if len(held) > 1:
        row("growth from the first to the last", "", held[-1] - held[0])


def _pipes(run: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if run.stdin is None or run.stdout is None:
        raise SystemExit("no pipes to the command")
    return run.stdin, run.stdout


def main(number: int) -> None:
    """Measure here, then in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        catalog = load(content_dir())
        held_out = [example for example in catalog.read_moves().examples if example.held_out]
        understanding = Understanding(catalog, Path(folder), shipped=shipped())
        before, began = resident(), time.perf_counter()
        asyncio.run(understanding.warm())
        table("Warm-up: encoder, moves, objections", "seconds", "RSS before", "RSS after")
        row("", time.perf_counter() - began, before, resident())
        utterances(understanding, held_out)
        row("RSS after all of them, in MB", resident())
        understanding.close()
        through_the_command(held_out, number, folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LINES)
