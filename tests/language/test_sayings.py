"""Sayings: what an utterance comes near to in meaning, piece by piece."""

from __future__ import annotations

import numpy as np
import pytest

from bot.base.language import Lang
from bot.language.directions import Directions
from bot.language.encoder import UseEncoder
from bot.language.sayings import LEAST, MOST, Sayings
from tests.chats.warm import warm, warm_for_roleplay

ASKS = (
    ("problem", "What's the hardest part of writing the papers at night?"),
    ("implication", "If they're up till midnight, who takes the first lesson next morning?"),
    ("implication", "What does a tired teacher do to the class?"),
    ("payoff", "If nobody had to write papers at night, what would that be worth to you?"),
)


def test_the_nearest_label_is_the_one_that_means_the_same(encoder: UseEncoder) -> None:
    warm_for_roleplay()
    analyser = warm().understanding.analyser
    sayings = Sayings.build(ASKS, Directions(encoder))
    analysis = analyser.analyse(
        "And after a night like that, who stands in front of the class?", Lang.EN, None, sayings
    )
    assert analysis.likes[0].label == "implication"
    analysis = analyser.analyse("你们晚上出卷子，最累的是哪一步？", Lang.ZH, None, sayings)
    assert analysis.likes[0].label == "problem", "one meaning, another language"


def test_each_piece_says_what_it_resembles(encoder: UseEncoder) -> None:
    warm_for_roleplay()
    analyser = warm().understanding.analyser
    text = "Which bit of writing papers at night is hardest? And if nobody had to, what would that be worth?"
    likes = analyser.analyse(text, Lang.EN, None, Sayings.build(ASKS, Directions(encoder))).likes
    first = next(like for like in likes if like.label == "problem")
    second = next(like for like in likes if like.label == "payoff")
    assert "hardest" in first.evidence.text
    assert "worth" in second.evidence.text
    for like in likes:
        assert text[like.evidence.start : like.evidence.end] == like.evidence.text
        assert LEAST <= like.score <= 1.0
    assert [like.score for like in likes] == sorted((like.score for like in likes), reverse=True)


def test_without_sayings_or_words_there_is_nothing_to_resemble(encoder: UseEncoder) -> None:
    warm_for_roleplay()
    analyser = warm().understanding.analyser
    assert analyser.analyse("Hello there", Lang.EN).likes == ()
    assert analyser.analyse("", Lang.EN, None, Sayings.build(ASKS, Directions(encoder))).likes == ()
    assert analyser.analyse("Hello there", Lang.EN, None, Sayings.build((), Directions(encoder))).likes == ()


@pytest.mark.parametrize("pieces", [0, 1, 3])
def test_a_piece_names_few_labels_once_each(pieces: int) -> None:
    random = np.random.default_rng(7)
    vectors = random.random((40, 512)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    sayings = Sayings([f"label{number % 20}" for number in range(40)], vectors)
    found = sayings.nearest(vectors[:pieces].astype(np.float64))
    for piece in range(pieces):
        labels = [near.label for near in found if near.piece == piece]
        assert len(labels) == len(set(labels)) <= MOST
        assert labels[0] == f"label{piece % 20}", "a saying itself is nearest"
