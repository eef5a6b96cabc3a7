"""What a tick costs with 100, 10,000 and 1,000,000 people of whom 50 are due: `python -m bench.ticks`.

Selecting who is due, and for each of them one unit that claims the push, composes the drill and plans the next one.
On SQLite, and on PostgreSQL where its programs are installed. It must depend on how many are due, not on how many there
are. Takes a minute or two, nearly all of it to make the people.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from bench.figures import percentiles, row, table
from bot.base.paths import content_dir
from bot.catalog.load import Catalog, load
from bot.delivery.unit import Tx
from bot.services import people, pushes
from bot.services.people import Caller
from bot.storage import migrate
from bot.storage.database import Database, open_database
from bot.storage.queries import people as rows
from bot.storage.queries import pushes as due
from bot.storage.tables import users

SIZES = (100, 10_000, 1_000_000)
DUE = 50
LOOKS = 50
# Half past eight in Shanghai on a Tuesday.
NOW = datetime(2026, 1, 6, 0, 30, tzinfo=UTC)
# The others' pushes are spread over a day in so many steps.
STEPS = 96


@dataclass(frozen=True, slots=True)
class Cost:
    """Times in seconds: each look at who is due when `DUE` people are and when nobody is, and each push."""

    looks: list[float]
    idle: list[float]
    pushes: list[float]


def template(conn: sa.Connection) -> None:
    """One person, done with onboarding and due now."""
    tx = Tx(conn, NOW - timedelta(days=1))
    caller = Caller(id=1, first_name="Li", last_name=None, username=None, language_code="zh")
    people.meet(tx, caller, default_zone="Asia/Shanghai")
    rows.change(conn, 1, onboarding=None, next_push_at=NOW, next_nudge_at=None, next_recap_at=None)


def multiply(conn: sa.Connection, first: int, last: int, moment: datetime) -> None:
    """People with the ids from `first` to `last` like the first one, whose drills are due at `moment`."""
    numbers = sa.select(sa.literal(first).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(sa.select(numbers.c.n + 1).where(numbers.c.n < last))
    own = {"id": numbers.c.n, "next_push_at": sa.literal(moment, users.c.next_push_at.type)}
    columns = [own.get(column.name, column).label(column.name) for column in users.columns]
    like = sa.select(*columns).select_from(users.join(numbers, sa.true())).where(users.c.id == 1)
    conn.execute(users.insert().from_select([column.name for column in users.columns], like))


def populate(size: int, conn: sa.Connection) -> None:
    """`size` people, DUE of them due now and the others later."""
    template(conn)
    multiply(conn, 2, DUE, NOW)
    later = size - DUE
    for step in range(STEPS):
        first, last = DUE + 1 + later * step // STEPS, DUE + later * (step + 1) // STEPS
        if first <= last:
            multiply(conn, first, last, NOW + (step + 1) * timedelta(days=1) / STEPS)
    conn.exec_driver_sql("ANALYZE")


async def measure(database: Database, catalog: Catalog) -> Cost:
    """Look, push everybody who is due, look again."""

    async def look() -> tuple[float, tuple[int, ...]]:
        started = time.perf_counter()
        found = await database.read(lambda conn: due.due_for_push(conn, NOW, 500))
        return time.perf_counter() - started, found

    _, found = await look()
    if len(found) != DUE:
        raise RuntimeError(f"{len(found)} people are due, not {DUE}")
    looks = [(await look())[0] for _ in range(LOOKS)]
    spent = []
    for user_id in found:
        started = time.perf_counter()
        if await database.run(partial(_push, catalog, user_id)) is None:
            raise RuntimeError("a push was not claimed")
        spent.append(time.perf_counter() - started)
    idle = [(await look())[0] for _ in range(LOOKS)]
    return Cost(looks, idle, spent)


def _push(catalog: Catalog, user_id: int, conn: sa.Connection) -> pushes.Push | None:
    return pushes.take_due(Tx(conn, NOW), catalog, user_id)


@contextmanager
def databases() -> Iterator[list[tuple[str, str]]]:
    """Empty databases, by a name to print: one for each size and kind."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dojo-ticks-")))
        urls = [("SQLite", f"sqlite:///{folder / f'{size}.sqlite3'}") for size in SIZES]
        try:
            from tests.storage.postgres import new_database, postgres_server

            address = stack.enter_context(postgres_server())
            urls += [("PostgreSQL", new_database(address)) for _ in SIZES]
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            print(f"no PostgreSQL here: {error}")  # noqa: T201
        yield urls


async def one(url: str, size: int, catalog: Catalog) -> tuple[Cost, float]:
    """The cost with so many people, and how long it took to make them."""
    database = open_database(url)
    try:
        await database.run(migrate.upgrade)
        started = time.perf_counter()
        await database.run(partial(populate, size))
        made = time.perf_counter() - started
        return await measure(database, catalog), made
    finally:
        await database.close()


def main() -> None:
    """Measure every kind and size, and print a table."""
    catalog = load(content_dir())
    # What is built at its first use is no part of a tick.
    _ = catalog.drill_items
    with databases() as urls:
        table(
            f"A tick with {DUE} people due (milliseconds; all: the whole tick)",
            *("look p50", "look p95", "idle p50", "push p50", "push p95", "all", "made in s"),
        )
        for (kind, url), size in zip(urls, (*SIZES, *SIZES), strict=False):
            cost, made = asyncio.run(one(url, size, catalog))
            whole = (cost.looks[0] + sum(cost.pushes)) * 1000
            row(
                f"{kind}, {size:,} people",
                *percentiles(cost.looks, 50, 95),
                *percentiles(cost.idle, 50),
                *percentiles(cost.pushes, 50, 95),
                whole,
                made,
            )


if __name__ == "__main__":
    main()
