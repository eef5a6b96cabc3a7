"""What happens in groups by the clock: the day's question, the week's board."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import structlog

from bot.base.clock import Clock
from bot.catalog.load import Catalog
from bot.delivery.delivery import Delivery
from bot.delivery.unit import Tx
from bot.services import group_rounds
from bot.services.group_rounds import Over
from bot.storage.database import Database
from bot.storage.queries import groups as rows
from bot.views.groups import GroupsView

# As many as one tick takes; the rest is due at the next one, seconds later.
MOST_GROUPS = 200

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class GroupTicks:
    """The jobs of groups. Every method may be called at any time, as often as one likes."""

    def __init__(
        self, delivery: Delivery, database: Database, catalog: Catalog, clock: Clock, view: GroupsView
    ) -> None:
        self._delivery = delivery
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._view = view

    async def ask_groups(self) -> None:
        """Send the questions that are due. One unit each: one group's trouble is nobody else's."""
        now = self._clock.now()
        due = await self._database.read(lambda conn: rows.due_questions(conn, now, MOST_GROUPS))
        await self._each(due, self._ask)

    async def post_boards(self) -> None:
        """Post the boards that are due."""
        now = self._clock.now()
        due = await self._database.read(lambda conn: rows.due_boards(conn, now, MOST_GROUPS))
        await self._each(due, self._post)

    async def _each(self, chats: tuple[int, ...], unit: Callable[[int, Tx], None]) -> None:
        for chat_id in chats:
            try:
                await self._delivery.run(partial(unit, chat_id))
            except Exception as error:
                _log.error("group_tick_failed", chat_id=chat_id, error=type(error).__name__)

    def _ask(self, chat_id: int, tx: Tx) -> None:
        taken = group_rounds.take_question(tx, self._catalog, chat_id, room=self._view.room())
        if taken is not None:
            tx.send(self._view.over(taken) if isinstance(taken, Over) else self._view.asked(taken))

    def _post(self, chat_id: int, tx: Tx) -> None:
        taken = group_rounds.take_board(tx, chat_id)
        if taken is not None:
            tx.send(self._view.over(taken) if isinstance(taken, Over) else self._view.board(taken))
