"""Drills: due first, mixed over units, new ones along prerequisites, the same again for the same arguments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.training.drill import Wish, compose, interleave, option_order
from bot.training.items import Item, ItemKind, Source, Status, Wording
from bot.training.schedule import Card, State

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
UNITS = ("spin", "styles", "empathy", "objections", "taboos")


def item(
    name: str,
    unit: str = "spin",
    *,
    needs: tuple[str, ...] = (),
    kind: ItemKind = ItemKind.QUIZ,
    status: Status = Status.LIVE,
    difficulty: int = 1,
) -> Item:
    wording = Wording("?", ("a", "b", "c", "d"), "!")
    source = Source("D0", "x")
    return Item(name, unit, unit, kind, difficulty, needs, status, source, (0,), dict.fromkeys(Lang, wording))


def card(days: float, state: State = State.REVIEW, reviewed: float = 30) -> Card:
    return Card(state, None, 3.0, 5.0, NOW + timedelta(days=days), NOW - timedelta(days=reviewed))


ALL = tuple(item(f"{unit}-{n}", unit) for unit in UNITS for n in range(8))


def test_a_first_drill_takes_new_items_from_several_units() -> None:
    drill = compose(ALL, {}, NOW, 1)
    assert len(drill) == 5
    assert {entry.unit for entry in drill} == {"spin", "styles", "empathy", "objections"}


def test_the_most_overdue_come_first_and_are_mixed() -> None:
    deck = {f"spin-{n}": card(-9 + n) for n in range(4)} | {f"styles-{n}": card(-2) for n in range(4)}
    drill = compose(ALL, deck, NOW, 1)
    assert {entry.id for entry in drill} == {"spin-0", "spin-1", "spin-2", "spin-3", "styles-0"}
    assert [entry.id for entry in drill].index("styles-0") < 4


def test_new_ones_lean_to_the_weakest_skill() -> None:
    drill = compose(ALL, {}, NOW, 1, Wish(weakest="taboos"))
    assert sum(entry.unit == "taboos" for entry in drill) == 3


def test_prerequisites_must_be_known() -> None:
    items = (item("a"), item("b", needs=("a",)))
    assert [entry.id for entry in compose(items, {}, NOW, 1)] == ["a"]
    learning = {"a": card(1, State.LEARNING)}
    assert compose(items, learning, NOW, 1) == ()
    assert [entry.id for entry in compose(items, {"a": card(1)}, NOW, 1)] == ["b"]


def test_easy_items_come_before_hard_ones() -> None:
    items = (item("hard", difficulty=3), item("easy", difficulty=1))
    assert [entry.id for entry in compose(items, {}, NOW, 7, Wish(size=1))] == ["easy"]


def test_drafts_retired_suspended_and_role_plays_stay_out() -> None:
    items = (
        item("draft", status=Status.DRAFT),
        item("retired", status=Status.RETIRED),
        item("play", kind=ItemKind.PLAY),
        item("mine"),
    )
    assert compose(items, {"retired": card(-1)}, NOW, 1, Wish(suspended={"mine"})) == ()


def test_written_items_only_as_many_as_wished() -> None:
    items = (*(item(f"w{n}", kind=ItemKind.WRITE) for n in range(3)), item("q"))
    assert [entry.id for entry in compose(items, {}, NOW, 1)] == ["q"]
    kinds = [entry.kind for entry in compose(items, {}, NOW, 1, Wish(written=1))]
    assert kinds.count(ItemKind.WRITE) == 1 and len(kinds) == 2


def test_one_place_is_kept_for_a_written_item_and_it_is_the_last() -> None:
    due = {f"spin-{n}": card(-n) for n in range(8)}
    items = (*ALL, item("w", kind=ItemKind.WRITE))
    drill = compose(items, due, NOW, 1, Wish(written=1))
    assert len(drill) == 5 and drill[-1].id == "w"
    assert all(one.id != "w" for one in compose(items, due, NOW, 1))


def test_a_drill_of_one_unit_stays_there_and_is_filled() -> None:
    items = (item("a"), item("b", needs=("a",)), item("c", needs=("b", "styles-0")), *ALL[8:])
    wish = Wish(size=3, unit="spin")
    assert [one.id for one in compose(items, {}, NOW, 1, wish)] == ["a", "b", "c"], "each after what it builds on"
    moments = {name: card(3, reviewed=0.01) for name in ("a", "b", "c")}
    assert {one.id for one in compose(items, moments, NOW, 1, wish)} == {"a", "b", "c"}, "asked for, so asked again"
    assert compose(items, {"c": card(-1)}, NOW, 1, wish)[0].id == "c", "due first"
    assert [one.id for one in compose(items, {}, NOW, 1, Wish(unit="spin", suspended={"b"}))] == ["a", "c"]
    assert compose(items, {}, NOW, 1, Wish(unit="no-such")) == ()


def test_a_drill_is_filled_ahead_of_time_only_when_asked() -> None:
    items = tuple(item(f"q{n}") for n in range(3))
    deck = {"q0": card(5), "q1": card(2), "q2": card(1, reviewed=0.1)}
    assert compose(items, deck, NOW, 1) == ()
    assert [entry.id for entry in compose(items, deck, NOW, 1, Wish(fill=True))] == ["q1", "q0"]


decks = st.dictionaries(
    st.sampled_from([entry.id for entry in ALL]),
    st.builds(card, st.floats(min_value=-30, max_value=30), st.sampled_from(State)),
)


@given(decks, st.integers(), st.integers(min_value=3, max_value=10), st.sampled_from((*UNITS, None)), st.booleans())
def test_any_drill(deck: dict[str, Card], seed: int, size: int, weakest: str | None, fill: bool) -> None:
    wish = Wish(size=size, weakest=weakest, fill=fill)
    drill = compose(ALL, deck, NOW, seed, wish)
    assert drill == compose(ALL, dict(reversed(deck.items())), NOW, seed, wish)
    assert len(drill) <= size and len({entry.id for entry in drill}) == len(drill)
    due = {name for name, entry in deck.items() if entry.due_at <= NOW}
    assert sum(entry.id in due for entry in drill) == min(size, len(due))
    # Forty items: a drill is only short when too little is due or new.
    assert len(drill) == min(size, len(due) + len(ALL) - len(deck)) or fill


@given(st.lists(st.sampled_from(ALL), unique_by=lambda entry: entry.id))
def test_interleaving_keeps_units_apart_where_it_can(items: list[Item]) -> None:
    mixed = interleave(items)
    assert sorted(entry.id for entry in mixed) == sorted(entry.id for entry in items)
    counts = [sum(entry.unit == unit for entry in items) for unit in UNITS]
    if items and max(counts) <= (len(items) + 1) // 2:
        assert all(one.unit != next_.unit for one, next_ in pairwise(mixed))


@given(st.integers())
def test_options_are_shuffled_by_the_seed(seed: int) -> None:
    order = option_order(ALL[0], seed)
    assert sorted(order) == [0, 1, 2, 3] and order == option_order(ALL[0], seed)


def test_every_position_comes_up_about_equally_often() -> None:
    first = [option_order(ALL[0], seed)[0] for seed in range(400)]
    assert all(70 < first.count(option) < 130 for option in range(4))
