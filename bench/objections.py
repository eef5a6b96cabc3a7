"""How long a search takes with 100, 1,000 and 10,000 entries of a team: `python -m bench.objections [queries]`.

As the bot does it: over a database, through the shelves, by the whole `Understanding`; every query is new to it.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import percentiles, row, table
from bot.base.language import Lang
from bot.base.paths import content_dir, shipped
from bot.catalog.load import Catalog, load
from bot.services.shelves import Shelves
from bot.services.understanding import Understanding
from bot.storage import migrate
from bot.storage.database import Database, open_database
from bot.storage.tables import memberships, team_replies, teams, users

SIZES = (100, 1_000, 10_000)
QUERIES = 300
NOW = datetime(2026, 1, 5, tzinfo=UTC)
# What makes a team's entry out of a phrasing of the content, and a query that nobody has asked before.
ABOUT = {
    Lang.ZH: (
        "轴承",
        "校服",
        "班车",
        "报表系统",
        "冷库",
        "扫描仪",
        "叉车",
        "标书",
        "质检仪",
        "会议室",
        "货架",
        "培训课",
    ),
    Lang.EN: ("bearings", "uniforms", "shuttles", "reporting", "cold store", "scanners", "forklifts", "tenders"),
}
OPENINGS = {Lang.ZH: ("说实话", "老实讲", "是这样", "不瞒您说"), Lang.EN: ("Honestly", "Look", "Well", "I'll be frank")}


@dataclass(frozen=True, slots=True)
class Said:
    """Something a customer says, from the content."""

    lang: Lang
    category: str
    words: str


def phrasings(catalog: Catalog) -> tuple[Said, ...]:
    """Every phrasing of the content, in the order of its files."""
    return tuple(
        Said(lang, objection.category.value, words)
        for objection in catalog.objections.values()
        for lang in Lang
        for words in objection.wording[lang].phrasings
    )


def entry(known: Sequence[Said], number: int) -> tuple[str, list[str]]:
    """Category and phrasings of the entry with that number."""
    said = known[number % len(known)]
    about = ABOUT[said.lang][number // len(known) % len(ABOUT[said.lang])]
    varied = f"{about}：{said.words}" if said.lang is Lang.ZH else f"{about.capitalize()}: {said.words}"
    return said.category, [varied, said.words]


def query(known: Sequence[Said], number: int) -> str:
    """The query with that number. Consecutive ones are about different objections."""
    said = known[number * 7 % len(known)]
    opening = OPENINGS[said.lang][number // len(known) % len(OPENINGS[said.lang])]
    return f"{opening}，{said.words}" if said.lang is Lang.ZH else f"{opening}, {said.words}"


async def fill(database: Database, understanding: Understanding, known: Sequence[Said]) -> None:
    """One team of each size, with one person in it: team and person have the number of the size."""
    made = [entry(known, number) for number in range(max(SIZES))]
    words = sorted({phrasing for _, both in made for phrasing in both})
    meaning = dict(zip(words, await understanding.meanings(words), strict=True))
    for number, size in enumerate(SIZES, 1):
        rows = [
            {
                "team_id": number,
                "category": category,
                "phrasings": both,
                "replies": ["…"],
                "meaning": b"".join(meaning[phrasing] for phrasing in both),
                "digest": str(at),
                "created_at": NOW,
            }
            for at, (category, both) in enumerate(made[:size])
        ]
        await database.run(lambda conn, number=number: conn.execute(users.insert().values(person(number))) and None)
        team = {"id": number, "name": "Team", "created_by": number, "created_at": NOW}
        place = {"team_id": number, "user_id": number, "role": "owner", "joined_at": NOW}
        await database.run(lambda conn, team=team: conn.execute(teams.insert().values(team)) and None)
        await database.run(lambda conn, place=place: conn.execute(memberships.insert().values(place)) and None)
        await database.run(lambda conn, rows=rows: conn.execute(team_replies.insert(), rows) and None)


def person(number: int) -> dict[str, object]:
    """Somebody."""
    return {
        "id": number,
        "first_name": "Li",
        "language": "en",
        "time_zone": "Asia/Shanghai",
        "train_at": 540,
        "train_days": 31,
        "preferences": {},
        "created_at": NOW,
        "seen_at": NOW,
    }


async def measure(shelves: Shelves, understanding: Understanding, user_id: int, asked: Sequence[str]) -> None:
    """Search one after the other and print what it took."""
    started = time.perf_counter()
    await shelves.of(user_id)
    ready = (time.perf_counter() - started) * 1000
    looked_up, searched, whole = [], [], []
    for words in asked:
        began = time.perf_counter()
        beside = await shelves.of(user_id)
        between = time.perf_counter()
        await understanding.find(words, None, beside)
        ended = time.perf_counter()
        looked_up.append(between - began)
        searched.append(ended - between)
        whole.append(ended - began)
    size = f"{SIZES[user_id - 1]:,} entries"
    p50, p95 = percentiles(whole, 50, 95)
    row(size, ready, *percentiles(looked_up, 50), *percentiles(searched, 50), p50, p95)


async def main(queries: int) -> None:
    """Measure over an embedded database in a folder of its own."""
    catalog = load(content_dir())
    known = phrasings(catalog)
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        await database.run(migrate.upgrade)
        understanding = Understanding(catalog, shipped=shipped())
        await understanding.find("ok")
        await fill(database, understanding, known)
        shelves = Shelves(database, understanding)
        table(
            f"Search beside {len(catalog.objections)} built-in objections, milliseconds",
            "first time", "whose (p50)", "search (p50)", "both p50", "both p95",
        )  # fmt: skip
        for number in range(1, len(SIZES) + 1):
            asked = [query(known, at) for at in range((number - 1) * queries, number * queries)]
            await measure(shelves, understanding, number, asked)
        understanding.close()
        await database.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else QUERIES))
