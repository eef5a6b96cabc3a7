"""A lawful no is no offer; what the rep promised is remembered; some calls begin with an objection."""

from __future__ import annotations

import pytest

from bot.base.language import Lang
from bot.language.moves import MoveKind
from bot.scenarios.events import Ended, Noticed, Raised
from bot.scenarios.session import begin, take
from bot.scenarios.types import Ending, Scenario
from tests.chats.warm import warm
from tests.scenarios.rep import said

K = MoveKind


def scenario(name: str) -> Scenario:
    return warm().catalog.scenarios[name]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (Lang.ZH, "这个我们不做，公司有规定，回扣一分都没有。"),
        (Lang.EN, "No commission, no vouchers: that's against our rules, and it stays that way."),
    ],
)
def test_a_lawful_no_is_neither_an_offer_nor_a_refusal(principal: Scenario, lang: Lang, text: str) -> None:
    first = begin(principal, lang, seed=1, level=2)
    beat = take(principal, lang, first.state, said(text, lang, K.KICKBACK, K.REFUSE))
    assert beat.state.ending is None
    assert not any(isinstance(event, Noticed) and event.rule == "refuse" for event in beat.events)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (Lang.ZH, "公司有规定不给回扣，不过私下给您个人意思一下没问题。"),
        (Lang.EN, "We don't do kickbacks, but personally I can find something for you."),
        (Lang.EN, "There's a nice commission in it for you personally."),
    ],
)
def test_a_no_that_is_taken_back_is_an_offer(principal: Scenario, lang: Lang, text: str) -> None:
    first = begin(principal, lang, seed=1, level=2)
    beat = take(principal, lang, first.state, said(text, lang, K.KICKBACK))
    assert any(isinstance(event, Ended) and event.ending is Ending.COMPLIANCE_STOP for event in beat.events)


@pytest.mark.parametrize(
    ("lang", "promise", "later"),
    [
        (Lang.ZH, "我明天把样书给您送来。", "嗯，我在听。"),
        (Lang.EN, "I'll bring the sample on Monday.", "Mm, I'm with you."),
    ],
)
def test_a_promise_is_come_back_to_once(principal: Scenario, lang: Lang, promise: str, later: str) -> None:
    beats = [begin(principal, lang, seed=1, level=1)]
    for number, text in enumerate([promise, *(f"{later}{'.' * n}" for n in range(6))]):
        beats.append(take(principal, lang, beats[-1].state, said(text, lang, K.UNCLEAR if number else K.GREET)))
    kept = beats[1].state.kept
    assert len(kept) == 1 and kept[0].kind == "promise"
    rules = [event.rule for beat in beats for event in beat.events if isinstance(event, Noticed)]
    assert rules.count("memory.promise") <= 1


def test_some_begin_with_an_objection() -> None:
    complaint = begin(scenario("late-delivery-complaint"), Lang.EN, seed=1, level=2)
    assert any(isinstance(event, Raised) for event in complaint.events)
    assert len(complaint.state.open) == 1
    gatekeeper = scenario("fleet-gatekeeper")
    first = begin(gatekeeper, Lang.EN, seed=1, level=2)
    assert first.state.open == ()
    beat = take(gatekeeper, Lang.EN, first.state, said("Good morning, it's Zhou from Hengda Cars.", Lang.EN, K.GREET))
    assert len(beat.state.open) == 1
