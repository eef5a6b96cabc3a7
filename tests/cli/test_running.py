"""`dojo run` and `dojo playground`: they start, say where, and end in order when told."""

from __future__ import annotations

import re
import signal
import urllib.request

import pytest

from tests.cli.dojo import Dojo, read_until, stop

SIGNALS = (signal.SIGTERM, signal.SIGINT)


def get(url: str) -> str:
    """Fetch a page of this machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=30) as answer:
        text: str = answer.read().decode()
    return text


@pytest.mark.parametrize("number", SIGNALS)
def test_run_opens_the_playground_and_stops_when_told(dojo: Dojo, number: signal.Signals) -> None:
    process = dojo.start("run", PLAYGROUND_PORT="0")
    printed = read_until(process, "Ctrl+C stops.")
    url = re.search(r"http://127\.0\.0\.1:\d+", printed)
    assert url is not None
    assert get(f"{url[0]}/healthz") == "ok"
    assert '"online"' in get(f"{url[0]}/api/state")
    assert stop(process, number) == 0
    rest, _ = process.communicate()
    assert "Traceback" not in printed + rest
    assert (dojo.data / "playground-dojo.db").exists()


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_during_the_start_ends_it_too(dojo: Dojo, number: signal.Signals) -> None:
    process = dojo.start("run", PLAYGROUND_PORT="0", LOG_LEVEL="DEBUG")
    # The playground is the first thing to be made: now the start is under way.
    while not (dojo.data / "playground.db").exists():
        assert process.poll() is None
        signal.sigtimedwait([], 0.01)
    assert stop(process, number) == 0
    printed, _ = process.communicate()
    assert "Traceback" not in printed


def test_a_second_start_finds_what_the_first_left(dojo: Dojo) -> None:
    for _ in range(2):
        process = dojo.start("run", PLAYGROUND_PORT="0")
        read_until(process, "Ctrl+C stops.")
        assert stop(process, signal.SIGTERM) == 0
    assert dojo.run("doctor").returncode == 0


def test_the_playground_alone_says_what_a_bot_needs(dojo: Dojo) -> None:
    process = dojo.start("playground", PLAYGROUND_PORT="0")
    printed = read_until(process, "Ctrl+C stops.")
    found = re.search(r"BOT_TOKEN=(\S+) BOT_API_URL=(\S+)", printed)
    assert found is not None
    token, url = found.groups()
    assert '"is_bot":true' in get(f"{url}/bot{token}/getMe").replace(" ", "")

    bot = dojo.start("run", BOT_TOKEN=token, BOT_API_URL=url)
    assert "https://t.me/" in read_until(bot, "Ctrl+C stops.")
    assert stop(bot, signal.SIGTERM) == 0
    assert stop(process, signal.SIGINT) == 0
    assert (dojo.data / "dojo.db").exists()
