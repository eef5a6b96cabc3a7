"""The `dojo` command as an operator runs it: a process of its own, in an empty folder, with nothing set but what is."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

TIMEOUT = 120.0


class Dojo:
    """Runs `dojo` in a folder. `settings` are environment variables; the machine's own are not passed on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "var"
        self._running: list[subprocess.Popen[str]] = []

    def run(self, *arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        """Run to the end."""
        return subprocess.run(
            self._command(arguments),
            cwd=self.folder,
            env=self._environment(settings),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Start and leave running; `stop` or `close` ends it."""
        process = subprocess.Popen(
            self._command(arguments),
            cwd=self.folder,
            env=self._environment(settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._running.append(process)
        return process

    def close(self) -> None:
        """End whatever still runs."""
        for process in self._running:
            if process.poll() is None:
                process.kill()
            process.communicate(timeout=TIMEOUT)

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "bot", *arguments]

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
        # The checkout may not be installed where the tests run.
        root = str(Path(__file__).resolve().parents[2])
        return {**kept, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", "DATA_DIR": str(self.data), **settings}


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """What the process prints until it has printed `words`. Fails when it ends or takes too long."""
    assert process.stdout is not None
    until, read = time.monotonic() + TIMEOUT, b""
    while words.encode() not in read:
        ready, _, _ = select.select([process.stdout], [], [], max(0.0, until - time.monotonic()))
        piece = os.read(process.stdout.fileno(), 65536) if ready else b""
        if not piece:
            raise AssertionError(f"never printed {words!r}: {read.decode()}")
        read += piece
    return read.decode()


def stop(process: subprocess.Popen[str], number: signal.Signals) -> int:
    """Send a signal and wait for the end; the exit code."""
    process.send_signal(number)
    return process.wait(TIMEOUT)
