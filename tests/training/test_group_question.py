"""A group's question: never twice in ninety days, mixed over the units; the board by weeks, kind to everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.base.paths import content_dir
from bot.catalog.load import load
from bot.training import holidays
from bot.training.calendar import Plan, is_training_day
from bot.training.group_question import REST_DAYS, Score, board, choose, next_board, short_explanation, week_of

CATALOG = load(content_dir())
MONDAY = date(2026, 1, 5)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_for_two_years_no_question_comes_back_within_ninety_days() -> None:
    asked: dict[str, date] = {}
    units: list[str] = []
    for n in range(700):
        today = MONDAY + timedelta(days=n)
        item = choose(CATALOG.drill_items, asked, today, "-1")
        assert item is not None
        assert item.closed
        assert item.live
        assert today - asked.get(item.id, date.min) >= timedelta(days=REST_DAYS)
        asked[item.id] = today
        units.append(item.unit)
    every = len({item.unit for item in CATALOG.drill_items})
    assert len(set(units[:every])) == every, "every unit once before any comes again"


def test_the_choice_can_be_repeated_and_differs_between_groups() -> None:
    same = {choose(CATALOG.drill_items, {}, MONDAY, "-1") is choose(CATALOG.drill_items, {}, MONDAY, "-1")}
    assert same == {True}
    several = {one.id for n in range(20) if (one := choose(CATALOG.drill_items, {}, MONDAY, str(n))) is not None}
    assert len(several) > 10


def test_nothing_left_is_nothing_asked() -> None:
    asked = {item.id: MONDAY for item in CATALOG.drill_items}
    assert choose(CATALOG.drill_items, asked, MONDAY + timedelta(days=REST_DAYS - 1), "x") is None
    assert choose(CATALOG.drill_items, asked, MONDAY + timedelta(days=REST_DAYS), "x") is not None
    assert choose((), {}, MONDAY, "x") is None


def test_there_is_room_for_the_words_before_a_question() -> None:
    for lang in Lang:
        room = len(CATALOG.texts.render(lang, "poll.group_question", text="")) + 1
        assert all(
            len(CATALOG.texts.render(lang, "poll.group_question", text=item.wording[lang].question)) <= 300
            for item in CATALOG.drill_items
            if item.closed and len(item.wording[lang].question) + room <= 300
        )


def test_every_explanation_fits_the_poll_and_ends_well() -> None:
    for item in CATALOG.drill_items:
        if item.closed:
            for lang in Lang:
                shown = short_explanation(item, lang)
                assert 0 < len(shown) <= 200
                assert shown.count("\n") <= 2
                assert item.wording[lang].explanation.startswith(shown.removesuffix("…"))


def at(moment: datetime | None) -> str:
    assert moment is not None
    return moment.astimezone(SHANGHAI).strftime("%a %d %b %H:%M")


def test_the_board_comes_on_the_last_training_day_before_the_evening() -> None:
    plan = Plan(9 * 60, 0b0011111, "Asia/Shanghai")
    start = datetime(2026, 1, 5, 2, tzinfo=UTC)
    friday = next_board(plan, start)
    assert at(friday) == "Fri 09 Jan 17:00"
    assert friday is not None
    assert at(next_board(plan, friday)) == "Fri 16 Jan 17:00"
    assert at(next_board(Plan(18 * 60, 0b0000101, "Asia/Shanghai"), start)) == "Wed 07 Jan 20:30"


def test_before_a_holiday_it_comes_on_the_last_day_that_is_worked() -> None:
    plan = Plan(9 * 60, 0b0011111, "Asia/Shanghai", None, holidays.of("CN"))
    # National Day 2025: 1 to 8 October, Sunday 28 September is worked instead.
    assert at(next_board(plan, datetime(2025, 9, 28, 10, tzinfo=UTC))) == "Tue 30 Sep 17:00"
    assert at(next_board(plan, datetime(2025, 9, 22, 1, tzinfo=UTC))) == "Sun 28 Sep 17:00"


@settings(max_examples=80)
@given(
    st.integers(0, 1439), st.integers(0, 127), st.sampled_from(["Asia/Shanghai", "Europe/London", "America/New_York"]),
    st.integers(0, 1095 * 24 * 60),
)  # fmt: skip
def test_boards_go_forward_and_lie_on_training_days(ask_at: int, days: int, zone: str, minutes: int) -> None:
    after = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    plan = Plan(ask_at, days, zone)
    found = next_board(plan, after)
    assert (found is None) == (days == 0)
    if found is not None:
        local = found.astimezone(ZoneInfo(zone)).date()
        assert found > after
        assert is_training_day(local, days)
        assert not any(is_training_day(local + timedelta(days=n), days) for n in range(1, 7 - local.weekday()))


def test_the_week_runs_from_monday_to_sunday() -> None:
    assert {week_of(MONDAY + timedelta(days=n)) for n in range(7)} == {(MONDAY, MONDAY + timedelta(days=6))}


def test_places() -> None:
    scores = [Score(1, "Ann", 3), Score(2, "Bob", 5), Score(3, "Cem", 3), Score(4, "Dee", 1), Score(5, "Eve", 0)]
    assert [(one.place, one.right, one.names) for one in board(scores)] == [
        (1, 5, ("Bob",)),
        (2, 3, ("Ann", "Cem")),
        (4, 1, ("Dee",)),
    ]


@given(st.lists(st.tuples(st.text(min_size=1, max_size=5), st.integers(0, 7)), max_size=12))
def test_the_board_is_fair_and_shames_nobody(members: list[tuple[str, int]]) -> None:
    ranks = board(Score(number, name, right) for number, (name, right) in enumerate(members))
    if len(members) < 2:
        assert ranks == ()
        return
    assert sorted(name for rank in ranks for name in rank.names) == sorted(name for name, right in members if right)
    assert [one.right for one in ranks] == sorted({right for _, right in members if right}, reverse=True)
    places = [one.place for one in ranks]
    assert places == sorted(set(places))
    assert not ranks or places[0] == 1
