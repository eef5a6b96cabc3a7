"""What is wrong with a scenario is found: the template is clean, and each way of breaking it brings out its code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.base.errors import ContentError
from bot.base.paths import content_dir
from bot.catalog.check import check
from bot.catalog.findings import Finding
from bot.catalog.load import load
from bot.catalog.scenario_template import TEMPLATE
from bot.scenarios.types import Scenario

RULES, ZH, EN = "scenario.yaml", "lines.zh.yaml", "lines.en.yaml"
ASKS_ZH, ASKS_EN = "asks.zh.yaml", "asks.en.yaml"
HOW = "  - {id: how, topics: [bottles], need: bottles}\n"
LEAFLET_STEP = "  - {id: leaflet, advance: false, topics: [leaflet], need: 0, trust: 0, interest: 0}\n"
TRIAL_STEP = "  - {id: trial, advance: true, topics: [one_first], need: 4, trust: 5, interest: 5}\n"
ROW = ("code", "file", "old", "new", "at")

# code, file, what stands there, what takes its place, words on the line of the finding ("": the file as a whole)
STRUCTURE = [
    ("name-mismatch", RULES, "id: office-water", "id: office-tea", "office-tea"),
    ("scenario-reference", RULES, "goal_topics: [guests]", "goal_topics: [guest]", "[guest]"),
    ("scenario-reference", RULES, "offer_topics: [product]", "offer_topics: [product]\nother_topics: [tap]", "[tap]"),
    ("scenario-reference", RULES, HOW, HOW.replace("topics: [bottles]", "topics: [bottle]"), "id: how"),
    ("scenario-reference", RULES, HOW, HOW.replace("need: bottles", "need: water"), "id: how"),
    ("scenario-reference", RULES, "after: [how]", "after: [who]", "after: [who]"),
    ("scenario-reference", RULES, "hides: price", "hides: prices", "hides: prices"),
    ("scenario-reference", RULES, "denied: [dirty]", "denied: [dust]", "denied: [dust]"),
    ("scenario-reference", RULES, "topics: [one_first]", "topics: [first]", "[first]"),
    ("scenario-reference", RULES, "topics: [service]", "topics: [services]", "[services]"),
    ("scenario-incomplete", RULES, "main: true", "main: false", "needs:"),
    ("scenario-incomplete", RULES, TRIAL_STEP, "", "ladder:"),
    ("scenario-incomplete", RULES, LEAFLET_STEP, "", "ladder:"),
    ("duplicate-id", RULES, HOW, HOW + HOW, "facts:"),
    ("unknown-unit", RULES, "steps: [spin]", "steps: [spine]", "[spine]"),
    ("schema", ASKS_EN, "  ask_around:\n", "  ask_about:\n", ""),
    ("line-parity", ZH, '    - "坏了多久有人来？总不能大家干等着吧？"\n', "", ""),
]
QUALITY = [
    ("topic-unused", RULES, "known_topics: [size]", "known_topics: []", "id: size"),
    ("topic-torn", RULES, '"谁.{0,3}[搬换]"', '"谁.{0", "3}[搬换]"', "id: bottles"),
    ("topic-shadows", RULES, "id: wrong_name", "id: gain", "id: gain"),
    ("style-told", EN, "summary: Visit ·", "summary: Visit · koala ·", "koala"),
    ("style-told", ZH, "title: 设计院的", "title: 考拉型的", "考拉型"),
    ("style-told", EN, "briefing.known: One floor", "briefing.known: An owl on one floor", "owl"),
    ("scenario-text", "both", "  hidden.win:", "  hidden.wins:", "texts:"),
    ("scenario-text", "both", "  briefing.goal:", "  briefing.aim:", "texts:"),
    ("better-missing", "both", "  keep.lawful:", "  keep.lawfully:", "better:"),
    ("briefing-you", EN, "Ye from Qingyuan Water.", "You are Ye, from Qingyuan Water.", "briefing.you"),
    ("briefing-you", ZH, "清源直饮的小叶", "你叫叶青，清源直饮", ""),
    ("line-missing", "both", "fact.last_visit", "fact.last_visitor", "lines:"),
    ("line-missing", "both", "need.bottles.3", "need.bottles.6", "lines:"),
    ("line-missing", "both", "  objection.ask_around:", "  objection.ask_about:", "lines:"),
    ("line-missing", "both", "  ask.who_mends:", "  ask.who:", "lines:"),
    ("asks-missing", ASKS_ZH, "", "", ""),
    ("ask-twice", ASKS_EN, "Who usually swaps the empty one?", "How do you order your water now?", "who_carries:"),
    ("ask-twice", ASKS_ZH, "平时谁去换那个桶？", "这里头最让您头疼的是什么？", "who_carries:"),
    ("ask-near", ASKS_EN, "Who usually swaps the empty one?", "How do you order all your water?", "who_carries:"),
    ("ask-near", ASKS_ZH, "平时谁去换那个桶？", "你们现在的水都是怎么订的？", "who_carries:"),
    ("plan-missing", "plans/fail.zh.txt", "", "", ""),
    ("plan-missing", "plans/win.en.txt", "", "\n\n", ""),
]


@pytest.fixture
def office(good: Path) -> Path:
    """A content folder without findings whose only scenario is the template; the folder of that scenario."""
    (good / "scenarios").mkdir()
    for file in (content_dir() / "scenarios").glob("*.yaml"):
        (good / "scenarios" / file.name).symlink_to(file)
    folder = good / "scenarios" / "office-water"
    shutil.copytree(content_dir() / TEMPLATE, folder)
    replace(folder / RULES, "steps: [step2-trust, step3-needs]", "steps: [spin]")
    return folder


def replace(file: Path, old: str, new: str) -> None:
    """Put `new` in the place of `old`; an old part "" means the whole file, a new one too that it goes away."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    if old or new:
        file.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")
    else:
        file.unlink()


def found(office: Path) -> tuple[Finding, ...]:
    return check(office.parents[1])


def standing(office: Path, finding: Finding) -> str:
    """The line that a finding points at; empty for a file as a whole."""
    if finding.line == 0:
        return ""
    return (office.parents[1] / finding.path).read_text(encoding="utf-8").splitlines()[finding.line - 1]


def test_the_template_has_no_findings(office: Path) -> None:
    assert found(office) == ()


@pytest.mark.parametrize(ROW, STRUCTURE)
def test_what_cannot_be_played_keeps_the_dojo_from_starting(
    office: Path, code: str, file: str, old: str, new: str, at: str
) -> None:
    replace(office / file, old, new)
    mine = [one for one in found(office) if one.code == code]
    assert any(at in standing(office, one) for one in mine)
    with pytest.raises(ContentError, match=code):
        load(office.parents[1])


@pytest.mark.parametrize(ROW, QUALITY)
def test_what_is_not_good_enough_for_a_scenario(
    office: Path, code: str, file: str, old: str, new: str, at: str
) -> None:
    for name in (ZH, EN) if file == "both" else (file,):
        replace(office / name, old, new)
    mine = [one for one in found(office) if one.code == code]
    assert mine and any(at in standing(office, one) for one in mine)
    load(office.parents[1])


def test_plans_of_different_length(office: Path) -> None:
    with (office / "plans" / "win.en.txt").open("a", encoding="utf-8") as plan:
        plan.write("Thank you.\n")
    assert [one.code for one in found(office)] == ["plan-parity"]


def test_a_name_of_the_lexicon_may_be_meant(office: Path) -> None:
    text = (office / RULES).read_text(encoding="utf-8").replace("one_first", "trial")
    lines = text.splitlines()
    place = lines.index("  - id: trial")
    for meant in ("true", "false"):
        written = [*lines[: place + 1], f"    replaces: {meant}", *lines[place + 1 :]]
        (office / RULES).write_text("\n".join(written) + "\n", encoding="utf-8")
        assert found(office) == ()


def test_a_fact_that_waits_for_itself_needs_no_words(office: Path) -> None:
    replace(office / RULES, "topics: [guests], need: bottles, trust: 4}", "topics: [guests], after: [last_visit]}")
    for name in (ZH, EN):
        replace(office / name, "fact.last_visit", "fact.nobody")
    assert found(office) == ()


@pytest.mark.parametrize("rubbish", ["[]\n", "id: office-water\ntopics: 5\n", "topics: [x]\nneeds: {a: b}\n"])
def test_rubbish_is_found_and_not_stumbled_over(office: Path, rubbish: str) -> None:
    (office / RULES).write_text(rubbish, encoding="utf-8")
    (office / ASKS_EN).write_text(rubbish, encoding="utf-8")
    assert "schema" in {one.code for one in found(office)}


def test_the_template_is_no_scenario(good: Path) -> None:
    shutil.copytree(content_dir() / TEMPLATE, good / TEMPLATE)
    scenarios: dict[str, Scenario] = dict(load(good).scenarios)
    assert scenarios == {}
