"""One update on its way through a handler."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

from bot.delivery.unit import Unit

T = TypeVar("T")


class Commit(Protocol):
    """Runs a unit in the transaction that also marks the update with this id done (None: there is none to mark)."""

    def __call__(self, unit: Unit[T], update_id: int | None) -> Coroutine[Any, Any, T]:
        """Returns what the unit returned, once it is durable."""
        ...


class Ticket:
    """Lets a handler commit once, and keeps the short answer to a pressed button until then."""

    __slots__ = ("_answer", "_commit", "_reply", "_update_id", "committed")

    def __init__(self, update_id: int | None, commit: Commit, reply: Callable[[dict[str, Any]], None] | None) -> None:
        self._update_id = update_id
        self._commit = commit
        self._reply = reply
        self._answer: dict[str, Any] = {}
        self.committed = False

    async def unit(self, fn: Unit[T]) -> T:
        """Run and commit; see `UnitContext.unit`."""
        if self.committed:
            raise RuntimeError("this update has had its unit of work")
        result = await self._commit(fn, self._update_id)
        self.committed = True
        if self._answer:
            self.settle()
        return result

    def answer(self, text: str | None = None, *, show_alert: bool = False) -> None:
        """Choose the short answer; see `UnitContext.answer`."""
        self._answer = {"show_alert": show_alert} if text is None else {"text": text, "show_alert": show_alert}

    def settle(self) -> None:
        """Send the short answer, an empty one where none was chosen; only the first call does."""
        reply, self._reply = self._reply, None
        if reply is not None:
            reply(self._answer)
