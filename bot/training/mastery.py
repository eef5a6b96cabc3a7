"""Mastery of a skill, 0–100: what of it would be answered right today, in questions, in writing and in conversation.

Three strands, each a share between 0 and 1 with a weight, make one weighted mean:

    questions   the questions of the skill seen so far, each by its chance of recall now (FSRS); one that was not
                answered right last counts nothing. Up to UNSEEN questions that were never asked count as not known,
                so that two right answers are not 100. Weight: the number of questions counted.
    writing     the last mark of each written item, as a share of 100. Weight: WRITTEN each.
    role-plays  points earned of points to be had in the skill. Weight: PLAYED each. A round of guessing the style
                counts like one, for the skill of reading styles: customers named of customers heard.

Writing and role-plays lose half of their weight every HALF_LIFE and count no longer than REACH. A skill with fewer
than ENOUGH pieces of evidence has no figure yet: too little to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.training.items import Item
from bot.training.schedule import Card, Deck, State, retrievability

UNSEEN = 8
WRITTEN = 2.0
PLAYED = 6.0
HALF_LIFE = timedelta(days=30)
REACH = timedelta(days=90)
ENOUGH = 5
# What the last role-play showed weakest is where new questions lean, for so long.
FRESH = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Written:
    """The last mark (0–100) of a written item."""

    item_id: str
    mark: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Played:
    """What a role-play or a round of guessing showed of a skill: points earned of points to be had, so many checks."""

    skill: str
    earned: int
    possible: int
    checks: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Mastery:
    """How well a skill is held. `percent`: 0–100, whole. `evidence`: questions seen, written answers, rated checks."""

    skill: str
    percent: int
    evidence: int

    @property
    def touched(self) -> bool:
        """Whether there is any evidence."""
        return self.evidence > 0

    @property
    def enough(self) -> bool:
        """Whether there is enough evidence to say anything."""
        return self.evidence >= ENOUGH


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known about one person. `items` are those that drills may ask this person."""

    items: Sequence[Item]
    deck: Deck
    written: Iterable[Written] = ()
    played: Iterable[Played] = ()


@dataclass(slots=True)
class _Sum:
    """A weighted mean as it grows."""

    value: float = 0.0
    weight: float = 0.0
    pieces: int = 0

    def add(self, share: float, weight: float, pieces: int) -> None:
        self.value += share * weight
        self.weight += weight
        self.pieces += pieces


def masteries(skills: Iterable[str], evidence: Evidence, now: datetime) -> dict[str, Mastery]:
    """The mastery of each of the skills, in their order."""
    sums = {skill: _Sum() for skill in skills}
    for skill, questions in _questions(evidence.items).items():
        if skill in sums:
            _add_questions(sums[skill], questions, evidence.deck, now)
    by_id = {item.id: item for item in evidence.items if not item.closed}
    for written in evidence.written:
        item = by_id.get(written.item_id)
        if item is not None and item.skill in sums:
            sums[item.skill].add(written.mark / 100, WRITTEN * _fading(written.at, now), 1)
    for played in evidence.played:
        if played.skill in sums and played.possible > 0 and now - played.at <= REACH:
            share = played.earned / played.possible
            sums[played.skill].add(share, PLAYED * _fading(played.at, now), played.checks)
    return {skill: Mastery(skill, _percent(total), total.pieces) for skill, total in sums.items()}


def held(card: Card, now: datetime) -> float:
    """The chance, 0–1, that a question is answered right now; 0 for one that was not answered right last."""
    return retrievability(card, now) if card.state is State.REVIEW else 0.0


def weakest(found: Mapping[str, Mastery], played: tuple[str, datetime] | None, now: datetime) -> str | None:
    """The skill to work on: the weakest of the last role-play (`played`: skill and moment) while that is fresh.

    Otherwise the skill of lowest mastery among those with enough evidence; None when there is none.
    """
    if played is not None and played[0] and now - played[1] <= FRESH:
        return played[0]
    known = [one for one in found.values() if one.enough]
    return min(known, key=lambda one: one.percent).skill if known else None


def _questions(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        if item.closed and item.live:
            found.setdefault(item.skill, []).append(item)
    return found


def _add_questions(total: _Sum, questions: Sequence[Item], deck: Deck, now: datetime) -> None:
    seen = [deck[item.id] for item in questions if item.id in deck]
    if not seen:
        return
    counted = len(seen) + min(len(questions) - len(seen), UNSEEN)
    total.add(sum(held(card, now) for card in seen) / counted, counted, len(seen))


def _fading(at: datetime, now: datetime) -> float:
    age = max(now - at, timedelta())
    return float(0.5 ** (age / HALF_LIFE)) if age <= REACH else 0.0


def _percent(total: _Sum) -> int:
    return int(100 * total.value / total.weight + 0.5) if total.weight > 0 else 0
