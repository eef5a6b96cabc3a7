"""One try at one update: through python-telegram-bot to a handler, and what became of it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog
from telegram import Update

from bot.base.errors import DojoError
from bot.delivery.application import DojoApplication
from bot.delivery.outgoing import Outgoing
from bot.delivery.ticket import Commit, Ticket
from bot.delivery.unit import Tx
from bot.delivery.updates import Head, head_of
from bot.storage.database import Database
from bot.storage.queries import inbox as queries
from bot.storage.queries.inbox import InboxRow

Notice = Callable[[Tx, Head], Sequence[Outgoing]]
"""Renders what the sender of a parked update reads; runs inside the transaction that parks it."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class AlreadyHandled(DojoError):
    """The update is no longer open: another process was quicker, or it was deleted."""


class Handling:
    """Tries updates one at a time; order and repetition are the inbox's."""

    def __init__(
        self,
        application: DojoApplication,
        database: Database,
        commit: Commit,
        *,
        bot_id: int,
        notice: Notice,
        answer: Callable[[str, Mapping[str, Any]], None],
    ) -> None:
        self._application = application
        self._database = database
        self._commit = commit
        self._bot_id = bot_id
        self._notice = notice
        self._answer = answer

    async def claim(self, row: InboxRow) -> int | None:
        """Count this try before it is made; None when the update is no longer open."""
        return await self._database.run(lambda conn: queries.claim_update(conn, self._bot_id, row.update_id))

    async def handle(self, row: InboxRow) -> Exception | None:
        """Hand the update to its handler and mark it done. Returns the handler's failure when nothing of it stays."""
        ticket = Ticket(row.update_id, self._commit, self._replier(row.body))
        error = await self._process(row.body, ticket)
        if error is not None:
            _log.error(
                "update_failed",
                update_id=row.update_id,
                route_id=row.route_id,
                error=type(error).__name__,
                where=_where(error),
                committed=ticket.committed,
            )
        if isinstance(error, AlreadyHandled):
            raise error
        if error is not None and not ticket.committed:
            return error
        if not ticket.committed:
            await self._commit(_nothing, row.update_id)
        ticket.settle()
        return None

    async def pass_by(self, body: dict[str, Any]) -> None:
        """Handle an update that is not kept: when it fails, nothing is lost that would not expire anyway."""
        error = await self._process(body, Ticket(None, self._commit, None))
        if error is not None:
            _log.error("update_failed", update_id=body["update_id"], error=type(error).__name__, where=_where(error))

    async def note(self, row: InboxRow, error: Exception) -> None:
        """Keep the class of a failure that will be tried again."""
        name = type(error).__name__
        await self._database.run(lambda conn: queries.note_error(conn, self._bot_id, row.update_id, name))

    async def park(self, row: InboxRow, error: Exception | None) -> None:
        """Set the update aside and tell its sender, in one transaction."""
        name = None if error is None else type(error).__name__
        head = head_of(row.body)
        _log.error("update_parked", update_id=row.update_id, route_id=row.route_id, error=name)

        def work(tx: Tx, *, tell: bool) -> None:
            if not queries.park_update(tx.conn, self._bot_id, row.update_id, name):
                raise AlreadyHandled("no longer open")
            if tell:
                tx.send(*self._notice(tx, head))

        try:
            await self._commit(lambda tx: work(tx, tell=head.expects_answer), None)
        except (DojoError, sa.exc.SQLAlchemyError):
            raise
        except Exception as failure:  # the notice itself is broken: the update is parked all the same
            _log.error("notice_failed", error=type(failure).__name__, where=_where(failure))
            await self._commit(lambda tx: work(tx, tell=False), None)
        reply = self._replier(row.body)
        if reply is not None:
            reply({})

    async def _process(self, body: dict[str, Any], ticket: Ticket) -> Exception | None:
        update_id = int(body["update_id"])
        self._application.tickets[update_id] = ticket
        try:
            await self._application.process_update(Update.de_json(body, self._application.bot))
        except Exception as error:
            return error
        finally:
            del self._application.tickets[update_id]
        return None

    def _replier(self, body: Mapping[str, Any]) -> Callable[[dict[str, Any]], None] | None:
        query = body.get("callback_query")
        return None if query is None else lambda answer: self._answer(query["id"], answer)


def _nothing(tx: Tx) -> None:
    """The unit of a handler that changes nothing."""


def _where(error: BaseException) -> tuple[str, ...]:
    """The innermost places an error passed, without its message, which may quote a user."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return tuple(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
