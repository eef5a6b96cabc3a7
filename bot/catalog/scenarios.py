"""`content/scenarios/**` → compiled scenarios. The format is described beside the smallest example in the docs.

`<id>/scenario.yaml` holds the rules, `<id>/lines.<lang>.yaml` texts and lines, `styles.yaml` levels and style policies,
`style-lines.<lang>.yaml` what each style can say anywhere, `lexicon.yaml` the words that every scenario knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.reader import Reader
from bot.catalog.scenario_asks import read_asks, read_common
from bot.catalog.scenario_lines import Bank, join_lines, parity, read_bank, read_texts
from bot.catalog.scenario_styles import read_styles
from bot.catalog.strict_yaml import Doc
from bot.language.moves import MoveKind
from bot.scenarios import types as made
from bot.scenarios.stored import sealed
from bot.scenarios.types import Scenario, Style, StyleId, Topic, Tuning

PATTERNS = ("scenarios/*.yaml", "scenarios/*/scenario.yaml", "scenarios/*/lines.*.yaml", "scenarios/*/asks.*.yaml")
_STYLES = "scenarios/styles.yaml"
_LEXICON = "scenarios/lexicon.yaml"
# "育衡教育的小周，…", "Zhou from Yuheng Education. …": reps shorten their company's name to what comes first in it.
_YOU_ZH = re.compile(r"(?P<company>..)\S*?的小(?P<name>.)")
_YOU_EN = re.compile(r"(?P<name>[A-Z][a-z]+) from (?P<company>[A-Z][a-z]+)")


def load_scenarios(docs: Iterable[Doc], findings: list[Finding]) -> Mapping[str, Scenario]:
    """Every scenario by id, compiled. What is wrong anywhere is appended to `findings`."""
    by_path = {doc.path: doc for doc in docs}
    styles, tunings = read_styles(_need(by_path, _STYLES, findings), findings)
    lexicon = _topics(Reader(_need(by_path, _LEXICON, findings), findings), "entries")
    files = {lang: _need(by_path, f"scenarios/style-lines.{lang}.yaml", findings) for lang in Lang}
    banks = {lang: _style_bank(doc, findings) for lang, doc in files.items()}
    found: dict[str, Scenario] = {}
    common = tuple(
        ask
        for lang in Lang
        for ask in read_common(Reader(_need(by_path, f"scenarios/asks.{lang}.yaml", findings), findings), lang)
    )
    for path, doc in by_path.items():
        if PurePosixPath(path).name != "scenario.yaml":
            continue
        folder = str(PurePosixPath(path).parent)
        own = {lang: Reader(_need(by_path, f"{folder}/lines.{lang}.yaml", findings), findings) for lang in Lang}
        asked = {
            lang: Reader(by_path[f"{folder}/asks.{lang}.yaml"], findings)
            for lang in Lang
            if f"{folder}/asks.{lang}.yaml" in by_path
        }
        top = Reader(doc, findings)
        scenario = _scenario(top, own, styles, tunings, lexicon, banks)
        if scenario.id != PurePosixPath(folder).name:
            top.fail(f"the folder has another name than {scenario.id!r}", "id", code="name-mismatch")
        own_asks = tuple(ask for lang, reader in asked.items() for ask in read_asks(reader, scenario, lang))
        found[scenario.id] = sealed(replace(scenario, asks=(*own_asks, *common)))
    return found


def _need(by_path: Mapping[str, Doc], path: str, findings: list[Finding]) -> Doc:
    if path not in by_path:
        findings.append(Finding("file-missing", path, 0, "this file is needed"))
    return by_path.get(path, Doc(path, {}, {}))


def _style_bank(doc: Doc, findings: list[Finding]) -> Mapping[StyleId, Bank]:
    top = Reader(doc, findings)
    banks = {style: read_bank(top, style.value) for style in StyleId if top.has(style.value)}
    top.done()
    return banks


def _topics(reader: Reader, key: str) -> tuple[Topic, ...]:
    return tuple(_topic(entry) for entry in reader.children(key, at_least=1))


def _topic(reader: Reader) -> Topic:
    topic = Topic(reader.text("id"), {lang: reader.texts(lang.value) for lang in Lang}, reader.flag("replaces"))
    for lang, patterns in topic.patterns.items():
        for index, pattern in enumerate(patterns):
            try:
                re.compile(pattern)
            except re.error as error:
                reader.fail(f"not a regular expression: {error}", lang.value, index)
    reader.done()
    return topic


def _scenario(
    top: Reader,
    own: Mapping[Lang, Reader],
    styles: Mapping[StyleId, Style],
    tunings: tuple[Tuning, ...],
    lexicon: tuple[Topic, ...],
    banks: Mapping[Lang, Mapping[StyleId, Bank]],
) -> Scenario:
    style, channel = top.choice("style", StyleId), top.choice("channel", made.Channel)
    texts = {lang: read_texts(reader) for lang, reader in own.items()}
    lines = join_lines(
        {lang: read_bank(reader, "lines") for lang, reader in own.items()},
        {lang: banks[lang].get(style, {}) for lang in Lang},
        channel,
        top,
    )
    for reader in own.values():
        reader.done()
    parity(texts, own[Lang.EN])
    scenario = Scenario(
        version=made.ENGINE_VERSION,
        hash="",
        id=top.text("id"),
        industry=top.text("industry"),
        channel=channel,
        customer=made.Customer(style, top.choice("role", made.DecisionRole)),
        steps=top.texts("steps", at_least=1),
        style=styles.get(style) or next(iter(styles.values())),
        tunings=tunings,
        topics=_topics(top, "topics"),
        lexicon=(*lexicon, *_ourselves(texts)),
        goal_topics=top.texts("goal_topics", at_least=1),
        people_topics=top.texts("people_topics"),
        known_topics=top.texts("known_topics"),
        offer_topics=top.texts("offer_topics", at_least=1),
        facts=tuple(_fact(reader) for reader in top.children("facts", at_least=1)),
        needs=tuple(_need_of(reader) for reader in top.children("needs", at_least=1)),
        objections=tuple(_objection(reader) for reader in top.children("objections", at_least=1)),
        questions=tuple(_question(reader) for reader in top.children("questions", at_least=1)),
        ladder=tuple(_rung(reader) for reader in top.children("ladder", at_least=1)),
        lines=lines,
        texts=texts,
    )
    _others(top, scenario)
    top.done()
    return scenario


def _others(top: Reader, scenario: Scenario) -> None:
    """Topics that are understood though nothing hangs on them: praise and questions about them are to the point."""
    for index, name in enumerate(top.texts("other_topics")):
        if all(topic.id != name for topic in scenario.topics):
            top.fail(f"nothing among the topics is called {name!r}", "other_topics", index, code="scenario-reference")


def _ourselves(texts: Mapping[Lang, Mapping[str, str]]) -> tuple[Topic, ...]:
    """The rep's name and company, as the briefing says them: an entry of the lexicon, `us`."""
    chinese = _YOU_ZH.match(texts[Lang.ZH].get("briefing.you", ""))
    english = _YOU_EN.match(texts[Lang.EN].get("briefing.you", ""))
    if chinese is None or english is None:
        return ()
    patterns = {
        Lang.ZH: (re.escape(chinese["company"]), f"小{re.escape(chinese['name'])}"),
        Lang.EN: (english["company"].lower(), english["name"].lower()),
    }
    return (Topic("us", patterns),)


def _fact(reader: Reader) -> made.Fact:
    fact = made.Fact(
        id=reader.text("id"),
        topics=reader.texts("topics", at_least=1),
        need=reader.text_or_none("need") or "",
        trust=reader.integer("trust", 0, made.METER_MAX) if reader.has("trust") else 0,
        after=reader.texts("after"),
    )
    reader.done()
    return fact


def _need_of(reader: Reader) -> made.Need:
    need = made.Need(
        id=reader.text("id"),
        topics=reader.texts("topics", at_least=1),
        consequences=reader.texts("consequences", at_least=1),
        denied=reader.texts("denied"),
        start=reader.integer("start", 0, 3),
        main=reader.flag("main"),
    )
    reader.done()
    return need


def _objection(reader: Reader) -> made.Objection:
    objection = made.Objection(
        id=reader.text("id"),
        category=reader.text("category"),
        real=reader.flag("real"),
        topics=reader.texts("topics", at_least=1),
        triggers=reader.choices("triggers", made.Trigger),
        levels=reader.integers("levels"),
        hides=reader.text_or_none("hides") or "",
    )
    reader.done()
    return objection


def _question(reader: Reader) -> made.CustomerQuestion:
    question = made.CustomerQuestion(
        id=reader.text("id"),
        topics=reader.texts("topics"),
        moves=reader.choices("moves", MoveKind),
        after_offer=reader.flag("after_offer"),
    )
    reader.done()
    return question


def _rung(reader: Reader) -> made.Rung:
    rung = made.Rung(
        id=reader.text("id"),
        advance=reader.flag("advance"),
        topics=reader.texts("topics", at_least=1),
        need=reader.integer("need", 0, 5),
        trust=reader.integer("trust", 0, made.METER_MAX),
        interest=reader.integer("interest", 0, made.METER_MAX),
    )
    reader.done()
    return rung
