"""The limits, with a clock that is only a number."""

from __future__ import annotations

import heapq
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.rates import EPSILON, ChatLimit, OverallLimit, Rates

LIMIT = 30


class Line:
    """A line to a server with a fixed way there and back; a call may be held up on either."""

    def __init__(self, there: float, back: float, stalls: list[tuple[float, float]]) -> None:
        self.there, self.back, self.stalls = there, back, stalls
        self.limit = OverallLimit(LIMIT)
        self.counted: list[float] = []
        self.under_way: list[tuple[float, int, float]] = []
        self.now = 0.0
        self.sent = 0

    def run(self, calls: int, at_once: int) -> None:
        """Send so many calls as early as the limit lets them."""
        while self.sent < calls:
            self._finish_due()
            wait = self.limit.wait(self.now) if len(self.under_way) < at_once else None
            if wait == 0:
                self._send()
            else:
                until = [self.under_way[0][0]] if self.under_way else []
                if wait is not None:
                    until.append(self.now + wait)
                assert until, "nothing under way and nothing to wait for: starved"
                self.now = max(min(until), self.now + EPSILON)

    def _finish_due(self) -> None:
        while self.under_way and self.under_way[0][0] <= self.now:
            ended, _, started = heapq.heappop(self.under_way)
            self.limit.end(started, ended, answered=True)

    def _send(self) -> None:
        self.limit.start(self.now)
        # Calls on an even keel come regularly, and the first is one of them: that is how the fixed part is known.
        there, back = (0.0, 0.0) if self.sent % 5 == 0 else self.stalls[self.sent % len(self.stalls)]
        counted = self.now + self.there + there
        self.counted.append(counted)
        heapq.heappush(self.under_way, (counted + self.back + back, self.sent, self.now))
        self.sent += 1


def most_in_a_second(moments: list[float]) -> int:
    """The fullest sliding second."""
    ordered, first, most = sorted(moments), 0, 0
    for last, moment in enumerate(ordered):
        while moment - ordered[first] >= 1.0 - EPSILON:
            first += 1
        most = max(most, last - first + 1)
    return most


way = st.floats(0.0, 0.3)
stall = st.tuples(st.floats(0.0, 0.5), st.floats(0.0, 0.5))


@settings(max_examples=150, deadline=None)
@given(there=way, back=way, stalls=st.lists(stall, min_size=1, max_size=20), at_once=st.integers(1, 40))
def test_no_second_of_the_servers_ever_sees_more_than_the_limit(
    there: float, back: float, stalls: list[tuple[float, float]], at_once: int
) -> None:
    line = Line(there, back, stalls)
    line.run(200, at_once)
    assert most_in_a_second(line.counted) <= LIMIT


def test_a_steady_line_is_used_to_the_full() -> None:
    line = Line(0.04, 0.04, [(0.0, 0.0)])
    line.run(600, 8)
    rate = (len(line.counted) - 1) / (line.counted[-1] - line.counted[0])
    assert rate >= 29.6


def test_a_shaky_line_still_carries_29_a_second() -> None:
    chance = random.Random(4)
    line = Line(0.04, 0.04, [(chance.uniform(0, 0.01), chance.uniform(0, 0.01)) for _ in range(50)])
    line.run(600, 8)
    rate = (len(line.counted) - 1) / (line.counted[-1] - line.counted[0])
    assert rate >= 29
    assert most_in_a_second(line.counted) <= LIMIT


def test_calls_of_an_earlier_process_count() -> None:
    limit = OverallLimit(LIMIT)
    limit.occupy(LIMIT, 1.0)
    assert limit.wait(0.4) == pytest.approx(0.6)
    assert limit.wait(1.0) == 0


def test_a_call_that_is_not_made_takes_no_place() -> None:
    limit = OverallLimit(1)
    limit.start(0.0)
    assert limit.wait(5.0) is None
    limit.cancel()
    assert limit.wait(5.0) == 0


def test_a_lone_call_never_waits() -> None:
    limit = OverallLimit(LIMIT)
    for second in range(1, 50):
        assert limit.wait(float(second)) == 0
        limit.start(float(second))
        limit.end(float(second), second + 0.1, answered=True)


chat_rates = st.builds(Rates, per_chat=st.floats(0.2, 5.0), burst=st.integers(1, 5), group_minute=st.integers(5, 30))


@settings(max_examples=100, deadline=None)
@given(rates=chat_rates, group=st.booleans(), pauses=st.lists(st.floats(0.0, 5.0), min_size=1, max_size=10))
def test_a_chat_gets_its_burst_then_its_rate_and_never_starves(rates: Rates, group: bool, pauses: list[float]) -> None:
    limit = ChatLimit(rates, group=group)
    now, taken = 100.0, []
    for number in range(120):
        now += limit.wait(now)
        assert limit.wait(now) <= 1e-6
        limit.take(now)
        taken.append(now)
        now += pauses[number % len(pauses)]
    for first in range(len(taken)):
        for last in range(first, len(taken)):
            span = taken[last] - taken[first]
            assert last - first + 1 <= rates.burst + span * rates.per_chat + 1e-6
            if group and last - first >= rates.group_minute:
                assert span >= 60 - 1e-6
    assert limit.is_fresh(now + 61 + rates.burst / rates.per_chat)


def test_a_burst_is_immediate() -> None:
    limit = ChatLimit(Rates(), group=False)
    for _ in range(3):
        assert limit.wait(5.0) == 0
        limit.take(5.0)
    assert limit.wait(5.0) == pytest.approx(1.0)
