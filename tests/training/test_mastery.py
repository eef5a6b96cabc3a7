"""Mastery: what would be answered right today, and no figure from too little."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.training import schedule
from bot.training.items import ItemKind
from bot.training.mastery import FRESH, REACH, Evidence, Mastery, Played, Written, masteries, weakest
from bot.training.schedule import Card, Rating
from tests.training.test_drill import item

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SPIN = tuple(item(f"spin-{n}", "spin") for n in range(20))
WRITTEN = item("spin-w", "spin", kind=ItemKind.WRITE)


def answered(*ratings: Rating, at: datetime = NOW) -> Card:
    """A card after these answers, a day apart, the last one at a moment."""
    card = schedule.new_card(at)
    for number, rating in enumerate(reversed(range(len(ratings)))):
        card, _ = schedule.review(card, ratings[number], at - rating * DAY)
    return card


def of(evidence: Evidence, now: datetime = NOW) -> Mastery:
    return masteries(["spin"], evidence, now)["spin"]


def test_nothing_done_is_nothing_known() -> None:
    found = of(Evidence(SPIN, {}))
    assert (found.percent, found.evidence, found.touched, found.enough) == (0, 0, False, False)


def test_two_right_answers_are_far_from_all() -> None:
    found = of(Evidence(SPIN, {f"spin-{n}": answered(Rating.GOOD) for n in range(2)}))
    assert (found.percent, found.evidence, found.enough) == (20, 2, False)


def test_everything_right_is_everything() -> None:
    assert of(Evidence(SPIN, {one.id: answered(Rating.GOOD) for one in SPIN})).percent == 100


def test_the_figures_of_the_documentation() -> None:
    for seen, percent in ((5, 38), (12, 60)):
        assert of(Evidence(SPIN, {f"spin-{n}": answered(Rating.GOOD) for n in range(seen)})).percent == percent


def test_what_went_wrong_last_counts_nothing() -> None:
    wrong = {f"spin-{n}": answered(Rating.GOOD, Rating.AGAIN) for n in range(20)}
    found = of(Evidence(SPIN, wrong))
    assert (found.percent, found.enough) == (0, True)


def test_what_is_forgotten_fades() -> None:
    deck = {one.id: answered(Rating.GOOD) for one in SPIN}
    later = [of(Evidence(SPIN, deck), NOW + days * DAY).percent for days in (0, 10, 60, 300)]
    assert later == sorted(later, reverse=True)
    assert later[0] - later[-1] > 20


def test_questions_put_aside_leave_the_figure() -> None:
    deck = {one.id: answered(Rating.GOOD if n < 10 else Rating.AGAIN) for n, one in enumerate(SPIN)}
    assert of(Evidence(SPIN[:10], deck)).percent == 100


def test_writing_and_role_plays_pull_the_figure() -> None:
    deck = {one.id: answered(Rating.GOOD) for one in SPIN}
    written = [Written(WRITTEN.id, 0, NOW)]
    played = [Played("spin", 0, 10, 6, NOW)]
    with_writing = of(Evidence((*SPIN, WRITTEN), deck, written)).percent
    with_both = of(Evidence((*SPIN, WRITTEN), deck, written, played)).percent
    assert with_writing == 91  # 20 of 22
    assert with_both == 71  # 20 of 28


def test_old_role_plays_lose_their_weight_and_then_count_no_more() -> None:
    def after(age: timedelta) -> Mastery:
        return of(Evidence(SPIN, {}, (), [Played("spin", 0, 10, 6, NOW - age), Played("spin", 10, 10, 6, NOW)]))

    shares = [after(age).percent for age in (timedelta(), timedelta(days=30), timedelta(days=60), REACH + DAY)]
    assert shares == [50, 67, 80, 100]
    assert after(REACH + DAY).evidence == 6


def test_a_skill_that_the_map_does_not_name_is_left_out() -> None:
    assert masteries(["styles"], Evidence(SPIN, {one.id: answered(Rating.GOOD) for one in SPIN}), NOW) == {
        "styles": Mastery("styles", 0, 0)
    }


@given(
    st.dictionaries(st.sampled_from([one.id for one in SPIN]), st.lists(st.sampled_from(Rating), min_size=1)),
    st.lists(st.integers(0, 100), max_size=3),
    st.lists(st.tuples(st.integers(0, 10), st.integers(0, 200)), max_size=3),
)
def test_always_between_0_and_100(
    deck: dict[str, list[Rating]], marks: list[int], plays: list[tuple[int, int]]
) -> None:
    evidence = Evidence(
        (*SPIN, WRITTEN),
        {name: answered(*ratings[:4]) for name, ratings in deck.items()},
        [Written(WRITTEN.id, mark, NOW) for mark in marks[-1:]],
        [Played("spin", earned, 10, 3, NOW - days * DAY) for earned, days in plays],
    )
    assert 0 <= of(evidence).percent <= 100


@given(st.sets(st.integers(0, 19)), st.integers(0, 19))
def test_one_more_right_answer_never_takes_anything_away(seen: set[int], more: int) -> None:
    before = {f"spin-{n}": answered(Rating.GOOD) for n in seen}
    after = {**before, f"spin-{more}": answered(Rating.GOOD)}
    assert of(Evidence(SPIN, after)).percent >= of(Evidence(SPIN, before)).percent


def test_the_last_role_play_says_what_to_work_on_while_it_is_fresh() -> None:
    found = {"spin": Mastery("spin", 80, 9), "trust": Mastery("trust", 30, 9), "value": Mastery("value", 1, 4)}
    assert weakest(found, ("spin", NOW - FRESH), NOW) == "spin"
    assert weakest(found, ("spin", NOW - FRESH - DAY), NOW) == "trust"
    assert weakest(found, ("", NOW), NOW) == "trust"
    assert weakest({"value": Mastery("value", 1, 4)}, None, NOW) is None
