"""A few conversations in a demo that were really held: the lines of a scenario's plans, said to its customer."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.base.language import Lang
from bot.base.paths import content_dir
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.language.analyser import Analyser
from bot.services import roleplays
from bot.storage.queries import people
from bot.storage.queries import roleplay as rows
from bot.storage.queries.upsert import insert_new
from bot.storage.tables import memberships, shared_roleplays

SCENARIO = "textbook-principal"
_PLANS = ("mediocre", "win")


def talk(conn: sa.Connection, catalog: Catalog, analyser: Analyser, user_ids: tuple[int, ...], now: datetime) -> None:
    """Each of these people holds two conversations within the last day and shows the second to their team."""
    for number, user_id in enumerate(user_ids):
        for hours, plan in zip((20, 2), _PLANS, strict=True):
            began = now - timedelta(hours=hours, minutes=17 * number)
            held = _hold(conn, catalog, analyser, user_id, plan, began)
        _show(conn, held, user_id, now)


def _hold(conn: sa.Connection, catalog: Catalog, analyser: Analyser, user_id: int, plan: str, began: datetime) -> int:
    person = people.find(conn, user_id)
    if person is None:
        raise ValueError(f"nobody has the id {user_id}")
    played = roleplays.begin(Tx(conn, began), catalog, person, SCENARIO)
    for number, line in enumerate(_lines(plan, person.language), 1):
        tx = Tx(conn, began + timedelta(seconds=40 * number))
        last = rows.last_line(conn, user_id)
        said = analyser.analyse(line, person.language, None if last is None else last[1] or None)
        if roleplays.say(tx, catalog, person, said) is None:
            break
    roleplays.give_up(Tx(conn, began + timedelta(minutes=15)), catalog, person)
    return played.session.id


def _lines(plan: str, lang: Lang) -> list[str]:
    path = content_dir() / "scenarios" / SCENARIO / "plans" / f"{plan}.{lang.value}.txt"
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _show(conn: sa.Connection, roleplay_id: int, user_id: int, now: datetime) -> None:
    place = memberships.c
    for team_id in conn.execute(sa.select(place.team_id).where(place.user_id == user_id)).scalars().all():
        row = {"roleplay_id": roleplay_id, "team_id": team_id, "user_id": user_id, "shared_at": now}
        insert_new(conn, shared_roleplays, [row], returning=shared_roleplays.c.roleplay_id)
