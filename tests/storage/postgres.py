"""A PostgreSQL server of the tests' own: nothing to install beside the binaries, nothing left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

START_SECONDS = 60


def binaries() -> Path:
    """Where PostgreSQL's programs are; fails the test with a clear word when they are nowhere."""
    on_path = shutil.which("postgres")
    found = [Path(on_path).parent] if on_path else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in found:
        if all((place / name).exists() for name in ("initdb", "postgres", "pg_isready", "psql")):
            return place
    pytest.fail("These tests need PostgreSQL's programs (Debian: apt-get install postgresql).")


def _as_server() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: give it to somebody without rights."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a server on a Unix socket; yields the address of its databases, ending in `{}` for a name."""
    programs = binaries()
    home = Path(tempfile.mkdtemp(prefix="dojo-pg-"))
    try:
        who = _as_server()
        if who:
            shutil.chown(home, who["user"], who["group"])
        data = home / "data"
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "dojo", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=home,
            **who,
        )
        options = [
            "-c",
            "listen_addresses=",
            "-c",
            "fsync=off",
            "-c",
            "max_connections=60",
            "-c",
            "shared_buffers=16MB",
        ]
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", home, *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=home,
            **who,
        )
        try:
            _wait(programs, home, server)
            yield f"postgresql://dojo@/{{}}?host={home}"
        finally:
            server.terminate()
            server.wait(30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _wait(programs: Path, home: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    ask = [programs / "pg_isready", "-q", "-h", home, "-U", "dojo", "-d", "postgres"]
    while subprocess.run(ask, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            pytest.fail("PostgreSQL did not start")
        time.sleep(0.05)


def new_database(address: str) -> str:
    """Make an empty database; returns its address."""
    name = f"t{uuid.uuid4().hex}"
    home = address.split("host=")[1]
    create = [binaries() / "psql", "-q", "-h", home, "-U", "dojo", "-d", "postgres", "-c", f"CREATE DATABASE {name}"]
    subprocess.run(create, check=True, capture_output=True)
    return address.format(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The server's address, for `new_database`."""
    with postgres_server() as address:
        yield address


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """An empty database of the test's own."""
    return new_database(postgres)
