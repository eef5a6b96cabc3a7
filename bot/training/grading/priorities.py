"""Which failed checks matter most: what would have changed the ending, found by replay, then what weighs most."""

from __future__ import annotations

from bot.scenarios.session import replay
from bot.scenarios.state import State
from bot.scenarios.types import Ending, Rung
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import CheckResult, Verdict

_MOST = 2
_RED_LINE = "keep.lawful"
_BLOCKING = 1000
_RANKS = {
    Ending.ADVANCE: 6,
    Ending.CONTINUATION: 3,
    Ending.TIMED_OUT: 2,
    Ending.REFUSAL: 1,
    Ending.WALK_OUT: 0,
    Ending.COMPLIANCE_STOP: -3,
}
_OPEN_END = 2


def priorities(transcript: Transcript, results: tuple[CheckResult, ...]) -> tuple[str, ...]:
    """At most two failed checks, the most useful to work on first."""
    failed = [result for result in results if result.verdict is Verdict.FAILED]
    blocking = _blocking(transcript)
    gains = {turn: _gain_without(transcript, turn) for turn in {result.turn for result in failed if result.turn}}
    worth = {result.id: max(gains.get(result.turn, 0), _lack(result.id, blocking)) for result in failed}
    # Nothing comes before the red line, whatever else would have helped.
    ranked = sorted(failed, key=lambda result: (result.id != _RED_LINE, -worth[result.id], -result.weight))
    return tuple(result.id for result in ranked[:_MOST])


def _lack(check: str, blocking: tuple[str, ...]) -> int:
    """What a check was worth to the step that was not reached; the first thing lacking is worth most."""
    return _BLOCKING - 100 * blocking.index(check) if check in blocking else 0


def _gain_without(transcript: Transcript, turn: int) -> int:
    """The change in the outcome's value if that turn had not been said."""
    analyses = [beat.analysis for beat in transcript.turns if beat.analysis is not None]
    rest = analyses[: turn - 1] + analyses[turn:]
    beats = replay(transcript.scenario, transcript.lang, rest, seed=transcript.seed, level=transcript.level)
    return _value(beats[-1].state) - _value(transcript.final)


def _value(state: State) -> int:
    rank = _RANKS[state.ending] if state.ending is not None else _OPEN_END
    return 300 * rank + 40 * sum(need.level for need in state.needs) + state.trust + state.patience + state.interest


def _blocking(transcript: Transcript) -> tuple[str, ...]:
    """The checks whose passing the easiest advance still lacked, in the order in which a conversation meets them."""
    state = transcript.final
    rungs = [rung for rung in transcript.scenario.ladder if rung.advance]
    if state.ending is Ending.ADVANCE or not rungs:
        return ()
    return _lacking(transcript, state, min(rungs, key=lambda rung: rung.need))


def _lacking(transcript: Transcript, state: State, rung: Rung) -> tuple[str, ...]:
    lacking: list[str] = []
    level = transcript.main_level
    if level < rung.need:
        lacking += ["find.problem"] if level < 2 else []
        lacking += ["find.implication"] if level < 3 else []
        lacking += ["find.payoff", "find.explicit"]
    if state.open:
        lacking += ["objection.formula", "objection.specific", "objection.heard"]
    if level >= rung.need and not state.proposal:
        lacking += ["deal.next_step"]
    return tuple(lacking)
