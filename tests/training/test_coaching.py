"""Whom to coach: the published rules, one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.training import coaching
from bot.training.coaching import Days, Form, Kind, Suggestion
from bot.training.grading.types import CheckResult, CheckRule, Verdict
from bot.training.trends import Cell, Count

RULES = (
    CheckRule("find.implication", "spin", 6),
    CheckRule("listen.summary", "listening", 4),
    CheckRule("open.praise", "empathy", 2),
    CheckRule("deal.advance", "commitment", 8),
)
SELDOM = Form(checks={"find.implication": Count(1, 9)})
FADING = Form(days=Days(1, 12))
LOW = Form(cells={"quoting": Cell("quoting", Count(4, 10), Count())})
RISEN = Form(cells={"spin": Cell("spin", Count(28, 30), Count(), Count(8, 30))})


def kinds(found: tuple[Suggestion, ...]) -> list[tuple[int, Kind]]:
    return [(one.user_id, one.kind) for one in found]


def test_two_to_help_and_one_to_praise() -> None:
    people = {1: LOW, 2: FADING, 3: SELDOM, 4: RISEN, 5: SELDOM}
    assert kinds(coaching.suggest(people, RULES)) == [(3, Kind.CHECK), (2, Kind.FADING), (4, Kind.PRAISE)]


def test_free_places_go_to_the_others() -> None:
    assert kinds(coaching.suggest({1: LOW, 2: FADING, 3: SELDOM}, RULES)) == [
        (3, Kind.CHECK),
        (2, Kind.FADING),
        (1, Kind.SKILL),
    ]
    assert kinds(coaching.suggest({1: RISEN, 2: RISEN, 3: LOW, 4: RISEN}, RULES)) == [
        (3, Kind.SKILL),
        (1, Kind.PRAISE),
        (2, Kind.PRAISE),
    ]
    assert coaching.suggest({1: Form(), 2: Form()}, RULES) == ()
    assert coaching.suggest({}, RULES) == ()


def test_the_proof_is_what_was_counted() -> None:
    (check,) = coaching.suggest({3: SELDOM}, RULES)
    assert check == Suggestion(Kind.CHECK, 3, Count(1, 9), "spin", "find.implication")
    (fading,) = coaching.suggest({3: FADING}, RULES)
    assert fading.count == Count(1, 12)
    (praise,) = coaching.suggest({3: RISEN}, RULES)
    assert (praise.count, praise.before) == (Count(28, 30), Count(8, 30))


def test_a_check_needs_occasions_weight_and_to_be_seldom_met() -> None:
    for checks in (
        {"find.implication": Count(0, 3)},
        {"find.implication": Count(2, 5)},
        {"open.praise": Count(0, 9)},
        {"deal.advance": Count(0, 9)},
        {"gone.check": Count(0, 9)},
    ):
        assert coaching.suggest({1: Form(checks=checks)}, RULES) == ()
    both = {"find.implication": Count(1, 4), "listen.summary": Count(0, 8)}
    (found,) = coaching.suggest({1: Form(checks=both)}, RULES)
    assert found.check == "listen.summary", "32 of weight missed, not 18"


def test_a_skill_needs_enough_questions_and_role_plays_are_none() -> None:
    for cell in (
        Cell("quoting", Count(0, 7), Count(0, 50)),
        Cell("quoting", Count(7, 10), Count()),
    ):
        assert coaching.suggest({1: Form(cells={"quoting": cell})}, RULES) == ()


def test_fading_needs_a_habit_and_silence() -> None:
    for days in (Days(0, 4), Days(2, 20), Days(20, 20)):
        assert coaching.suggest({1: Form(days=days)}, RULES) == ()


def test_the_weakest_skill_is_told_from_both_windows_and_enough() -> None:
    cells = {
        "spin": Cell("spin", Count(1, 3), Count(), Count(3, 6)),
        "trust": Cell("trust", Count(), Count(), Count(7, 8)),
        "needs": Cell("needs", Count(0, 7), Count()),
    }
    assert coaching.weakest(cells) == "spin"
    assert coaching.weakest({"needs": cells["needs"]}) is None
    assert coaching.weakest({}) is None


def test_who_has_work_to_do_is_left_to_do_it_and_may_be_praised() -> None:
    busy = Form(RISEN.cells, FADING.days, SELDOM.checks, busy=True)
    assert kinds(coaching.suggest({1: busy}, RULES)) == [(1, Kind.PRAISE)]


def test_nobody_is_praised_twice_for_the_same() -> None:
    assert coaching.suggest({1: Form(RISEN.cells, praised={"spin"})}, RULES) == ()


def test_checks_are_counted_by_conversation() -> None:
    def result(name: str, verdict: Verdict) -> CheckResult:
        return CheckResult(name, "spin", 4, verdict, 0, "")

    cards = [
        [result("a", Verdict.PASSED), result("b", Verdict.NOT_RATED)],
        [result("a", Verdict.FAILED), result("b", Verdict.FAILED)],
    ]
    assert coaching.met(cards) == {"a": Count(1, 2), "b": Count(0, 1)}


share = st.integers(0, 12).flatmap(lambda of: st.integers(0, of).map(lambda good: Count(good, of)))
cells = st.builds(Cell, st.just("spin"), share, share, share).map(lambda one: {"spin": one})
forms = st.builds(
    Form,
    cells=cells,
    days=st.builds(Days, st.integers(0, 3), st.integers(0, 20)),
    checks=st.dictionaries(st.sampled_from([rule.id for rule in RULES]), share),
    busy=st.booleans(),
)


@settings(max_examples=300)
@given(st.dictionaries(st.integers(1, 9), forms))
def test_at_most_three_each_about_somebody_else_with_praise_last(people: dict[int, Form]) -> None:
    found = coaching.suggest(people, RULES)
    assert len(found) <= coaching.MOST
    assert len({one.user_id for one in found}) == len(found)
    order = [one.kind is Kind.PRAISE for one in found]
    assert order == sorted(order)
    assert all(one.count.of for one in found), "each has a proof"
    assert coaching.suggest(dict(reversed(people.items())), RULES) == found, "in whatever order they come"
