"""The digest of a team: who trained, what stands out, whom to look at. docs/digest.md tells managers the rules.

What is shown of people goes through `visibility`; every right is checked on every call.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import breaks, streaks, teams, visibility
from bot.services.digest_plan import DIGEST_AT
from bot.services.people import local_date, plan_of
from bot.services.streaks import AtRisk
from bot.storage.queries import digests as rows
from bot.storage.queries import people as people_rows
from bot.storage.queries import teams as team_rows
from bot.storage.queries import unanswered
from bot.storage.queries.digests import Done, Work
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.training import calendar, trends
from bot.training.items import Item
from bot.training.trends import WINDOW, Cells, Change, Gain, Hard

WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
MOST_AT_RISK, MOST_HARD = 3, 2
# So many rises, the surest ones, are looked at for one that is new.
_RISES = 12
# The picture's size; who does not fit is counted.
MOST_ROWS, MOST_SKILLS = 20, 12


@dataclass(frozen=True, slots=True)
class Digest:
    """What there is to say of a team, since a moment (daily) or in the seven days up to `day` (weekly).

    `trained` is in the order of most done; people who lead are left out of it and of `absent`. `hidden`: how many
    people's results are still their own. `gain` and `hardest` are news of this very period. `work`: what was given to
    people and stands. `expected`: whether anybody meant to train today; `lately`: whether anybody did in a week.
    """

    team: Team
    weekly: bool
    since: datetime
    day: date
    hidden: int
    trained: tuple[tuple[Person, Done], ...]
    absent: tuple[Person, ...]
    at_risk: tuple[AtRisk, ...]
    gain: tuple[Person, Gain] | None
    hardest: tuple[tuple[Item, Hard], ...]
    unanswered: int
    fresh_unanswered: bool
    work: Work
    expected: bool
    lately: bool

    @property
    def size(self) -> int:
        """How many people it is about."""
        return len(self.trained) + len(self.absent)

    @property
    def news(self) -> bool:
        """Whether it is worth sending unasked. That nobody trained is news as long as it is not the rule."""
        if self.trained or self.at_risk or self.fresh_unanswered:
            return True
        return self.size > 0 and self.lately and (self.weekly or self.expected)


@dataclass(frozen=True, slots=True)
class Heat:
    """People × skills. `rows`: who needs attention first comes first; `more` people have figures and no row, `few` have
    not done enough for any figure and no row either."""

    team: Team
    day: date
    skills: tuple[str, ...]
    rows: tuple[tuple[Person, Cells], ...]
    more: int
    few: int


class Desk:
    """A team as its leader may see it, which every part of a digest works on; what is expensive is read once.

    Refused for a team that they do not lead.
    """

    def __init__(self, tx: Tx, leader: Person, team_id: int) -> None:
        self.tx, self.leader = tx, leader
        self.team, seen = teams.lead(tx, leader, team_id), visibility.visible(tx, leader, team_id)
        everybody = people_rows.in_team(tx.conn, team_id)
        self.people = {user_id: one for user_id, one in everybody.items() if user_id in seen}
        self.today = local_date(leader, tx.now)

    @cached_property
    def cells(self) -> dict[int, Cells]:
        """Skills in the window up to today and in the one before, of those who have done anything."""
        cut = self.today - WINDOW + _DAY
        # Where it is tomorrow already, what was done tomorrow counts too.
        found = rows.cells(self.tx.conn, self.team.id, cut - WINDOW, cut, self.today + _DAY)
        return {user_id: cells for user_id, cells in found.items() if user_id in self.people}


def daily(tx: Tx, catalog: Catalog, leader: Person, team_id: int) -> Digest:
    """What happened since yesterday's time of the leader's digest. Refused for a team that they do not lead."""
    desk = Desk(tx, leader, team_id)
    since = _since(desk)
    return _digest(desk, catalog, rows.done_since(tx.conn, team_id, since), since, weekly=False)


def weekly(desk: Desk, catalog: Catalog) -> Digest:
    """The seven days up to today."""
    done = rows.done_between(desk.tx.conn, desk.team.id, desk.today - WEEK + _DAY, desk.today + _DAY)
    return _digest(desk, catalog, done, desk.tx.now - WEEK, weekly=True)


def heat(desk: Desk, catalog: Catalog) -> Heat:
    """The picture's figures."""
    order = trends.by_need({user_id: desk.cells.get(user_id, {}) for user_id in desk.people})
    sure = [user_id for user_id in order if trends.overall(desk.cells.get(user_id, {})) is not None]
    shown = order[:MOST_ROWS]
    return Heat(
        team=desk.team,
        day=desk.today,
        skills=trends.best_known(desk.cells.values(), tuple(catalog.curriculum.skills), MOST_SKILLS),
        rows=tuple((desk.people[user_id], desk.cells.get(user_id, {})) for user_id in shown),
        more=len(sure) - min(len(sure), MOST_ROWS),
        few=len(order) - max(len(sure), len(shown)),
    )


def _since(desk: Desk) -> datetime:
    """Yesterday at the time at which the leader's digest comes: no day has a gap, whatever zone people live in."""
    found = team_rows.place(desk.tx.conn, desk.leader.id, desk.team.id)
    place = None if found is None else found.membership
    at = DIGEST_AT if place is None or place.digest_at is None else place.digest_at
    return calendar.at_local(desk.today - _DAY, at, desk.leader.time_zone) or desk.tx.now - _DAY


def _digest(desk: Desk, catalog: Catalog, done: Mapping[int, Done], since: datetime, *, weekly: bool) -> Digest:
    tx, team_id = desk.tx, desk.team.id
    trained = sorted(
        ((person, done[person.id]) for person in desk.people.values() if person.id in done),
        key=lambda entry: (-entry[1].roleplays, -entry[1].questions, entry[0].id),
    )
    newest = unanswered.page(tx.conn, team_id, 0, 1)
    given = rows.work(tx.conn, team_id, desk.today)
    return Digest(
        team=desk.team,
        weekly=weekly,
        since=since,
        day=desk.today,
        hidden=rows.hidden(tx.conn, team_id, tx.now),
        trained=tuple(trained),
        absent=tuple(person for person in desk.people.values() if person.id not in done),
        at_risk=_at_risk(desk),
        gain=_gain(desk, done, WEEK if weekly else _DAY),
        hardest=_hardest(desk, catalog, since),
        unanswered=unanswered.count(tx.conn, team_id),
        fresh_unanswered=bool(newest) and newest[0].asked_at >= since,
        work=_together(one for user_id, one in given.items() if user_id in desk.people),
        expected=any(_means_to_train(tx, person) for person in desk.people.values()),
        lately=bool(trained) or _lately(desk, WEEK if not weekly else 2 * WEEK),
    )


def _at_risk(desk: Desk) -> tuple[AtRisk, ...]:
    drilled = rows.drilled(desk.tx.conn, desk.team.id, desk.today - streaks.LOOK)
    return streaks.at_risk(desk.tx, desk.people.values(), drilled, MOST_AT_RISK)


def _gain(desk: Desk, done: Mapping[int, Done], span: timedelta) -> tuple[Person, Gain] | None:
    """The surest rise among those who trained in the period that did not show before it: each is told once."""
    risen = trends.gains({user_id: cells for user_id, cells in desk.cells.items() if user_id in done})
    fresh = (one for one in risen[:_RISES] if not _showed(desk, one, desk.today - span))
    return next(((desk.people[one.user_id], one) for one in fresh), None)


def _showed(desk: Desk, one: Gain, day: date) -> bool:
    """Whether the rise was there on an earlier day already."""
    cut = day - WINDOW + _DAY
    cells = rows.cells_of(desk.tx.conn, one.user_id, cut - WINDOW, cut, day)
    return one.cell.skill in cells and cells[one.cell.skill].change is Change.UP


def _hardest(desk: Desk, catalog: Catalog, since: datetime) -> tuple[tuple[Item, Hard], ...]:
    """The hardest items of the week that somebody got wrong in the period."""
    asked = rows.asked_since(desk.tx.conn, desk.team.id, desk.tx.now - WEEK)
    wrong, times = Counter[str](), Counter[str]()
    for user_id, one in asked:
        if user_id in desk.people and one.item_id in catalog.items:
            wrong[one.item_id] += one.wrong
            times[one.item_id] += one.asked
    fresh = rows.wrong_since(desk.tx.conn, desk.team.id, since)
    hard = trends.hardest((Hard(item, wrong[item], times[item]) for item in times if item in fresh), MOST_HARD)
    return tuple((catalog.items[one.item_id], one) for one in hard)


def _lately(desk: Desk, span: timedelta) -> bool:
    days = rows.days_between(desk.tx.conn, desk.team.id, desk.today - span, desk.today + _DAY)
    return any(user_id in desk.people for user_id in days)


def _means_to_train(tx: Tx, person: Person) -> bool:
    plan, today = plan_of(person), local_date(person, tx.now)
    return calendar.is_training_day(today, plan.train_days, plan.holidays) and not breaks.paused(person, tx.now)


def _together(given: Iterable[Work]) -> Work:
    found = tuple(given)
    return Work(sum(one.done for one in found), sum(one.of for one in found))
