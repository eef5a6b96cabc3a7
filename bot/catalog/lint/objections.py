"""Objections: enough phrasings and replies, real questions, nothing said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.lint.plain import normal
from bot.catalog.parsed import Parsed
from bot.catalog.strict_yaml import Step
from bot.training.objections import Objection

PHRASINGS = 6
REPLIES = 2
# Characters that one breath carries.
SHORT = {Lang.ZH: 60, Lang.EN: 160}


def check(content: Parsed, findings: list[Finding]) -> None:
    """Append what is wrong with objections."""
    for objection in content.objections.values():
        for lang in Lang:
            findings.extend(_enough(content, objection, lang))
            findings.extend(_questions(content, objection, lang))
    findings.extend(_twice(content))


def _enough(content: Parsed, objection: Objection, lang: Lang) -> Iterable[Finding]:
    wording = objection.wording[lang]
    if len(wording.phrasings) < PHRASINGS:
        message = f"{PHRASINGS} phrasings at least, {len(wording.phrasings)} stand here"
        yield content.objection(objection.id, "few-phrasings", message, lang.value, "phrasings")
    if len(wording.replies) < REPLIES:
        message = f"{REPLIES} replies at least, {len(wording.replies)} stand here"
        yield content.objection(objection.id, "few-replies", message, lang.value, "replies")
    if len(wording.short) > SHORT[lang]:
        message = f"{SHORT[lang]} characters at most, {len(wording.short)} stand here"
        yield content.objection(objection.id, "short-long", message, lang.value, "short")


def _questions(content: Parsed, objection: Objection, lang: Lang) -> Iterable[Finding]:
    for index, reply in enumerate(objection.wording[lang].replies):
        if not reply.ask.rstrip("”\"'’").endswith(("?", "？")):
            steps = (lang.value, "replies", index, "ask")
            yield content.objection(objection.id, "ask-no-question", "the last part asks a question", *steps)
    for index, behind in enumerate(objection.wording[lang].behind):
        if not behind.question.rstrip("”\"'’").endswith(("?", "？")):
            steps = (lang.value, "behind", index, "question")
            yield content.objection(objection.id, "ask-no-question", "what finds out is a question", *steps)


def _twice(content: Parsed) -> Iterable[Finding]:
    seen: dict[tuple[Lang, str], str] = {}
    for objection in content.objections.values():
        for lang in Lang:
            for text, steps in _said(objection, lang):
                key = (lang, normal(text))
                if key in seen:
                    yield content.objection(objection.id, "said-twice", f"also in {seen[key]}: {text}", *steps)
                seen.setdefault(key, objection.id)


def _said(objection: Objection, lang: Lang) -> Iterator[tuple[str, tuple[Step, ...]]]:
    wording = objection.wording[lang]
    for index, phrasing in enumerate(wording.phrasings):
        yield phrasing, (lang.value, "phrasings", index)
    for index, phrasing in enumerate(wording.roundabout):
        yield phrasing, (lang.value, "roundabout", index)
    for index, reply in enumerate(wording.replies):
        for name in ("agree", "praise", "redirect", "ask"):
            yield getattr(reply, name), (lang.value, "replies", index, name)
    yield wording.short, (lang.value, "short")
    for style, text in wording.styles.items():
        yield text, (lang.value, "styles", style.value)
