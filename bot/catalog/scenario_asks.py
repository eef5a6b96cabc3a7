"""`<id>/asks.<lang>.yaml`: the many ways to ask a scenario's customer, by kind and by what the question is about."""

from __future__ import annotations

from bot.base.language import Lang
from bot.catalog.reader import Reader
from bot.scenarios.types import Ask, AskKind, Scenario

# Fewer wordings of one question than this recognise too little of what reps really say.
LEAST = {
    AskKind.PROBLEM: 4,
    AskKind.IMPLICATION: 6,
    AskKind.NEED_PAYOFF: 4,
    AskKind.FACT: 3,
    AskKind.OBJECTION: 2,
}


# What is said to any customer, and how many wordings of it at least.
COMMON = ("introduce", "permission", "recap", "problem", "implication", "need_payoff")
_LEAST_COMMON = 5


def read_common(top: Reader, lang: Lang) -> tuple[Ask, ...]:
    """What a rep might say to any customer, in one language."""
    found = tuple(
        Ask(lang, AskKind.COMMON, one, text) for one in COMMON for text in top.texts(one, at_least=_LEAST_COMMON)
    )
    top.done()
    return found


def read_asks(top: Reader, scenario: Scenario, lang: Lang) -> tuple[Ask, ...]:
    """The questions of one language. What is missing, unknown or too few is a finding."""
    needs = tuple(need.id for need in scenario.needs)
    about = {
        AskKind.PROBLEM: needs,
        AskKind.IMPLICATION: needs,
        AskKind.NEED_PAYOFF: needs,
        AskKind.FACT: tuple(fact.id for fact in scenario.facts),
        AskKind.OBJECTION: tuple(objection.id for objection in scenario.objections),
    }
    found: list[Ask] = []
    for kind, ids in about.items():
        section = top.child(kind.value)
        for one in ids:
            found += (Ask(lang, kind, one, text) for text in section.texts(one, at_least=LEAST[kind]))
        section.done()
    top.done()
    return tuple(found)
