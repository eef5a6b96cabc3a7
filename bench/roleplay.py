"""The customer: one turn with its understanding, and sessions without end: `python -m bench.roleplay [sessions]`.

Every plan of every scenario in both languages. The first pass times each turn as a rep waits for it: the line is new to
the encoder, is analysed after the customer's words, and the customer answers. The sessions then replay those moves.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from bench.figures import percentiles, resident, row, table
from bot.base.language import Lang
from bot.base.paths import content_dir, shipped
from bot.catalog.load import Catalog, load
from bot.language.moves import Analysis
from bot.scenarios.session import begin, replay, take
from bot.scenarios.types import LEVELS, Scenario
from bot.services.understanding import Understanding
from bot.training.grading.score import grade
from bot.training.grading.transcript import Transcript

SESSIONS = 10_000
TENTHS = 10
LEVEL = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A plan with its moves as read once."""

    scenario: Scenario
    lang: Lang
    analyses: tuple[Analysis, ...]


@dataclass(slots=True)
class Waits:
    """Seconds that turns took, and the customer's share of them."""

    whole: list[float] = field(default_factory=list)
    customer: list[float] = field(default_factory=list)


def played(understanding: Understanding, scenario: Scenario, plan: Path, waits: Waits) -> Told:
    """Play a plan once and keep what each turn took."""
    lang = Lang(plan.stem.rpartition(".")[2])
    beat = begin(scenario, lang, seed=1, level=LEVEL)
    analyses: list[Analysis] = []
    for line in plan.read_text(encoding="utf-8").splitlines():
        if beat.state.ending is not None:
            break
        began = time.perf_counter()
        analyses.append(understanding.hear_now(line, lang, beat.customer, scenario.id))
        between = time.perf_counter()
        beat = take(scenario, lang, beat.state, analyses[-1])
        ended = time.perf_counter()
        waits.whole.append(ended - began)
        waits.customer.append(ended - between)
    return Told(scenario, lang, tuple(analyses))


def turns(understanding: Understanding, catalog: Catalog) -> list[Told]:
    """Time one turn after the other and print what they took."""
    waits = {lang: Waits() for lang in Lang}
    told = [
        played(understanding, scenario, plan, waits[Lang(plan.stem.rpartition(".")[2])])
        for scenario in catalog.scenarios.values()
        for plan in sorted((content_dir() / "scenarios" / scenario.id / "plans").glob("*.txt"))
    ]
    table("One turn with its understanding, milliseconds", "turns", "p50", "p95", "customer p50", "customer p95")
    for lang, taken in waits.items():
        figures = (*percentiles(taken.whole, 50, 95), *percentiles(taken.customer, 50, 95))
        row(lang.value, len(taken.whole), *figures)
    return told


def sessions(catalog: Catalog, told: list[Told], number: int) -> None:
    """Play so many sessions, each with its own seed, mark them, and look at the memory after every tenth."""
    table("Sessions with their marks", "sessions", "RSS in MB", "sessions/s", "turns/s")
    held: list[float] = []
    began, played_turns = time.perf_counter(), 0
    for seed, one in enumerate(islice(cycle(told), number), start=1):
        level = LEVELS[seed % len(LEVELS)]
        beats = replay(one.scenario, one.lang, one.analyses, seed=seed, level=level)
        grade(Transcript(one.scenario, one.lang, seed, level, beats), catalog.rubric)
        played_turns += len(beats) - 1
        if seed % max(1, number // TENTHS) == 0:
            held.append(resident())
            passed = time.perf_counter() - began
            row("", seed, held[-1], max(1, number // TENTHS) / passed, played_turns / passed)
            began, played_turns = time.perf_counter(), 0
    row("growth from the first to the last", "", held[-1] - held[0], "", "")


def main(number: int) -> None:
    """Measure in this process."""
    with tempfile.TemporaryDirectory() as folder:
        catalog = load(content_dir())
        understanding = Understanding(catalog, Path(folder), shipped=shipped())
        asyncio.run(understanding.warm())
        told = turns(understanding, catalog)
        understanding.close()
        sessions(catalog, told, number)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SESSIONS)
