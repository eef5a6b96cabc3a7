"""What can be made to go wrong, and the record of what was called. For tests; harmless while nothing is switched on."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from bot.playground.store import Json

_CALLS_KEPT = 100_000


class FaultKind(StrEnum):
    """How a call goes wrong."""

    TOO_MANY_REQUESTS = "too_many_requests"
    SERVER_ERROR = "server_error"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    SLOW = "slow"


@dataclass(slots=True)
class Fault:
    """The next `count` calls that match go wrong. `method` and `chat_id` None match all; `seconds` is for SLOW."""

    kind: FaultKind
    count: int = 1
    method: str | None = None
    chat_id: int | None = None
    retry_after: int = 1
    status: int = 502
    seconds: float = 0.5

    def __post_init__(self) -> None:
        self.kind = FaultKind(self.kind)

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Whether this call is one of the next ones to go wrong."""
        same_method = self.method is None or self.method.lower() == method.lower()
        return self.count > 0 and same_method and self.chat_id in (None, chat_id)


class Faults:
    """The faults switched on, first come first served. A long poll goes wrong only when it is named."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, **values: Any) -> None:
        """Switch one on. Raises TypeError or ValueError for what is no fault."""
        self._faults.append(Fault(**values))

    def clear(self) -> None:
        """Switch all off."""
        self._faults.clear()

    def list(self) -> list[Json]:
        """What is still to go wrong."""
        return [asdict(fault) for fault in self._faults]

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault for this call, counted down."""
        for fault in self._faults:
            if fault.matches(method, chat_id) and (fault.method is not None or method.lower() != "getupdates"):
                fault.count -= 1
                if fault.count <= 0:
                    self._faults.remove(fault)
                return fault
        return None


class CallLog:
    """The calls that were handled, with the moment of handling; the oldest of many are forgotten."""

    def __init__(self) -> None:
        self._calls: deque[Json] = deque(maxlen=_CALLS_KEPT)
        self._count = 0

    def add(self, method: str, params: Json, answer: Json) -> None:
        """Note a handled call and its answer. `monotonic` is the machine's, the same in every process on it."""
        self._count += 1
        call = {"n": self._count, "method": method, "params": params, "ok": answer["ok"], "time": time.time()}
        if answer["ok"]:
            call["result"] = answer["result"]
        else:
            call |= {"error_code": answer["error_code"], "description": answer["description"]}
        self._calls.append(call | {"monotonic": time.monotonic()})

    def list(self, after: int = 0, method: str | None = None) -> list[Json]:
        """Calls numbered above `after`, of one method or all."""
        wanted = None if method is None else method.lower()
        return [c for c in self._calls if c["n"] > after and wanted in (None, c["method"].lower())]

    def clear(self) -> None:
        """Forget them; the numbering goes on."""
        self._calls.clear()
