"""Which lesson cards answer a question? Found by their words, by the words people ask with, and by meaning."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.base.language import Lang
from bot.language.encoder import Encoder, Matrix
from bot.language.normalise import plain
from bot.training.curriculum import CardKind, Curriculum, Lesson
from bot.training.lookup import Place, has_word

# What the words, the card's meaning, the unit's meaning, a keyword in the question and the keywords' meaning weigh.
_WORDS, _CARD, _UNIT, _NAMED, _KEYWORDS = 1.0, 0.6, 0.6, 0.7, 1.0
# A word in the title, in the body (once, and for each time more) and in what is said about the unit.
_IN_TITLE, _IN_BODY, _EACH_MORE, _IN_UNIT = 1.0, 0.48, 0.16, 0.7
# Of two cards that tell the same the one that explains comes before the one that illustrates, the earlier first.
_KINDS = {CardKind.IDEA: 0.0, CardKind.WHY: 0.05, CardKind.ERROR: 0.15, CardKind.EXAMPLE: 0.15, CardKind.REMEMBER: 0.2}
_LATER = 0.04
# A word that no lesson uses counts like one of the commoner ones.
_UNKNOWN = 0.6
_LONGEST = 300
_RUN = re.compile(r"[a-z0-9%]+(?:'[a-z]+)?|[㐀-鿿]+")
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "er", "ly", "s", "e", "y")
_STEM = 7
# Words that questions are made of, whatever they ask about.
_EMPTY_WORDS = (
    "what is the a an of to do does did how i are my for in on it its and or with when why should shall can "
    "could which who one there be been that if at by from me we you your our out up this about say somebody "
    "someone customer customers was have has had am will would as so not them they their he she his her go "
    "get make "
    "什么 怎么 哪些 哪几 哪个 如何 么样 为什 客户 销售 么办 是什 有哪 个客 有什 么怎 的时 时候 的客 户的 的吗 "
    "么意 意思 应该 要不 是哪 么区 有何 怎样 该怎 要怎 户一 一个 我们 你们 他们 可以 能不 不能 就是 户说 户在 "
    "让客 给客 跟客 和客 见客 户先 么让 "
)
_EMPTY = frozenset(_EMPTY_WORDS.split())


@dataclass(frozen=True, slots=True)
class CardHit:
    """A card that may answer; a `score` above 1.05 is rarely beside the point, one below 0.65 always."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class _Words:
    title: Counter[str]
    body: Counter[str]
    unit: Counter[str]

    def told(self, word: str) -> float:
        """How much the card tells of a word, 0–1."""
        in_body = min(0.8, _IN_BODY + _EACH_MORE * self.body[word]) if word in self.body else 0.0
        return max(_IN_TITLE * (word in self.title), in_body, _IN_UNIT * (word in self.unit))


@dataclass(frozen=True, slots=True)
class CardIndex:
    """The cards of all lessons in one language; never changed. Safe to share between threads."""

    places: tuple[Place, ...]
    kinds: tuple[CardKind, ...]
    words: tuple[_Words, ...]
    weights: Mapping[str, float]
    named: Mapping[str, tuple[str, ...]]
    cards: Matrix
    units: Mapping[str, tuple[Matrix, Matrix]]
    encoder: Encoder

    @classmethod
    def build(cls, curriculum: Curriculum, lessons: Mapping[str, Lesson], lang: Lang, *, encoder: Encoder) -> CardIndex:
        """Read the cards and encode them: some seconds, or none where `encoder` keeps what it has encoded."""
        places = tuple(Place(unit, number) for unit, lesson in lessons.items() for number in range(len(lesson.cards)))
        told = {unit: _about(curriculum, lesson, lang) for unit, lesson in lessons.items()}
        words = tuple(_words(lessons[place.unit], place.card, lang, told[place.unit]) for place in places)
        whole = [_whole(lessons[place.unit], place.card, lang) for place in places]
        spans, texts = _unit_texts(curriculum, lessons, lang)
        vectors = encoder.encode([*whole, *texts])
        cards, rest = vectors[: len(whole)], vectors[len(whole) :]
        return cls(
            places,
            tuple(lessons[place.unit].cards[place.card].kind for place in places),
            words,
            _weights(places, words),
            {unit: _keywords(lesson) for unit, lesson in lessons.items()},
            cards,
            {unit: (rest[at], rest[at + 1 : end]) for unit, (at, end) in spans.items()},
            encoder,
        )

    def search(self, text: str, limit: int = 3) -> tuple[CardHit, ...]:
        """The best card of each of the nearest units, best first, at most `limit`. Total."""
        asked = plain(text[:_LONGEST]).lower()
        if not _RUN.search(asked):
            return ()
        query = self.encoder.encode([asked])[0]
        by_unit = {unit: self._unit_score(unit, asked, query) for unit in self.units}
        words = self._by_words(asked) + _CARD * (self.cards @ query)
        hits: dict[str, list[tuple[float, CardHit]]] = {}
        for place, kind, score in zip(self.places, self.kinds, words.tolist(), strict=True):
            hit = CardHit(place, round(score + by_unit[place.unit], 3))
            hits.setdefault(place.unit, []).append((score - _KINDS[kind] - _LATER * place.card, hit))
        # How near a unit is is what its nearest card is; which card is shown is another question.
        best = [
            CardHit(max(found, key=lambda one: one[0])[1].place, max(hit.score for _, hit in found))
            for found in hits.values()
        ]
        return tuple(sorted(best, key=lambda hit: (-hit.score, hit.place.unit))[:limit])

    def _unit_score(self, unit: str, asked: str, query: Matrix) -> float:
        about, keywords = self.units[unit]
        named = max((_rareness(word) for word in self.named[unit] if has_word(asked, word)), default=0.0)
        near = float((keywords @ query).max()) if len(keywords) else 0.0
        return _UNIT * float(about @ query) + _NAMED * named + _KEYWORDS * near

    def _by_words(self, asked: str) -> Matrix:
        """For each card the share of the question's words that it tells of, the rarer ones counting more."""
        weighed = [(word, self.weights.get(word, _UNKNOWN)) for word in dict.fromkeys(tokens(asked))]
        total = sum(weight for _, weight in weighed) or 1.0
        return np.array([sum(weight * one.told(word) for word, weight in weighed) / total for one in self.words])


def tokens(text: str) -> list[str]:
    """The stems and pairs of characters that say what a normalised, lower-case text is about."""
    found: list[str] = []
    for run in _RUN.findall(text):
        if run[0].isascii():
            found += [] if run in _EMPTY else [_stem(run)]
        else:
            found += [pair for pair in map("".join, pairwise(run)) if pair not in _EMPTY] or [run]
    return found


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) > 2), "")
    return word.removesuffix(ending)[:_STEM]


def _rareness(keyword: str) -> float:
    """What a keyword in the question is worth, 0–1: the longer, the less by chance."""
    return min(1.0, 0.5 + 0.25 * len(keyword) / (6 if keyword.isascii() else 2))


def _counted(text: str) -> Counter[str]:
    return Counter(tokens(plain(text).lower()))


def _words(lesson: Lesson, card: int, lang: Lang, about: Counter[str]) -> _Words:
    text = lesson.cards[card].text[lang]
    return _Words(_counted(text.title), _counted(text.body), about)


def _about(curriculum: Curriculum, lesson: Lesson, lang: Lang) -> Counter[str]:
    unit = curriculum.units[lesson.unit]
    return _counted(" ".join((unit.title[lang], unit.about[lang], *lesson.keywords[lang])))


def _whole(lesson: Lesson, card: int, lang: Lang) -> str:
    text = lesson.cards[card].text[lang]
    return f"{text.title}\n{text.body}"


def _unit_texts(
    curriculum: Curriculum, lessons: Mapping[str, Lesson], lang: Lang
) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """What is encoded for each unit, its own line and its keywords, and where each unit's texts lie."""
    spans: dict[str, tuple[int, int]] = {}
    texts: list[str] = []
    for name, lesson in lessons.items():
        unit, at = curriculum.units[name], len(texts)
        texts += [f"{unit.title[lang]}。{unit.about[lang]}", *lesson.keywords[lang]]
        spans[name] = (at, len(texts))
    return spans, texts


def _keywords(lesson: Lesson) -> tuple[str, ...]:
    """In both languages: people mix them."""
    return tuple(plain(keyword).lower() for lang in Lang for keyword in lesson.keywords[lang])


def _weights(places: Iterable[Place], words: Sequence[_Words]) -> dict[str, float]:
    """How much a word tells apart: the fewer units use it, the more. At most 1."""
    users: dict[str, set[str]] = {}
    for place, one in zip(places, words, strict=True):
        for word in {*one.title, *one.body, *one.unit}:
            users.setdefault(word, set()).add(place.unit)
    all_units = 1 + len({place.unit for place in places})
    return {word: math.log(all_units / len(units)) / math.log(all_units) for word, units in users.items()}
