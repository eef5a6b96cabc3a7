"""Which items somebody keeps getting wrong.

An item is among them when it was answered wrong within the last REACH and not right SETTLED times since, or when it was
known once and forgotten. Most often wrong first; of equals the one that went wrong last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.training.points import Answer
from bot.training.schedule import Deck, State

REACH = timedelta(days=60)
SETTLED = 2


@dataclass(frozen=True, slots=True)
class Trouble:
    """An item, how often it was answered wrong within REACH, and when last (None: before)."""

    item_id: str
    wrong: int
    last: datetime | None


@dataclass(slots=True)
class _Tally:
    wrong: int = 0
    right_since: int = 0
    last: datetime | None = None

    def add(self, answer: Answer) -> None:
        if answer.correct:
            self.right_since += 1
        else:
            self.wrong, self.right_since, self.last = self.wrong + 1, 0, answer.at


def mistakes(answers: Iterable[Answer], deck: Deck, now: datetime) -> tuple[Trouble, ...]:
    """The items in trouble, worst first; the answers in any order."""
    tallies: dict[str, _Tally] = {}
    for answer in sorted(answers, key=lambda one: one.at):
        if now - answer.at <= REACH:
            tallies.setdefault(answer.item_id, _Tally()).add(answer)
    lapsed = {item_id for item_id, card in deck.items() if card.state is State.RELEARNING}
    stuck = {item_id for item_id, tally in tallies.items() if tally.wrong and tally.right_since < SETTLED}
    found = [_trouble(item_id, tallies.get(item_id, _Tally())) for item_id in stuck | lapsed]
    return tuple(sorted(found, key=lambda one: (-one.wrong, _ago(one), one.item_id)))


def _trouble(item_id: str, tally: _Tally) -> Trouble:
    return Trouble(item_id, tally.wrong, tally.last)


def _ago(trouble: Trouble) -> float:
    """Smaller for what went wrong later; largest for what did not within REACH."""
    return 0.0 if trouble.last is None else -trouble.last.timestamp()
