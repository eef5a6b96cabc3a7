"""Role-plays that never were, with the marks that such a rep would have got: no words, only verdicts."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from bot.scenarios.types import Ending
from bot.training.grading.types import CheckResult, CheckRule, Rubric, Scorecard, SkillMark, TalkFigures, Verdict

# The chance that a check has no occasion, and what a rep who seldom meets a check loses.
_NO_OCCASION, _MISSED = 0.12, 0.6
_WORDS = (20, 60)


def card(rng: random.Random, rubric: Rubric, chances: Mapping[str, float], misses: str) -> Scorecard:
    """A scorecard by chance; `chances`: of meeting a check, by skill."""
    checks = tuple(_check(rng, rule, chances.get(rule.skill, 0.6), misses) for rule in rubric.checks)
    rated = sum(one.weight for one in checks if one.verdict is not Verdict.NOT_RATED)
    earned = sum(one.weight for one in checks if one.verdict is Verdict.PASSED)
    share = (200 * earned + rated) // (2 * rated) if rated else 0
    ending = _ending(rng, checks, share)
    caps = () if ending is Ending.ADVANCE else (_CAPS[ending],)
    total = min([share, *(rubric.caps[name] for name in caps)])
    skills = _skills(checks)
    failed = sorted((one for one in checks if one.verdict is Verdict.FAILED), key=lambda one: -one.weight)
    short = [mark for mark in skills if mark.earned < mark.possible]
    return Scorecard(
        total=total,
        passed=ending is Ending.ADVANCE and total >= rubric.pass_mark,
        ending=ending,
        checks=checks,
        caps=caps,
        priorities=tuple(one.id for one in failed[:2]),
        skills=skills,
        weakest=min(short, key=lambda mark: mark.earned / mark.possible).skill if short else "",
        best=None,
        talk=TalkFigures(rng.randint(35, 65), rng.randint(*_WORDS), rng.randint(2, 9), rng.randint(1, 6)),
    )


_CAPS = {
    Ending.CONTINUATION: "no_advance",
    Ending.TIMED_OUT: "timed_out",
    Ending.REFUSAL: "refused",
    Ending.WALK_OUT: "walked_out",
}


def _check(rng: random.Random, rule: CheckRule, chance: float, misses: str) -> CheckResult:
    verdict = Verdict.NOT_RATED
    if rng.random() >= _NO_OCCASION:
        met = rng.random() < chance - (_MISSED if rule.id == misses else 0)
        verdict = Verdict.PASSED if met else Verdict.FAILED
    return CheckResult(rule.id, rule.skill, rule.weight, verdict, 0, "")


def _ending(rng: random.Random, checks: Sequence[CheckResult], share: int) -> Ending:
    if any(one.id == "deal.advance" and one.verdict is Verdict.PASSED for one in checks):
        return Ending.ADVANCE
    if share < 35:
        return rng.choice((Ending.WALK_OUT, Ending.REFUSAL))
    return rng.choice((Ending.CONTINUATION, Ending.CONTINUATION, Ending.TIMED_OUT, Ending.REFUSAL))


def _skills(checks: Sequence[CheckResult]) -> tuple[SkillMark, ...]:
    marks = []
    for skill in dict.fromkeys(one.skill for one in checks):
        rated = [one for one in checks if one.skill == skill and one.verdict is not Verdict.NOT_RATED]
        earned = sum(one.weight for one in rated if one.verdict is Verdict.PASSED)
        marks.append(SkillMark(skill, earned, sum(one.weight for one in rated)))
    return tuple(mark for mark in marks if mark.possible)
