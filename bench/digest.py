"""What a digest costs in teams of 10 to 5,000 people over a year: `python -m bench.digest [sizes]`.

A demo of each size is made first (its time is printed), then the day's digest, the week's with heat map and
suggestions, and a page of the team's list are built from the database, five times each; the picture is drawn beside
them. On SQLite and, where its programs are installed and for the smaller teams, on PostgreSQL. 5,000 people take ten
minutes to make, and two gigabytes of disk.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.figures import percentiles, resident, row, table
from bot.base.paths import content_dir
from bot.catalog.load import Catalog, load
from bot.cli.demo.fill import Cast, Size, fill
from bot.delivery.unit import Tx
from bot.services import digest_rounds, digests, drilldown
from bot.storage import migrate
from bot.storage.database import Database, open_database
from bot.storage.queries import people
from bot.views.digest import DigestView

SIZES = (10, 100, 500, 5_000)
DAYS = 365
TIMES = 5
POSTGRES_MOST = 500
OWNER = 1
# A Wednesday evening in Shanghai.
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


async def measure(url: str, size: int, catalog: Catalog) -> tuple[float, dict[str, list[float]]]:
    """Seconds to make the demo, and to build each thing."""
    database = open_database(url)
    try:
        await database.run(migrate.upgrade)
        started = time.perf_counter()
        wanted, cast = Size(size, DAYS, 1, 1), Cast(OWNER, None)
        await database.run(lambda conn: fill(conn, catalog, wanted, cast, NOW, lambda: None))
        made = time.perf_counter() - started
        await database.run(lambda conn: conn.exec_driver_sql("ANALYZE") and None)
        return made, await _times(database, catalog)
    finally:
        await database.close()


async def _times(database: Database, catalog: Catalog) -> dict[str, list[float]]:
    team_id = await database.read(lambda conn: conn.execute(sa.text("SELECT MIN(id) FROM teams")).scalar_one())
    person = await database.read(lambda conn: people.find(conn, OWNER))
    parts: dict[str, Callable[[Tx], Any]] = {
        "day": lambda tx: digests.daily(tx, catalog, person, team_id),
        "week": lambda tx: digest_rounds.week(tx, catalog, person, team_id),
        "list": lambda tx: drilldown.roster(tx, person, team_id, 0),
    }
    found: dict[str, list[float]] = {}
    for name, part in parts.items():
        for _ in range(TIMES):
            started = time.perf_counter()
            built = await database.read(partial(_build, part))
            found.setdefault(name, []).append(time.perf_counter() - started)
            if name == "week":
                started = time.perf_counter()
                DigestView(catalog.texts, catalog.curriculum).drawn(person, built.heat)
                found.setdefault("picture", []).append(time.perf_counter() - started)
    return found


def _build(part: Callable[[Tx], Any], conn: sa.Connection) -> Any:
    return part(Tx(conn, NOW))


@contextmanager
def databases(sizes: Sequence[int]) -> Iterator[list[tuple[str, str, int]]]:
    """Empty databases: a name to print, the address, the size."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dojo-digest-")))
        urls = [("SQLite", f"sqlite:///{folder / f'{size}.sqlite3'}", size) for size in sizes]
        try:
            from tests.storage.postgres import new_database, postgres_server

            address = stack.enter_context(postgres_server())
            urls += [("PostgreSQL", new_database(address), size) for size in sizes if size <= POSTGRES_MOST]
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            print(f"no PostgreSQL here: {error}")  # noqa: T201
        yield urls


def main() -> None:
    """Measure each size and print a table."""
    sizes = tuple(int(one) for one in sys.argv[1:]) or SIZES
    catalog = load(content_dir())
    # What is built at its first use is no part of a digest.
    _ = catalog.drill_items, catalog.scenarios, catalog.rubric, catalog.texts
    table("A digest over a year (milliseconds, the middle and the slowest of five)",
          *("day p50", "max", "week p50", "max", "list p50", "picture p50", "made in s", "MB"))  # fmt: skip
    with databases(sizes) as urls:
        for name, url, size in urls:
            made, found = asyncio.run(measure(url, size, catalog))
            day, week = percentiles(found["day"], 50, 100), percentiles(found["week"], 50, 100)
            rest = (*percentiles(found["list"], 50), *percentiles(found["picture"], 50))
            row(f"{name}, {size:,} people", *day, *week, *rest, made, resident())


if __name__ == "__main__":
    main()
