"""What happens by the clock: drills, nudges, recaps, upkeep.

Each tick selects what is due; two at once do it once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa
import structlog

from bot.base.clock import Clock
from bot.catalog.load import Catalog
from bot.delivery.delivery import Delivery
from bot.delivery.unit import Tx
from bot.services import drills, nudges, people, pushes, recaps, retention, tasks, team_settings
from bot.storage.database import Database
from bot.storage.queries import assignments
from bot.storage.queries import pushes as due
from bot.storage.queries import retention as retention_rows
from bot.storage.queries.inbox import purge_delivery
from bot.views.drill import DrillView
from bot.views.push import PushView
from bot.views.tasks import TasksView

# As many as one tick takes; the rest is due at the next one, seconds later.
MOST_PUSHES = 500
# How many people one unit plans anew.
PLANNED_AT_ONCE = 500
# A clock that stands so far behind where it once stood has been set back.
SET_BACK = timedelta(minutes=2)

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

Select = Callable[[sa.Connection, datetime, int], tuple[int, ...]]


class Ticks:
    """The jobs. Every method may be called at any time, as often as one likes."""

    def __init__(
        self,
        delivery: Delivery,
        database: Database,
        catalog: Catalog,
        clock: Clock,
        *,
        keep: timedelta,
    ) -> None:
        self._delivery = delivery
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._keep = keep
        self._drills = DrillView(catalog.texts)
        self._pushes = PushView(catalog.texts)
        self._tasks = TasksView(catalog)
        # The latest moment seen, before the first tick none.
        self._latest: datetime | None = None

    async def push_drills(self) -> None:
        """Send the daily drills that are due."""
        await self._mind_the_clock()
        await self._each(due.due_for_push, self._push)

    async def push_nudges(self) -> None:
        """Bring up once more the drills that are to be."""
        await self._each(due.due_for_nudge, self._nudge)

    async def send_recaps(self) -> None:
        """Send the weekly recaps that are due."""
        await self._each(due.due_for_recap, self._recap)

    async def send_reminders(self) -> None:
        """Remind people of assignments that are due soon."""
        await self._each(assignments.due_for_reminder, self._remind)

    async def _each(self, select: Select, send: Callable[[int, Tx], None]) -> None:
        """Do it for everybody it is due for. One unit each: one person's trouble is nobody else's."""
        now = self._clock.now()
        for user_id in await self._database.read(lambda conn: select(conn, now, MOST_PUSHES)):
            try:
                await self._delivery.run(partial(send, user_id))
            except Exception as error:
                _log.error("push_failed", user_id=user_id, error=type(error).__name__, what=send.__name__)

    def _push(self, user_id: int, tx: Tx) -> None:
        push = pushes.take_due(tx, self._catalog, user_id)
        if push is None:
            return
        if push.begun is None:
            tx.send(self._pushes.given_up(push.person))
            return
        drills.asked(tx, push.begun.question)
        tx.send(
            *self._drills.closed(push.person, push.begun.stale),
            self._pushes.greeting(push.person, push.begun, push.missed, tx.now),
            self._drills.question(push.person, push.begun.question, push=True),
        )

    def _nudge(self, user_id: int, tx: Tx) -> None:
        nudge = nudges.take_due(tx, user_id)
        if nudge is None:
            return
        if not nudge.snoozed:
            tx.send(self._pushes.reminder(nudge.person, nudge.left))
            return
        again = nudges.bring_up(tx, self._catalog, nudge)
        if again is not None:
            tx.send(
                *self._drills.closed(nudge.person, again.stale),
                self._pushes.back(nudge.person, nudge.left),
                self._drills.question(nudge.person, again.begun.question, push=True),
            )

    def _recap(self, user_id: int, tx: Tx) -> None:
        taken = recaps.take_due(tx, self._catalog, user_id)
        if taken is not None:
            person, recap = taken
            tx.send(self._pushes.recap(person, recap, self._catalog.curriculum.skills))

    async def delete_words(self) -> None:
        """Delete the words that people want kept no longer."""
        await self._each(retention_rows.due, self._blank)

    def _blank(self, user_id: int, tx: Tx) -> None:
        retention.blank_due(tx, user_id)

    def _remind(self, user_id: int, tx: Tx) -> None:
        taken = tasks.take_reminders(tx, self._catalog, user_id)
        if taken is not None:
            person, due_soon = taken
            tx.send(*(self._tasks.reminder(person, task) for task in due_soon))

    async def _mind_the_clock(self) -> None:
        """Plan everybody anew when the clock has been set back: what it had run ahead to lies days off."""
        now = self._clock.now()
        before = self._latest or await self._database.read(due.last_sent) or now
        self._latest = now
        if now >= before - SET_BACK:
            return
        _log.warning("clock_set_back", seconds=int((before - now).total_seconds()))
        after: int | None = -1
        while after is not None:
            after = await self._delivery.run(partial(_plan_anew, after))

    async def upkeep(self) -> None:
        """Forget updates and messages that are done with, and teams that were closed long ago."""
        before = self._clock.now() - self._keep
        await self._database.run(lambda conn: purge_delivery(conn, before))
        while await self._delivery.run(team_settings.purge):
            pass


def _plan_anew(after: int, tx: Tx) -> int | None:
    """Plan the next people behind an id anew; returns the last one's id, None when there was none."""
    ids = due.planned(tx.conn, after, PLANNED_AT_ONCE)
    for user_id in ids:
        person = people.find(tx, user_id)
        if person is not None:
            people.plan_anew(tx, person)
    return ids[-1] if ids else None
