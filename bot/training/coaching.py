"""Whom to coach, on what, with what proof: at most three suggestions for a team. Pure; docs/digest.md publishes it.

    check    In role-plays of the window a check of the rubric with a weight of HEAVY or more had an occasion in at
             least OCCASIONS conversations and was met in at most a third of them. First the one with most weight
             missed. (The advance is none of them: it is what the others lead to.)
    fading   Somebody who trained on STEADY days or more in the four weeks before the last two, and on one day at most
             in the last two. First the one who trained most. Nobody who is on a break.
    skill    At least ENOUGH questions of a skill in the window, at most 60 in 100 of them right. First the lowest.
    praise   A skill that has risen, as `bot.training.trends` tells a rise. First the surest.

A person is named once. Two suggestions are about help, taken in turn from check, fading and skill; the third is praise.
Where there is nobody to praise, or less to help with, the others take the free places. Whoever has been given something
and has not done it yet is left to do it; what somebody has been praised for lately is not suggested again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import zip_longest

from bot.training.grading.types import CheckResult, CheckRule, Verdict
from bot.training.trends import Cell, Cells, Count, gains

MOST = 3
_HELP = 2
HEAVY, OCCASIONS, SELDOM = 4, 4, 1 / 3
RESULT = "deal.advance"
LOW = 0.6
RECENT, EARLIER = timedelta(days=14), timedelta(days=28)
STEADY, STILL = 5, 1


class Kind(StrEnum):
    """What a suggestion is about; the values name texts."""

    CHECK = "check"
    FADING = "fading"
    SKILL = "skill"
    PRAISE = "praise"


@dataclass(frozen=True, slots=True)
class Days:
    """Training days: of the last two weeks, and of the four weeks before them."""

    recent: int = 0
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """What is known about one person. `checks`: by the rubric's check, conversations in which it was met, of those
    with an occasion. `busy`: they have not done yet what they were given. `praised`: skills they were praised for."""

    cells: Cells = field(default_factory=dict)
    days: Days = field(default_factory=Days)
    checks: Mapping[str, Count] = field(default_factory=dict)
    busy: bool = False
    praised: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion with its proof: `count` is of the check or the skill, for `fading` it is days: recent, of earlier.

    `before`: of the window before, for praise. `skill` is empty for `fading`, `check` for all but `check`.
    """

    kind: Kind
    user_id: int
    count: Count
    skill: str = ""
    check: str = ""
    before: Count = field(default_factory=Count)


def suggest(people: Mapping[int, Form], rules: Iterable[CheckRule]) -> tuple[Suggestion, ...]:
    """At most MOST suggestions, help first."""
    heavy = [rule for rule in rules if rule.weight >= HEAVY and rule.id != RESULT]
    free = {user_id: form for user_id, form in people.items() if not form.busy}
    lists = (_checks(free, heavy), _fading(free), _skills(free))
    help_ = [one for turn in zip_longest(*lists) for one in turn if one is not None]
    praise = _praise(people)
    chosen: list[Suggestion] = []
    for source, most in ((help_, _HELP), (praise, _HELP + 1), (help_, MOST), (praise, MOST)):
        chosen += _of_others(source, chosen, most - len(chosen))
    return tuple(sorted(chosen, key=lambda one: one.kind is Kind.PRAISE))


def _of_others(source: Iterable[Suggestion], chosen: list[Suggestion], room: int) -> list[Suggestion]:
    """The first `room` suggestions about people who are not named yet."""
    named, found = {one.user_id for one in chosen}, list[Suggestion]()
    for one in source:
        if len(found) >= room:
            break
        if one.user_id not in named:
            named.add(one.user_id)
            found.append(one)
    return found


def _checks(people: Mapping[int, Form], rules: list[CheckRule]) -> list[Suggestion]:
    def missed(entry: tuple[CheckRule, Suggestion]) -> tuple[float, int]:
        rule, one = entry
        return -rule.weight * (one.count.of - one.count.good), one.user_id

    return [one for _, one in sorted(_seldom(people, rules), key=missed)]


def _seldom(people: Mapping[int, Form], rules: list[CheckRule]) -> Iterator[tuple[CheckRule, Suggestion]]:
    for user_id, form in people.items():
        for rule in rules:
            count = form.checks.get(rule.id, Count())
            if count.of >= OCCASIONS and count.share <= SELDOM:
                yield rule, Suggestion(Kind.CHECK, user_id, count, rule.skill, rule.id)


def _fading(people: Mapping[int, Form]) -> list[Suggestion]:
    faded = [
        Suggestion(Kind.FADING, user_id, Count(form.days.recent, form.days.earlier))
        for user_id, form in people.items()
        if form.days.earlier >= STEADY and form.days.recent <= STILL
    ]
    return sorted(faded, key=lambda one: (one.count.good, -one.count.of, one.user_id))


def _skills(people: Mapping[int, Form]) -> list[Suggestion]:
    low = [
        Suggestion(Kind.SKILL, user_id, cell.questions, cell.skill)
        for user_id, form in people.items()
        for cell in form.cells.values()
        if _is_low(cell)
    ]
    return sorted(low, key=lambda one: (one.count.share, -one.count.of, one.user_id, one.skill))


def _is_low(cell: Cell) -> bool:
    return cell.questions.enough and cell.questions.share <= LOW


def _praise(people: Mapping[int, Form]) -> list[Suggestion]:
    return [
        Suggestion(Kind.PRAISE, one.user_id, one.cell.now, one.cell.skill, before=one.cell.before)
        for one in gains({user_id: form.cells for user_id, form in people.items()})
        if one.cell.skill not in people[one.user_id].praised
    ]


def weakest(cells: Cells) -> str | None:
    """The skill with the lowest share over both windows, of those with enough evidence; None without any."""
    both = [(one.skill, one.now + one.before) for one in cells.values()]
    known = [(count.share, skill) for skill, count in both if count.enough]
    return min(known)[1] if known else None


def met(cards: Iterable[Iterable[CheckResult]]) -> dict[str, Count]:
    """By check, the conversations in which it was met, of those in which it had an occasion."""
    found: dict[str, Count] = {}
    for results in cards:
        for one in results:
            if one.verdict is not Verdict.NOT_RATED:
                found[one.id] = found.get(one.id, Count()) + Count(int(one.verdict is Verdict.PASSED), 1)
    return found
