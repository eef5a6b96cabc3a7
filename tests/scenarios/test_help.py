"""Hints, reasons and what-ifs: pure functions over a conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.language.moves import FORMULA, MoveKind
from bot.scenarios.events import MeterMoved, Noticed
from bot.scenarios.state import NeedState, OpenObjection, State
from bot.scenarios.types import Ending, Scenario
from bot.training.grading.score import grade
from bot.training.grading.types import Rubric
from bot.training.roleplay_hints import hint
from bot.training.roleplay_whatif import otherwise
from bot.training.roleplay_why import MOST, reactions
from tests.chats.warm import warm
from tests.scenarios.rep import K, play, said, understood

ZH = Lang.ZH
AIMS = {name.removeprefix("roleplay_hint.") for name in warm().catalog.texts.ids() if name.startswith("roleplay_hint.")}


# --- hints


def test_the_hints_of_a_good_conversation_lead_through_it(principal: Scenario) -> None:
    beats = play(principal, ZH, understood("win", ZH)).beats
    aims = [hint(principal, beat.state).aim for beat in beats[:-1]]
    assert aims[:4] == ["introduce", "fact", "problem", "implication"]
    assert aims[5:] == ["payoff", "summary", "offer", "objection", "close", "objection"]


def at(principal: Scenario, **fields: object) -> State:
    """A state in the middle of a conversation."""
    state = play(principal, ZH, understood("win", ZH)[:3]).final
    return replace(state, pending="", **fields)  # type: ignore[arg-type]


def need(level: int, *, implied: bool = False) -> tuple[NeedState, ...]:
    return NeedState("evenings", level, 0, implied), NeedState("uneven", 1, 0, False)


@pytest.mark.parametrize(
    ("fields", "aim"),
    [
        ({"open": (OpenObjection("price", (), 0),)}, "objection"),
        ({"open": (OpenObjection("brush_off", (), 0),)}, "test"),
        ({"proposal": "meet_lead", "date": ""}, "date"),
        ({"needs": need(3)}, "implication"),
        ({"needs": need(3, implied=True)}, "payoff"),
        ({"needs": need(4)}, "summary"),
        ({"needs": need(5)}, "offer"),
    ],
)
def test_each_situation_has_its_aim(principal: Scenario, fields: dict[str, object], aim: str) -> None:
    assert hint(principal, at(principal, **fields)).aim == aim


def test_after_the_offer_it_says_what_is_missing_for_a_step(principal: Scenario) -> None:
    state = at(principal, needs=need(5))
    state = replace(state, counts=replace(state.counts, offers=1))
    assert hint(principal, replace(state, trust=1, interest=9)).aim == "trust"
    assert hint(principal, replace(state, trust=9, interest=1)).aim == "interest"
    assert hint(principal, replace(state, trust=9, interest=9)).aim == "close"


def test_the_missing_parts_of_an_answer_are_named(principal: Scenario) -> None:
    held = OpenObjection("price", (MoveKind.AGREE, MoveKind.ASK), 0)
    found = hint(principal, at(principal, open=(held,)))
    assert (found.aim, found.parts) == ("objection_missing", (MoveKind.PRAISE, MoveKind.REDIRECT))


def test_low_patience_is_said_beside(principal: Scenario) -> None:
    assert hint(principal, at(principal, patience=3)).brief
    assert not hint(principal, at(principal, patience=4)).brief


words = st.lists(st.tuples(st.text(max_size=40), st.sets(st.sampled_from(list(MoveKind)), max_size=3)), max_size=8)


@settings(max_examples=60, deadline=None)
@given(words, st.integers(1, 3))
def test_there_is_always_a_hint_with_a_text(turns: list[tuple[str, set[MoveKind]]], level: int) -> None:
    for scenario in list(warm().catalog.scenarios.values())[:4]:
        told = [said(text, ZH, *sorted(kinds)) for text, kinds in turns]
        for beat in play(scenario, ZH, told, level=level).beats:
            if beat.state.ending is None:
                found = hint(scenario, beat.state)
                assert found.aim in AIMS
                assert set(found.parts) <= set(FORMULA)


# --- reasons


def test_words_rules_and_effects_belong_together() -> None:
    found = reactions(
        [
            Noticed("praise_general", "真好"),
            MeterMoved("praise_general", "真好", "trust", 4, 3),
            Noticed("problem", "哪里难？"),
            MeterMoved("problem", "哪里难？", "interest", 3, 4),
            MeterMoved("problem", "哪里难？", "interest", 4, 5),
        ]
    )
    assert [(one.evidence, one.rules, one.effects) for one in found] == [
        ("真好", ("praise_general",), (("trust", -1),)),
        ("哪里难？", ("problem",), (("interest", 2),)),
    ]


def test_what_only_says_that_something_was_heard_is_named_alone() -> None:
    assert [one.rules for one in reactions([Noticed("asked", "x"), Noticed("told", "x")])] == [("told",)]
    assert [one.rules for one in reactions([Noticed("greeted", "x")])] == [("greeted",)]
    assert reactions([]) == ()


def test_every_reaction_of_a_conversation_has_a_rule_with_a_text(principal: Scenario, rubric: Rubric) -> None:
    for plan in ("win", "mediocre", "fail"):
        for beat in play(principal, ZH, understood(plan, ZH)).beats[1:]:
            found = reactions(beat.events)
            assert 1 <= len(found) <= MOST
            for one in found:
                assert any(rule in rubric.rules[ZH] for rule in one.rules), one


# --- what if


def test_the_same_words_change_nothing(principal: Scenario, rubric: Rubric) -> None:
    told = understood("win", ZH)
    old = play(principal, ZH, told)
    for turn, analysis in enumerate(told, start=1):
        found = otherwise(old, rubric, turn, analysis)
        assert found.card == grade(old, rubric)
        assert found.now == found.then
        assert (found.kept, found.unheard) == (len(told) - turn, 0)


def test_a_bribe_instead_ends_it_there(principal: Scenario, rubric: Rubric) -> None:
    old = play(principal, ZH, understood("win", ZH))
    found = otherwise(old, rubric, 4, said("事成之后给您个人回扣。", ZH, K.KICKBACK))
    assert found.card.ending is Ending.COMPLIANCE_STOP
    assert (found.kept, found.unheard) == (0, len(old.turns) - 4)


def test_a_better_line_raises_the_mark(principal: Scenario, rubric: Rubric) -> None:
    told = understood("win", ZH)
    worse = [*told[:1], said("您气色真好！", ZH, K.SMALL_TALK), *told[2:]]
    old = play(principal, ZH, worse)
    assert otherwise(old, rubric, 2, told[1]).card.total >= grade(old, rubric).total


def test_a_turn_that_does_not_exist(principal: Scenario, rubric: Rubric) -> None:
    old = play(principal, ZH, understood("win", ZH))
    for turn in (-1, 0, len(old.beats)):
        with pytest.raises(IndexError):
            otherwise(old, rubric, turn, said("x", ZH))
