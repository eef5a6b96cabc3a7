"""The people of a playground that does not run: looked up and added from outside, as `dojo demo` does."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Self

from bot.base.clock import MovableClock
from bot.playground import people
from bot.playground.core import Core
from bot.playground.faults import Faults
from bot.playground.rates import Rates
from bot.playground.setup import load_setup
from bot.playground.store import Store


class Residents:
    """The people of the playground whose file is at `path`; made with its default people when it is new."""

    def __init__(self, path: Path) -> None:
        self._core = Core(Store(path), MovableClock(), load_setup(), "1:none", Rates(None), Faults(), 0.0)
        people.settle(self._core)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._core.store.close()

    def now(self) -> datetime:
        """The time there, which may be ahead of the machine's."""
        return self._core.clock.now()

    def everybody(self) -> tuple[int, ...]:
        """The ids of all people."""
        return tuple(one["id"] for one in people.everybody(self._core))

    def with_role(self, role: str) -> int | None:
        """The first person of that role, or None."""
        return next((one["id"] for one in people.everybody(self._core) if one["role"] == role), None)

    def named(self, first_name: str, last_name: str) -> int | None:
        """The person of that name, or None."""
        found = self._core.store.all("SELECT id, user FROM people ORDER BY id")
        names = {
            (who.get("first_name"), who.get("last_name", "")): row["id"]
            for row in found
            for who in [json.loads(row["user"])]
        }
        return names.get((first_name, last_name))

    def add(self, **wanted: str) -> int:
        """Add somebody (as the page does); their id."""
        with self._core.store.transaction():
            return people.add_person(self._core, wanted)

    def let_in(self, person_id: int) -> None:
        """The bot may write to them, as if they had pressed Start."""
        with self._core.store.transaction():
            self._core.store.run("UPDATE people SET started = 1 WHERE id = ?", person_id)
