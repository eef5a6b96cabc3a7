"""A playground in a process of its own: `python -m tests.faults.playground_process PATH LATENCY PER_SECOND`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.base.clock import MovableClock
from bot.playground import Limits, Playground
from tests.faults.bot_process import TOKEN


async def main(path: Path, latency: float, per_second: int) -> None:
    """Serve until killed; the first line out is the address."""
    limits = Limits(per_second=per_second, per_chat=0, group_per_minute=0)
    playground = Playground(path, token=TOKEN, clock=MovableClock(), control=True, latency=latency, limits=limits)
    await playground.start()
    print(playground.url, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])))
