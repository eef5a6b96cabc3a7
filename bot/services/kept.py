"""Replies that stand on a shelf (a person's own, a team's), read again for whoever may see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.storage.queries import own_replies, team_replies
from bot.storage.queries.replies import OWN, TEAM


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry of a shelf. `id` as the search knows it; `team` is None for the person's own.

    `objection_id` is the built-in objection to which it belongs, if any.
    """

    id: str
    said: str
    replies: tuple[str, ...]
    team: str | None = None
    objection_id: str | None = None


def find(conn: sa.Connection, user_id: int, ids: Iterable[str]) -> dict[str, Kept]:
    """Those of the ids (own.<id>, team.<id>; others are passed over) that this person may see, by id."""
    wanted = tuple(ids)
    return {**_own(conn, user_id, _numbers(wanted, OWN)), **_team(conn, user_id, _numbers(wanted, TEAM))}


def _own(conn: sa.Connection, user_id: int, numbers: Sequence[int]) -> dict[str, Kept]:
    """Own entries; what the person answers to the same words stands together, the found one first."""
    if not numbers:
        return {}
    found = own_replies.find(conn, user_id, numbers)
    alike = own_replies.said_alike(conn, user_id, sorted({one.said for one in found.values()}))
    entries = {}
    for number, one in found.items():
        others = [other.reply for other in alike if other.said == one.said and other.id != number]
        entries[f"{OWN}{number}"] = Kept(f"{OWN}{number}", one.said, (one.reply, *others), None, one.objection_id)
    return entries


def _team(conn: sa.Connection, user_id: int, numbers: Sequence[int]) -> dict[str, Kept]:
    if not numbers:
        return {}
    found = team_replies.find(conn, user_id, numbers)
    return {
        f"{TEAM}{number}": Kept(f"{TEAM}{number}", one.phrasings[0], one.replies, one.team_name)
        for number, one in found.items()
    }


def _numbers(ids: Iterable[str], prefix: str) -> list[int]:
    """The row numbers behind ids of that prefix; what is none is passed over."""
    ends = (one.removeprefix(prefix) for one in ids if one.startswith(prefix))
    return [int(end) for end in ends if end.isascii() and end.isdecimal() and len(end) < 19]
