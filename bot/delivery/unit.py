"""The unit of work as services and handlers see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from bot.delivery.outgoing import Outgoing

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tx:
    """One transaction: a connection, the one moment at which all of it happens, and what is to be sent.

    `now` is aware UTC. Nothing is sent unless the transaction commits.
    """

    conn: sa.Connection
    now: datetime
    outgoing: list[Outgoing] = field(default_factory=list)
    erased: list[int] = field(default_factory=list)

    def send(self, *outgoing: Outgoing) -> None:
        """Owe these calls to Telegram, in this order, behind what their chats are owed already."""
        self.outgoing.extend(outgoing)

    def erase(self, user_id: int) -> None:
        """Delete what delivery keeps of this person (updates, messages, polls) at the end of the unit.

        The update that asked for it goes too, and so does what was still to be sent; calls of this unit stay.
        """
        self.erased.append(user_id)


Unit = Callable[[Tx], T]
"""A synchronous function over one transaction; it may be replayed and has no effect outside it."""
