"""What is remembered after sixty days, and what it took: `python -m bench.retention [learners]`.

Synthetic learners meet 90 items, three new ones a day, and answer whatever a scheduler asks them, once a day. What they
truly remember follows one of two models that no scheduler knows:

    power        FSRS's kind of curve, with other numbers: the first stability, its growth and what a lapse leaves are
                 drawn for each learner and item
    exponential  half-lives (Ebbinghaus): a right answer multiplies them by 1.5 to 3, the more the later it comes; a
                 wrong one cuts them to a third

Compared are the drill's own scheduler, Leitner's five boxes (1, 2, 4, 8, 16 days; a wrong answer goes back to the
first), and items drawn by lot. Each is run as it is, and tightened and loosened until it keeps 90 % after sixty days:
for ours the retention aimed at, for Leitner the length of the intervals, by lot the number of questions. Shares are of
what Leitner's boxes as they are ask for.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import fsrs

from bench.figures import row, table
from bot.training.schedule import Rating, State, new_card, review

LEARNERS = 40
ITEMS = 90
NEW_A_DAY = 3
DAYS = 60
GOAL = 0.90
BOXES = (1.0, 2.0, 4.0, 8.0, 16.0)
START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


@dataclass(slots=True)
class Power:
    """True memory whose curve falls like a power of time. `stability`: days until 90 % are left."""

    chance: random.Random
    stability: float = 0.0
    at: float = 0.0
    growth: float = field(init=False)

    def __post_init__(self) -> None:
        self.growth = math.exp(self.chance.gauss(1.1, 0.35))

    def recall(self, day: float) -> float:
        """The chance to know it on that day."""
        return 0.0 if not self.stability else (1 + (day - self.at) / self.stability * 19 / 81) ** -0.5

    def answer(self, day: float) -> bool:
        """Answer, and remember having answered."""
        known = self.recall(day)
        right = self.chance.random() < known
        if not self.stability:
            self.stability = math.exp(self.chance.gauss(0.7, 0.5))
        elif right:
            self.stability *= 1 + self.growth * self.stability**-0.12 * (math.exp(2.0 * (1 - known)) - 1) * 3
        else:
            self.stability = max(0.5, min(self.stability, 1.6 * self.stability**0.25))
        self.at = day
        return right


@dataclass(slots=True)
class Exponential:
    """True memory that halves again and again. `half`: its half-life in days."""

    chance: random.Random
    half: float = 0.0
    at: float = 0.0

    def recall(self, day: float) -> float:
        """The chance to know it on that day."""
        return 0.0 if not self.half else math.pow(2.0, -(day - self.at) / self.half)

    def answer(self, day: float) -> bool:
        """Answer, and remember having answered."""
        known = self.recall(day)
        right = self.chance.random() < known
        if not self.half:
            self.half = math.exp(self.chance.gauss(2.2, 0.5))
        elif right:
            self.half *= 1.5 + 1.5 * min(1.0, 4 * (1 - known)) * self.chance.uniform(0.7, 1.3)
        else:
            self.half = max(2.0, self.half / 3)
        self.at = day
        return right


Memory = Power | Exponential


class Ours:
    """FSRS as the drills use it; `aim` is the retention at which an item comes back."""

    def __init__(self, aim: float) -> None:
        self._aim = aim
        self._cards: dict[int, fsrs.Card] = {}
        # The shipped function where it is run as it is, so that the bench measures what people get.
        self._own = {} if aim == GOAL else None
        self._scheduler = fsrs.Scheduler(
            desired_retention=aim,
            learning_steps=(timedelta(minutes=10),),
            relearning_steps=(timedelta(minutes=10),),
            maximum_interval=365,
            enable_fuzzing=False,
        )

    def due(self, day: int, known: Sequence[int]) -> list[int]:
        """What to ask today of the items met so far."""
        now = START + timedelta(days=day, hours=1)
        cards = self._cards if self._own is None else self._own
        return [item for item in known if (cards[item].due if self._own is None else cards[item].due_at) <= now]

    def note(self, item: int, day: int, *, right: bool) -> None:
        """An answer was given."""
        now = START + timedelta(days=day)
        if self._own is not None:
            card = self._own.get(item) or new_card(now)
            rating = (Rating.EASY if card.state is State.REVIEW else Rating.GOOD) if right else Rating.AGAIN
            # Half of the right answers come at reading speed.
            if rating is Rating.EASY and (item + day) % 2:
                rating = Rating.GOOD
            self._own[item], _ = review(card, rating, now)
            return
        before = self._cards.get(item) or fsrs.Card(card_id=item, due=now)
        easy = before.state is fsrs.State.Review and not (item + day) % 2
        rating = (fsrs.Rating.Easy if easy else fsrs.Rating.Good) if right else fsrs.Rating.Again
        self._cards[item], _ = self._scheduler.review_card(before, rating, now)


class Leitner:
    """Five boxes; `stretch` multiplies their intervals."""

    def __init__(self, stretch: float) -> None:
        self._stretch = stretch
        self._boxes: dict[int, tuple[int, int]] = {}

    def due(self, day: int, known: Sequence[int]) -> list[int]:
        """What to ask today of the items met so far."""
        return [item for item in known if day >= self._next(item)]

    def _next(self, item: int) -> float:
        box, at = self._boxes[item]
        return at + max(1.0, BOXES[box] * self._stretch)

    def note(self, item: int, day: int, *, right: bool) -> None:
        """An answer was given."""
        box, _ = self._boxes.get(item, (-1, 0))
        self._boxes[item] = (min(box + 1, len(BOXES) - 1) if right else 0, day)


class Lot:
    """So many items a day, drawn from those met so far."""

    def __init__(self, a_day: float) -> None:
        self._a_day = a_day
        self._chance = random.Random(7)  # noqa: S311 - a simulation

    def due(self, day: int, known: Sequence[int]) -> list[int]:
        """What to ask today of the items met so far."""
        wanted = int(self._a_day) + (self._chance.random() < self._a_day % 1)
        return self._chance.sample(known, min(wanted, len(known)))

    def note(self, item: int, day: int, *, right: bool) -> None:
        """An answer was given."""


Scheduler = Ours | Leitner | Lot


def run(memory: type[Memory], make: Callable[[], Scheduler], learners: int) -> tuple[float, float]:
    """Retention on the last day, and questions a learner was asked, on average."""
    kept = asked = 0.0
    for learner in range(learners):
        scheduler = make()
        items = [memory(random.Random(f"{learner}:{item}")) for item in range(ITEMS)]  # noqa: S311 - a simulation
        for day in range(DAYS):
            met = min(day * NEW_A_DAY, ITEMS)
            new = range(met, min(met + NEW_A_DAY, ITEMS))
            today = [*scheduler.due(day, range(met)), *new]
            asked += len(today)
            for item in today:
                scheduler.note(item, day, right=items[item].answer(day) or item in new)
        kept += sum(item.recall(DAYS) for item in items) / ITEMS
    return kept / learners, asked / learners


def reaching(runs: Sequence[tuple[float, float]]) -> float | None:
    """The questions at which runs of growing effort pass the goal, between the two nearest; None when none does."""
    ordered = sorted(runs)
    for (low, fewer), (high, more) in pairwise(ordered):
        if low < GOAL <= high:
            return fewer + (more - fewer) * (GOAL - low) / (high - low)
    return None


def sweeps() -> Iterator[tuple[str, Callable[[float], Scheduler], float, tuple[float, ...]]]:
    """Each scheduler: its name, how it is made, its setting as it is, and the settings to try."""
    yield "ours (FSRS)", Ours, GOAL, (0.80, 0.84, 0.87, 0.89, 0.91, 0.93, 0.95, 0.97)
    yield "Leitner, five boxes", Leitner, 1.0, (0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.5, 2.2, 3.0, 4.5, 7.0, 12.0)
    yield "by lot", Lot, 5.0, (2, 3, 4, 5, 7, 9, 12, 16, 22, 30)


def main() -> None:
    """Print a table for each model of memory."""
    learners = int(sys.argv[1]) if len(sys.argv) > 1 else LEARNERS
    for memory in (Power, Exponential):
        table(
            f"{memory.__name__}: {ITEMS} items, {DAYS} days, {learners} learners",
            "kept", "questions", "a day", "of Leitner's", "for 90 %", "of Leitner's",
        )  # fmt: skip
        results = []
        for name, make, own, settings in sweeps():
            as_it_is = run(memory, lambda make=make, own=own: make(own), learners)  # type: ignore[misc]
            runs = [run(memory, lambda make=make, value=value: make(value), learners) for value in settings]  # type: ignore[misc]
            results.append((name, as_it_is, reaching([*runs, as_it_is])))
        fixed = results[1][1][1]
        for name, (kept, asked), needed in results:
            sought = ("-", "-") if needed is None else (str(round(needed)), f"{needed / fixed:.0%}")
            row(name, f"{kept:.1%}", round(asked), asked / DAYS, f"{asked / fixed:.0%}", *sought)


if __name__ == "__main__":
    main()
