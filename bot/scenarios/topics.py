"""Topics: what the rep's words are about, by the scenario's own word lists in both languages."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from bot.base.language import Lang
from bot.language.caseless import caseless, small
from bot.scenarios.types import Scenario, Topic

_NUMBER = r"\d{1,12}"


@lru_cache(maxsize=4096)
def _compiled(chinese: tuple[str, ...], english: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for a topic; English expressions match whole words, whatever their case.

    Numbers end after some digits: of thousands of them in a row each would be looked at from every other.
    """
    parts = list(chinese)
    if english:
        parts.append(r"\b(?:" + "|".join(english) + r")\b")
    return caseless("|".join(parts).replace(r"\d+", _NUMBER) or r"(?!)")


def pattern(topic: Topic) -> re.Pattern[str]:
    """The topic's words as one pattern over normalised text in small letters."""
    return _compiled(topic.patterns.get(Lang.ZH, ()), topic.patterns.get(Lang.EN, ()))


def prepare(scenario: Scenario) -> None:
    """Compile all patterns of the scenario: a second for the first one's, some milliseconds for each other."""
    for topic in (*scenario.topics, *scenario.lexicon):
        pattern(topic)


def phrase(topic: Topic, text: str) -> str:
    """The first words of normalised `text` that are about `topic`; empty when none are."""
    return _said(topic, text) or ""


def _said(topic: Topic, text: str) -> str | None:
    return _first(topic.patterns.get(Lang.ZH, ()), topic.patterns.get(Lang.EN, ()), text)


# Many rules ask the same of the same words, and marks are found by replaying: most answers are known already.
@lru_cache(maxsize=8192)
def _first(chinese: tuple[str, ...], english: tuple[str, ...], text: str) -> str | None:
    """What the topic's words match first, maybe nothing at all (an empty match); None without a match."""
    match = _compiled(chinese, english).search(small(text))
    return text[match.start() : match.end()] if match is not None else None


def found(scenario: Scenario, text: str) -> tuple[str, ...]:
    """The ids of the scenario's own topics that normalised `text` touches, in the scenario's order."""
    return tuple(topic.id for topic in scenario.topics if _said(topic, text) is not None)


def term(scenario: Scenario, term_id: str, text: str) -> str:
    """The words of normalised `text` that belong to that entry of the lexicon; empty when none do.

    The scenario's own entry of that id (the customer's wrong names, say) adds to the shared one, or replaces it where
    it says so.
    """
    for topic in chain(scenario.topics, scenario.lexicon):
        if topic.id == term_id:
            words = phrase(topic, text)
            if words or topic.replaces:
                return words
    return ""


def found_terms(scenario: Scenario, term_ids: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Those of these entries of the lexicon that normalised `text` touches."""
    return tuple(term_id for term_id in term_ids if term(scenario, term_id, text))


def without(scenario: Scenario, term_id: str, text: str) -> str:
    """Normalised `text` without the words that belong to that entry of the lexicon."""
    for topic in scenario.lexicon:
        if topic.id == term_id:
            return _cut(text, pattern(topic))
    return text


def _cut(text: str, words: re.Pattern[str]) -> str:
    kept, at = [], 0
    for match in words.finditer(small(text)):
        kept.append(text[at : match.start()])
        at = match.end()
    return "".join((*kept, text[at:]))
