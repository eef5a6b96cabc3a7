"""A small content folder without any finding, for tests to break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

_OBJECTION = """\
id: too-dear
category: price
industry: general
stage: offer
skills: [spin]
"""
_OBJECTION_LANG = """\
{lang}:
  title: "{m} dear"
  phrasings: ["{m} p1", "{m} p2", "{m} p3", "{m} p4", "{m} p5", "{m} p6"]
  behind:
    - {{concern: "{m} budget", question: "{m} q?"}}
  replies:
    - {{technique: split, agree: "{m} a1", praise: "{m} b1", redirect: "{m} c1", ask: "{m} d1?"}}
    - {{technique: follow, agree: "{m} a2", praise: "{m} b2", redirect: "{m} c2", ask: "{m} d2?"}}
  styles: {{peacock: "{m} s1", koala: "{m} s2", owl: "{m} s3", tiger: "{m} s4", chameleon: "{m} s5"}}
  avoid:
    - {{line: "{m} no", why: "{m} because"}}
  insist: "{m} again"
  short: "{m} breath"
"""
_ITEM = """\
  - id: spin-{n}
    kind: quiz
    difficulty: 1
    source: {{doc: D0, place: spin}}
    correct: [0]
    zh: {{question: "问题{n}", options: [甲, 乙乙, 丙丙], explanation: 说明}}
    en: {{question: "question {n}", options: [a, bb, cc], explanation: told}}
    covers: [kinds]
"""
_KEYWORDS = "keywords: {zh: [提问], en: [asking]}\n"
_CARD = "  - {{kind: {kind}, zh: {{title: 题, body: 文}}, en: {{title: t, body: b}}}}\n"

GOOD: dict[str, str] = {
    "curriculum.yaml": """\
skills:
  - {id: spin, title: {zh: 问, en: Ask}}
tracks:
  - id: a
    title: {zh: 甲, en: A}
    units:
      - {id: spin, skill: spin, title: {zh: 问, en: Ask}, about: {zh: 问, en: Ask}}
""",
    "items/spin.yaml": "unit: spin\nitems:\n"
    + "".join(_ITEM.format(n=n) for n in range(1, 17))
    + "points:\n  - {id: kinds, what: four kinds}\n",
    "lessons/spin.yaml": "unit: spin\ncards:\n"
    + "".join(_CARD.format(kind=k) for k in ("idea", "why", "remember"))
    + _KEYWORDS,
    "objections/too-dear.yaml": _OBJECTION
    + _OBJECTION_LANG.format(lang="zh", m="贵")
    + _OBJECTION_LANG.format(lang="en", m="dear"),
    "texts/zh/a.yaml": 'hello: "<b>{{ name }}</b>你好"\n',
    "texts/en/a.yaml": 'hello: "Hello <b>{{ name }}</b>"\n',
    "texts/zh/button.yaml": 'go: "开始"\n',
    "texts/en/button.yaml": 'go: "Go"\n',
    "cities.yaml": "common: {zh: [上海], en: [Shanghai]}\ncities:\n  - {zone: Asia/Shanghai, zh: 上海, en: Shanghai}\n",
    "forbidden.yaml": "zh:\n  - {pattern: 赋能, why: 行话}\nen:\n  - {pattern: synergy, why: jargon}\n",
    "moves/examples/zh/greet.yaml": "label: greet\nlang: zh\nexamples:\n  - {t: 您好, also: [small_talk]}\n",
    "moves/rules.en.yaml": """\
rules:
  - {label: greet, pattern: hello, floor: 0.5}
cues:
  - {cue: agree.but, pattern: but}
""",
    "moves/everyday.en.yaml": "lang: en\nsentences:\n  - {t: Thanks., is: []}\n",
}


def write(root: Path, files: dict[str, str]) -> Path:
    """Write the files below `root`."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return root


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """The folder without findings."""
    return write(tmp_path / "content", GOOD)


Break = Callable[[str, str, str], None]


@pytest.fixture
def broken(good: Path) -> Break:
    """Replaces a part of one file of the good folder; an old part "" means: the whole file."""

    def replace(name: str, old: str, new: str) -> None:
        before = GOOD.get(name, "")
        assert old in before
        write(good, {name: before.replace(old, new, 1) if old else new})

    return replace
