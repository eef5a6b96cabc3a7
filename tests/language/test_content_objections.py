"""The content's own objections: a phrasing that is left out still finds its category. Run with -s to see the table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from bot.base.language import Lang
from bot.base.paths import content_dir, shipped_objections
from bot.catalog.load import load
from bot.language import leaning, objection_space
from bot.language.analyser import Analyser
from bot.language.category import Category, kept_back
from bot.language.encoder import Encoder
from bot.language.head import of_kinds
from bot.language.objection_space import key, spoken
from bot.language.objections import HEARD_SHARE, LEANING_SHARE, Hit, ObjectionIndex, ObjectionText, varied
from tests.language.loading import pushback

# A little below what is reached today: raise these as phrasings get better, never lower.
_FIRST = {Lang.ZH: 0.78, Lang.EN: 0.75}
_FIRST_THREE = {Lang.ZH: 0.91, Lang.EN: 0.90}
# The same for those that go without the obvious words.
_FIRST_ROUNDABOUT = {Lang.ZH: 0.39, Lang.EN: 0.305}
_FIRST_THREE_ROUNDABOUT = {Lang.ZH: 0.635, Lang.EN: 0.585}
# The same for phrasings that the network was not taught either, with the network.
_FIRST_KEPT_BACK = {Lang.ZH: 0.70, Lang.EN: 0.635}
_FIRST_THREE_KEPT_BACK = {Lang.ZH: 0.845, Lang.EN: 0.865}
# The same for what others wrote who saw none of them.
_FIRST_UNSEEN = {Lang.ZH: 0.765, Lang.EN: 0.75}
_FIRST_THREE_UNSEEN = {Lang.ZH: 0.955, Lang.EN: 0.92}
_KINDS = tuple(Category)


@pytest.fixture(scope="module")
def texts() -> tuple[ObjectionText, ...]:
    return tuple(sorted(load(content_dir()).objection_texts, key=lambda one: one.id))


@pytest.fixture(scope="module")
def left_out(encoder: Encoder, texts: tuple[ObjectionText, ...]) -> npt.NDArray[np.float64]:
    """Phrasings × entries: how near each phrasing is to each entry when the index does not know it."""
    index = ObjectionIndex.build(texts, encoder=encoder)
    kinds = np.array([_KINDS.index(one.category) for one in texts])
    _, said = leaning.learn(index.rows, kinds[index.owners], len(_KINDS))
    near = objection_space.left_out_nearness(index.rows.astype(float), index.owners, len(texts))
    both: npt.NDArray[np.float64] = near + LEANING_SHARE * said[:, kinds]
    return both


@pytest.mark.parametrize("lang", Lang)
def test_a_phrasing_left_out_finds_its_category(
    left_out: npt.NDArray[np.float64], texts: tuple[ObjectionText, ...], lang: Lang
) -> None:
    objections = load(content_dir()).objections
    said = [
        (one.category, spoke, number < len(objections[one.id].wording[spoke].phrasings))
        for one in texts
        for spoke in Lang
        for number in range(len(one.phrasings[spoke]))
    ]
    found = [
        (kind, _first_three(row, texts), plain)
        for (kind, spoke, plain), row in zip(said, left_out, strict=True)
        if spoke is lang
    ]
    first, three = _shares(lang, "plain", [(kind, kinds) for kind, kinds, plain in found if plain])
    assert first >= _FIRST[lang]
    assert three >= _FIRST_THREE[lang]
    first, three = _shares(lang, "roundabout", [(kind, kinds) for kind, kinds, plain in found if not plain])
    assert first >= _FIRST_ROUNDABOUT[lang]
    assert three >= _FIRST_THREE_ROUNDABOUT[lang]


@pytest.mark.parametrize("lang", Lang)
def test_with_the_network_a_phrasing_that_neither_was_taught_finds_its_category(
    left_out: npt.NDArray[np.float64], analyser: Analyser, texts: tuple[ObjectionText, ...], lang: Lang
) -> None:
    assert analyser.listener is not None
    kinds = [_KINDS.index(one.category) for one in texts]
    said = [(one.category, spoke, spoken(said)) for one in texts for spoke in Lang for said in one.phrasings[spoke]]
    found = [
        (kind, _first_three(row + HEARD_SHARE * of_kinds(analyser.listener.scores(words))[kinds], texts))
        for (kind, spoke, words), row in zip(said, left_out, strict=True)
        if spoke is lang and kept_back(key(words))
    ]
    assert len(found) > 150
    first, three = _shares(lang, "kept back", found)
    assert first >= _FIRST_KEPT_BACK[lang]
    assert three >= _FIRST_THREE_KEPT_BACK[lang]


@pytest.mark.parametrize("lang", Lang)
def test_what_others_wrote_finds_its_category(
    encoder: Encoder, analyser: Analyser, texts: tuple[ObjectionText, ...], lang: Lang
) -> None:
    index = ObjectionIndex.build(texts, encoder=encoder, listener=analyser.listener, shipped=shipped_objections())
    found = [
        (kind, [hit.category for hit in varied(index.search(said, lang, limit=30))[:3]])
        for kind, said in pushback(lang)
    ]
    first, three = _shares(lang, "unseen", found)
    assert first >= _FIRST_UNSEEN[lang]
    assert three >= _FIRST_THREE_UNSEEN[lang]


def _shares(lang: Lang, name: str, found: Sequence[tuple[Category, list[Category]]]) -> tuple[float, float]:
    """How many find their category first, and among the first three; prints a line for each category."""
    for kind in Category:
        mine = [kinds for true, kinds in found if true is kind]
        one, three = (sum(kind in kinds[:number] for kinds in mine) / max(len(mine), 1) for number in (1, 3))
        print(f"{lang.value} {name} {kind.value:12} n={len(mine):3} first={one:.2f} first three={three:.2f}")
    one, three = (sum(kind in kinds[:number] for kind, kinds in found) / len(found) for number in (1, 3))
    print(f"{lang.value} {name} first {one:.3f}, first three {three:.3f} of {len(found)}")
    return one, three


def test_every_category_has_phrasings_enough_to_lean_to(texts: tuple[ObjectionText, ...]) -> None:
    for kind in Category:
        for lang in Lang:
            assert sum(len(one.phrasings[lang]) for one in texts if one.category is kind) >= 20, (kind, lang)


def _first_three(row: npt.NDArray[np.float64], texts: Sequence[ObjectionText]) -> list[Category]:
    order = np.argsort(-row, kind="stable")[:30]
    hits = [Hit(texts[entry].id, texts[entry].category, float(row[entry])) for entry in order]
    return [hit.category for hit in varied(hits)[:3]]
