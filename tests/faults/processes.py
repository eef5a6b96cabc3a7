"""Starting, watching and killing the processes of these tests."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60.0


class Process:
    """One of the three, as this test sees it."""

    def __init__(self, module: str, *arguments: object) -> None:
        command = [sys.executable, "-m", f"tests.faults.{module}", *(str(each) for each in arguments)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        # Unbuffered: a line that waits in a buffer of ours would be invisible to `select`.
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, bufsize=0)

    def line(self, seconds: float = START_SECONDS) -> str | None:
        """The next line it prints; None when it ends or prints nothing for so long."""
        out = self._process.stdout
        assert out is not None
        ready, _, _ = select.select([out], [], [], seconds)
        return out.readline().decode().strip() or None if ready else None

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()

    def terminate(self, seconds: float) -> int:
        """Ask it to end; its exit code. Raises TimeoutExpired when it takes longer."""
        self._process.terminate()
        return self._process.wait(seconds)

    def wait(self, seconds: float) -> int:
        """Wait for its end; its exit code."""
        return self._process.wait(seconds)

    def close(self) -> None:
        """Make sure it is gone."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


@contextmanager
def running(module: str, *arguments: object) -> Iterator[Process]:
    """A process that does not outlive the block."""
    process = Process(module, *arguments)
    try:
        yield process
    finally:
        process.close()


@contextmanager
def playground(path: Path, *, latency: float, per_second: int = 0) -> Iterator[httpx.Client]:
    """A playground in a process of its own, and a client of its page."""
    with running("playground_process", path / "playground.sqlite3", latency, per_second) as process:
        url = process.line()
        assert url is not None, "the playground did not start"
        with httpx.Client(base_url=url, trust_env=False, timeout=30) as page:
            yield page


def people(page: httpx.Client, count: int) -> list[int]:
    """People who have let the bot in."""
    made = []
    for number in range(count):
        person = page.post("/api/people", json={"first_name": f"P{number}", "language_code": "en"}).json()
        page.post(f"/api/people/{person['id']}/start", json={}).raise_for_status()
        made.append(int(person["id"]))
    return made


def wait_until(check: object, seconds: float) -> None:
    """Ask again and again. Fails after so long."""
    until = time.monotonic() + seconds
    while not check():  # type: ignore[operator]
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.05)
