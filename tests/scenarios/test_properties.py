"""What holds whatever is said."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.base.paths import content_dir
from bot.language.moves import Analysis, Evidence, Likeness, Move, MoveKind
from bot.scenarios.session import replay
from bot.scenarios.stored import from_json, sealed, to_json
from bot.scenarios.types import Scenario
from bot.training.grading.score import better_line, grade
from bot.training.grading.types import Rubric, scorecard_from_json, scorecard_to_json
from tests.chats.warm import warm
from tests.scenarios.rep import MOVES, plan, play

_LINES = [line for name in MOVES for lang in Lang for line in plan(name, lang)]
_texts = st.one_of(st.sampled_from(_LINES), st.text(max_size=80), st.just("老师晚上出题？" * 150))


@st.composite
def utterances(draw: st.DrawFn) -> Analysis:
    text = draw(_texts)
    kinds = draw(st.lists(st.sampled_from(MoveKind), max_size=6, unique=True))
    end = draw(st.integers(0, len(text)))
    start = draw(st.integers(0, end))
    evidence = Evidence(start, end, text[start:end])
    moves = tuple(Move(kind, draw(st.integers(2, 20)) / 20, evidence) for kind in kinds)
    return Analysis(text, draw(st.sampled_from(Lang)), tuple(sorted(moves, key=lambda move: -move.confidence)))


_slow = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@_slow
@given(
    turns=st.lists(utterances(), max_size=14),
    seed=st.integers(0, 2**40),
    level=st.sampled_from((1, 2, 3)),
    lang=st.sampled_from(Lang),
)
def test_total_bounded_explained_and_replayable(
    principal: Scenario, rubric: Rubric, turns: list[Analysis], seed: int, level: int, lang: Lang
) -> None:
    live = play(principal, lang, turns, seed=seed, level=level)
    for beat in live.beats:
        state = beat.state
        assert all(0 <= meter <= 10 for meter in (state.trust, state.patience, state.interest))
        assert all(0 <= need.level <= 5 for need in state.needs)
        assert beat.customer
        assert all(event.rule in rubric.rules[lang] for event in beat.events)
    assert len(set(live.final.said)) == len(live.final.said)
    assert replay(principal, lang, turns, seed=seed, level=level) == live.beats
    card = grade(live, rubric)
    assert 0 <= card.total <= 100
    assert scorecard_from_json(json.loads(json.dumps(scorecard_to_json(card)))) == card
    assert all(better_line(live, rubric, result.id) for result in card.checks)


def test_a_compiled_scenario_survives_storage(principal: Scenario) -> None:
    again = from_json(json.loads(json.dumps(to_json(principal))))
    assert again == principal
    assert sealed(again).hash == principal.hash


IDS = sorted(path.parent.name for path in content_dir().glob("scenarios/*/scenario.yaml"))
_ODD = (
    *("", " ", "...", "？？？", "🙂", "👍👍👍👍👍👍", "\x00\x07\x1b[2J", "\u200b\u202e\ufeff", "\n\n\t\n", "\ud800"),
    *("Сколько стоит?", "متى يمكننا البدء؟", "いつ届きますか", "¿Cuánto cuesta esto, por favor?", "가격이 얼마예요?"),
    *("a" * 5_000, "多少钱？" * 1_250, "What would that mean? " * 230, "1" * 5_000, "{date} {words} {{x}} <b>&amp;"),
)


@st.composite
def heard(draw: st.DrawFn, scenario: Scenario) -> Analysis:
    """Anything said to this customer, with moves and resemblances that have nothing to do with it."""
    own = [ask.text for ask in scenario.asks] + [one for lang in Lang for one in plan("win", lang, scenario.id)]
    text = draw(st.one_of(st.sampled_from(own), st.sampled_from(_ODD), st.text(max_size=60)))
    whole = Evidence(0, len(text), text)
    some = st.floats(0.05, 1.0).map(lambda number: round(number, 2))
    kinds = draw(st.lists(st.tuples(st.sampled_from(MoveKind), some), max_size=5, unique_by=lambda one: one[0]))
    labels = st.sampled_from(sorted({ask.label for ask in scenario.asks} | {"elsewhere:", "facts:nobody", "x", ""}))
    likes = draw(st.lists(st.tuples(labels, some), max_size=4))
    return Analysis(
        text,
        draw(st.sampled_from(Lang)),
        tuple(Move(kind, sure, whole) for kind, sure in sorted(kinds, key=lambda one: -one[1])),
        tuple(Likeness(label, near, whole) for label, near in sorted(likes, key=lambda one: -one[1])),
        draw(st.booleans()),
    )


@pytest.mark.parametrize("scenario_id", IDS)
@settings(_slow, max_examples=4)
@given(data=st.data(), seed=st.integers(0, 2**40), level=st.sampled_from((1, 2, 3)), lang=st.sampled_from(Lang))
def test_every_customer_takes_anything(
    scenario_id: str, rubric: Rubric, data: st.DataObject, seed: int, level: int, lang: Lang
) -> None:
    """Each turn is answered, bounded, and goes through JSON (in `play`); replayed, it is the same conversation."""
    scenario = warm().catalog.scenarios[scenario_id]
    turns = data.draw(st.lists(heard(scenario), max_size=10))
    live = play(scenario, lang, turns, seed=seed, level=level)
    for beat in live.beats:
        assert beat.customer.strip()
        assert all(0 <= meter <= 10 for meter in (beat.state.trust, beat.state.patience, beat.state.interest))
        assert all(0 <= need.level <= 5 for need in beat.state.needs)
        assert all(event.rule in rubric.rules[lang] for event in beat.events)
    assert len(set(live.final.said)) == len(live.final.said)
    assert replay(scenario, lang, turns, seed=seed, level=level) == live.beats
    assert 0 <= grade(live, rubric).total <= 100
