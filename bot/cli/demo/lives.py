"""What people of a demo team did, day by day: drills and role-plays by chance, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.catalog.load import Catalog
from bot.cli.demo import plays
from bot.cli.demo.cast import Name
from bot.cli.demo.habits import Habit
from bot.training.grading.types import Scorecard
from bot.training.items import Item

SIZE = 5
_DAY = timedelta(days=1)
# A team goes through the questions together: so many are in turn at a time, and so many new ones come each week.
_OPEN, _WEEKLY = 56, 14
_STRONG, _WEAK, _RISE = 0.2, -0.32, 0.38
# What is asked again is known better; some questions are hard for everybody.
_KNOWN, _HARD = 0.12, -0.45
_HARD_ONE_IN = 17
_RECENT = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: the item, whether right, when it was asked and answered."""

    item: Item
    right: bool
    sent_at: datetime
    at: datetime
    chosen: int


@dataclass(frozen=True, slots=True)
class Drill:
    """A finished drill."""

    day: date
    started_at: datetime
    answers: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Play:
    """A marked role-play."""

    day: date
    scenario_id: str
    level: int
    started_at: datetime
    ended_at: datetime
    card: Scorecard


@dataclass(frozen=True, slots=True)
class Life:
    """Somebody's time in the team."""

    name: Name
    joined_at: datetime
    drills: tuple[Drill, ...]
    plays: tuple[Play, ...]


def life(rng: random.Random, catalog: Catalog, name: Name, habit: Habit, span: tuple[date, datetime]) -> Life:
    """Somebody's life from a date up to a moment (`span`)."""
    first, now = span
    today = now.astimezone(ZoneInfo(name.zone)).date()
    days = max((today - first).days, 1)
    came = first + int(days * habit.since) * _DAY
    person = _Person(rng, catalog, habit, _at(came, 9 * 60, name), (first, today))
    drills, played = list[Drill](), list[Play]()
    for number in range((today - came).days + 1):
        day = came + number * _DAY
        if not person.trains(day):
            continue
        drill = person.drill(day, _at(day, 8 * 60 + 30 + rng.randint(0, 9 * 60), name))
        if drill.answers[-1].at < now:
            drills.append(drill)
        if rng.random() < habit.plays / 5:
            play = person.play(day, _at(day, 12 * 60 + rng.randint(0, 8 * 60), name))
            if play.ended_at < now:
                played.append(play)
    return Life(name, _at(came, 9 * 60, name), tuple(drills), tuple(played))


def pool(catalog: Catalog, first: date, day: date) -> Sequence[Item]:
    """The questions that a team is at on that day."""
    items = [item for item in catalog.drill_items if item.closed]
    start = (day - first).days // 7 * _WEEKLY % max(len(items) - _OPEN, 1)
    return items[start : start + _OPEN]


def _at(day: date, minutes: int, name: Name) -> datetime:
    moment = datetime.combine(day, time(), ZoneInfo(name.zone)) + timedelta(minutes=minutes)
    return moment.astimezone(UTC)


class _Person:
    """Draws what somebody does."""

    def __init__(
        self, rng: random.Random, catalog: Catalog, habit: Habit, joined: datetime, span: tuple[date, date]
    ) -> None:
        self._rng = rng
        self._catalog = catalog
        self._habit = habit
        self._joined = joined
        self._first, self._today = span
        self._taste = {skill: rng.gauss(0, 0.07) for skill in catalog.curriculum.skills}
        self._seen: set[str] = set()
        self._pools: dict[int, Sequence[Item]] = {}

    def trains(self, day: date) -> bool:
        """Whether they do on that day."""
        chance = self._habit.often if day.weekday() < 5 else self._habit.often and self._habit.weekend
        return self._rng.random() < (chance if self._part(day) <= self._habit.until else chance * 0.04)

    def drill(self, day: date, moment: datetime) -> Drill:
        """A drill begun at that moment."""
        week = (day - self._first).days // 7
        if week not in self._pools:
            self._pools[week] = pool(self._catalog, self._first, day)
        at, answers = moment, list[Given]()
        for item in self._rng.sample(self._pools[week], SIZE):
            sent, at = at, at + timedelta(seconds=self._rng.randint(12, 55))
            answers.append(self._answer(item, day, sent, at))
        return Drill(day, moment, tuple(answers))

    def play(self, day: date, moment: datetime) -> Play:
        """A role-play begun at that moment."""
        chances = {skill: self._chance(skill, day) - 0.05 for skill in self._taste}
        found = plays.card(self._rng, self._catalog.rubric, chances, self._habit.misses)
        scenario = self._rng.choice(tuple(self._catalog.scenarios))
        level = min(1 + int(self._part(day) * 3), 3)
        return Play(day, scenario, level, moment, moment + timedelta(minutes=self._rng.randint(4, 14)), found)

    def _answer(self, item: Item, day: date, sent: datetime, at: datetime) -> Given:
        chance = self._chance(item.skill, day) + (_KNOWN if item.id in self._seen else 0)
        chance += _HARD if sum(item.id.encode()) % _HARD_ONE_IN == 0 else 0.08
        right = self._rng.random() < chance
        self._seen.add(item.id)
        options = range(len(next(iter(item.wording.values())).options))
        wrong = [option for option in options if option not in item.correct]
        return Given(item, right, sent, at, item.correct[0] if right else self._rng.choice(wrong or [0]))

    def _chance(self, skill: str, day: date) -> float:
        habit = self._habit
        chance = habit.base + habit.growth * self._part(day) + self._taste[skill]
        chance += _STRONG if skill == habit.strong else _WEAK if skill == habit.weak else 0
        if skill == habit.rising:
            chance += _RISE / 2 if self._today - day < _RECENT else -_RISE / 2
        return min(max(chance, 0.08), 0.97)

    def _part(self, day: date) -> float:
        """How much of the time has passed, 0–1."""
        return (day - self._first) / max(self._today - self._first, _DAY)


def everybody(
    rng: random.Random, catalog: Catalog, people: Iterator[tuple[Name, Habit]], number: int, span: tuple[date, datetime]
) -> Iterator[Life]:
    """The lives of so many people."""
    for _ in range(number):
        name, habit = next(people)
        # Everybody has chances of their own: one more person changes nobody else's life.
        yield life(random.Random(rng.random()), catalog, name, habit, span)  # noqa: S311
