from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.base.language import Lang
from bot.language import objection_space as space
from bot.language.category import CATEGORIES, Category
from bot.language.encoder import UseEncoder
from bot.language.features import LABELS
from bot.language.listener import Listener
from bot.language.objection_space import Floats, left_out_nearness, spoken
from bot.language.objections import Hit, ObjectionIndex, ObjectionText, Verdict
from bot.language.shelf import KeptEntry, nearness

# With one entry per category and phrasings chosen to differ; the content's own entries have more to go by.
_FIRST, _FIRST_THREE = 0.70, 0.92


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有点贵啊你们这个", "too-expensive"),
        ("客户说太贵了怎么回", "too-expensive"),
        ("That's rather pricey", "too-expensive"),
        ("我得先问问我们老板", "ask-my-boss"),
        ("We already have a supplier we're happy with", "happy-with-supplier"),
        ("你們交期太長", "too-slow"),
    ],
)
def test_new_phrasings_find_their_entry(index: ObjectionIndex, text: str, expected: str) -> None:
    assert index.search(text)[0].id == expected


@pytest.mark.parametrize("lang", Lang)
def test_left_out_phrasings_are_found(index: ObjectionIndex, entries: tuple[ObjectionText, ...], lang: Lang) -> None:
    langs = [spoke for entry in sorted(entries, key=lambda e: e.id) for spoke in Lang for _ in entry.phrasings[spoke]]
    nearness = left_out_nearness(index.rows.astype(float), index.owners, len(entries))
    mine = [i for i, spoke in enumerate(langs) if spoke is lang]
    ranks = [int((nearness[i] > nearness[i, index.owners[i]]).sum()) for i in mine]
    first, three = (sum(rank < n for rank in ranks) / len(ranks) for n in (1, 3))
    print(f"{lang.value} left one phrasing out: first {first:.3f}, first three {three:.3f} of {len(ranks)}")
    assert first >= _FIRST
    assert three >= _FIRST_THREE


def test_a_phrasing_word_for_word_is_certain(index: ObjectionIndex) -> None:
    hits = index.search("预算早就分完了！")
    assert hits[0] == Hit("no-money-left", Category.BUDGET, 1.0)
    assert index.verdict(hits) is Verdict.SURE


def test_what_is_no_objection_is_not_answered_as_one(index: ObjectionIndex) -> None:
    assert index.verdict(index.search("周末去爬山看红叶，顺便拍了几张照片")) is not Verdict.SURE
    assert index.verdict(index.search("The cat sat on the piano")) is not Verdict.SURE
    assert index.verdict(()) is Verdict.NOTHING


def kept(index: ObjectionIndex, name: str, category: Category | None, *phrasings: str) -> KeptEntry:
    return KeptEntry(name, category, phrasings, index.meaning(phrasings))


def test_a_teams_own_entries_are_found_beside_the_built_in_ones_and_only_there(
    index: ObjectionIndex, entries: tuple[ObjectionText, ...]
) -> None:
    shelf = index.shelf([kept(index, "team.1", Category.FIT, "你们的柜子放不进我们的电梯", "柜子太大进不了电梯")])
    asked = "柜子这么大，电梯进不去吧"
    assert index.search(asked, beside=[shelf])[0].id == "team.1"
    assert "team.1" not in {hit.id for hit in index.search(asked, limit=len(entries))}
    assert index.search("太贵了", beside=[shelf])[0] == index.search("太贵了")[0]


class Ear(Listener):
    """A network that hears one kind in everything, or none."""

    def __init__(self, heard: Category | None, mark: str = "ear") -> None:
        self.mark = mark
        self._told = np.full(len(LABELS) + len(CATEGORIES), -9.0, dtype=np.float32)
        if heard is not None:
            self._told[len(LABELS) + CATEGORIES.index(heard)] = 9.0

    def scores(self, text: str, context: str | None = None) -> Floats:
        return self._told

    def listen(self, text: str, context: str | None = None) -> Callable[[], Floats]:
        return lambda: self._told


def test_what_a_network_hears_counts_beside_the_words(index: ObjectionIndex) -> None:
    asked = "都得我们自己慢慢来"
    deaf, delivery, budget = (replace(index, listener=Ear(kind)) for kind in (None, Category.DELIVERY, Category.BUDGET))
    assert deaf.search(asked)[0].id == index.search(asked)[0].id
    assert deaf.search(asked)[0].score < index.search(asked)[0].score, "what it takes for no objection is less sure"
    for kind, hearing in ((Category.DELIVERY, delivery), (Category.BUDGET, budget)):
        before, after = (
            max(hit.score for hit in one.search(asked, limit=99) if hit.category is kind) for one in (deaf, hearing)
        )
        assert after > 2 * before
    own = [kept(index, "own.1", None, "老板娘今天不在店里")]
    assert delivery.shelf(own).entries == (("own.1", Category.DELIVERY),)
    assert budget.shelf(own).entries == (("own.1", Category.BUDGET),)


def test_an_own_entry_word_for_word_comes_before_the_built_in_one(index: ObjectionIndex) -> None:
    own, team = (index.shelf([kept(index, name, None, "预算早就分完了")]) for name in ("own.1", "team.1"))
    hits = index.search("预算早就分完了！", beside=[own, team])
    assert [(hit.id, hit.score) for hit in hits[:3]] == [("own.1", 1.0), ("team.1", 1.0), ("no-money-left", 1.0)]


def test_a_kept_meaning_of_the_wrong_length_is_refused(index: ObjectionIndex) -> None:
    with pytest.raises(ValueError, match="reshape"):
        index.shelf([KeptEntry("own.1", None, ("a", "b"), index.meaning(["a"]))])


def test_the_first_look_at_a_large_shelf_loses_nothing(
    index: ObjectionIndex, entries: tuple[ObjectionText, ...]
) -> None:
    said = [words for entry in entries for lang in Lang for words in entry.phrasings[lang]]
    large = [
        kept(index, f"team.{number}", None, f"{about}: {words}")
        for number, (about, words) in enumerate((about, words) for words in said for about in ("叉车", "scanner"))
    ]
    shelf = index.shelf(large)
    assert len(large) > 400
    for words in said[::7]:
        asked = f"{words} - 校服"
        query = space.unit(space.points([space.spoken(asked)], index.encoder) @ index.axes)[0].astype(np.float32)
        best = np.lexsort((np.arange(len(large)), -(shelf.middles @ query)))[:5]
        found = [entry for entry, _ in nearness(shelf, query, space.spoken(asked))[:5]]
        assert found == best.tolist()


def test_an_empty_shelf_adds_nothing(index: ObjectionIndex) -> None:
    assert index.search("太贵了", beside=[index.shelf([])]) == index.search("太贵了")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.integers(min_value=0, max_value=7))
def test_any_text_may_be_searched(index: ObjectionIndex, text: str, limit: int) -> None:
    hits = index.search(text, limit=limit)
    assert len(hits) <= limit
    assert len({hit.id for hit in hits}) == len(hits)
    assert all(0.0 <= hit.score <= 1.0 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("text", ["", " ?! ", "🙂", "\ud800"])
def test_nothing_asked_finds_nothing(index: ObjectionIndex, text: str) -> None:
    assert index.search(text) == ()


def test_an_empty_index_finds_nothing(encoder: UseEncoder) -> None:
    assert ObjectionIndex.build((), encoder=encoder).search("太贵了") == ()


@pytest.mark.parametrize(
    ("asked", "inner"),
    [
        ("客户说“太贵了”，我该怎么回？", "太贵了"),
        ("The customer says it's too expensive", "it's too expensive"),
        ("What should I say when they say we're too small?", "we're too small?"),
        ("太贵了", "太贵了"),
        ("怎么办？", "怎么办?"),
    ],
)
def test_the_frame_of_a_question_is_taken_off(asked: str, inner: str) -> None:
    assert spoken(asked) == inner
