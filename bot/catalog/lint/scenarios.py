"""Scenarios: no topic in vain, something to say on every occasion, and a briefing that keeps the style to itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.lint.scenario_references import references
from bot.catalog.parsed import Parsed
from bot.catalog.reader import Reader
from bot.catalog.strict_yaml import Doc
from bot.scenarios.types import Ending, Scenario, StyleId, Trigger
from bot.training.grading.checks import CHECKS

TEXTS = (
    *("name", "title", "summary"),
    *(f"briefing.{part}" for part in ("who", "where", "known", "you", "goal")),
    *(f"hidden.{part}" for part in ("style", "need", "objections", "win")),
)
# Before the meeting nobody is told how the customer is to be taken: finding out is half the exercise.
_BEFORE = ("name", "title", "summary", "briefing.who", "briefing.where", "briefing.known", "briefing.goal")
_STYLES = {
    Lang.ZH: ("孔雀", "考拉", "猫头鹰", "老虎", "变色龙"),
    Lang.EN: tuple(style.value for style in StyleId),
}
# The engine knows this one by name.
_KNOWN = "wrong_name"
_MOST_NEED = 5
_WHOLE = re.compile(r"\\.|\{\d+(?:,\d*)?\}")


def check(content: Parsed, findings: list[Finding]) -> None:
    """Append what is wrong with scenarios that can be played all the same."""
    for scenario in content.scenarios.values():
        findings.extend(_unused(content, scenario))
        findings.extend(_shadows(content, scenario))
        findings.extend(_torn(content, scenario))
        findings.extend(_speechless(content, scenario))
        for lang in Lang:
            findings.extend(_texts(content, scenario, lang))
            findings.extend(_style_told(content, scenario, lang))
        findings.extend(_you(content, scenario))


def _unused(content: Parsed, scenario: Scenario) -> Iterator[Finding]:
    """Topics nothing hangs on; what only praise or a question may be about stands in `other_topics`."""
    used = {one.name for one in references(scenario) if one.of == "topics"}
    others = _written(content, scenario).texts("other_topics")
    known = {_KNOWN, *others, *(entry.id for entry in scenario.lexicon)}
    for index, topic in enumerate(scenario.topics):
        if topic.id not in used | known:
            yield content.scenario(scenario.id, "topic-unused", f"nothing refers to {topic.id!r}", "topics", index)


def _shadows(content: Parsed, scenario: Scenario) -> Iterator[Finding]:
    """Own topics that bear the name of a lexicon entry by chance: what is meant says `replaces`, true or false."""
    shared = {entry.id for entry in scenario.lexicon}
    written = _written(content, scenario).children("topics")
    for index, (topic, entry) in enumerate(zip(scenario.topics, written, strict=False)):
        if topic.id in shared and not entry.has("replaces"):
            message = f"{topic.id!r} is in the lexicon: say `replaces: true` or `false`, or choose another name"
            yield content.scenario(scenario.id, "topic-shadows", message, "topics", index)


def _torn(content: Parsed, scenario: Scenario) -> Iterator[Finding]:
    """Expressions cut in two at the comma of their `{0,6}`: each half finds nothing."""
    for index, topic in enumerate(scenario.topics):
        for text in (text for patterns in topic.patterns.values() for text in patterns):
            if set(_WHOLE.sub("", text)) & set("{}"):
                message = f"{text!r} of {topic.id!r} has half a brace: was it cut in two at a comma?"
                yield content.scenario(scenario.id, "topic-torn", message, "topics", index)


def _written(content: Parsed, scenario: Scenario) -> Reader:
    """The scenario's rules as they stand in the file; what does not fit there was found when they were loaded."""
    path = f"scenarios/{scenario.id}/scenario.yaml"
    return Reader(content.docs["scenarios"].get(path, Doc(path, {}, {})), [])


def _speechless(content: Parsed, scenario: Scenario) -> Iterator[Finding]:
    for occasion in _occasions(scenario):
        if not any(name in scenario.lines for name in (occasion, *_general(occasion))):
            message = f"nobody has anything to say on {occasion!r}"
            yield content.scenario(scenario.id, "line-missing", message, "lines", file="lines.zh.yaml")


def _general(occasion: str) -> tuple[str, ...]:
    """Under which names the style's lines serve: `need.x.cold` → `need.cold`, `end.advance.x` → `end.advance`."""
    first, *rest = occasion.split(".")
    if first == "again":
        return (first,)
    return (f"{first}.{rest[-1]}", f"{first}.{rest[0]}") if len(rest) > 1 else ()


def _occasions(scenario: Scenario) -> Iterator[str]:
    yield "opening"
    # A fact that waits for itself is never told: whoever asks is refused.
    yield from (f"fact.{fact.id}" for fact in scenario.facts if fact.id not in fact.after)
    for need in scenario.needs:
        yield from (f"need.{need.id}.{level}" for level in (*range(need.start + 1, _MOST_NEED + 1), "cold"))
    for objection in scenario.objections:
        # What is in the first words is spoken by the opening.
        yield from (f"objection.{objection.id}" for trigger in objection.triggers if trigger is not Trigger.OPENING)
        parts = ("again", "half", "argued", "conceded", "settled") if objection.real else ("again", "tested")
        yield from (".".join(("objection", objection.id, part)) for part in parts)
    for question in scenario.questions:
        yield from (f"ask.{question.id}", f"again.{question.id}")
    for rung in scenario.ladder:
        yield f"end.{Ending.ADVANCE if rung.advance else Ending.CONTINUATION}.{rung.id}"
    yield from (f"end.{ending}" for ending in Ending if ending is not Ending.ADVANCE)


def _texts(content: Parsed, scenario: Scenario, lang: Lang) -> Iterator[Finding]:
    file = f"lines.{lang.value}.yaml"
    for name in TEXTS:
        if name not in scenario.texts[lang]:
            yield content.scenario(scenario.id, "scenario-text", f"there is no {name!r}", "texts", file=file)
    for check_id in CHECKS:
        if f"better.{check_id}" not in scenario.texts[lang]:
            message = f"no better line for {check_id!r}"
            yield content.scenario(scenario.id, "better-missing", message, "better", file=file)


def _style_told(content: Parsed, scenario: Scenario, lang: Lang) -> Iterator[Finding]:
    file = f"lines.{lang.value}.yaml"
    for name in _BEFORE:
        text = scenario.texts[lang].get(name, "").lower()
        for style in _STYLES[lang]:
            if style in text:
                message = f"{name} gives the style away: {style}"
                yield content.scenario(scenario.id, "style-told", message, "texts", name, file=file)


def _you(content: Parsed, scenario: Scenario) -> Iterator[Finding]:
    if all(entry.id != "us" for entry in scenario.lexicon):
        message = (
            "“X from Company. …” and “公司的小X，…” in both languages tell by what name and company the rep is known"
        )
        yield content.scenario(scenario.id, "briefing-you", message, "texts", "briefing.you", file="lines.en.yaml")
