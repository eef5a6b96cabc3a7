"""People who write: `python -m tests.faults.feeder_process URL PAUSE COUNT CHAT…`: so many messages in each chat."""

from __future__ import annotations

import random
import sys
import time

import httpx


def main(url: str, pause: float, count: int, chats: list[int]) -> None:
    """Send them in a mixed order, each chat's own in order of their numbers."""
    chance = random.Random(7)
    turns = [chat for chat in chats for _ in range(count)]
    chance.shuffle(turns)
    sent = dict.fromkeys(chats, 0)
    with httpx.Client(base_url=url, trust_env=False) as page:
        for chat in turns:
            page.post(f"/api/chats/{chat}/send", json={"text": f"{sent[chat]}"}).raise_for_status()
            sent[chat] += 1
            time.sleep(chance.uniform(0, 2 * pause))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), [int(chat) for chat in sys.argv[4:]])
