"""A demo in the database: teams, who leads them, and everybody's life up to now."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.base.language import Lang
from bot.catalog.load import Catalog
from bot.cli.demo import rows
from bot.cli.demo.cast import CHEN, CLAIRE, Name, asked, names, team_name
from bot.cli.demo.habits import Habit, habit
from bot.cli.demo.lives import Life, everybody
from bot.delivery.unit import Tx
from bot.services import digest_plan, digest_rounds, people, teams
from bot.services.people import Caller
from bot.storage.queries import people as people_rows
from bot.storage.queries import unanswered
from bot.storage.queries.people import Person
from bot.storage.queries.teams import MANAGER, REP, Team
from bot.storage.tables import assignment_people, assignments, memberships, organisation_teams, organisations, users
from bot.storage.tables import teams as team_table

# Ids of people who are nobody's: far above those that Telegram gives, and within its 52 bits.
FIRST_ID, LAST_ID = 900_000_000_001, 900_000_999_999
_GIVEN = "spin"


@dataclass(frozen=True, slots=True)
class Size:
    """How much: people in each team, days, teams; the seed, and the language of most."""

    people: int
    days: int
    teams: int
    seed: int
    lang: Lang = Lang.ZH


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids: who owns the teams, who leads them beside (None: nobody), and reps whom one can be in the playground."""

    owner: int
    helper: int | None
    guests: Sequence[int] = ()


def occupied(conn: sa.Connection, allowed: Sequence[int]) -> tuple[int, int]:
    """How many people there are who are neither of a demo nor among the `allowed`, and how many of a demo."""
    own = users.c.id
    demo = own.between(FIRST_ID, LAST_ID)
    real = sa.and_(sa.not_(demo), own.not_in(allowed))
    query = sa.select(sa.func.sum(sa.case((real, 1), else_=0)), sa.func.sum(sa.case((demo, 1), else_=0)))
    found = conn.execute(query).one()
    return int(found[0] or 0), int(found[1] or 0)


def remove(conn: sa.Connection) -> None:
    """Take an earlier demo away: its teams, their organisations, and the people who were in them and not real."""
    place, own = memberships.c, organisation_teams.c
    made = sa.select(place.team_id).where(place.user_id.between(FIRST_ID, LAST_ID))
    found = conn.execute(made.distinct()).scalars().all()
    guests = sa.select(place.user_id).where(place.team_id.in_(found), place.role == REP)
    gone = conn.execute(guests).scalars().all()
    houses = conn.execute(sa.select(own.organisation_id).where(own.team_id.in_(found))).scalars().all()
    conn.execute(team_table.delete().where(team_table.c.id.in_(found)))
    left = sa.select(own.organisation_id)
    conn.execute(organisations.delete().where(organisations.c.id.in_(houses), organisations.c.id.not_in(left)))
    conn.execute(users.delete().where(users.c.id.in_(gone) | users.c.id.between(FIRST_ID, LAST_ID)))


def fill(
    conn: sa.Connection, catalog: Catalog, size: Size, cast: Cast, now: datetime, step: Callable[[], None]
) -> tuple[Team, ...]:
    """Make the teams; `step` is called after each person. The same size, seed and moment give the same demo."""
    rng = random.Random(size.seed)  # noqa: S311 - not a secret
    start = now - timedelta(days=size.days)
    kept = rows.keep_scenarios(conn, catalog, start)
    leaders = _leaders(conn, cast, start)
    ids, made, name = iter(_ids(cast)), list[Team](), names(rng, size.lang)
    for number in range(size.teams):
        team = _team(conn, team_name(number, size.lang), leaders, start)
        crowd = _crowd(name, rng)
        reps = []
        for life in everybody(rng, catalog, crowd, size.people, (start.date(), now)):
            user_id = next(ids)
            # Who is nobody's cannot be written to; a guest can.
            rows.add_person(conn, user_id, life, blocked=None if user_id < FIRST_ID else now)
            rows.add_life(conn, kept, user_id, life)
            reps.append((user_id, life))
            step()
        _join(conn, team, reps)
        _field(conn, team, reps, now)
        made.append(team)
    for leader in leaders:
        digest_rounds.plan_anew(Tx(conn, now), leader)
    return tuple(made)


def _ids(cast: Cast) -> Iterator[int]:
    """The first is nobody's, by whom an earlier demo is known; then the guests; then nobody's again."""
    yield FIRST_ID
    yield from cast.guests
    yield from range(FIRST_ID + 1, LAST_ID)


def _crowd(name: Iterator[Name], rng: random.Random) -> Iterator[tuple[Name, Habit]]:
    number = 0
    while True:
        yield next(name), habit(number, rng)
        number += 1


def _leaders(conn: sa.Connection, cast: Cast, now: datetime) -> list[Person]:
    wanted = [(cast.owner, CHEN)] + ([] if cast.helper is None else [(cast.helper, CLAIRE)])
    return [_leader(conn, user_id, name, now) for user_id, name in wanted]


def _leader(conn: sa.Connection, user_id: int, name: Name, now: datetime) -> Person:
    """Somebody who is there already stays as they are."""
    tx, caller = (
        Tx(conn, now),
        Caller(
            id=user_id, first_name=name.first, last_name=name.last or None, username=None, language_code=name.lang.value
        ),
    )
    known = people_rows.find(conn, user_id)
    if known is not None:
        return known
    return people.finish_onboarding(tx, people.meet(tx, caller, default_zone=name.zone))


def _team(conn: sa.Connection, name: str, leaders: Sequence[Person], now: datetime) -> Team:
    team, _ = teams.create(Tx(conn, now), leaders[0], name)
    for helper in leaders[1:]:
        planned = digest_plan.first(helper, leads=True, now=now)
        place = {"team_id": team.id, "user_id": helper.id, "role": MANAGER, "joined_at": now, **planned}
        conn.execute(memberships.insert().values(place))
    return team


def _join(conn: sa.Connection, team: Team, reps: Sequence[tuple[int, Life]]) -> None:
    places = [
        {"team_id": team.id, "user_id": user_id, "role": REP, "joined_at": life.joined_at} for user_id, life in reps
    ]
    conn.execute(memberships.insert(), places)


def _field(conn: sa.Connection, team: Team, reps: Sequence[tuple[int, Life]], now: datetime) -> None:
    """What came from the field and has no answer, and work that was given and is not all done."""
    for number, (user_id, life) in enumerate(reps[1:4]):
        said, asked_at = asked(life.name.lang, number), now - timedelta(hours=5 + 26 * number)
        unanswered.add(conn, team_id=team.id, user_id=user_id, said=said, status=unanswered.OPEN, now=asked_at)
    given_at = now - timedelta(days=3)
    work = {"team_id": team.id, "created_by": team.created_by, "kind": "skill", "target": _GIVEN}
    statement = assignments.insert().values(**work, due_on=(now + timedelta(days=4)).date(), created_at=given_at)
    given = conn.execute(statement.returning(assignments.c.id)).scalar_one()
    done = [
        {
            "assignment_id": given,
            "user_id": user_id,
            "status": "done" if number % 2 else "open",
            "settled_at": now - timedelta(days=1) if number % 2 else None,
            "progress": 10 if number % 2 else 4,
        }
        for number, (user_id, _) in enumerate(reps[4:8])
    ]
    if done:
        conn.execute(assignment_people.insert(), done)
