"""The engine: one turn of the rep in, the customer's new state and what happened out. Pure, deterministic, total."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from bot.language.moves import Analysis
from bot.scenarios.draft import Draft
from bot.scenarios.events import Event, Raised, Said
from bot.scenarios.reading import read
from bot.scenarios.rules import commitment, discovery, manners, memory, objections, odd, offers, pace
from bot.scenarios.state import NeedState, OpenObjection, State
from bot.scenarios.types import ENGINE_VERSION, METER_MAX, Need, Scenario, Trigger, Tuning

Rule = Callable[[Draft], None]

# What swallows the turn comes first, then manners, then the answer to what is open, then offers and questions.
_FIRST: tuple[Rule, ...] = (odd.unlawful, odd.noise, odd.rude, odd.speech, manners.repetition)
_MIDDLE: tuple[Rule, ...] = (
    manners.names,
    manners.figures,
    manners.faults,
    manners.opening,
    manners.small_talk,
    manners.appeals,
    odd.elsewhere,
)
_LAST: tuple[Rule, ...] = (
    pace.first_turn,
    pace.lingering,
    pace.silence,
    pace.impatience,
    pace.endings,
    memory.note,
    memory.come_back,
    pace.own_questions,
)
_REMEMBERED = 40


def draw(seed: int, *key: object, below: int) -> int:
    """A number from 0 to `below` − 1 that depends on nothing but its arguments, on every machine."""
    text = "\x1f".join(str(part) for part in (seed, *key))
    number = int.from_bytes(hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).digest(), "big")
    return number % below


def opening(scenario: Scenario, seed: int, level: int) -> tuple[State, tuple[Event, ...]]:
    """The state before the first turn and what the customer begins with. Raises ValueError for an unknown level."""
    tuning, start = scenario.tuning(level), scenario.style.start
    state = State(
        version=ENGINE_VERSION,
        scenario=scenario.hash,
        seed=seed,
        level=level,
        turn=0,
        trust=_bounded(start.trust + tuning.bonus.trust),
        patience=_bounded(start.patience + tuning.bonus.patience),
        interest=_bounded(start.interest + tuning.bonus.interest),
        needs=tuple(NeedState(need.id, _start(need, tuning), 0, False) for need in scenario.needs),
    )
    return _begin_open(scenario, state)


def _begin_open(scenario: Scenario, state: State) -> tuple[State, tuple[Event, ...]]:
    """The opening, with an objection open already where the customer begins with one: the opening line speaks it."""
    said = Said("opening", "", "opening")
    for objection in scenario.objections:
        if Trigger.OPENING in objection.triggers and state.level in objection.levels:
            first = OpenObjection(objection.id, (), 0)
            raised = Raised("raise.opening", "", objection.id, objection.real)
            return replace(state, raised=(objection.id,), open=(first,)), (said, raised)
    return state, (said,)


def _start(need: Need, tuning: Tuning) -> int:
    """Where a need stands before the first word. An easy level lifts it, to where a Problem question still can."""
    return max(need.start, min(need.start + tuning.need_bonus, discovery.PROBLEM_TOP - 1))


def _bounded(value: int) -> int:
    return min(METER_MAX, max(1, value))


def step(scenario: Scenario, state: State, analysis: Analysis) -> tuple[State, tuple[Event, ...]]:
    """The rep's next turn: its text and recognised moves → the new state and the events, in order.

    After the ending nothing happens any more: the same state and no events.
    """
    if state.ending is not None:
        return state, ()
    draft = Draft(scenario, state, read(scenario, state, analysis))
    draft.change(turn=state.turn + 1)
    for rule in (*_FIRST, *_MIDDLE, *_answers(state), *_LAST):
        if not draft.done or rule in _LAST:
            rule(draft)
    if draft.reading.memory:
        draft.change(asked=(*draft.state.asked, draft.reading.memory)[-_REMEMBERED:])
    return draft.state, tuple(draft.events)


def _answers(state: State) -> tuple[Rule, ...]:
    """While an objection is open only it is talked of; a step may be asked for at any time."""
    if state.open:
        return (pace.pending, objections.replies, manners.opening_praise, commitment.commitments)
    return (
        pace.pending,
        manners.praise,
        discovery.summaries,
        offers.offers,
        discovery.questions,
        commitment.commitments,
    )
