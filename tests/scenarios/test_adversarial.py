"""No trick earns a mark, in any scenario; a better line never costs one; only a real answer settles an objection."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.base.language import Lang
from bot.language.normalise import plain
from bot.scenarios.events import Asked, Offered, Proposed
from bot.scenarios.session import begin, take
from bot.scenarios.state import OpenObjection, State
from bot.scenarios.topics import phrase
from bot.scenarios.types import Ending, Scenario
from bot.training.grading.score import grade
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import Verdict
from tests.chats.warm import warm
from tests.scenarios.rep import FORMULA, K, plan, said
from tests.scenarios.test_every_scenario import IDS
from tests.scenarios.tricks import TRICKS, talk

LIMIT = 30


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("trick", list(TRICKS))
@pytest.mark.parametrize("scenario_id", IDS)
def test_tricks_stay_below_thirty(scenario_id: str, trick: str, lang: Lang) -> None:
    catalog = warm().catalog
    scenario = catalog.scenarios[scenario_id]
    for level in (1, 2, 3):
        transcript = talk(scenario, lang, TRICKS[trick](scenario, lang), level=level)
        assert all(beat.customer for beat in transcript.turns)
        card = grade(transcript, catalog.rubric)
        assert card.total < LIMIT, (level, card.total, transcript.final.ending)
        assert card.ending is not Ending.ADVANCE


# --- a better line never costs a mark


def purposes(transcript: Transcript) -> dict[int, tuple[str, ...]]:
    """What each turn was for: a kind of question about a need, an offer, a summary, a step asked for."""
    found: dict[int, tuple[str, ...]] = {}
    opens = {turn for rule in ("introduced", "permission") for turn, _ in transcript.noticed(rule)}
    for turn, event in transcript.all(Asked):
        # Another fact asked for is another line, not a better one.
        if event.need and event.kind is not K.SITUATION:
            found.setdefault(turn, (event.kind.value, event.need))
    for turn, noticed in transcript.noticed("summary"):
        found[turn] = (noticed.rule,)
    for kind in (Offered, Proposed):
        for turn, _ in transcript.all(kind):
            found[turn] = (kind.__name__,)
    # A line that also says who is calling is for more than one thing: another one does not do all of it better.
    return {turn: purpose for turn, purpose in found.items() if turn not in opens}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("scenario_id", IDS)
def test_a_line_of_the_winning_plan_never_lowers_the_mark_of_a_mediocre_one(scenario_id: str, lang: Lang) -> None:
    catalog = warm().catalog
    scenario = catalog.scenarios[scenario_id]
    best, middling = plan("win", lang, scenario_id), plan("mediocre", lang, scenario_id)
    good, plain_one = talk(scenario, lang, best), talk(scenario, lang, middling)
    before = grade(plain_one, catalog.rubric)
    total, failed = before.total, {one.id for one in before.checks if one.verdict is Verdict.FAILED}
    better = purposes(good)
    for turn, purpose in purposes(plain_one).items():
        line = next((best[at - 1] for at, other in better.items() if other == purpose), None)
        if line is not None:
            changed = [*middling[: turn - 1], line, *middling[turn:]]
            card = grade(talk(scenario, lang, changed), catalog.rubric)
            # A line written for another answer may take up less of this one: that it then loses, and nothing else.
            lost = {one.id for one in card.checks if one.verdict is Verdict.FAILED} - failed
            assert card.total >= total or lost == {"listen.link"}, (turn, purpose, line, card.total, total, lost)


# --- only a real answer settles an objection


def real_objections() -> list[tuple[str, str]]:
    return [(one, held.id) for one in IDS for held in warm().catalog.scenarios[one].objections if held.real]


def test_every_category_of_objection_is_tried() -> None:
    tried = {warm().catalog.scenarios[one].objection(held).category for one, held in real_objections()}
    assert tried >= {
        "price",
        "competitor",
        "risk",
        "switching",
        "trust",
        "no_need",
        "authority",
        "complaint",
        "contract",
    }


def facing(scenario: Scenario, objection: str) -> State:
    """The middle of a conversation in which this objection has just been raised."""
    state = begin(scenario, Lang.ZH, seed=1, level=2).state
    return replace(state, turn=5, open=(OpenObjection(objection, (), 0),), raised=(objection,), trust=8, patience=9)


def naming(scenario: Scenario, objection: str, lang: Lang) -> str:
    """A word of the winning plan that is about this objection; empty where the plan has none."""
    whole = plain(" ".join(plan("win", lang, scenario.id)))
    topics = [topic for topic in scenario.topics if topic.id in scenario.objection(objection).topics]
    return min((words for topic in topics if (words := phrase(topic, whole))), key=len, default="")


_A_WORD = {Lang.ZH: 6, Lang.EN: 16}
EMPTY = {
    Lang.ZH: [
        "是的，但是{word}不是问题。",
        "我很理解您的感受。您真专业。其实我们性价比很高，{word}，您觉得呢？",
        "是的，不过{word}。",
    ],
    Lang.EN: [
        "Yes, but {word} isn't.",
        "I completely understand how you feel. You're a true professional. "
        "{word}: great value for money. What do you think?",
        "Yes, but {word}.",
    ],
}
WRONG_TOPIC = {
    Lang.ZH: "您这么想很正常，外面是冷。您围巾系得真讲究。其实羊毛的比棉的暖和。您那条是羊毛的吗？",
    Lang.EN: "That's natural, anybody would. You do tie a scarf well. Wool is warmer than cotton, really. Is yours?",
}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize(("scenario_id", "objection"), real_objections())
def test_stock_phrases_and_the_wrong_topic_settle_nothing(scenario_id: str, objection: str, lang: Lang) -> None:
    scenario = warm().catalog.scenarios[scenario_id]
    word = naming(scenario, objection, lang)
    # A pattern that only a whole clause meets names something of its own already.
    empty = EMPTY[lang] if len(word) <= _A_WORD[lang] else []
    for text in (*(line.format(word=word) for line in empty), WRONG_TOPIC[lang]):
        state = facing(scenario, objection)
        for _ in range(3):
            if state.ending is None:
                state = take(scenario, lang, state, said(text, lang, *FORMULA)).state
            assert objection not in state.settled, text
