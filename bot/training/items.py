"""Items: the questions of the drills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.base.language import Lang


class ItemKind(StrEnum):
    """How an item is practised."""

    QUIZ = "quiz"  # a closed question
    LABEL = "label"  # a closed question: name the type of a shown utterance
    WRITE = "write"  # free text, graded with evidence
    PLAY = "play"  # a role-play


CLOSED = (ItemKind.QUIZ, ItemKind.LABEL)
# The unit and the skill of a team's own questions: neither is on the map, so no mastery is told from them.
OWN = "team"


class Status(StrEnum):
    """Where an item stands in its life. Ids are never used again: an item that goes is retired, not deleted."""

    LIVE = "live"
    DRAFT = "draft"
    RETIRED = "retired"


class WriteTask(StrEnum):
    """What a written answer has to do, and so how it is graded."""

    FORMULA = "formula"  # answer an objection in four parts
    PRAISE = "praise"  # one specific praise
    SITUATION = "situation"
    PROBLEM = "problem"
    IMPLICATION = "implication"
    NEED_PAYOFF = "need_payoff"
    STYLE = "style"  # say the given line so that it suits the given style
    REWORD = "reword"  # say the given line better


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts are from: a source document (D0–D3, or `authored`) and the place in it."""

    doc: str
    place: str


@dataclass(frozen=True, slots=True)
class Wording:
    """An item in one language.

    `options` is empty for kinds without options. `said` is the customer's (or the rep's own) line that a written answer
    starts from; `example` is an answer that would get full marks.
    """

    question: str
    options: tuple[str, ...]
    explanation: str
    said: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One thing of the map that a unit has to ask about: a list, a figure, a formula. `what` tells authors which."""

    id: str
    what: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question in both languages.

    `correct` holds indices into the options, the same in both languages. `prerequisites` are ids of items to be known
    first. `difficulty` runs from 1 to 3. `long`: the explanation does not fit a poll and follows as a message. `task`
    is set for written items (with `style` for the task style), `scenario` for role-plays. `covers`: the unit's points
    that it asks about. `recall`: it asks for a fact rather than what to do in a situation.
    """

    id: str
    unit: str
    skill: str
    kind: ItemKind
    difficulty: int
    prerequisites: tuple[str, ...]
    status: Status
    source: Source
    correct: tuple[int, ...]
    wording: Mapping[Lang, Wording]
    long: bool = False
    task: WriteTask | None = None
    style: str | None = None
    scenario: str | None = None
    covers: tuple[str, ...] = ()
    recall: bool = False

    @property
    def closed(self) -> bool:
        """Whether it can be asked as a native quiz poll."""
        return self.kind in CLOSED

    @property
    def live(self) -> bool:
        """Whether drills may use it."""
        return self.status is Status.LIVE

    def is_right(self, chosen: tuple[int, ...]) -> bool:
        """Whether exactly the right options (content's indices) were chosen."""
        return sorted(chosen) == sorted(self.correct)
