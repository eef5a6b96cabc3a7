"""The daily question of a group: which one, and who comes where on the week's board."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.base.language import Lang
from bot.training.calendar import Plan, at_local, is_training_day, local_date
from bot.training.items import Item

# A question that the group has had comes back after so many days at the earliest.
REST_DAYS = 90
# Telegram's limits for a poll's question and the bubble behind its bulb, and for the words above the question.
QUESTION_LENGTH, EXPLANATION_LENGTH, EXPLANATION_LINES = 300, 200, 3
# The board follows the last question of the week by so many minutes, but is posted before the evening.
BOARD_AFTER, BOARD_BY = 8 * 60, 20 * 60 + 30
# Enough to meet a week with a training day behind the longest holidays.
_WEEKS = 9
_WEEK = 7
_ENDS = "。！？!?；;"


@dataclass(frozen=True, slots=True)
class Score:
    """How a member did in a week."""

    user_id: int
    name: str
    right: int


@dataclass(frozen=True, slots=True)
class Rank:
    """A place on the board, from 1; names that did equally well share it."""

    place: int
    right: int
    names: tuple[str, ...]


def choose(items: Sequence[Item], asked: Mapping[str, date], today: date, seed: str, *, room: int = 0) -> Item | None:
    """A closed item that was not asked within REST_DAYS, from the unit that has waited longest; None without one.

    `asked`: the last local date of each item that this group was asked. `room`: characters that stand before the
    question. The same arguments choose the same item.
    """
    since = today - timedelta(days=REST_DAYS)
    free = [item for item in items if _askable(item, room) and asked.get(item.id, date.min) <= since]
    if not free:
        return None
    last: dict[str, date] = {}
    for item in items:
        last[item.unit] = max(last.get(item.unit, date.min), asked.get(item.id, date.min))
    waited = min(last[item.unit] for item in free)
    longest = sorted({item.unit for item in free if last[item.unit] == waited})
    chance = random.Random(f"{seed}:{today.isoformat()}")  # noqa: S311 - a choice, not a secret
    unit = chance.choice(longest)
    return chance.choice(sorted((item for item in free if item.unit == unit), key=lambda item: item.id))


def _askable(item: Item, room: int) -> bool:
    return (
        item.live
        and item.closed
        and all(len(wording.question) + room <= QUESTION_LENGTH for wording in item.wording.values())
    )


def short_explanation(item: Item, lang: Lang) -> str:
    """The explanation as far as a poll shows it: whole sentences; more would give the answer away to the group."""
    text = item.wording[lang].explanation
    lines = text.splitlines()
    cut = "\n".join(lines[:EXPLANATION_LINES])
    if len(cut) <= EXPLANATION_LENGTH:
        return cut
    cut = cut[:EXPLANATION_LENGTH]
    end = max((at for at, char in enumerate(cut) if char in _ENDS or cut.startswith(". ", at)), default=-1)
    return cut[: end + 1] if end > 0 else cut[: EXPLANATION_LENGTH - 1] + "…"


def next_board(plan: Plan, after: datetime) -> datetime | None:
    """When the next week's board is due: on the last training day of a week (Monday to Sunday), strictly later."""
    today = local_date(after, plan.zone)
    monday = today - timedelta(days=today.weekday())
    for week in range(_WEEKS):
        first = monday + timedelta(weeks=week)
        days = [first + timedelta(days=n) for n in range(_WEEK)]
        training = [day for day in days if is_training_day(day, plan.train_days, plan.holidays)]
        moment = at_local(training[-1], _board_minutes(plan.train_at), plan.zone) if training else None
        if moment is not None and moment > after:
            return moment
    return None


def _board_minutes(ask_at: int) -> int:
    return max(ask_at, min(ask_at + BOARD_AFTER, BOARD_BY))


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday of a date's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=_WEEK - 1)


def board(scores: Iterable[Score]) -> tuple[Rank, ...]:
    """The places of those who answered, best first; empty when fewer than two did.

    Who had nothing right is not named.
    """
    shown = list(scores)
    if len(shown) < 2:
        return ()
    ranks: list[Rank] = []
    for right in sorted({one.right for one in shown if one.right > 0}, reverse=True):
        names = tuple(sorted(one.name for one in shown if one.right == right))
        ranks.append(Rank(1 + sum(one.right > right for one in shown), right, names))
    return tuple(ranks)
