"""The win plans as other people would say them, who know nothing of rules and marks: what is meant counts.

The files in `paraphrases/` were written by people who saw a conversation and nothing else. They are played as they
stand: their rep does not notice what the customer says instead of what was said in the conversation they saw. So one
question taken otherwise can leave the last lines unsaid, which a rep at the keyboard would say.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.base.language import Lang
from bot.cli.scenario import played
from bot.scenarios.types import Ending
from bot.training.grading.score import grade
from bot.training.grading.types import Scorecard
from tests.chats.warm import warm, warm_for_roleplay
from tests.scenarios.rep import plan

FOLDER = Path(__file__).parent / "paraphrases"
SAID = sorted((path.name.split(".")[0], Lang(path.name.split(".")[1])) for path in FOLDER.glob("*.txt"))
# What the mark may fall by; how many of all conversations keep to it at least, a little below what is reached.
FALL = 10
KEEP = 0.95


@cache
def marked(scenario_id: str, lang: Lang, lines: tuple[str, ...]) -> Scorecard:
    """The card of a conversation in which these lines are said."""
    warm_for_roleplay()
    shared = warm()
    talk = played(shared.catalog.scenarios[scenario_id], shared.understanding, lines, lang, 1, 2)
    return grade(talk, shared.catalog.rubric)


def fall(scenario_id: str, lang: Lang) -> int:
    """By how much the mark falls when the win plan is said in other words."""
    other = tuple((FOLDER / f"{scenario_id}.{lang}.txt").read_text(encoding="utf-8").splitlines())
    return (
        marked(scenario_id, lang, tuple(plan("win", lang, scenario_id))).total - marked(scenario_id, lang, other).total
    )


def test_saying_it_otherwise_costs_little() -> None:
    falls = {f"{scenario_id}.{lang}": fall(scenario_id, lang) for scenario_id, lang in SAID}
    within = [name for name, points in falls.items() if points <= FALL]
    for name, points in sorted(falls.items(), key=lambda pair: -pair[1]):
        print(f"{points:4} {name}")
    print(f"{len(within)} of {len(falls)} lose at most {FALL} points")
    assert len(within) >= KEEP * len(falls)


def test_most_customers_agree_to_a_step() -> None:
    """Said otherwise, the same meeting still leads somewhere."""
    cards = [
        marked(one, lang, tuple((FOLDER / f"{one}.{lang}.txt").read_text(encoding="utf-8").splitlines()))
        for one, lang in SAID
    ]
    assert sum(card.ending is Ending.ADVANCE for card in cards) >= KEEP * len(cards)


def test_both_languages_say_all_of_it() -> None:
    for scenario_id, lang in SAID:
        lines = (FOLDER / f"{scenario_id}.{lang}.txt").read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(plan("win", lang, scenario_id)), (scenario_id, lang)
        assert all(line.strip() for line in lines)
