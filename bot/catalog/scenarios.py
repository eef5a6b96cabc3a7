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
from bot.catalog.scenario_lines import Bank, join_lines, parity, read_bank, read_texts
from bot.catalog.strict_yaml import Doc
from bot.catalog.trades import elsewhere
from bot.language.moves import MoveKind
from bot.scenarios import types as made
from bot.scenarios.stored import sealed
from bot.scenarios.types import Scenario, Style, StyleId, Topic, Tuning

PATTERNS = ("scenarios/*.yaml", "scenarios/*/scenario.yaml", "scenarios/*/lines.*.yaml")
_STYLES = "scenarios/styles.yaml"
_LEXICON = "scenarios/lexicon.yaml"


def load_scenarios(docs: Iterable[Doc], findings: list[Finding]) -> Mapping[str, Scenario]:
    """Every scenario by id, compiled. What is wrong anywhere is appended to `findings`."""
    by_path = {doc.path: doc for doc in docs}
    styles, tunings = _styles(_need(by_path, _STYLES, findings), findings)
    shared = Reader(_need(by_path, _LEXICON, findings), findings)
    lexicon, trades = _topics(shared, "entries"), _topics(shared, "trades")
    files = {lang: _need(by_path, f"scenarios/style-lines.{lang}.yaml", findings) for lang in Lang}
    banks = {lang: _style_bank(doc, findings) for lang, doc in files.items()}
    found: dict[str, Scenario] = {}
    for path, doc in by_path.items():
        if PurePosixPath(path).name != "scenario.yaml":
            continue
        folder = str(PurePosixPath(path).parent)
        own = {lang: Reader(_need(by_path, f"{folder}/lines.{lang}.yaml", findings), findings) for lang in Lang}
        scenario = _scenario(Reader(doc, findings), own, styles, tunings, lexicon, banks)
        found[scenario.id] = sealed(replace(scenario, lexicon=(*lexicon, elsewhere(scenario, trades))))
    return found


def _need(by_path: Mapping[str, Doc], path: str, findings: list[Finding]) -> Doc:
    if path not in by_path:
        findings.append(Finding("file-missing", path, 0, "this file is needed"))
    return by_path.get(path, Doc(path, {}, {}))


def _styles(doc: Doc, findings: list[Finding]) -> tuple[Mapping[StyleId, Style], tuple[Tuning, ...]]:
    top = Reader(doc, findings)
    tunings = tuple(_tuning(reader) for reader in top.children("levels", at_least=3))
    styles = {style.id: style for style in (_style(reader) for reader in top.children("styles", at_least=1))}
    for missing in [style for style in StyleId if style not in styles]:
        top.fail(f"no policy for {missing.value}", "styles")
    top.done()
    return styles, tunings


def _tuning(reader: Reader) -> Tuning:
    tuning = Tuning(
        level=reader.integer("level", 1, 3),
        turns=reader.integer("turns", 6, 40),
        bonus=_effect(reader, "bonus"),
        need_bonus=reader.integer("need_bonus", 0, 2),
        points=reader.integer("points", 1, 3),
        parts=reader.integer("parts", 2, 4),
        early_offers=reader.integer("early_offers", 0, 3),
    )
    reader.done()
    return tuning


def _style(reader: Reader) -> Style:
    effects = reader.child("effects")
    turn = reader.integers("long_turn")
    if len(turn) != 2:
        reader.fail("long_turn: Chinese characters and English words are expected", "long_turn")
        turn = (150, 100)
    style = Style(
        id=reader.choice("id", StyleId),
        start=_effect(reader, "start"),
        effects={cause: _effect(effects, cause.value) for cause in made.Cause},
        opening=reader.choice("opening", made.Opening),
        free_situations=reader.integer("free_situations", 1, 7),
        long_turn={Lang.ZH: turn[0], Lang.EN: turn[1]},
        wants_proof=reader.flag("wants_proof"),
        wants_date=reader.flag("wants_date"),
        close=reader.texts("close", at_least=1),
    )
    effects.done()
    reader.done()
    return style


def _effect(reader: Reader, key: str) -> made.Effect:
    numbers = reader.integers(key)
    if len(numbers) != 3 or any(abs(number) > made.METER_MAX for number in numbers):
        reader.fail(f"{key}: three integers for trust, patience and interest are expected", key)
        return made.Effect(0, 0, 0)
    return made.Effect(*numbers)


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
        lexicon=lexicon,
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
    top.done()
    return scenario


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
