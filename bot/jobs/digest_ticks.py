"""Digests by the clock: the day's, and the week's with its picture."""

from __future__ import annotations

import asyncio
from functools import partial

import structlog

from bot.base.clock import Clock
from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.delivery import Delivery
from bot.delivery.unit import Tx
from bot.services import digest_rounds
from bot.services.digest_rounds import Week
from bot.storage.database import Database
from bot.storage.queries import digests as rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import teams as team_rows
from bot.views.coaching import CoachingView
from bot.views.digest import DigestView

# As many as one tick takes; the rest is due at the next one, seconds later.
MOST_DIGESTS = 50

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class DigestTicks:
    """The jobs of digests. Every method may be called at any time, as often as one likes."""

    def __init__(self, delivery: Delivery, database: Database, catalog: Catalog, clock: Clock) -> None:
        self._delivery = delivery
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._view = DigestView(catalog.texts, catalog.curriculum)
        self._coaching = CoachingView(catalog.texts, catalog.curriculum)

    async def send_digests(self) -> None:
        """Send the digests that are due: weeks first, which stand for their day's too. One unit each."""
        now = self._clock.now()
        for team_id, user_id in await self._database.read(lambda conn: rows.due_weekly(conn, now, MOST_DIGESTS)):
            try:
                await self._week(team_id, user_id)
            except Exception as error:
                _log.error("weekly_failed", user_id=user_id, team_id=team_id, error=type(error).__name__)
        for place in await self._database.read(lambda conn: team_rows.due_digests(conn, now, MOST_DIGESTS)):
            try:
                await self._delivery.run(partial(self._day, place.team_id, place.user_id))
            except Exception as error:
                _log.error("digest_failed", user_id=place.user_id, team_id=place.team_id, error=type(error).__name__)

    def _day(self, team_id: int, user_id: int, tx: Tx) -> None:
        taken = digest_rounds.take_day(tx, self._catalog, team_id, user_id)
        if taken is not None:
            person, digest = taken
            tx.send(self._view.daily(person, digest, push=True))

    async def _week(self, team_id: int, user_id: int) -> None:
        """The picture is drawn before the unit that claims the digest."""
        now = self._clock.now()
        week = await self._database.read(lambda conn: self._look(Tx(conn, now), team_id, user_id))
        png = None if week is None else await asyncio.to_thread(self._view.drawn, week.leader, week.heat)
        await self._delivery.run(partial(self._send_week, team_id, user_id, week, png))

    def _look(self, tx: Tx, team_id: int, user_id: int) -> Week | None:
        person = people_rows.find(tx.conn, user_id)
        if person is None or not digest_rounds.week_wanted(tx, team_id, user_id):
            return None
        try:
            week = digest_rounds.week(tx, self._catalog, person, team_id)
        except Refused:
            return None
        return week if week.digest.news else None

    def _send_week(self, team_id: int, user_id: int, week: Week | None, png: bytes | None, tx: Tx) -> None:
        person = digest_rounds.take_week(tx, team_id, user_id)
        if person is None or week is None:
            return
        tx.send(self._view.weekly(person, week.digest, png, push=True))
        if week.advice:
            advice = self._coaching.suggestions(person, week.digest.team, week.advice)
            tx.send(advice.send(person.id, push=True))
