"""The digest that waits for those who lead a demo team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.catalog.load import Catalog
from bot.cli.demo.fill import Cast
from bot.delivery import outbox
from bot.delivery.unit import Tx
from bot.services import digest_rounds
from bot.storage.queries import people
from bot.storage.queries.teams import Team
from bot.views.coaching import CoachingView
from bot.views.commands import person_menu
from bot.views.digest import DigestView


def greet(conn: sa.Connection, catalog: Catalog, bot_id: int, cast: Cast, made: Sequence[Team], now: datetime) -> None:
    """Owe each of them the week of the first team: words, picture, whom to coach; and the manager's menu."""
    view, coaching = DigestView(catalog.texts, catalog.curriculum), CoachingView(catalog.texts, catalog.curriculum)
    for user_id in (cast.owner, cast.helper):
        person = None if user_id is None else people.find(conn, user_id)
        if person is None:
            continue
        week = digest_rounds.week(Tx(conn, now), catalog, person, made[0].id)
        calls = [
            person_menu(catalog.texts, person, manages=True),
            view.weekly(person, week.digest, view.drawn(person, week.heat)),
            coaching.suggestions(person, made[0], week.advice).send(person.id),
        ]
        outbox.enqueue(conn, bot_id, calls, now)
