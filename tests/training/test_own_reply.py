"""What is said about a reply: the first thing to change, and whether the customer opens up."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.language.formula import Level, Part, Reply, Technique
from bot.language.moves import FAULTS, FORMULA, Analysis, Evidence, Move, MoveKind
from bot.training.own_reply import Step, judge

AGREE, PRAISE, REDIRECT, ASK = FORMULA


def reply(
    *kinds: MoveKind,
    faults: tuple[MoveKind, ...] = (),
    empty: bool = False,
    specific: bool = True,
    open_ask: bool = True,
    forward: bool = True,
) -> Reply:
    """A reply of those parts in that order; every part and fault is shown by its own name."""
    parts = tuple(Part(kind, 0.9, Evidence(at, at + 1, kind.value), specific) for at, kind in enumerate(kinds))
    moves = tuple(Move(kind, 0.9, Evidence(90, 91, kind.value)) for kind in faults)
    return Reply(
        Analysis("…", Lang.EN, moves), parts, empty, Technique.SPLIT, open_ask, forward, Level.H if kinds else Level.L
    )


@pytest.mark.parametrize(
    ("given_reply", "step"),
    [
        (reply(*FORMULA), Step.NONE),
        (reply(*FORMULA, faults=(MoveKind.PRESSURE, MoveKind.KICKBACK)), Step.LAWFUL),
        (reply(*FORMULA, faults=(MoveKind.ARGUE,)), Step.FAULT),
        (reply(), Step.AGREE),
        (reply(ASK), Step.AGREE),
        (reply(*FORMULA, empty=True), Step.TAKEN_BACK),
        (reply(AGREE, PRAISE, REDIRECT), Step.ASK),
        (reply(AGREE, ASK), Step.REDIRECT),
        (reply(AGREE, REDIRECT, ASK), Step.PRAISE),
        (reply(*FORMULA, specific=False), Step.STOCK_PRAISE),
        (reply(*FORMULA, open_ask=False), Step.CLOSED_ASK),
        (reply(*FORMULA, forward=False), Step.BACKWARD_ASK),
        (reply(PRAISE, AGREE, REDIRECT, ASK), Step.ORDER),
    ],
)
def test_the_first_thing_to_change(given_reply: Reply, step: Step) -> None:
    assert judge(given_reply).first is step


def test_agreement_and_question_or_three_parts_open_the_customer_up() -> None:
    opening = {kinds for size in range(5) for kinds in combinations(FORMULA, size) if judge(reply(*kinds)).opens_up}
    assert (AGREE, ASK) in opening
    assert opening == {kinds for size in range(5) for kinds in combinations(FORMULA, size)
                       if size >= 3 or kinds == (AGREE, ASK)}  # fmt: skip


def test_agreement_taken_back_does_not_count() -> None:
    assert not judge(reply(AGREE, ASK, empty=True)).opens_up
    # "I see, but…" may be too thin to be an agreement at all; what undid it is said all the same.
    assert judge(reply(ASK, empty=True)).first is Step.TAKEN_BACK
    assert judge(reply(*FORMULA, empty=True)).opens_up


@pytest.mark.parametrize("fault", FAULTS)
def test_any_fault_keeps_the_customer_closed(fault: MoveKind) -> None:
    judged = judge(reply(*FORMULA, faults=(fault,)))
    assert not judged.opens_up
    assert [(one.kind, one.words) for one in judged.faults] == [(fault, fault.value)]


def test_the_same_words_are_blamed_once_and_for_the_gravest() -> None:
    words = Evidence(0, 4, "here")
    moves = tuple(Move(kind, 0.9, words) for kind in (MoveKind.PRESSURE, MoveKind.KICKBACK))
    judged = judge(Reply(Analysis("here", Lang.EN, moves), (), False, None, False, False, Level.L))
    assert [one.kind for one in judged.faults] == [MoveKind.KICKBACK]


def test_nothing_is_said_about_parts_that_are_not_there() -> None:
    judged = judge(reply(AGREE, REDIRECT))
    assert (judged.specific_praise, judged.open_ask, judged.forward_ask) == (None, None, None)
    assert [part.words for part in judged.parts] == [AGREE.value, None, REDIRECT.value, None]


@given(st.permutations(FORMULA), st.integers(0, 4), st.booleans(), st.booleans(), st.booleans())
def test_there_is_always_exactly_one_next_step(
    order: list[MoveKind], size: int, empty: bool, specific: bool, asked: bool
) -> None:
    judged = judge(reply(*order[:size], empty=empty, specific=specific, open_ask=asked))
    perfect = size == 4 and tuple(order) == FORMULA and not empty and specific and asked
    assert (judged.first is Step.NONE) == perfect


def test_what_nobody_can_be_sure_of_has_its_two_closest_readings() -> None:
    shown = Evidence(0, 1, "…")
    moves = (Move(MoveKind.UNCLEAR, 0.7, shown), Move(MoveKind.GREET, 0.3, shown), Move(ASK, 0.1, shown))
    vague = Reply(Analysis("…", Lang.EN, moves), (), False, None, False, False, Level.L)
    assert judge(vague).closest == (MoveKind.GREET, ASK)
    assert judge(reply(AGREE)).closest == ()


def test_what_only_sounds_like_a_bribe_is_called_none() -> None:
    words = Evidence(0, 4, "here")
    for sure, blamed in ((0.65, ()), (0.7, (MoveKind.KICKBACK,))):
        heard = Analysis("here", Lang.EN, (Move(MoveKind.KICKBACK, sure, words),))
        judged = judge(Reply(heard, (), False, None, False, False, Level.L))
        assert tuple(fault.kind for fault in judged.faults) == blamed
