"""Spaced repetition: when an item comes back. FSRS 6 with its default parameters, 90 % desired retention, no fuzz.

Rating of an answer (`rate`):

    wrong                                                   again
    right after a hint, or three times slower than needed   hard
    right                                                   good
    right at reading speed, in review state                 easy

A written answer goes by its mark (`rate_written`), never by the clock, and is never easy:

    below 60                            again
    60–84, or more after a hint         hard
    from 85                             good

The only step below a day is one of ten minutes, for new and for forgotten items: a wrong answer may come back in the
next drill of the same day, a right one is next seen after days. Drills are composed when the rep asks or when the push
is due, so finer steps would mean nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import cache

import fsrs

from bot.base.language import Lang
from bot.training.items import Wording
from bot.training.written.types import GOOD, PASS

_STEP = timedelta(minutes=10)
# Nothing learnt is left alone for longer than this.
_LONGEST_DAYS = 365
# Seconds to look at a question before reading it, and to choose.
_SETTLE = 5.0
# What an unhurried reader takes in: Chinese characters and English letters in a second.
_READING = {Lang.ZH: 6.0, Lang.EN: 16.0}
_SLOW = 3.0
# After this long somebody was called away; the time says nothing about the answer.
_INTERRUPTED = timedelta(minutes=10)


class State(IntEnum):
    """Where a card stands; the values are those of storage."""

    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class Rating(IntEnum):
    """How well an answer went; the values are those of storage."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Card:
    """What is known about a person's memory of one item; the fields are those of the table `review_cards`.

    `stability`: days until the chance of recall falls to 90 %. `difficulty`: 1–10. `step` counts the steps below a day,
    None in review. `reviewed_at` is None before the first answer. Moments are aware.
    """

    state: State
    step: int | None
    stability: float | None
    difficulty: float | None
    due_at: datetime
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Log:
    """One answer, as storage keeps it. `took` is None when unknown."""

    rating: Rating
    reviewed_at: datetime
    took: timedelta | None


def new_card(now: datetime) -> Card:
    """The card of an item never seen, due at once."""
    return Card(State.LEARNING, 0, None, None, now, None)


def review(card: Card, rating: Rating, now: datetime, took: timedelta | None = None) -> tuple[Card, Log]:
    """The card after an answer at `now`, and the answer's log.

    Deterministic. A `now` before the last review counts as the last review.
    """
    moment = _utc(now if card.reviewed_at is None else max(now, card.reviewed_at))
    after, _ = _scheduler().review_card(_theirs(card, moment), fsrs.Rating(rating.value), moment)
    return _ours(after), Log(rating, moment, took)


def retrievability(card: Card, now: datetime) -> float:
    """The chance, 0–1, that the item would be answered right now; 0 before its first answer."""
    if card.reviewed_at is None:
        return 0.0
    moment = _utc(max(now, card.reviewed_at))
    return float(_scheduler().get_card_retrievability(_theirs(card, moment), moment))


def rate(*, correct: bool, took: timedelta | None, needed: timedelta, state: State, hinted: bool = False) -> Rating:
    """The rating of an answer, as the table at the head of this module says.

    `needed` is the time to read and answer (see `pace`); `took` is None when unknown.
    """
    if not correct:
        return Rating.AGAIN
    if hinted:
        return Rating.HARD
    if took is None or took > _INTERRUPTED:
        return Rating.GOOD
    if took > needed * _SLOW:
        return Rating.HARD
    return Rating.EASY if took <= needed and state is State.REVIEW else Rating.GOOD


def rate_written(mark: int, *, hinted: bool = False) -> Rating:
    """The rating of a written answer with that mark, 0–100."""
    if mark < PASS:
        return Rating.AGAIN
    return Rating.GOOD if mark >= GOOD and not hinted else Rating.HARD


def pace(wording: Wording, lang: Lang) -> timedelta:
    """How long an unhurried reader needs for a closed question, reading every option once."""
    length = len(wording.question) + sum(len(option) for option in wording.options)
    return timedelta(seconds=_SETTLE + length / _READING[lang])


@cache
def _scheduler() -> fsrs.Scheduler:
    return fsrs.Scheduler(
        learning_steps=(_STEP,), relearning_steps=(_STEP,), maximum_interval=_LONGEST_DAYS, enable_fuzzing=False
    )


def _theirs(card: Card, now: datetime) -> fsrs.Card:
    # A card without an id would get one from the machine's clock, after a sleep.
    return fsrs.Card(
        card_id=0,
        state=fsrs.State(card.state.value),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=now,
        last_review=None if card.reviewed_at is None else _utc(card.reviewed_at),
    )


def _ours(card: fsrs.Card) -> Card:
    return Card(State(card.state.value), card.step, card.stability, card.difficulty, card.due, card.last_review)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a review needs an aware moment")
    return moment.astimezone(UTC)


Deck = Mapping[str, Card]
