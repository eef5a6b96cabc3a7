"""Which of a team's facts answers a question? Found by their keywords, by their words, and by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.language.encoder import DIMENSIONS, Matrix
from bot.language.normalise import plain
from bot.training.card_search import tokens
from bot.training.lookup import has_word
from bot.training.team_items import Fact

# What a keyword or title in the question, the question's words in the fact, and the meaning weigh.
_NAMED, _WORDS, _MEANING = 0.7, 1.0, 0.6
# A word in the title or a keyword, and in the body.
_IN_TITLE, _IN_BODY = 1.0, 0.5
# A fact that scores so much answers what was asked; a text that nobody announced as a question needs more.
SURE_FROM, UNASKED_FROM = 0.95, 1.3


@dataclass(frozen=True, slots=True)
class KeptFact:
    """A fact with its row's number and the vector of its title and keywords (float16 bytes; empty: unknown)."""

    id: int
    fact: Fact
    meaning: bytes


@dataclass(frozen=True, slots=True)
class FactHit:
    """A fact that may answer."""

    id: int
    score: float


def told(fact: Fact) -> str:
    """What the vector of a fact is of."""
    return "。".join((fact.title, *fact.keywords))


def stored(vector: Matrix) -> bytes:
    """A vector as it is kept."""
    return np.asarray(vector, dtype=np.float16).tobytes()


def search(asked: str, query: Matrix, facts: Sequence[KeptFact], least: float = SURE_FROM) -> tuple[FactHit, ...]:
    """The facts that answer, best first; `query` is the vector of what was asked. Total."""
    text = plain(asked).lower()
    words = tuple(dict.fromkeys(tokens(text)))
    if not words:
        return ()
    hits = [FactHit(one.id, round(_score(text, words, query, one), 3)) for one in facts]
    return tuple(sorted((hit for hit in hits if hit.score >= least), key=lambda hit: (-hit.score, hit.id)))


def _score(text: str, words: Sequence[str], query: Matrix, one: KeptFact) -> float:
    names = [plain(name).lower() for name in (one.fact.title, *one.fact.keywords)]
    named = any(name and has_word(text, name) for name in names)
    title, body = set(tokens(" ".join(names))), set(tokens(plain(one.fact.body).lower()))
    share = sum(_IN_TITLE if word in title else _IN_BODY * (word in body) for word in words) / len(words)
    return _NAMED * named + _WORDS * share + _MEANING * _near(query, one.meaning)


def _near(query: Matrix, meaning: bytes) -> float:
    if len(meaning) != DIMENSIONS * np.dtype(np.float16).itemsize:
        return 0.0
    return float(np.frombuffer(meaning, dtype=np.float16).astype(np.float64) @ query)
