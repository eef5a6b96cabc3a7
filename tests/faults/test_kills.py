"""Nothing is lost and nothing doubled, though the bot is killed again and again while people write to it."""

from __future__ import annotations

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.faults.bot_process import UNHURRIED
from tests.faults.processes import Process, people, playground, running, wait_until

pytestmark = pytest.mark.faults

PEOPLE = 8
EACH = 50
LATENCY = 0.08
RANDOM_KILLS = 20
STEERED = ("before_commit", "before_send", "before_mark")
# A visit somewhere in the middle of a life; never the first, which may be the update that the last kill interrupted.
VISITS = (3, 8)
LONGEST_LIFE = 0.6

Reply = tuple[int, str]


@dataclass
class Wreck:
    """What one kill left behind, as the database and the server's record of calls show it."""

    uncommitted: int
    unsent: list[Reply]
    unmarked: list[Reply]


@dataclass
class Witness:
    """Reads the bot's database and the server's calls; touches neither."""

    database: Path
    page: httpx.Client
    wrecks: list[Wreck] = field(default_factory=list)

    def query(self, sql: str) -> list[tuple[int, str]]:
        """Rows of the bot's database."""
        with closing(sqlite3.connect(self.database, timeout=30)) as connection:
            return connection.execute(sql).fetchall()

    def delivered(self) -> Counter[Reply]:
        """How often each reply arrived."""
        calls = self.page.get("/control/calls", params={"method": "sendMessage"}).json()
        return Counter((int(c["params"]["chat_id"]), c["params"]["text"]) for c in calls if c["ok"])

    def look(self) -> None:
        """Take down what a kill left: right after it, when the last call under way has reached the server."""
        time.sleep(1.5 * LATENCY)
        owed = self.query("SELECT chat_id, json_extract(params, '$.text') FROM outbox WHERE status = 'pending'")
        begun = self.query("SELECT route_id, update_id FROM inbox WHERE status = 'new' AND tries > 0")
        arrived = self.delivered()
        self.wrecks.append(Wreck(len(begun), [r for r in owed if r not in arrived], [r for r in owed if r in arrived]))


def lives(seed: int) -> Iterator[tuple[str, int] | float]:
    """How each life of the bot ends: at a point, or after so many seconds."""
    chance = random.Random(seed)
    ends: list[tuple[str, int] | float] = [chance.uniform(0, LONGEST_LIFE) for _ in range(RANDOM_KILLS)]
    for point in STEERED:
        # In the first half: on a slow machine the later lives have few messages left to meet.
        ends.insert(chance.randrange(2, len(ends) // 2), (point, chance.randint(*VISITS)))
    yield from ends


def live_and_die(witness: Witness, end: tuple[str, int] | float) -> None:
    """One life of the bot."""
    point = [str(each) for each in end] if isinstance(end, tuple) else []
    with running("bot_process", witness.page.base_url, f"sqlite:///{witness.database}", "count", *point) as bot:
        assert bot.line() == "ready"
        if isinstance(end, tuple):
            assert bot.line() == end[0]
        else:
            time.sleep(end)
        bot.kill()
    witness.look()


def finish(witness: Witness) -> Process:
    """A last life that is let live until everything is done."""
    bot = Process("bot_process", witness.page.base_url, f"sqlite:///{witness.database}", "count")
    assert bot.line() == "ready"
    wait_until(lambda: witness.query("SELECT COUNT(*) FROM applied")[0][0] >= PEOPLE * EACH, 60)
    wait_until(lambda: not witness.query("SELECT id FROM outbox WHERE status = 'pending'"), 60)
    return bot


def check_that_kills_hit_every_kind_of_moment(story: Witness) -> None:
    assert len(story.wrecks) == RANDOM_KILLS + len(STEERED)
    assert any(wreck.uncommitted for wreck in story.wrecks), "before a commit"
    assert any(wreck.unsent for wreck in story.wrecks), "between commit and send"
    assert any(wreck.unmarked for wreck in story.wrecks), "between Telegram's answer and the mark"


def check_that_every_update_is_applied_exactly_once_and_in_order(story: Witness) -> None:
    rows = story.query("SELECT chat_id, number FROM applied ORDER BY id")
    by_chat: dict[int, list[int]] = {}
    for chat_id, number in rows:
        by_chat.setdefault(chat_id, []).append(int(number))
    assert len(by_chat) == PEOPLE
    assert all(numbers == list(range(EACH)) for numbers in by_chat.values())
    assert story.query("SELECT DISTINCT status, '' FROM inbox") == [("done", "")]


def check_that_every_reply_arrives_and_only_what_was_under_way_repeats(story: Witness) -> None:
    arrived = story.delivered()
    owed = {(chat_id, f"got {number}") for chat_id, number in story.query("SELECT chat_id, number FROM applied")}
    assert set(arrived) == owed
    under_way: Counter[Reply] = Counter()
    for wreck in story.wrecks:
        assert len(wreck.unmarked) <= UNHURRIED.in_flight
        assert len({chat_id for chat_id, _ in wreck.unmarked}) == len(wreck.unmarked), "one at a time in each chat"
        under_way.update(wreck.unmarked)
    repeats = arrived - Counter(dict.fromkeys(arrived, 1))
    assert repeats.total() <= under_way.total()
    assert not repeats - under_way, "what repeats was under way at a kill"


def check_that_replies_of_a_chat_arrive_in_order(story: Witness) -> None:
    calls = story.page.get("/control/calls", params={"method": "sendMessage"}).json()
    by_chat: dict[int, list[int]] = {}
    for call in calls:
        numbers = by_chat.setdefault(int(call["params"]["chat_id"]), [])
        number = int(call["params"]["text"].removeprefix("got "))
        if not numbers or numbers[-1] != number:
            numbers.append(number)
    assert all(numbers == list(range(EACH)) for numbers in by_chat.values())


def test_whatever_is_killed_nothing_is_lost_and_nothing_doubled(tmp_path: Path) -> None:
    with playground(tmp_path, latency=LATENCY) as page:
        story = Witness(tmp_path / "dojo.sqlite3", page)
        chats = people(page, PEOPLE)
        with running("feeder_process", page.base_url, 0.1, EACH, *chats) as feeder:
            for end in lives(seed=20):
                live_and_die(story, end)
            assert feeder.wait(120) == 0
        bot = finish(story)
        try:
            assert bot.terminate(10) == 0, "SIGTERM ends the bot cleanly"
        finally:
            bot.close()
        check_that_kills_hit_every_kind_of_moment(story)
        check_that_every_update_is_applied_exactly_once_and_in_order(story)
        check_that_every_reply_arrives_and_only_what_was_under_way_repeats(story)
        check_that_replies_of_a_chat_arrive_in_order(story)
