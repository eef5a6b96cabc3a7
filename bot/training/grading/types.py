"""What a scorecard is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.base.language import Lang
from bot.scenarios.codec import decode, encode
from bot.scenarios.types import Ending


class Verdict(StrEnum):
    """A check's outcome. One that had no occasion is not rated and leaves the sum."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RATED = "not_rated"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found: the turn (from 1; 0 when none stands for it) and the rep's words there."""

    verdict: Verdict
    turn: int = 0
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A check as the rubric weighs it; `skill` names what the scorecard sums it under."""

    id: str
    skill: str
    weight: int


@dataclass(frozen=True, slots=True)
class CheckText:
    """A check's published wording, why it matters, and a better line for any scenario."""

    wording: str
    why: str
    better: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """The published rubric: checks in order, caps on the total by name (see `score.caps`), the pass mark, all texts.

    `rules[lang]` explains every rule id an event can carry. Skills are the curriculum's.
    """

    checks: tuple[CheckRule, ...]
    caps: Mapping[str, int]
    pass_mark: int
    texts: Mapping[Lang, Mapping[str, CheckText]]
    rules: Mapping[Lang, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check's mark. Its texts are found by its id: in the rubric, and the better line by `better_line`."""

    id: str
    skill: str
    weight: int
    verdict: Verdict
    turn: int
    evidence: str


@dataclass(frozen=True, slots=True)
class SkillMark:
    """Points earned of points to be had in one skill."""

    skill: str
    earned: int
    possible: int


@dataclass(frozen=True, slots=True)
class BestLine:
    """The rep's most valuable words, and the rule by which they worked."""

    turn: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class TalkFigures:
    """Shown, never scored: the rep's share of the talk (percent), their longest turn (words), kinds of question."""

    rep_share: int
    longest: int
    open_questions: int
    closed_questions: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The result. `caps` names what limited the total; `priorities` are at most two check ids, best first.

    `hints`: before how many turns the rep took one; shown, never scored.
    """

    total: int
    passed: bool
    ending: Ending | None
    checks: tuple[CheckResult, ...]
    caps: tuple[str, ...]
    priorities: tuple[str, ...]
    skills: tuple[SkillMark, ...]
    weakest: str
    best: BestLine | None
    talk: TalkFigures
    hints: int = 0


def scorecard_to_json(card: Scorecard) -> dict[str, Any]:
    """The scorecard as JSON values."""
    body: dict[str, Any] = encode(card)
    return body


def scorecard_from_json(body: Any) -> Scorecard:
    """The scorecard stored as `body`. Raises ValueError when it is none."""
    return decode(Scorecard, body)
