"""A rep whose moves are written by hand: what the plans mean, whatever the analyser of the day thinks of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from bot.base.language import Lang
from bot.base.paths import content_dir
from bot.language.moves import Analysis, Evidence, Move, MoveKind
from bot.scenarios.events import event_from_json, event_to_json
from bot.scenarios.session import Beat, analysis_from_json, begin, moves_to_json, take
from bot.scenarios.state import state_from_json, state_to_json
from bot.scenarios.types import Scenario
from bot.training.grading.transcript import Transcript

K = MoveKind
FORMULA = (K.AGREE, K.PRAISE, K.REDIRECT, K.ASK)
# What each line of the plans does, alike in both languages.
MOVES: dict[str, tuple[tuple[MoveKind, ...], ...]] = {
    "win": (
        (K.GREET, K.CLOSED),
        (K.PRAISE, K.SITUATION),
        (K.IMPLICATION,),
        (K.PROBLEM,),
        (K.IMPLICATION,),
        (K.NEED_PAYOFF,),
        (K.SUMMARISE, K.CLOSED),
        (K.PRESENT, K.PROOF),
        FORMULA,
        (K.CLOSE, K.CLOSED),
        FORMULA,
    ),
    "mediocre": (
        (K.GREET,),
        (K.SITUATION,),
        (K.PROBLEM,),
        (K.IMPLICATION,),
        (K.SITUATION,),
        (K.PROBLEM,),
        (K.PRESENT,),
        (K.REDIRECT, K.QUOTE_PRICE),
        (K.UNCLEAR,),
        (K.CLOSE,),
    ),
    "fail": (
        (K.GREET, K.SMALL_TALK, K.PRAISE),
        (K.PRESENT, K.OVERPROMISE),
        (K.ARGUE,),
        (K.CONCEDE_PRICE,),
        (K.PRESSURE, K.CLOSE),
    ),
}


def said(text: str, lang: Lang, *kinds: MoveKind) -> Analysis:
    """An utterance with these moves, all certain, shown by the whole text."""
    whole = Evidence(0, len(text), text)
    return Analysis(text, lang, tuple(Move(kind, 1.0, whole) for kind in kinds))


def plan(name: str, lang: Lang, scenario: str = "textbook-principal") -> list[str]:
    """The lines of one of a scenario's plans."""
    path = content_dir() / "scenarios" / scenario / "plans" / f"{name}.{lang.value}.txt"
    return path.read_text(encoding="utf-8").splitlines()


def understood(name: str, lang: Lang) -> list[Analysis]:
    """A plan with its hand-written moves."""
    return [said(text, lang, *kinds) for text, kinds in zip(plan(name, lang), MOVES[name], strict=True)]


def play(scenario: Scenario, lang: Lang, analyses: Iterable[Analysis], *, seed: int = 1, level: int = 2) -> Transcript:
    """A whole conversation; everything a turn stores goes through JSON after each turn."""
    beats: list[Beat] = [begin(scenario, lang, seed=seed, level=level)]
    for analysis in analyses:
        if beats[-1].state.ending is not None:
            break
        state = state_from_json(json.loads(json.dumps(state_to_json(beats[-1].state))))
        stored = analysis_from_json(analysis.text, analysis.lang, json.loads(json.dumps(moves_to_json(analysis))))
        beat = take(scenario, lang, state, stored)
        events = tuple(event_from_json(json.loads(json.dumps(event_to_json(event)))) for event in beat.events)
        assert events == beat.events
        beats.append(beat)
    return Transcript(scenario, lang, seed, level, tuple(beats))


def lines_said(transcript: Transcript) -> Sequence[str]:
    """The ids of every line the customer said."""
    return transcript.final.said
