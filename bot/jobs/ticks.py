"""What happens by the clock: drill pushes, digests, upkeep. Each tick selects what is due; two at once do it once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import structlog

from bot.base.clock import Clock
from bot.catalog.load import Catalog
from bot.delivery.delivery import Delivery
from bot.delivery.outgoing import Outgoing
from bot.delivery.unit import Tx
from bot.services import drills, teams
from bot.storage.database import Database
from bot.storage.queries import people as people_rows
from bot.storage.queries.inbox import purge_delivery
from bot.views.drill import DrillView
from bot.views.teams import TeamsView

# As many as one tick takes; the rest is due at the next one, seconds later.
MOST_PUSHES = 500
MOST_DIGESTS = 50

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Ticks:
    """The jobs. Every method may be called at any time, as often as one likes."""

    def __init__(
        self,
        delivery: Delivery,
        database: Database,
        catalog: Catalog,
        clock: Clock,
        *,
        bot_name: str,
        keep: timedelta,
    ) -> None:
        self._delivery = delivery
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._keep = keep
        self._drills = DrillView(catalog.texts)
        self._teams = TeamsView(catalog.texts, bot_name)

    async def push_drills(self) -> None:
        """Send the daily drills that are due. One unit each: one person's trouble is nobody else's."""
        now = self._clock.now()
        due = await self._database.read(lambda conn: people_rows.due_for_push(conn, now, MOST_PUSHES))
        for person in due:
            try:
                await self._delivery.run(partial(self._push, person.id))
            except Exception as error:
                _log.error("push_failed", user_id=person.id, error=type(error).__name__)

    def _push(self, user_id: int, tx: Tx) -> None:
        taken = drills.take_due_push(tx, self._catalog, user_id)
        if taken is None:
            return
        person, begun = taken
        drills.asked(tx, begun.question)
        calls: list[Outgoing] = [
            *self._drills.closed(person, begun.stale),
            self._drills.greeting(person, tx.now),
            self._drills.question(person, begun.question, push=True),
        ]
        tx.send(*calls)

    async def send_digests(self) -> None:
        """Send the digests that are due."""
        await self._delivery.run(self._digests)

    def _digests(self, tx: Tx) -> None:
        for person, digest in teams.take_due_digests(tx, MOST_DIGESTS):
            if digest.trained or digest.absent:
                tx.send(self._teams.digest(person, digest, push=True))

    async def upkeep(self) -> None:
        """Forget updates and messages that are done with."""
        before = self._clock.now() - self._keep
        await self._database.run(lambda conn: purge_delivery(conn, before))
