"""Matching in small letters finds what matching without regard to case finds, at the same places."""

from __future__ import annotations

import re
from itertools import chain, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.language.caseless import caseless, small
from bot.language.normalise import plain
from tests.chats.warm import warm

EVERY = 23


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(small(text)) == len(text)
    assert small(small(text)) == small(text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\bPO\b", "Send the po, or the PO."),
        (r"\S+\s[A-Z]\w*", "Ask ANNA twice"),
        (r"(?P<Who>WANG|Li)\W(?P=Who)", "li LI wang-Wang"),
        (r"İ|i", "İi"),
        (r"\u4ef7格|PRICE", "价格 Price"),
        (r"\\N", r"a\n b\N"),
    ],
)
def test_escapes_and_groups_stay_what_they_are(pattern: str, text: str) -> None:
    if "(?P=" in pattern:
        assert caseless(pattern).search(small(text)) is not None
    else:
        assert spans(caseless(pattern), small(text)) == spans(re.compile(pattern, re.IGNORECASE), text)


def test_the_content_matches_as_before() -> None:
    catalog = warm().catalog
    moves = catalog.read_moves()
    patterns = {rule.pattern for rule in moves.rules} | {cue.pattern for cue in moves.cues}
    topics = chain.from_iterable((*scenario.topics, *scenario.lexicon) for scenario in catalog.scenarios.values())
    patterns |= {one for topic in topics for lang in Lang for one in topic.patterns.get(lang, ())}
    texts = [plain(example.text) for example in moves.examples][::EVERY]
    for pattern, text in product(sorted(patterns)[::EVERY], texts):
        assert spans(caseless(pattern), small(text)) == spans(re.compile(pattern, re.IGNORECASE), text), pattern
