"""A question counts as what it resembles among those that the scenario names, beside what its words alone say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.base.language import Lang
from bot.language.moves import Analysis, Evidence, Likeness, Move, MoveKind
from bot.scenarios.events import Asked
from bot.scenarios.likeness import about_objection, offers, sayings, sounds_like
from bot.scenarios.session import analysis_from_json, begin, moves_to_json, take
from bot.scenarios.types import AskKind
from tests.chats.warm import warm

K = MoveKind
TEXT = "And after a night like that, who stands in front of the class?"
WHOLE = Evidence(0, len(TEXT), TEXT)


def heard(moves: dict[MoveKind, float], likes: dict[str, float], text: str = TEXT) -> Analysis:
    """An utterance with these confidences and resemblances."""
    whole = Evidence(0, len(text), text)
    return Analysis(
        text,
        Lang.EN,
        tuple(Move(kind, confidence, whole) for kind, confidence in moves.items()),
        tuple(Likeness(label, score, whole) for label, score in likes.items()),
    )


def asked(analysis: Analysis) -> Asked:
    """What the principal takes it to be, as the first thing said."""
    scenario = warm().catalog.scenarios["textbook-principal"]
    beat = take(scenario, Lang.EN, begin(scenario, Lang.EN, seed=1, level=2).state, analysis)
    return next(event for event in beat.events if isinstance(event, Asked))


def test_a_question_without_a_telling_word_is_what_it_resembles() -> None:
    event = asked(heard({K.SITUATION: 0.3}, {"implication:evenings": 0.74, "facts:teacher_time": 0.5}))
    assert (event.kind, event.need) == (K.IMPLICATION, "evenings")


def test_what_the_words_surely_say_stands_against_a_faint_resemblance() -> None:
    event = asked(heard({K.PROBLEM: 0.95}, {"implication:evenings": 0.48}))
    assert event.kind is K.PROBLEM


@pytest.mark.parametrize(("near", "far"), [("implication", "need_payoff"), ("need_payoff", "implication")])
def test_consequence_and_solution_are_told_apart_by_what_is_nearer(near: str, far: str) -> None:
    wrong = K.NEED_PAYOFF if near == "implication" else K.IMPLICATION
    event = asked(heard({wrong: 0.9}, {f"{near}:uneven": 0.72, f"{far}:uneven": 0.6}))
    assert event.kind.value == f"spin.{near}"
    assert event.need == "uneven"


def test_unknown_labels_are_passed_over() -> None:
    event = asked(
        heard({K.PROBLEM: 0.9}, {"implication:gone": 0.99, "nonsense": 0.98, "facts:gone": 0.97, "common:x": 0.9})
    )
    assert event.kind is K.PROBLEM


def test_of_objections_the_nearest_counts() -> None:
    analysis = heard({}, {"objections:price": 0.6, "objections:brush_off": 0.55})
    assert about_objection(analysis, "price")
    assert not about_objection(analysis, "brush_off")


def test_a_question_is_no_offer() -> None:
    said = "One set for all sixteen classes does the writing for them."
    assert offers(heard({}, {"offer:": 0.8}, said))
    assert not offers(heard({}, {"offer:": 0.8}, said.replace(".", "?")))
    assert not offers(heard({}, {"offer:": 0.5}, said))


def test_what_is_said_to_anybody_is_known_by_its_sound() -> None:
    assert sounds_like(heard({}, {"common:recap": 0.8}), "recap") == TEXT
    assert sounds_like(heard({}, {"common:recap": 0.5}), "recap") == ""


def test_resemblance_is_stored_with_the_turn() -> None:
    analysis = heard({K.PROBLEM: 0.9}, {"problem:evenings": 0.66})
    assert analysis_from_json(TEXT, Lang.EN, moves_to_json(analysis)) == analysis
    old = replace(analysis, likes=())
    assert analysis_from_json(TEXT, Lang.EN, moves_to_json(old)["moves"]) == old, "turns of before hold bare moves"


def test_every_scenario_names_its_questions_in_both_languages() -> None:
    for scenario in warm().catalog.scenarios.values():
        for lang in Lang:
            labels = [label for label, _ in sayings(scenario, lang)]
            for need in scenario.needs:
                for kind in (AskKind.PROBLEM, AskKind.IMPLICATION, AskKind.NEED_PAYOFF):
                    assert labels.count(f"{kind}:{need.id}") >= 4, (scenario.id, lang, kind, need.id)
            assert labels.count("offer:") == labels.count("offer:proof") == 1, scenario.id
