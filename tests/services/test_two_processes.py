"""Two processes over one database look at what is due in the same moment: it comes once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.delivery.unit import Tx
from bot.services import nudges, people, pushes, recaps
from bot.services.people import Caller
from bot.storage import migrate
from bot.storage.database import Database, open_database
from bot.storage.queries import people as rows
from bot.storage.tables import drills as drills_table
from bot.storage.tables import pushes as pushes_table
from bot.storage.tables import users
from tests.chats.warm import warm
from tests.services.desk import START
from tests.storage.postgres import new_database, postgres_server

pytestmark = pytest.mark.anyio

PEOPLE = 12
# Monday, eight in the evening in Shanghai: the drill is due; Friday at half past five the recap.
EVENING = START + timedelta(hours=10)
LATER = EVENING + timedelta(hours=3)
FRIDAY = START + timedelta(days=4, hours=7, minutes=30)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.sqlite3'}"
        return
    with postgres_server() as address:
        yield new_database(address)


def _come(conn: sa.Connection) -> None:
    tx = Tx(conn, START)
    for number in range(1, PEOPLE + 1):
        caller = Caller(id=number, first_name="Li", last_name=None, username=None, language_code="en")
        people.meet(tx, caller, default_zone="Asia/Shanghai")
        rows.change(conn, number, onboarding=None, quiet_from=0, quiet_until=0)
        person = rows.find(conn, number)
        assert person is not None
        people.change(tx, person, train_at=20 * 60)


async def _both(databases: tuple[Database, Database], take: Callable[[Tx, int], object], now: Any) -> list[int]:
    """Everybody's unit in both processes at once; who got something, with repetitions."""

    def unit(user_id: int, conn: sa.Connection) -> bool:
        return take(Tx(conn, now), user_id) is not None

    ids = [number for number in range(1, PEOPLE + 1) for _ in databases]
    runs = [databases[turn % 2].run(partial(unit, number)) for turn, number in enumerate(ids)]
    done = await asyncio.gather(*runs)
    return [number for number, came in zip(ids, done, strict=True) if came]


async def test_each_comes_once(url: str) -> None:
    databases = open_database(url), open_database(url)
    catalog, everybody = warm().catalog, list(range(1, PEOPLE + 1))
    try:
        await databases[0].run(migrate.upgrade)
        await databases[0].run(_come)
        take_push = partial(_flip(pushes.take_due), catalog)
        assert await _both(databases, take_push, EVENING) == everybody
        assert await _both(databases, take_push, EVENING) == []
        drills = await databases[0].read(lambda conn: conn.execute(sa.select(drills_table.c.user_id)).scalars().all())
        assert sorted(drills) == everybody
        # So late no reminder is planned: one is put there by hand.
        await databases[0].run(lambda conn: conn.execute(users.update().values(next_nudge_at=LATER)) and None)
        assert await _both(databases, nudges.take_due, LATER) == everybody
        assert await _both(databases, partial(_flip(recaps.take_due), catalog), FRIDAY) == everybody
        counted = sa.select(pushes_table.c.kind, sa.func.count()).group_by(pushes_table.c.kind)
        kinds = await databases[1].read(lambda conn: dict(conn.execute(counted).all()))
        assert kinds == {"drill": PEOPLE, "reminder": PEOPLE, "recap": PEOPLE}
    finally:
        for database in databases:
            await database.close()


def _flip(take: Callable[[Tx, Any, int], object]) -> Callable[[Any, Tx, int], object]:
    return lambda catalog, tx, user_id: take(tx, catalog, user_id)
