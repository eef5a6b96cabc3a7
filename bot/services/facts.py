"""Facts of the teams that a person is in, found for what they ask. Read before the unit of work, shown inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.storage.queries import team_items as rows
from bot.training.fact_search import FactHit, KeptFact
from bot.training.team_items import Fact, from_json

# Facts shown for one question: the one that answers and two beside it.
MOST = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as somebody of the team reads it."""

    id: int
    fact: Fact
    team: str


def kept(conn: sa.Connection, user_id: int) -> tuple[KeptFact, ...]:
    """All that the person's teams know."""
    found = ((number, from_json(body), meaning) for number, body, meaning in rows.facts_for(conn, user_id))
    return tuple(KeptFact(number, fact, meaning) for number, fact, meaning in found if isinstance(fact, Fact))


def told(conn: sa.Connection, user_id: int, hits: Sequence[FactHit]) -> tuple[Told, ...]:
    """Those of what was found that the person may read, best first."""
    wanted = [hit.id for hit in hits[:MOST]]
    found = rows.find(conn, user_id, wanted) if wanted else {}
    made = []
    for number in wanted:
        fact = from_json(found[number].body) if number in found else None
        if isinstance(fact, Fact):
            made.append(Told(number, fact, found[number].team_name))
    return tuple(made)
