from __future__ import annotations

from bot.base.language import Lang
from bot.language.analyser import Analyser
from bot.language.data import Example, MoveData, Rule, in_memory
from bot.language.moves import MoveKind
from bot.language.rules import RuleBook
from bot.language.units import take_apart

_GIFT = Rule(MoveKind.KICKBACK, Lang.ZH, "红包", unless="不能|规定", floor=0.8)


def _labels(rules: tuple[Rule, ...], text: str, context: str | None = None) -> list[MoveKind]:
    return [hit.rule.label for hit in take_apart(text, RuleBook(rules), None, context).hits]


def _confidence(analyser: Analyser, text: str, kind: MoveKind) -> float:
    return next((move.confidence for move in analyser.analyse(text).moves if move.kind is kind), 0.0)


def test_a_rule_matches_traditional_and_full_width_writing() -> None:
    assert _labels((_GIFT,), "給您包個紅包") == [MoveKind.KICKBACK]


def test_unless_looks_at_the_same_sentence_only() -> None:
    assert _labels((_GIFT,), "我们不能送红包。") == []
    assert _labels((_GIFT,), "我们有规定。红包给您。") == [MoveKind.KICKBACK]


def test_a_rule_may_need_the_customers_line() -> None:
    rule = Rule(MoveKind.PROBLEM, Lang.EN, r"^how so", context=r"\bslow\b")
    assert _labels((rule,), "How so?", "Customer: it's so slow") == [MoveKind.PROBLEM]
    assert _labels((rule,), "How so?", "We use vans") == []
    assert _labels((rule,), "How so?") == []


def test_rules_of_a_language_that_is_not_spoken_are_not_tried() -> None:
    assert _labels((Rule(MoveKind.PROBLEM, Lang.ZH, "."),), "how so?") == []


def test_floor_and_cap_without_any_training() -> None:
    cap = Rule(MoveKind.KICKBACK, Lang.ZH, "写进合同", cap=0.2)
    bare = Analyser.build(in_memory(MoveData((), (_GIFT,))), encoder=None)
    both = Analyser.build(in_memory(MoveData((), (_GIFT, cap))), encoder=None)
    assert _confidence(bare, "红包给您", MoveKind.KICKBACK) == 0.8
    assert _confidence(both, "红包给您，写进合同", MoveKind.KICKBACK) == 0.2
    assert _confidence(both, "红包给您。折扣写进合同。", MoveKind.KICKBACK) == 0.8


def test_words_alone_can_be_learnt_without_an_encoder() -> None:
    sentences = [("您好，我是小周", MoveKind.GREET), ("给您打九折", MoveKind.CONCEDE_PRICE)]
    examples = tuple(Example(f"{text}{i}", Lang.ZH, (kind,)) for text, kind in sentences for i in range(20))
    learnt = Analyser.build(in_memory(MoveData(examples)), encoder=None)
    assert learnt.analyse("您好，我是小李").moves[0].kind is MoveKind.GREET
