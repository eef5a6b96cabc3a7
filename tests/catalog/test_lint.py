"""Every code is documented, and something bad brings it out at the right file and line."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import bot.catalog
from bot.base.errors import ContentError
from bot.base.paths import content_dir
from bot.catalog.check import check
from bot.catalog.load import load
from bot.language.category import Category
from tests.catalog.conftest import GOOD, Break, write
from tests.catalog.test_scenario_lint import QUALITY as SCENARIO_QUALITY
from tests.catalog.test_scenario_lint import STRUCTURE as SCENARIO_STRUCTURE

PUSHBACK = "moves/pushback.en.yaml"
ITEMS, LESSON, OBJECTION = "items/spin.yaml", "lessons/spin.yaml", "objections/too-dear.yaml"
ZH, EN = "texts/zh/a.yaml", "texts/en/a.yaml"
REMEMBER = "  - {kind: remember, zh: {title: 题, body: 文}, en: {title: t, body: b}}\n"
ITEM_1 = "id: spin-1\n"
SECOND_REPLY = '    - {technique: follow, agree: "贵 a2", praise: "贵 b2", redirect: "贵 c2", ask: "贵 d2?"}\n'
# These have a test of their own, below or in test_echoes.
ALONE = {"reply-echo", "item-echo", "option-bias", "recall-heavy", "unreachable", "file-missing", "yaml-encoding"}
# Those of scenarios are brought out in test_scenario_lint and in tests/scenarios.
ELSEWHERE = {"line-parity", "line-slots", "line-tag", "yaml-deep", "plan-parity"}
ELSEWHERE |= {row[0] for row in (*SCENARIO_STRUCTURE, *SCENARIO_QUALITY)}
PLAY = """\
    kind: play
    difficulty: 1
    source: {doc: D0, place: spin}
    scenario: nobody
    zh: {question: 演, explanation: 说}
    en: {question: play, explanation: told}
  - id: spin-0
"""
ROW = ("code", "file", "old", "new", "line")

# code, file, what stands there ("": the whole file), what takes its place, the line of the finding
STRUCTURE = [
    ("yaml-syntax", ITEMS, "unit: spin", "unit: [spin", 2),
    ("yaml-empty", LESSON, "", "# soon\n", 0),
    ("yaml-duplicate-key", ITEMS, "unit: spin", "unit: spin\nunit: spin", 2),
    ("yaml-key", ITEMS, "unit: spin", "unit: spin\n? [a]\n: b", 2),
    ("yaml-tag", ITEMS, "unit: spin", "unit: !!binary spin", 1),
    ("yaml-alias", ITEMS, "correct: [0]", "correct: &c [0]\n    prerequisites: *c", 7),
    ("schema", ITEMS, "difficulty: 1", "difficulty: 4", 5),
    ("schema", ITEMS, "kind: quiz", "kind: quizz", 4),
    ("schema", ITEMS, ITEM_1, "id: spin-1\n    hint: x\n", 4),
    ("schema", ITEMS, "explanation: told", "explanation: ''", 9),
    ("schema", OBJECTION, 'praise: "dear b1", ', "", 25),
    ("schema", OBJECTION, ', tiger: "贵 s4"', "", 14),
    ("schema", "moves/examples/zh/greet.yaml", "small_talk", "smalltalk", 4),
    ("schema", "moves/rules.en.yaml", "hello", "'('", 2),
    ("schema", "moves/rules.en.yaml", "0.5", "5", 2),
    ("name-mismatch", LESSON, "unit: spin", "unit: spine", 1),
    ("name-mismatch", OBJECTION, "id: too-dear", "id: dear", 1),
    ("bad-id", ITEMS, ITEM_1, "id: Spin 1\n", 3),
    ("duplicate-id", ITEMS, "id: spin-2", "id: spin-1", 11),
    ("parity", ITEMS, "[a, bb, cc]", "[a, bb]", 3),
    ("item-correct", ITEMS, "correct: [0]", "correct: [3]", 7),
    ("item-correct", ITEMS, "correct: [0]", "correct: []", 7),
    ("item-correct", ITEMS, "correct: [0]", "correct: [0, 0]", 7),
    ("item-correct", ITEMS, "correct: [0]", "correct: [0, 1, 2]", 7),
    ("text-language", "texts/de/a.yaml", "", "hello: Hallo\n", 1),
    ("unknown-city", "cities.yaml", "zh: [上海]", "zh: [北京]", 1),
    ("unknown-unit", "items/spine.yaml", "", GOOD[ITEMS].replace("spin", "spine"), 3),
    ("unknown-skill", ITEMS, ITEM_1, "id: spin-1\n    skill: asking\n", 3),
    ("unknown-skill", OBJECTION, "[spin]", "[asking]", 5),
    ("unknown-skill", "curriculum.yaml", "skill: spin", "skill: asking", 7),
    ("unknown-prerequisite", ITEMS, ITEM_1, "id: spin-1\n    prerequisites: [spin-99]\n", 4),
    ("unknown-scenario", ITEMS, ITEM_1, ITEM_1 + PLAY, 7),
    ("prerequisite-cycle", ITEMS, ITEM_1, "id: spin-1\n    prerequisites: [spin-1]\n", 4),
]
QUALITY = [
    ("question-long", ITEMS, "question 1", "q" * 301, 9),
    ("option-long", ITEMS, "bb", "b" * 101, 9),
    ("too-many-options", ITEMS, "bb", ", ".join(f"b{n}b" for n in range(12)), 9),
    ("explanation-long", ITEMS, "explanation: told", f"explanation: {'t' * 201}", 9),
    ("explanation-long", ITEMS, "explanation: told", 'explanation: "a\\nb\\nc\\nd"', 9),
    ("catch-all", ITEMS, "bb", "all of the above", 9),
    ("catch-all", ITEMS, "乙乙", "以上都对", 8),
    ("option-twice", ITEMS, "bb", "CC!", 9),
    ("item-twice", ITEMS, "question 2", "Question 1?", 17),
    ("few-items", ITEMS, "id: spin-16\n", "id: spin-16\n    status: draft\n", 2),
    ("unknown-point", ITEMS, "covers: [kinds]", "covers: [kind]", 10),
    ("unknown-point", ITEMS, "covers: [kinds]", "covers: []", 3),
    ("point-uncovered", ITEMS, "- {id: kinds,", "- {id: order, what: their order}\n  - {id: kinds,", 132),
    ("lesson-cards", LESSON, "", "unit: spin\ncards:\n" + REMEMBER + "keywords: {zh: [提问], en: [asking]}\n", 2),
    ("lesson-remember", LESSON, "kind: idea", "kind: remember", 2),
    ("lesson-remember", LESSON, "kind: remember", "kind: error", 2),
    ("card-long", LESSON, "body: 文", f"body: {'文' * 400}", 3),
    ("few-phrasings", OBJECTION, ', "dear p6"', "", 21),
    ("short-long", OBJECTION, "dear breath", "d" * 161, 31),
    ("short-long", OBJECTION, "贵 breath", "贵" * 61, 18),
    ("few-replies", OBJECTION, SECOND_REPLY, "", 11),
    ("ask-no-question", OBJECTION, "dear d2?", "dear d2", 26),
    ("ask-no-question", OBJECTION, "贵 q?", "贵 q", 10),
    ("said-twice", OBJECTION, "dear p2", "Dear P1!", 21),
    ("text-parity", EN, "hello", "bye", 1),
    ("placeholder-parity", EN, "{{ name }}", "{{ nom }}", 1),
    ("text-template", ZH, "{{ name }}", "{{ name }", 1),
    ("text-template", ZH, "{{ name }}", "{{ name | dey }}", 1),
    ("text-html", ZH, "</b>", "", 1),
    ("text-html", ZH, "<b>", "<big>", 1),
    ("text-html", "texts/en/button.yaml", "Go", "<b>Go</b>", 1),
    ("text-long", EN, "Hello", "H" * 4097, 1),
    ("button-long", "texts/zh/button.yaml", "开始", "开始" * 7, 1),
    ("forbidden-word", ZH, "你好", "赋能", 1),
    ("forbidden-word", ITEMS, "question 1", "Synergy 1?", 9),
    ("forbidden-word", LESSON, "title: t,", "title: synergy,", 3),
    ("forbidden-word", OBJECTION, "dear a1", "synergy", 24),
]  # fmt: skip


def found(root: Path) -> list[tuple[str, str, int]]:
    return [(finding.code, finding.path, finding.line) for finding in check(root)]


def test_the_good_folder_has_no_findings_and_loads(good: Path) -> None:
    assert found(good) == []
    assert len(load(good).drill_items) == 16


@pytest.mark.parametrize(("code", "file", "old", "new", "line"), STRUCTURE)
def test_what_cannot_be_run_with(
    good: Path, broken: Break, code: str, file: str, old: str, new: str, line: int
) -> None:
    broken(file, old, new)
    assert (code, file, line) in found(good)
    with pytest.raises(ContentError, match=f"{file}:{line}:.*{code}"):
        # Sentences to learn from are refused when they are to be learnt from (see test_load.py).
        load(good).moves.read()


@pytest.mark.parametrize(("code", "file", "old", "new", "line"), QUALITY)
def test_what_is_not_good_enough(
    good: Path, broken: Break, code: str, file: str, old: str, new: str, line: int
) -> None:
    broken(file, old, new)
    assert (code, file, line) in found(good)


def test_a_right_option_that_is_mostly_the_longest(good: Path) -> None:
    write(good, {ITEMS: GOOD[ITEMS].replace("[a, bb, cc]", "[aaa, bb, cc]")})
    assert found(good) == [("option-bias", ITEMS, 0)]


def test_a_unit_that_mostly_asks_for_facts(good: Path) -> None:
    write(good, {ITEMS: GOOD[ITEMS].replace("difficulty: 1", "difficulty: 1\n    recall: true", 5)})
    assert found(good) == []
    write(good, {ITEMS: GOOD[ITEMS].replace("difficulty: 1", "difficulty: 1\n    recall: true", 6)})
    assert found(good) == [("recall-heavy", ITEMS, 2)]


def test_a_unit_without_points(good: Path) -> None:
    write(good, {ITEMS: GOOD[ITEMS].partition("points:")[0].replace("covers: [kinds]", "recall: false")})
    assert {code for code, _, _ in found(good)} == {"point-uncovered", "unknown-point"}


def test_an_item_that_waits_for_a_retired_one(good: Path) -> None:
    retired = GOOD[ITEMS].replace(ITEM_1, "id: spin-1\n    status: retired\n")
    write(good, {ITEMS: retired.replace("id: spin-2\n", "id: spin-2\n    prerequisites: [spin-1]\n")})
    assert found(good) == [("few-items", ITEMS, 2), ("unreachable", ITEMS, 13)]
    with pytest.raises(ContentError, match="unreachable"):
        load(good)


def test_what_customers_say_stands_under_one_kind_and_every_kind_has_some(good: Path) -> None:
    whole = "lang: en\n" + "".join(f"{kind.value}:\n  - said of {kind.value}\n" for kind in Category)
    write(good, {PUSHBACK: whole})
    assert found(good) == []
    write(good, {PUSHBACK: whole + "  - Said of price!\nweather:\n  - rain\n"})
    assert sorted(found(good)) == [("said-twice", PUSHBACK, 40), ("schema", PUSHBACK, 41)]
    write(good, {PUSHBACK: whole.replace("  - said of price\n", "  []\n")})
    assert found(good) == [("schema", PUSHBACK, 2)]


def test_files_that_are_missing_or_not_text(good: Path) -> None:
    (good / "cities.yaml").unlink()
    (good / ITEMS).write_bytes(b"\xff")
    assert {("file-missing", "cities.yaml", 0), ("yaml-encoding", ITEMS, 1)} <= set(found(good))


def test_quoted_mistakes_may_use_forbidden_words(good: Path, broken: Break) -> None:
    broken(ITEMS, "[a, bb, cc]", "[a, synergy, cc]")
    broken(OBJECTION, "dear no", "synergy")
    assert found(good) == []


def test_all_errors_come_in_one_run_in_the_order_of_the_files(good: Path, broken: Break) -> None:
    broken(ITEMS, "difficulty: 1", "difficulty: 9")
    broken(OBJECTION, "category: price", "category: dear")
    broken(ZH, "</b>", "")
    paths = [path for _, path, _ in found(good)]
    assert set(paths) == {ITEMS, OBJECTION, ZH} and paths == sorted(paths)


def codes_in_source() -> set[str]:
    """Every kebab-case literal of the catalog, and the two codes that are single words."""
    words: set[str] = set()
    for file in Path(bot.catalog.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
    codes = {word for word in words if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", word)}
    return (codes - {"utf-8", "utf-8-sig", "tg-spoiler"}) | {"schema", "unreachable", "parity"}


def test_every_code_is_documented() -> None:
    page = Path(__file__).parents[2] / "docs" / "content.md"
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert documented >= codes_in_source()
    triggered = {row[0] for row in (*STRUCTURE, *QUALITY)} | ALONE
    assert documented >= triggered | ELSEWHERE
    assert documented - triggered <= ELSEWHERE


def test_the_content_of_this_repository_has_no_findings() -> None:
    assert [str(finding) for finding in check(content_dir())] == []
