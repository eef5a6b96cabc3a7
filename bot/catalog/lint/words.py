"""Words that no user should read, listed with their reasons in `content/forbidden.yaml`.

Quoted mistakes — wrong options, lines to avoid, cards about errors — may use them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.parsed import Parsed
from bot.catalog.reader import Reader
from bot.catalog.strict_yaml import Doc
from bot.training.curriculum import CardKind


@dataclass(frozen=True, slots=True)
class Word:
    """A forbidden pattern and what is wrong with it."""

    pattern: re.Pattern[str]
    why: str


Words = dict[Lang, tuple[Word, ...]]
Told = tuple[Lang, str, Finding]


def load_words(doc: Doc, findings: list[Finding]) -> Words:
    """The forbidden words of each language."""
    top = Reader(doc, findings)
    words = {lang: tuple(_word(reader) for reader in top.children(lang.value)) for lang in Lang}
    top.done()
    return words


def _word(reader: Reader) -> Word:
    word = Word(re.compile(reader.pattern("pattern"), re.IGNORECASE), reader.text("why"))
    reader.done()
    return word


def check(content: Parsed, words: Words, findings: list[Finding]) -> None:
    """Append every forbidden word that a user would read as ours."""
    for lang, text, at in (*_texts(content), *_items(content), *_lessons(content), *_objections(content)):
        for word in words[lang]:
            match = word.pattern.search(text)
            if match is not None:
                message = f"{at.message}{match.group()!r}: {word.why}"
                findings.append(Finding("forbidden-word", at.path, at.line, message, at.column))


def _texts(content: Parsed) -> Iterator[Told]:
    for lang, table in content.texts.items():
        for message_id, source in table.items():
            yield lang, source, content.text(lang, message_id, "", "")


def _items(content: Parsed) -> Iterator[Told]:
    for placed in content.items:
        for lang, wording in placed.item.wording.items():
            right = [wording.options[index] for index in placed.item.correct if index < len(wording.options)]
            for text in (wording.question, wording.explanation, *right, wording.example or ""):
                yield lang, text, placed.finding("", "", lang.value)


def _lessons(content: Parsed) -> Iterator[Told]:
    for lesson in content.lessons.values():
        for index, card in enumerate(lesson.cards):
            if card.kind is CardKind.ERROR:
                continue
            for lang, text in card.text.items():
                yield (
                    lang,
                    f"{text.title}\n{text.body}",
                    content.lesson(lesson.unit, "", "", "cards", index, lang.value),
                )


def _objections(content: Parsed) -> Iterator[Told]:
    for objection in content.objections.values():
        for lang, wording in objection.wording.items():
            for step, texts in _replies(wording.replies, wording.styles.values(), wording.insist):
                for text in texts:
                    yield lang, text, content.objection(objection.id, "", "", lang.value, step)
            yield lang, wording.short, content.objection(objection.id, "", "", lang.value, "short")


def _replies(replies: Iterable[object], styles: Iterable[str], insist: str) -> Iterator[tuple[str, Iterable[str]]]:
    yield "replies", [part for reply in replies for part in getattr(reply, "parts", ())]
    yield "styles", styles
    yield "insist", (insist,)
