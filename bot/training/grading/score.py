"""From checks to a mark."""

from __future__ import annotations

from bot.language.moves import MoveKind
from bot.language.normalise import length_in_words, plain
from bot.scenarios.events import Deepened, Ended, Event, MeterMoved, Noticed, Proposed, Settled
from bot.scenarios.rules.odd import LIKELY_ELSEWHERE, SURELY_ELSEWHERE
from bot.scenarios.types import Ending
from bot.training.grading.checks import CHECKS
from bot.training.grading.priorities import priorities
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import (
    BestLine,
    CheckResult,
    Rubric,
    Scorecard,
    SkillMark,
    TalkFigures,
    Verdict,
)

_ENDING_CAPS = {
    Ending.CONTINUATION: "no_advance",
    Ending.TIMED_OUT: "timed_out",
    Ending.REFUSAL: "refused",
    Ending.WALK_OUT: "walked_out",
    Ending.COMPLIANCE_STOP: "compliance",
}
_STEP = 10
_SETTLING = 8
# Less than a need a rung deeper or an objection settled is nothing to be proud of.
_WORTH_QUOTING = 8
_LEAST_POSSIBLE = 4


def grade(transcript: Transcript, rubric: Rubric) -> Scorecard:
    """The scorecard of a conversation, ended or given up. The same transcript and rubric give the same card."""
    results = tuple(_result(transcript, rubric, index) for index in range(len(rubric.checks)))
    caps = _caps(transcript, results)
    total = min([_share(results), *(rubric.caps[name] for name in caps)])
    skills = _skills(results)
    ending = transcript.final.ending
    return Scorecard(
        total=total,
        passed=ending is Ending.ADVANCE and total >= rubric.pass_mark,
        ending=ending,
        checks=results,
        caps=caps,
        priorities=priorities(transcript, results),
        skills=skills,
        weakest=_weakest(skills),
        best=_best_line(transcript),
        talk=_talk(transcript),
    )


def _result(transcript: Transcript, rubric: Rubric, index: int) -> CheckResult:
    rule = rubric.checks[index]
    outcome = CHECKS[rule.id](transcript)
    return CheckResult(rule.id, rule.skill, rule.weight, outcome.verdict, outcome.turn, outcome.evidence)


def _share(results: tuple[CheckResult, ...]) -> int:
    """Earned weight of rated weight, in percent, rounded half up."""
    rated = sum(result.weight for result in results if result.verdict is not Verdict.NOT_RATED)
    earned = sum(result.weight for result in results if result.verdict is Verdict.PASSED)
    return (200 * earned + rated) // (2 * rated) if rated else 0


def _caps(transcript: Transcript, results: tuple[CheckResult, ...]) -> tuple[str, ...]:
    """What limits the total, whatever the checks add up to."""
    verdicts = {result.id: result.verdict for result in results}
    names = []
    if not any(True for _ in transcript.all(Deepened)):
        names.append("no_need")
    ending = transcript.final.ending
    if ending is not Ending.ADVANCE:
        names.append(_ENDING_CAPS[ending] if ending is not None else _open_end(transcript))
    if verdicts.get("keep.honest") is Verdict.FAILED:
        names.append("dishonest")
    if transcript.noticed("rude"):
        names.append("rude")
    won = transcript.final.ending is Ending.ADVANCE
    if transcript.final.counts.elsewhere >= (SURELY_ELSEWHERE if won else LIKELY_ELSEWHERE):
        names.append("elsewhere")
    return tuple(names)


def _open_end(transcript: Transcript) -> str:
    """Stopping after a step was asked for leaves it open; stopping before that gives up."""
    advances = {rung.id for rung in transcript.scenario.ladder if rung.advance}
    return "left_open" if any(event.rung in advances for _, event in transcript.all(Proposed)) else "given_up"


def _skills(results: tuple[CheckResult, ...]) -> tuple[SkillMark, ...]:
    marks = []
    for skill in dict.fromkeys(result.skill for result in results):
        rated = [r for r in results if r.skill == skill and r.verdict is not Verdict.NOT_RATED]
        earned = sum(result.weight for result in rated if result.verdict is Verdict.PASSED)
        marks.append(SkillMark(skill, earned, sum(result.weight for result in rated)))
    return tuple(marks)


def _weakest(skills: tuple[SkillMark, ...]) -> str:
    """The rated skill with the lowest share; of equals the one with more to gain. Empty when all is well."""
    short = [mark for mark in skills if mark.possible > mark.earned]
    wide = [mark for mark in short if mark.possible >= _LEAST_POSSIBLE] or short
    if not wide:
        return ""
    return min(wide, key=lambda mark: (mark.earned * 100 // mark.possible, mark.earned - mark.possible)).skill


def _best_line(transcript: Transcript) -> BestLine | None:
    """The turn that moved the customer most."""
    gains = [(sum(_gain(event) for event in beat.events), turn) for turn, beat in enumerate(transcript.beats)]
    gain, turn = max(gains, key=lambda pair: (pair[0], -pair[1]))
    if gain < _WORTH_QUOTING:
        return None
    best = max(transcript.beats[turn].events, key=_gain)
    return BestLine(turn, transcript.text(turn), best.rule)


def _gain(event: Event) -> int:
    match event:
        case Deepened():
            return _STEP * (event.after - event.before) + event.after
        case Settled():
            return _SETTLING
        case MeterMoved():
            return event.after - event.before
        case Noticed(rule="summary"):
            return 1
        case Ended(ending=Ending.ADVANCE):
            return 1
    return 0


def _talk(transcript: Transcript) -> TalkFigures:
    mine = [length_in_words(plain(transcript.text(turn))) for turn in range(1, len(transcript.beats))]
    theirs = sum(length_in_words(plain(beat.customer)) for beat in transcript.beats)
    spoken = sum(mine) + theirs
    return TalkFigures(
        rep_share=100 * sum(mine) // spoken if spoken else 0,
        longest=max(mine, default=0),
        open_questions=_count(transcript, MoveKind.OPEN),
        closed_questions=_count(transcript, MoveKind.CLOSED),
    )


def _count(transcript: Transcript, kind: MoveKind) -> int:
    return sum(1 for beat in transcript.turns if beat.analysis is not None and beat.analysis.has(kind))


def better_line(transcript: Transcript, rubric: Rubric, check_id: str) -> str:
    """A better line for a check: the scenario's own, else the rubric's."""
    own = transcript.scenario.texts[transcript.lang].get(f"better.{check_id}")
    return own if own is not None else rubric.texts[transcript.lang][check_id].better
