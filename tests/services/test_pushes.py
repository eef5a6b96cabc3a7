"""Exactly one push for each local date: whatever the clock, the zone, the person and the machine do meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.delivery.outgoing import Outgoing
from bot.services import breaks, people, pushes
from bot.storage.queries import people as rows
from bot.storage.queries import training as training_rows
from bot.storage.queries.people import Person
from bot.storage.tables import pushes as pushes_table
from bot.training.calendar import at_local, is_training_day, local_date
from tests.services.desk import Desk, memory
from tests.training.test_calendar import ZONES

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(scope="module")
def conn() -> Iterator[sa.Connection]:
    made = memory()
    yield made
    made.close()


def claimed(desk: Desk, kind: str = "drill") -> list[date]:
    table = pushes_table.c
    query = sa.select(table.local_date).where(table.user_id == desk.user_id, table.kind == kind)
    return list(desk.conn.execute(query.order_by(table.claimed_at)).scalars())


class Days(RuleBasedStateMachine):
    """Somebody's days, in any order of events; after each of them the ticks fire, twice."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(memory())
        self.ticks = self.desk.ticks()
        self.pushed: list[tuple[date, datetime, Person]] = []

    def teardown(self) -> None:
        """Nothing stays behind."""
        self.desk.conn.engine.dispose()

    @initialize(zone=st.sampled_from(ZONES), at=st.integers(0, 1439), days=st.integers(1, 127))
    def sit(self, zone: str, at: int, days: int) -> None:
        self.desk.sit(time_zone=zone, train_at=at, train_days=days, holidays="CN")

    @rule(minutes=st.integers(1, 600))
    def time_passes(self, minutes: int) -> None:
        self.desk.moment += minutes * MINUTE
        self.look()

    @rule(days=st.integers(1, 9), minutes=st.integers(0, 1439))
    def the_machine_was_down(self, days: int, minutes: int) -> None:
        self.desk.moment += days * DAY + minutes * MINUTE
        self.ticks = self.desk.ticks()
        self.look()

    @rule(minutes=st.integers(1, 6000))
    def the_clock_is_set_back(self, minutes: int) -> None:
        self.desk.moment -= minutes * MINUTE
        self.look()

    @rule(zone=st.sampled_from(ZONES))
    def they_move(self, zone: str) -> None:
        self.desk.do(lambda tx: people.move(tx, self.desk.person, zone, city=None))
        self.look()

    @rule(at=st.integers(0, 1439), days=st.integers(0, 127))
    def they_choose_another_time(self, at: int, days: int) -> None:
        self.desk.change(train_at=at, train_days=days)
        self.look()

    @rule(start=st.integers(0, 1439), end=st.integers(0, 1439))
    def they_choose_quiet_hours(self, start: int, end: int) -> None:
        self.desk.change(quiet_from=start, quiet_until=end)
        self.look()

    @rule(days=st.none() | st.integers(1, 20))
    def they_pause(self, days: int | None) -> None:
        self.desk.do(lambda tx: breaks.pause(tx, self.desk.person, days))
        self.look()

    @rule()
    def they_are_back(self) -> None:
        self.desk.do(lambda tx: breaks.resume(tx, self.desk.person))
        self.look()

    @rule()
    def they_train(self) -> None:
        self.desk.do(lambda tx: people.note_activity(tx, self.desk.person))

    @rule()
    def they_finish(self) -> None:
        desk = self.desk
        running = training_rows.open_drill(desk.conn, desk.user_id)
        if running is not None:
            training_rows.end_drill(desk.conn, running.id, "done", desk.moment)

    def look(self) -> None:
        """The ticks of two processes, one after the other; then what came is judged."""
        before = self.desk.person
        came = [*self.desk.tick(self.ticks), *self.desk.tick(self.desk.ticks())]
        came = [call for call in came if call.push and "push:no_recap" not in str(call.params)]
        new = claimed(self.desk)
        assert len(new) - len(self.pushed) <= 1
        greetings = [call for call in came if "push:later" in str(call.params)]
        assert len(greetings) == (len(new) > len(self.pushed) and self.desk.person.paused_until is None)
        if len(new) > len(self.pushed):
            self.judge(before, came)

    def judge(self, before: Person, came: list[Outgoing]) -> None:
        now = self.desk.moment
        today = local_date(now, before.time_zone)
        assert today not in {day for day, _, _ in self.pushed}
        assert today in claimed(self.desk)
        plan = people.plan_of(before)
        assert is_training_day(today, plan.train_days, plan.holidays)
        planned = at_local(today, before.train_at, before.time_zone)
        # Postponed by an exercise it may come later, by no more than the distance.
        assert planned is not None
        assert planned <= now <= planned + pushes.LATEST + 2 * pushes.DISTANCE or before.active_at is not None
        assert before.paused_until is None or before.paused_until < today
        assert not people.quiet_of(before).holds(now) or people.quiet_of(before).covers(before.train_at)
        given_up = self.desk.person.paused_until is not None
        assert given_up is (before.ignored_pushes >= pushes.MOST_IGNORED)
        # Word before it and the question; or word that there is none any more.
        assert len(came) == (1 if given_up else 2)
        self.pushed.append((today, now, before))

    @invariant()
    def one_for_each_date(self) -> None:
        assert all(count == 1 for count in Counter(claimed(self.desk)).values())

    @invariant()
    def what_is_planned_lies_ahead_and_not_far(self) -> None:
        person, now = self.desk.person, self.desk.moment
        if person.onboarding is not None or person.paused_until is not None:
            return
        assert (person.next_push_at is None) is (person.train_days == 0)
        if person.next_push_at is not None:
            assert person.next_push_at <= now + 64 * DAY


TestDays = Days.TestCase
TestDays.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@settings(max_examples=40, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    at=st.integers(0, 1439),
    days=st.integers(1, 127),
    start=st.sampled_from(
        [(2011, 12, 27), (2026, 3, 7), (2026, 3, 27), (2026, 4, 4), (2026, 9, 4), (2026, 10, 23), (2026, 10, 31)]
    ),
    step=st.integers(7, 170),
)
def test_every_training_day_has_one_push_while_the_machine_runs(
    conn: sa.Connection, zone: str, at: int, days: int, start: tuple[int, int, int], step: int
) -> None:
    """Over changes of the clock and a date line too, however seldom the ticks come (three hours at most)."""
    desk = Desk(conn, datetime(*start, tzinfo=UTC))
    desk.sit(time_zone=zone, train_at=at, train_days=days, quiet_from=0, quiet_until=0)
    ticks, first, looked = desk.ticks(), desk.moment, list[datetime]()
    try:
        while desk.moment < first + 6 * DAY:
            desk.tick(ticks)
            looked.append(desk.moment)
            # They look at it and leave it: nobody is paused for ignoring.
            rows.change(desk.conn, desk.user_id, ignored_pushes=0)
            desk.moment += step * MINUTE
        expected = []
        for day in (local_date(first, zone) + number * DAY for number in range(-1, 9)):
            moment = at_local(day, at, zone)
            if moment is None or moment <= first or not is_training_day(day, days):
                continue
            # A push of the evening that no tick sees before midnight is not for the next day.
            if any(moment <= look and local_date(look, zone) == day for look in looked):
                expected.append(day)
        assert claimed(desk) == expected
    finally:
        conn.rollback()


def test_a_long_outage_costs_no_push_of_the_day_it_ends(conn: sa.Connection) -> None:
    desk = Desk(conn)
    desk.sit(time_zone="Asia/Shanghai", train_at=480, train_days=127)
    desk.moment = datetime(2026, 1, 9, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
    desk.tick(desk.ticks())
    assert claimed(desk) == [date(2026, 1, 9)], "two hours late"
    assert "6 Jan" in desk.sent[0].params["text"], "and what was missed is mentioned"
    conn.rollback()


def test_a_clock_that_ran_days_ahead_leaves_no_hole(conn: sa.Connection) -> None:
    desk = Desk(conn)
    desk.sit(time_zone="Asia/Shanghai", train_at=480, train_days=127)
    ticks, right = desk.ticks(), desk.moment
    desk.moment = right + 40 * DAY
    desk.tick(ticks)
    assert desk.person.next_push_at is not None and desk.person.next_push_at > right + 30 * DAY
    desk.moment = right + HOUR
    desk.tick(ticks)
    for _ in range(3):
        desk.moment += DAY
        desk.tick(ticks)
    assert len([day for day in claimed(desk) if day < date(2026, 1, 10)]) == 3
    conn.rollback()
