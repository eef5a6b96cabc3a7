"""What every part of the playground works on: store, clock, bell, the bot's account, its updates and events."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.base.clock import MovableClock
from bot.playground.bell import Bell
from bot.playground.faults import CallLog, Faults
from bot.playground.rates import Rates
from bot.playground.setup import Setup
from bot.playground.store import Json, Store, dumps

# Telegram sends these three only to a bot that asks for them by name.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_EVENTS_KEPT = 5000


@dataclass(slots=True)
class Core:
    """The state of one playground. `poller` is the getUpdates call now served; `typing` maps a chat to its deadline."""

    store: Store
    clock: MovableClock
    setup: Setup
    token: str
    rates: Rates
    faults: Faults
    latency: float
    bell: Bell = field(default_factory=Bell)
    calls: CallLog = field(default_factory=CallLog)
    closing: bool = False
    poller: object = None
    polled_at: float = 0.0
    online: bool = False
    typing: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store.on_commit(self.bell.ring)
        with self.store.transaction():
            if self.store.get("epoch") is None:
                self.store.put("epoch", int(time.time()) - 1_600_000_000)
            ahead = timedelta(seconds=float(self.store.get("ahead", 0.0)))
        if ahead > self.clock.ahead:
            self.clock.jump_to(self.clock.now() + (ahead - self.clock.ahead))
        self.clock.on_jump(lambda _: self._clock_moved())

    @property
    def bot_id(self) -> int:
        """The bot's user id: the part of the token before the colon."""
        head = self.token.split(":", 1)[0]
        return int(head) if head.isdigit() else 1

    @property
    def epoch(self) -> int:
        """When this file was made. Identifiers start from it: a new file never gives out those of an older one."""
        return int(self.store.get("epoch"))

    def now(self) -> int:
        """The playground's time as a Unix timestamp."""
        return int(self.clock.now().timestamp())

    def clock_state(self) -> Json:
        """What the page shows of the clock."""
        return {"now": self.clock.now().isoformat(), "ahead": self.clock.ahead.total_seconds()}

    def bot_user(self) -> Json:
        """The bot as a Telegram User."""
        name = self.store.get("name:", self.setup.first_name)
        return {"id": self.bot_id, "is_bot": True, "first_name": name, "username": self.setup.username}

    def long_id(self, name: str) -> str:
        """An identifier as long and as opaque as Telegram's."""
        return f"{self.epoch}{self.store.take_number(name):08d}"

    def emit(self, kind: str, chat_id: int | None = None, **data: Any) -> None:
        """Tell the page. Kept, so that a page that was away can catch up; inside a transaction."""
        body = data if chat_id is None else {"chat_id": chat_id, **data}
        self.store.run("INSERT INTO events (kind, data) VALUES (?, ?)", kind, dumps(body))
        self.store.run("DELETE FROM events WHERE seq <= (SELECT MAX(seq) FROM events) - ?", _EVENTS_KEPT)

    def push_update(self, kind: str, chat_key: int, payload: Json) -> int | None:
        """Queue an update for the bot; its id, or None where the bot does not take this kind. Inside a transaction."""
        allowed: list[str] = self.store.get("allowed_updates", [])
        if (kind not in allowed) if allowed else (kind in _ON_REQUEST):
            return None
        update_id = self.store.take_number("update", self.epoch)
        body = dumps({"update_id": update_id, kind: payload})
        self.store.run(
            "INSERT INTO updates (id, chat_key, kind, data) VALUES (?, ?, ?, ?)", update_id, chat_key, kind, body
        )
        return update_id

    def see_bot(self, *, online: bool) -> None:
        """Note whether the bot is there, and tell the page when that changes."""
        if online:
            self.polled_at = time.monotonic()
        if online != self.online:
            self.online = online
            with self.store.transaction():
                self.emit("bot", online=online)

    def _clock_moved(self) -> None:
        if self.closing:
            return
        with self.store.transaction():
            self.store.put("ahead", self.clock.ahead.total_seconds())
            self.emit("clock", **self.clock_state())


def load_json(text: str) -> Json:
    """A JSON object out of the store."""
    value: Json = json.loads(text)
    return value
