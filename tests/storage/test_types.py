"""Moments are aware and come back in UTC, whatever the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from bot.storage.database import Database
from bot.storage.tables import metadata
from bot.storage.types import UtcDateTime

moments = sa.Table("moments", sa.MetaData(), sa.Column("at", UtcDateTime))


def test_no_table_has_a_bare_datetime() -> None:
    bare = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.DateTime)
    ]
    assert bare == []


@pytest.mark.anyio
async def test_a_moment_comes_back_in_utc(database: Database) -> None:
    await database.run(moments.metadata.create_all)
    noon = datetime(2026, 1, 5, 12, 0, tzinfo=timezone(timedelta(hours=8)))
    await database.run(lambda conn: conn.execute(moments.insert().values(at=noon)) and None)
    (kept,) = await database.read(lambda conn: conn.execute(sa.select(moments.c.at)).scalars().all())
    assert kept == noon
    assert kept.tzinfo is UTC
    earlier = sa.select(sa.func.count()).where(moments.c.at < noon + timedelta(seconds=1))
    assert await database.read(lambda conn: conn.execute(earlier).scalar_one()) == 1


@pytest.mark.anyio
async def test_a_naive_moment_is_refused(database: Database) -> None:
    await database.run(moments.metadata.create_all)
    with pytest.raises((ValueError, sa.exc.StatementError), match="aware"):
        await database.run(lambda conn: conn.execute(moments.insert().values(at=datetime(2026, 1, 5))) and None)  # noqa: DTZ001
