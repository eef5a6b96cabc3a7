"""Where a person stands: skills, training days, what is due, points, rank; and what there is to celebrate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import drills, mastery, people
from bot.services.people import local_date
from bot.storage.queries import progress as rows
from bot.storage.queries import training
from bot.storage.queries.people import Person
from bot.storage.queries.people import change as change_person
from bot.storage.queries.trouble import suspended_ids
from bot.training import ranks
from bot.training.mastery import Mastery
from bot.training.points import Points, points
from bot.training.ranks import Condition, Record
from bot.training.schedule import Deck

# How many days ahead the forecast looks, today included.
AHEAD_DAYS = 14
# What was celebrated already, in `preferences`.
_CELEBRATED = "celebrated"
_FIRST, _STREAK, _RANK = "first", "streak", "rank"


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a person stands.

    `skills`: in the map's order. `days`: every local date with a finished drill. `due`: how many questions come back on
    each of AHEAD_DAYS days from `today`, those overdue counted today. `conditions`: how far the next rank is; empty for
    the highest. `weakest`: the skill that drills lean to. `plays`: role-plays with a scorecard.
    """

    today: date
    skills: tuple[Mastery, ...]
    days: frozenset[date]
    streak: int
    due: tuple[int, ...]
    points: Points
    rank: int
    conditions: tuple[Condition, ...]
    weakest: str | None
    answers: int
    plays: int

    @property
    def empty(self) -> bool:
        """Whether the person has not done anything yet."""
        return self.answers == 0 and self.plays == 0


@dataclass(frozen=True, slots=True)
class Celebration:
    """Something worth a word: `kind` first (drill), streak (`number`: days) or rank (`number`: the new rank)."""

    kind: str
    number: int = 0


def overview(conn: sa.Connection, catalog: Catalog, person: Person, now: datetime) -> Overview:
    """Where the person stands at `now`."""
    today, tx = local_date(person, now), Tx(conn, now)
    deck, skills = training.cards(conn, person.id), mastery.masteries(conn, catalog, person, now)
    answers, finished, plays = (
        rows.answers(conn, person.id),
        rows.finished(conn, person.id),
        rows.plays(conn, person.id),
    )
    record = _record(conn, catalog, person, deck, skills)
    rank = max(person.rank, ranks.rank_of(record))
    return Overview(
        today=today,
        skills=tuple(skills.values()),
        days=frozenset(finished),
        streak=drills.streak(tx, person),
        due=_forecast(catalog, person, conn, deck, today),
        points=points(answers, finished, plays),
        rank=rank,
        conditions=ranks.conditions(record, rank + 1) if rank < ranks.HIGHEST else (),
        weakest=mastery.weakest(tx, catalog, person),
        answers=len(answers),
        plays=len(plays),
    )


def celebrations(tx: Tx, catalog: Catalog, person: Person) -> tuple[Celebration, ...]:
    """What there is to celebrate now, each once in a lifetime; it counts as celebrated, and a new rank is kept.

    To be asked when a drill was finished or a role-play marked.
    """
    found = people.find(tx, person.id) or person
    told = frozenset(found.preferences.get(_CELEBRATED, ()))
    reached = {
        **_first(tx, found),
        **_streaks(drills.streak(tx, found)),
        **_new_rank(tx, catalog, found),
    }
    fresh = {name: one for name, one in reached.items() if name not in told}
    if fresh:
        people.preference(tx, found, **{_CELEBRATED: sorted(told | fresh.keys())})
    return tuple(one for one in fresh.values() if one is not None)


def _first(tx: Tx, person: Person) -> dict[str, Celebration | None]:
    """The first drill; somebody with more behind them is not told any more."""
    done = len(rows.finished(tx.conn, person.id))
    return {_FIRST: Celebration(_FIRST) if done == 1 else None} if done else {}


def _streaks(days: int) -> dict[str, Celebration | None]:
    """The milestone reached; those below it count as told."""
    best = ranks.milestone(days)
    return {
        f"{_STREAK}:{one}": Celebration(_STREAK, one) if one == best else None for one in ranks.STREAKS if one <= days
    }


def _new_rank(tx: Tx, catalog: Catalog, person: Person) -> dict[str, Celebration | None]:
    deck = training.cards(tx.conn, person.id)
    skills = mastery.masteries(tx.conn, catalog, person, tx.now)
    reached = ranks.rank_of(_record(tx.conn, catalog, person, deck, skills))
    if reached <= person.rank:
        return {}
    change_person(tx.conn, person.id, rank=reached)
    return {f"{_RANK}:{reached}": Celebration(_RANK, reached)}


def _record(conn: sa.Connection, catalog: Catalog, person: Person, deck: Deck, skills: Mapping[str, Mastery]) -> Record:
    units = catalog.curriculum.units
    return Record(
        units=ranks.units_known(catalog.drill_items, deck, units),
        core=catalog.curriculum.tracks[0].units,
        days=len(set(rows.finished(conn, person.id))),
        plays=sum(play.passed for play in rows.plays(conn, person.id)),
        skills=tuple(skills.values()),
    )


def _forecast(catalog: Catalog, person: Person, conn: sa.Connection, deck: Deck, today: date) -> tuple[int, ...]:
    unwanted = suspended_ids(conn, person.id)
    asked = {item.id for item in catalog.drill_items} - unwanted
    on = Counter(
        max((local_date(person, card.due_at) - today).days, 0) for item_id, card in deck.items() if item_id in asked
    )
    return tuple(on[ahead] for ahead in range(AHEAD_DAYS))
