"""Questions about what is taught find their card; anything else finds none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.base.paths import content_dir
from bot.catalog.load import load
from bot.training.lookup import find

LESSONS = load(content_dir()).lessons


@pytest.mark.parametrize(
    ("asked", "unit"),
    [
        ("什么是暗示问题？", "spin"),
        ("什麼是暗示問題", "spin"),
        ("老虎型客户怎么打交道", "styles"),
        ("同理心公式怎么用", "empathy"),
        ("什么是烟幕弹", "objections"),
        ("SPIN", "spin"),
        ("SPIN是什么", "spin"),
        ("What's an implication question?", "spin"),
        ("how do I deal with an owl", "styles"),
        ("explain the empathy formula", "empathy"),
    ],
)
def test_a_question_finds_its_lesson(asked: str, unit: str) -> None:
    place = find(LESSONS, asked)
    assert place is not None
    assert place.unit == unit
    assert 0 <= place.card < len(LESSONS[unit].cards)


@pytest.mark.parametrize("said", ["太贵了", "怎么这么贵", "今天天气怎么样", "why so expensive?", "hello", "🙂", ""])
def test_what_customers_say_is_no_question_about_a_lesson(said: str) -> None:
    assert find(LESSONS, said) is None


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    place = find(LESSONS, text)
    assert place is None or place.unit in LESSONS
