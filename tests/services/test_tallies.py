"""The tallies are what a recount of drills, logs and scorecards gives, whatever people do and in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.base.errors import Refused
from bot.base.language import Lang
from bot.language.moves import Analysis
from bot.services import answering, checks, drills, mistakes, roleplays
from bot.services.drills import Question
from bot.storage.queries import training
from tests.chats.warm import warm
from tests.services.desk import Desk, memory
from tests.services.recount import counted, kept


class Histories(RuleBasedStateMachine):
    """Somebody's drills, checks and role-plays, left, taken up and answered late, in two time zones."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(memory())
        self.catalog = warm().catalog
        self.asked: list[int] = []

    def teardown(self) -> None:
        """Nothing stays behind."""
        self.desk.conn.engine.dispose()

    @initialize(size=st.integers(3, 4))
    def sit(self, size: int) -> None:
        self.desk.sit(drill_size=size)

    def try_to(self, unit: Callable[[Any], Any]) -> Any:
        try:
            return self.desk.do(unit)
        except Refused:
            return None

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        self.desk.moment += timedelta(hours=hours)

    @rule(zone=st.sampled_from(["Asia/Shanghai", "America/Los_Angeles"]))
    def they_move(self, zone: str) -> None:
        self.desk.change(time_zone=zone)

    @rule(unit=st.sampled_from([None, "spin", "objections"]))
    def they_begin_a_drill(self, unit: str | None) -> None:
        if unit is None:
            self.try_to(lambda tx: drills.begin(tx, self.catalog, self.desk.person))
        else:
            self.try_to(lambda tx: drills.begin_unit(tx, self.catalog, self.desk.person, unit))

    @rule()
    def they_drill_mistakes(self) -> None:
        self.try_to(lambda tx: mistakes.drill(tx, self.catalog, self.desk.person, 0))

    @rule()
    def they_go_on_with_a_check(self) -> None:
        self.try_to(lambda tx: checks.go_on(tx, self.catalog, self.desk.person))

    @rule()
    def they_put_it_away(self) -> None:
        self.desk.do(lambda tx: drills.cancel(tx, self.desk.person))

    @rule(right=st.lists(st.booleans(), min_size=1, max_size=12))
    def they_answer(self, right: list[bool]) -> None:
        for each in right:
            self.desk.moment += timedelta(seconds=7)
            waiting = drills.open_question(self.desk.conn, self.catalog, self.desk.user_id)
            if waiting is not None:
                self.asked.append(waiting.row.id)
                self.answer(waiting, right=each)

    def answer(self, question: Question, *, right: bool) -> None:
        desk, row = self.desk, question.row
        if not question.item.closed:
            desk.do(lambda tx: answering.pass_over(tx, self.catalog, desk.person, row.id))
            return
        correct = [shown for shown, index in enumerate(row.option_order) if index in question.item.correct]
        wrong = [shown for shown in range(len(row.option_order)) if shown not in correct][:1]
        done = desk.do(
            lambda tx: answering.answer(tx, self.catalog, desk.person, row.id, tuple(correct if right else wrong))
        )
        if done is not None and done.result is not None:
            desk.do(lambda tx: checks.questions_done(tx, self.catalog, desk.person, done.result.drill))

    @rule(which=st.integers(0, 60))
    def they_press_an_old_poll(self, which: int) -> None:
        """Answered before, or of a drill that was put away."""
        last = training.open_drill(self.desk.conn, self.desk.user_id)
        old = self.asked[which % len(self.asked)] if self.asked else 0
        if last is not None:
            self.asked += [row.id for row in training.items_of(self.desk.conn, last.id)]
        self.desk.do(lambda tx: answering.answer(tx, self.catalog, self.desk.person, old, (0,)))

    @rule(scenario=st.sampled_from(["textbook-principal", "fleet-cfo"]), lines=st.integers(0, 4))
    def they_play(self, scenario: str, lines: int) -> None:
        desk = self.desk
        desk.do(lambda tx: roleplays.begin(tx, self.catalog, desk.person, scenario))
        for number in range(lines):
            said = Analysis(f"Line {number}.", Lang.EN, ())
            desk.do(lambda tx, said=said: roleplays.say(tx, self.catalog, desk.person, said))  # type: ignore[misc]
        desk.do(lambda tx: roleplays.give_up(tx, self.catalog, desk.person))

    @invariant()
    def the_tallies_are_right(self) -> None:
        assert kept(self.desk.conn) == counted(self.desk.conn)


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)


def test_a_unit_that_is_undone_counts_nothing_and_played_again_counts_once() -> None:
    desk, catalog = Desk(memory()), warm().catalog
    desk.sit()
    begun = desk.do(lambda tx: drills.begin(tx, catalog, desk.person))
    for _ in range(3):
        with desk.conn.begin_nested() as undone:
            desk.do(lambda tx: answering.answer(tx, catalog, desk.person, begun.question.row.id, (0,)))
            undone.rollback()
    assert kept(desk.conn) == ({}, {})
    for _ in range(3):
        desk.do(lambda tx: answering.answer(tx, catalog, desk.person, begun.question.row.id, (0,)))
    days, _ = kept(desk.conn)
    assert [row["questions"] for row in days.values()] == [1]
