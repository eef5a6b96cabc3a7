"""Replies that repeat what the reply to another objection says are found, within one objection they may."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalog.check import check
from bot.language.encoder import UseEncoder
from tests.catalog.conftest import GOOD, write

ITEMS = "items/spin.yaml"
FILE = "objections/too-dear.yaml"
STOCK = "what matters is what you get for it in the end"
SAME = (
    ("We can deliver the machine to your plant next week.", "Next week we could bring the machine to your factory."),
    (
        "It is a great deal of money for a small firm like yours.",
        "For a small company like yours it is a lot of money.",
    ),
)


def second(good: Path, first_says: dict[str, str], second_says: dict[str, str]) -> Path:
    """The good folder with a second objection, both with other words in some places."""
    other = GOOD[FILE].replace("too-dear", "too-slow").replace("贵", "慢").replace("dear", "slow")
    texts = {FILE: GOOD[FILE], "objections/too-slow.yaml": other}
    for name, said in ((FILE, first_says), ("objections/too-slow.yaml", second_says)):
        for old, new in said.items():
            assert old in texts[name]
            texts[name] = texts[name].replace(old, new, 1)
    return write(good, texts)


def echoes(root: Path, encoder: UseEncoder | None = None) -> list[tuple[str, str]]:
    return [(one.path, one.message) for one in check(root, encoder) if one.code == "reply-echo"]


@pytest.mark.parametrize(
    ("mine", "theirs", "run", "found"),
    [
        ("dear c1", "slow c2", STOCK, True),
        ("dear c1", "slow c2", " ".join(STOCK.split()[:6]), False),
        ("贵 c1", "慢 c1", "关键不在便宜而在省心省力", True),
        ("贵 c1", "慢 c1", "关键不在便宜而在省", False),
    ],
)
def test_a_stock_sentence_is_found(good: Path, mine: str, theirs: str, run: str, found: bool) -> None:
    root = second(good, {mine: f"So {run}."}, {theirs: f"Well, {run}!"})
    expected = [("objections/too-slow.yaml", "too-slow: the same words in a row as too-dear")]
    assert echoes(root) == (expected if found else [])


def test_one_objection_may_say_a_thing_twice(good: Path) -> None:
    assert echoes(second(good, {"dear c1": f"So {STOCK}.", "dear c2": f"Well, {STOCK}."}, {})) == []


def test_the_same_in_other_words_is_found_by_meaning(good: Path) -> None:
    spoken = (("a1", SAME[0]), ("b1", SAME[1]))
    root = second(
        good,
        {f"dear {part}": said[0] for part, said in spoken},
        {f"slow {part}": said[1] for part, said in spoken},
    )
    assert echoes(root) == []
    assert ("objections/too-slow.yaml", "too-slow: means the same as too-dear") in echoes(root, UseEncoder())


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (
            "The principal says the books are too dear. What now?",
            "A principal calls the books too expensive. What next?",
            True,
        ),
        (
            "The principal says the books are too dear. What now?",
            "Which animal talks in figures and keeps a log?",
            False,
        ),
    ],
)
def test_an_item_that_asks_the_same_in_other_words_is_found(good: Path, first: str, second: str, found: bool) -> None:
    asked = GOOD[ITEMS].replace('"question 1"', f'"{first}"').replace('"question 2"', f'"{second}"')
    root = write(good, {ITEMS: asked})
    texts = [one.message for one in check(root, UseEncoder()) if one.code == "item-echo" and one.line == 17]
    assert texts == (["spin-2: means the same as spin-1"] if found else [])
