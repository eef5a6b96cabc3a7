"""What to aim at next in a role-play: never the sentence itself. A pure function of the state.

The first that fits, in this order: an open objection (a doubtful one is tested, a real one lacks parts of the formula),
the customer's own question, a step asked for without a date, the opening, the next kind of question on the main need,
the summary, the offer, what is still missing for a step, the step. `brief` is added when patience is low.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.moves import FORMULA, MoveKind
from bot.scenarios.state import State
from bot.scenarios.types import Rung, Scenario

LOW_PATIENCE = 3
# Rungs of the need ladder: felt as a problem, painful, wanted, needed.
_PROBLEM, _PAIN, _WANTED, _NEEDED = 2, 3, 4, 5
_OPENING = 1


@dataclass(frozen=True, slots=True)
class Hint:
    """What to aim at: `aim` names its text, `parts` the parts of the formula still missing."""

    aim: str
    parts: tuple[MoveKind, ...] = ()
    brief: bool = False


def hint(scenario: Scenario, state: State) -> Hint:
    """The hint for the rep's next turn."""
    brief = state.patience <= LOW_PATIENCE
    if state.open:
        aim, parts = _objection(scenario, state)
        return Hint(aim, parts, brief)
    if state.pending:
        return Hint("answer", brief=brief)
    if state.proposal and scenario.style.wants_date and not state.date:
        return Hint("date", brief=brief)
    return Hint(_opening(state) or _need(scenario, state), brief=brief)


def _objection(scenario: Scenario, state: State) -> tuple[str, tuple[MoveKind, ...]]:
    held = state.open[-1]
    if not scenario.objection(held.id).real:
        return "test", ()
    if not held.parts:
        return "objection", ()
    missing = tuple(part for part in FORMULA if part not in held.parts)
    if len(held.parts) >= scenario.tuning(state.level).parts:
        # Enough of them, but none that leads on.
        missing = tuple(part for part in missing if part in (MoveKind.REDIRECT, MoveKind.ASK))
    return "objection_missing", missing


def _opening(state: State) -> str:
    """What the first turns lack; empty later on and when nothing is lacking."""
    if state.turn > _OPENING:
        return ""
    if "introduced" not in state.thanked:
        return "introduce"
    return "" if "permission" in state.thanked else "permission"


def _need(scenario: Scenario, state: State) -> str:
    mains = [need for need in scenario.needs if need.main] or list(scenario.needs)
    furthest = max((state.need(need.id) for need in mains), key=lambda need: need.level)
    if furthest.level >= _WANTED:
        return _after_need(scenario, state, furthest.level)
    if furthest.level < _PROBLEM:
        known = any(fact.id in state.revealed for fact in scenario.facts if fact.need)
        return "problem" if known or state.counts.situations >= scenario.style.free_situations else "fact"
    return "payoff" if furthest.level == _PAIN and furthest.implied else "implication"


def _after_need(scenario: Scenario, state: State, level: int) -> str:
    if not state.counts.offers:
        return "offer" if level >= _NEEDED else "summary"
    rung = _rung(scenario, state)
    if rung is None or (state.trust >= rung.trust and state.interest >= rung.interest):
        return "close"
    return "trust" if state.trust < rung.trust else "interest"


def _rung(scenario: Scenario, state: State) -> Rung | None:
    """The step asked for, else the first one forward."""
    asked = next((rung for rung in scenario.ladder if rung.id == state.proposal), None)
    return asked or next((rung for rung in scenario.ladder if rung.advance), None)
