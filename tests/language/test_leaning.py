"""The category leaning of words, and three kinds to choose from."""

from __future__ import annotations

import numpy as np
import pytest

from bot.language.category import Category
from bot.language.leaning import learn
from bot.language.objections import Hit, varied


def test_what_the_others_say_of_a_phrasing_is_what_a_leaning_without_it_says() -> None:
    rng = np.random.default_rng(4)
    rows = rng.normal(size=(40, 12)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    kinds = rng.integers(0, 3, 40)
    _, left_out = learn(rows, kinds, 3)
    for at in (0, 17, 39):
        rest = np.arange(40) != at
        alone, _ = learn(rows[rest], kinds[rest], 3)
        assert np.allclose(alone.of(rows[at]), left_out[at], atol=1e-3)


def hit(name: str, category: Category, score: float) -> Hit:
    return Hit(name, category, score)


@pytest.mark.parametrize(
    ("kinds", "left"),
    [
        ("ppbpd", "024"),
        ("ppp", "0"),
        ("pbdpp", "01234"),
        ("", ""),
    ],
)
def test_the_first_three_are_of_three_kinds_and_the_order_stays(kinds: str, left: str) -> None:
    names = {"p": Category.PRICE, "b": Category.BUDGET, "d": Category.DELIVERY}
    hits = [hit(str(at), names[kind], 1 - at / 10) for at, kind in enumerate(kinds)]
    assert "".join(one.id for one in varied(hits)) == left
