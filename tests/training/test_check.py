"""The check: never drilled, the same spread each time, compared only where there is something to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.training.check import (
    COMPARABLE,
    GROUPS,
    SIZE,
    SLOTS,
    Compared,
    by_skill,
    compare,
    compose,
    group_of,
    seen_before,
)
from bot.training.items import Item, ItemKind, Status
from bot.training.schedule import Card, State
from tests.training.test_drill import NOW, item

SKILLS = tuple(skill for skills in GROUPS.values() for skill in skills)
ITEMS = tuple(
    item(f"{skill}-{difficulty}-{n}", skill, difficulty=difficulty)
    for skill in SKILLS
    for difficulty in (1, 2, 3)
    for n in range(3)
)


def seen(*items: Item, days: int = 1) -> dict[str, Card]:
    card = Card(State.REVIEW, None, 3.0, 5.0, NOW, NOW - timedelta(days=days))
    return {one.id: card for one in items}


def ids(items: Iterable[Item]) -> set[str]:
    return {one.id for one in items}


def test_each_slot_gets_its_skill_and_difficulty() -> None:
    chosen = compose(ITEMS, {}, seed=1)
    assert [(one.skill, one.difficulty) for one in chosen] == list(SLOTS)
    assert len({one.id for one in chosen}) == SIZE == 12


def test_three_questions_of_each_group_one_of_each_difficulty() -> None:
    spread = Counter((group_of(skill), difficulty) for skill, difficulty in SLOTS)
    assert spread == {(group, difficulty): 1 for group in GROUPS for difficulty in (1, 2, 3)}


def test_what_was_drilled_is_not_asked_and_the_spread_stays() -> None:
    first = compose(ITEMS, {}, seed=1)
    second = compose(ITEMS, seen(*first), seed=1)
    assert not ids(first) & ids(second)
    assert [one.skill for one in second] == [one.skill for one in first]


def test_a_used_up_skill_gives_way_to_its_group() -> None:
    used = [one for one in ITEMS if one.skill == "spin"]
    chosen = compose(ITEMS, seen(*used), seed=1)
    assert chosen[SLOTS.index(("spin", 2))].skill in {"listening", "needs"}
    assert seen_before(chosen, seen(*used)) == 0


def test_with_nothing_unseen_it_takes_what_was_asked_longest_ago() -> None:
    old = [one for one in ITEMS if one.id.endswith("-0")]
    deck = {**seen(*ITEMS), **seen(*old, days=90)}
    chosen = compose(ITEMS, deck, seed=1)
    assert len(chosen) == SIZE == seen_before(chosen, deck)
    assert {deck[one.id].reviewed_at for one in chosen} == {NOW - timedelta(days=90)}


def test_only_live_closed_wanted_questions() -> None:
    bad = [replace(one, kind=ItemKind.WRITE, id=f"w-{one.id}") for one in ITEMS]
    bad += [replace(one, status=Status.RETIRED, id=f"r-{one.id}") for one in ITEMS]
    unwanted = frozenset(one.id for one in ITEMS[5:])
    assert {one.id for one in compose((*bad, *ITEMS), {}, 1, unwanted)} == {one.id for one in ITEMS[:5]}
    assert compose((), {}, 1) == ()


@given(st.sets(st.integers(0, len(ITEMS) - 1)), st.integers())
def test_unseen_before_seen_and_the_same_again(drilled: set[int], seed: int) -> None:
    deck = seen(*(ITEMS[n] for n in drilled))
    chosen = compose(ITEMS, deck, seed)
    assert chosen == compose(ITEMS, deck, seed)
    assert len(ids(chosen)) == SIZE
    assert seen_before(chosen, deck) == max(SIZE - (len(ITEMS) - len(drilled)), 0)


def test_groups_are_compared_only_where_both_asked_enough() -> None:
    then = by_skill([("spin", True), ("needs", False), ("listening", False), ("trust", True)])
    now = by_skill([("spin", True), ("spin", True), ("listening", False), ("trust", True), ("people", True)])
    assert then["needs"] == (1, 0)
    assert compare(then, now) == (Compared("asking", (3, 1), (3, 2)),)
    assert compare({}, now) == ()
    assert COMPARABLE == 3
