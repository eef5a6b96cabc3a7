"""A conversation as a service plays it: begin, take turns, replay from the stored moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.base.language import Lang
from bot.language.moves import Analysis, Likeness, Move
from bot.scenarios.codec import decode, encode
from bot.scenarios.engine import opening, step
from bot.scenarios.events import Event
from bot.scenarios.state import State
from bot.scenarios.types import Scenario
from bot.scenarios.wording import word


@dataclass(frozen=True, slots=True)
class Beat:
    """What a turn (or the opening, with no `analysis`) led to: the state after it, the events, the customer's words."""

    analysis: Analysis | None
    state: State
    events: tuple[Event, ...]
    customer: str


def begin(scenario: Scenario, lang: Lang, *, seed: int, level: int) -> Beat:
    """The opening. The customer's words may be empty: then the rep begins."""
    state, events = opening(scenario, seed, level)
    state, text = word(scenario, state, events, lang)
    return Beat(None, state, events, text)


def take(scenario: Scenario, lang: Lang, state: State, analysis: Analysis) -> Beat:
    """One turn of the rep. After the ending: no events, no words."""
    after, events = step(scenario, state, analysis)
    after, text = word(scenario, after, events, lang)
    return Beat(analysis, after, events, text)


def replay(scenario: Scenario, lang: Lang, analyses: Iterable[Analysis], *, seed: int, level: int) -> tuple[Beat, ...]:
    """The opening and every turn up to the ending, from stored moves: nothing is analysed again."""
    beats = [begin(scenario, lang, seed=seed, level=level)]
    for analysis in analyses:
        if beats[-1].state.ending is not None:
            break
        beats.append(take(scenario, lang, beats[-1].state, analysis))
    return tuple(beats)


def talk(
    scenario: Scenario, lang: Lang, lines: Iterable[str], hear: Callable[[str, str], Analysis], *, seed: int, level: int
) -> Iterator[Beat]:
    """The opening and a beat for each of the rep's lines up to the ending; `hear` reads one, after the customer's."""
    beat = begin(scenario, lang, seed=seed, level=level)
    yield beat
    for line in lines:
        if beat.state.ending is None:
            beat = take(scenario, lang, beat.state, hear(line, beat.customer))
            yield beat


def moves_to_json(analysis: Analysis) -> dict[str, Any]:
    """The recognised moves, and what the utterance resembles, as a turn stores them."""
    return {"moves": encode(analysis.moves), "likes": encode(analysis.likes), "compared": analysis.compared}


def analysis_from_json(text: str, lang: Lang, stored: Any) -> Analysis:
    """The analysis stored as `moves_to_json` made it. Raises ValueError when it is none."""
    if not isinstance(stored, dict):
        # Turns from before utterances were compared with anything hold the bare list of moves.
        return Analysis(text, lang, decode(tuple[Move, ...], stored))
    likes = decode(tuple[Likeness, ...], stored.get("likes"))
    return Analysis(text, lang, decode(tuple[Move, ...], stored.get("moves")), likes, stored.get("compared") is True)
